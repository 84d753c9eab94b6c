"""What goes into the history: a sample of the stack every ten seconds, and the energy that passed."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hmi.model import timekeeping
from hmi.model.battery import known_as
from hmi.model.events import Tick
from hmi.model.freshness import Freshness
from hmi.model.history.trend import Quantity, Sample
from hmi.model.stack import Pack, Total
from hmi.model.wanted import Keep

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.events import Event
    from hmi.model.state import State

SAMPLE_S = 10.0
LONGEST_S = 30.0  # from one look at live values to the next; what flowed in a longer pause is not known
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Gathering:
    """What was seen for the next sample. Times in s of the steady clock."""

    battery: str | None = None
    since: float = 0.0  # when it began
    looked: float = 0.0  # the last time
    live_at: float | None = None  # when live values were seen last; None: never yet
    current: float = 0.0  # A, then
    power: float = 0.0  # W, then
    known_s: float = 0.0  # for which current and power are known
    amp_s: float = 0.0  # current over that time, charged less discharged
    charged_ws: float = 0.0
    discharged_ws: float = 0.0


_NOTHING = Gathering()


def observed(before: "State", state: "State", event: "Event") -> "Effect":
    """Every second: what flows now; every ten seconds the sample, while the battery is known."""
    if not isinstance(event, Tick):
        return state, ()
    battery = known_as(state)
    if battery is None:
        return (state if state.gathering == _NOTHING else replace(state, gathering=_NOTHING)), ()
    gathering = state.gathering
    if gathering.battery != battery or state.now - gathering.looked > LONGEST_S:
        gathering = Gathering(battery, since=state.now)
    gathering = _looked(gathering, state.now, state.total)
    if state.now - gathering.since < SAMPLE_S:
        return replace(state, gathering=gathering), ()
    sample = _sample(state, battery, gathering)
    state = replace(state, gathering=_begun(gathering))
    return state, () if sample is None else (Keep(sample),)


def _live(total: Total) -> bool:
    return total.fresh is Freshness.LIVE


def _looked(gathering: Gathering, now: float, total: Total) -> Gathering:
    """With what has flowed since the last look, as if it had changed evenly between both."""
    gathering = replace(gathering, looked=now)
    if not _live(total) or total.current is None or total.power is None:
        return gathering
    passed = 0.0 if gathering.live_at is None else now - gathering.live_at
    known = passed if passed <= LONGEST_S else 0.0
    powers = (gathering.power, total.power)
    return replace(
        gathering,
        live_at=now,
        current=total.current,
        power=total.power,
        known_s=gathering.known_s + known,
        amp_s=gathering.amp_s + known * (gathering.current + total.current) / 2,
        charged_ws=gathering.charged_ws + known * sum(max(0.0, one) for one in powers) / 2,
        discharged_ws=gathering.discharged_ws + known * sum(max(0.0, -one) for one in powers) / 2,
    )


def _begun(gathering: Gathering) -> Gathering:
    """For the next sample. What flows until the next look is counted from the last one."""
    return Gathering(
        gathering.battery,
        since=gathering.looked,
        looked=gathering.looked,
        live_at=gathering.live_at,
        current=gathering.current,
        power=gathering.power,
    )


def _sample(state: "State", battery: str, gathering: Gathering) -> Sample | None:
    """None: nothing was known in all that time, which is a gap."""
    values = _flow(gathering, state.total)
    values |= _of_packs(tuple(pack for pack in state.packs if pack.analog_fresh is Freshness.LIVE))
    if all(value is None for value in values.values()):
        return None
    return Sample(
        battery=battery,
        moment=timekeeping.moment(state),
        seconds=state.now - gathering.since,
        values=values,
        charged_wh=gathering.charged_ws / HOUR_S,
        discharged_wh=gathering.discharged_ws / HOUR_S,
    )


def _flow(gathering: Gathering, total: Total) -> dict[Quantity, float | None]:
    """The SOC as it is, current and power on average; as they are where there is nothing to average."""
    known, live = gathering.known_s, _live(total)
    power = (gathering.charged_ws - gathering.discharged_ws) / known if known else total.power
    return {
        Quantity.SOC: total.soc if live else None,
        Quantity.CURRENT: (gathering.amp_s / known if known else total.current) if known or live else None,
        Quantity.POWER: power if known or live else None,
    }


def _of_packs(packs: tuple[Pack, ...]) -> dict[Quantity, float | None]:
    """The extremes over all packs that are live."""
    spreads = [pack.cell_spread for pack in packs if pack.cell_spread is not None]
    celsius = [one for pack in packs for one in pack.temperatures if one is not None]
    return {
        Quantity.SPREAD: max(spreads, default=None),
        Quantity.COLDEST: min(celsius, default=None),
        Quantity.HOTTEST: max(celsius, default=None),
    }
