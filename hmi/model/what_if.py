"""How long the charge lasts at another load."""

from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model import outlook
from hmi.model.intents import TryLoad
from hmi.model.stack import Flow

if TYPE_CHECKING:
    from hmi.model.state import State

LEAST_W, MOST_W = 50.0, 10_000.0
# A decade in steps that are about equally far apart.
ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
LOADS = tuple(
    each * decade for decade in (10.0, 100.0, 1000.0, 10_000.0) for each in ROUND if each * decade <= MOST_W
)
ROOMY_LETTERS = 200  # of a page that holds all of it
LONGEST_H = 30 * 24.0  # beyond, the battery's own consumption counts for more than the load


def tried(state: "State", event: TryLoad) -> "State":
    """Another load, W."""
    return replace(state, load_w=nearest(state, event.watts))


def loads(state: "State") -> tuple[float, ...]:
    """The loads that can be tried, W: up to what the stack can give, if that is known and less than most."""
    model, packs = state.pack_model, max(1, state.total.counted)
    most = model.max_discharge_a * model.nominal_v * packs if model else MOST_W
    return tuple(watts for watts in LOADS if LEAST_W <= watts <= most)


def parts(state: "State") -> int:
    """Of its page: all on one; what is taken for granted apart; or what is tried apart, too."""
    if state.room.letters >= ROOMY_LETTERS:
        return 1
    return 3 if state.room.small else 2


def nearest(state: "State", watts: float) -> float:
    """The load of the scale that is nearest."""
    return min(loads(state), key=lambda one: abs(one - watts))


def usable_wh(state: "State") -> float | None:
    """Wh until the discharge ends, from Ah at the nominal voltage; None: not known."""
    usable, volts = outlook.usable_ah(state), outlook.nominal_v(state)
    return None if usable is None or volts is None else max(0.0, usable) * volts


def hours(state: "State") -> float | None:
    """How long that lasts at the load that is tried; None: not known."""
    usable = usable_wh(state)
    return None if usable is None else usable / nearest(state, state.load_w)


def hours_now(state: "State") -> float | None:
    """How long it lasts at what the battery gives now; None: it gives nothing, or that is not known yet."""
    mean, usable = outlook.current(state), outlook.usable_ah(state)
    if mean is None or usable is None or state.total.flow is not Flow.DISCHARGING:
        return None
    return max(0.0, usable) / -mean
