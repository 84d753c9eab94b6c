"""The mark of alarms that is on every page: what is wrong, whether it was seen, and whether it flashes."""

from typing import TYPE_CHECKING

from hmi.model.alarm import lists
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition

if TYPE_CHECKING:
    from hmi.model.state import State

HALF_S = 1.0  # lit for so long, and not for as long: 0.5 Hz


def flashes(state: "State") -> bool:
    """A fault that nobody has acknowledged or silenced; nothing else ever does."""
    return any(
        lists.known(state, one)  # else there may be no fault any more, and the plate has no such colour
        for one in state.watch.standing
        if one.key.priority is Priority.FAULT and one.condition is Condition.NEW and not one.silenced
    )


def lit(state: "State") -> bool:
    """The mark is in the light half of its flashing, by the panel's clock; always, while nothing flashes."""
    return not flashes(state) or state.now // HALF_S % 2 == 0


def unseen(state: "State") -> Priority | None:
    """The highest priority of what nobody has acknowledged, also of what is over; None: all was seen."""
    return max((one.key.priority for one in state.watch.standing if one.unseen), default=None)
