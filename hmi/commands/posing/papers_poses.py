"""Warranty, maintenance, and the code for the phone."""

from collections.abc import Callable

from hmi.commands.posing.after import after
from hmi.model.intents import Go
from hmi.model.navigation import Page
from hmi.model.state import State


def furnished(state: State) -> State:
    """What was read of the disk by then."""
    return state


POSES: dict[Page, Callable[[State], State]] = {
    Page.PAIR: lambda state: after(state, Go(Page.PAIR)),
}
