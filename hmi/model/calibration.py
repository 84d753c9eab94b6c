"""Making the SOC sure: down to the BMS's protection, then up to 100 %, watched.

The manual's way (ES25.6/51.2 user manual, chapter 9, item 6). The panel sets nothing and switches nothing:
the house empties the battery and fills it again, and the panel says how far it is.
"""

from dataclasses import replace
from enum import StrEnum

from hmi.model import timekeeping
from hmi.model.effect import Effect
from hmi.model.intents import Calibrate
from hmi.model.learned.guide import Guide
from hmi.model.stack import Flow
from hmi.model.state import State

GROUP = "cell_under_voltage"


class Stage(StrEnum):
    """How far it is."""

    NOT_BEGUN = "not_begun"
    DOWN = "down"  # being emptied
    UP = "up"  # a pack was empty; being filled
    DONE = "done"


def begun(state: State, event: Calibrate) -> Effect:
    """It is begun, or given up. A pack that was emptied just before need not be emptied once more."""
    ledger = state.ledger
    if not event.go or ledger.battery is None:
        return replace(state, ledger=replace(ledger, guide=None)), ()
    low = tuple(pack.slot for pack in ledger.packs if pack.counting.emptied_ah is not None)
    guide = Guide(timekeeping.moment(state), state.total.soc, low)
    return replace(state, ledger=replace(ledger, guide=guide)), ()


def stage(state: State) -> Stage:
    """How far it is. Filling has begun when nothing is left to be emptied, or the sun has come first."""
    guide = state.ledger.guide
    if guide is None:
        return Stage.NOT_BEGUN
    if guide.ended is not None:
        return Stage.DONE
    return Stage.UP if guide.low and (not not_low(state) or state.total.flow is Flow.CHARGING) else Stage.DOWN


def not_low(state: State) -> tuple[int, ...]:
    """The packs that the guide has not seen empty, by their slots."""
    low = state.ledger.guide.low if state.ledger.guide else ()
    return tuple(pack.slot for pack in state.packs if pack.known and pack.slot not in low)


def lowest_cell(state: State) -> float | None:
    """V, of all packs."""
    return min((volts for pack in state.packs for volts in pack.cell_voltages), default=None)


def protection(state: State) -> float | None:
    """V, at which the BMS of the pack on the wire stops the discharge for a cell; None: not read."""
    group = state.parameters.groups.get(GROUP)
    return group.protection if group is not None and group.enable else None
