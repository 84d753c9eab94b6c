"""What the panel has learned of the battery."""

from collections.abc import Callable

from hmi.commands.posing.after import after
from hmi.model.intents import Go
from hmi.model.navigation import Page
from hmi.model.state import State


def furnished(state: State) -> State:
    """What was read of the disk by then."""
    return state


POSES: dict[Page, Callable[[State], State]] = {
    Page.SURE: lambda state: after(state, Go(Page.SURE)),
    Page.WHAT_IF: lambda state: after(state, Go(Page.WHAT_IF)),
    Page.WEAK_CELL: lambda state: after(state, Go(Page.WEAK_CELL)),
}
