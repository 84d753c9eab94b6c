"""When the stack will be full or empty, as it is charged or discharged now.

The current is that of the last minutes: an exponential mean, so that a kettle does not turn hours into
minutes. It begins anew when the direction changes, and until it has lasted for a while nothing is said.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model.events import Tick
from hmi.model.freshness import Freshness
from hmi.model.stack import Flow

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.events import Event
    from hmi.model.state import State

MEAN_S = 300.0  # the time constant
LEAST_S = 30.0  # for which a direction must have lasted
LONGEST_H = 48.0  # beyond, the present current says nothing about when
CELL_NOMINAL_V = 3.2  # of LiFePO4, where the model is not known


class Ending(StrEnum):
    """What the present current leads to."""

    FULL = "full"
    RESERVE = "reserve"  # the SOC at which an inverter that is set as recommended stops discharging
    EMPTY = "empty"  # the BMS's own protection


@dataclass(frozen=True, slots=True)
class Outlook:
    """The mean current, A, positive: charging, over so many packs and in that direction since (s)."""

    flow: Flow | None = None  # None: nothing flows, or nothing is known
    packs: int = 0
    since: float = 0.0
    at: float = 0.0
    current: float = 0.0


_NOTHING = Outlook()


def observed(before: "State", state: "State", event: "Event") -> "Effect":
    """After every second."""
    if not isinstance(event, Tick):
        return state, ()
    total, known = state.total, state.outlook
    if total.current is None or total.flow in (None, Flow.RESTING):
        return state if known == _NOTHING else replace(state, outlook=_NOTHING), ()
    if total.fresh is not Freshness.LIVE:
        return state, ()
    if (known.flow, known.packs) != (total.flow, total.counted):
        known = Outlook(total.flow, total.counted, state.now, state.now, total.current)
    return replace(state, outlook=_with(known, total.current, state.now)), ()


def _with(known: Outlook, current: float, now: float) -> Outlook:
    """With the current of now: at first a plain mean, later one that forgets."""
    passed_s = now - known.at
    share = max(1 - math.exp(-passed_s / MEAN_S), passed_s / max(1.0, now - known.since))
    return replace(known, at=now, current=known.current + share * (current - known.current))


def current(state: "State") -> float | None:
    """The mean current, A; None: nothing flows, or it has not lasted long enough."""
    known, total = state.outlook, state.total
    same = known.flow is not None and known.flow is total.flow and known.packs == total.counted
    return known.current if same and known.at - known.since >= LEAST_S else None


def reserve_pct(state: "State") -> float | None:
    """% of SOC at which the inverter stops by the manual's recommended settings; None: it recommends none.

    What the inverter is really set to nobody tells the panel: where this is used, it is said.
    """
    model = state.pack_model
    return model.inverter.discharge_cut_off_soc_pct if model and model.inverter else None


def ending(state: "State") -> Ending | None:
    """What the energy flows towards; None: it does not flow."""
    if state.total.flow is Flow.CHARGING:
        return Ending.FULL
    if state.total.flow is Flow.DISCHARGING:
        return Ending.RESERVE if above_reserve(state) else Ending.EMPTY
    return None


def above_reserve(state: "State") -> bool:
    """There is something left above the reserve."""
    reserve, soc = reserve_pct(state), state.total.soc
    return reserve is not None and soc is not None and soc > reserve


def usable_ah(state: "State") -> float | None:
    """Ah until the discharge ends: down to the reserve; below it, down to the BMS's own protection."""
    total = state.total
    if total.remaining is None or not total.full:
        return None
    kept = (reserve_pct(state) or 0.0) / 100 * total.full if above_reserve(state) else 0.0
    return total.remaining - kept


def hours(state: "State") -> float | None:
    """Until `ending`; None: too little is known, or it is too far off to tell."""
    mean, usable, total = current(state), usable_ah(state), state.total
    if mean is None or usable is None or total.full is None or total.remaining is None:
        return None
    missing = total.full - total.remaining
    wanted = missing if mean > 0 else usable
    found = wanted / abs(mean)
    return found if wanted > 0 and found <= LONGEST_H else None


def nominal_v(state: "State") -> float | None:
    """V of the stack, by which Ah become Wh; None: not known."""
    if state.pack_model is not None:
        return state.pack_model.nominal_v
    cells = next((len(pack.cell_voltages) for pack in state.packs if pack.known), 0)
    return cells * CELL_NOMINAL_V or None
