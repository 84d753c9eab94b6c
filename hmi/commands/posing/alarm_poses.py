"""Alarms, their story, the log, the BMS's own records."""

from collections.abc import Callable

from hmi.commands.posing.after import after
from hmi.model.intents import Go
from hmi.model.navigation import Page
from hmi.model.state import State


def furnished(state: State) -> State:
    """What was read of the disk by then."""
    return state


POSES: dict[Page, Callable[[State], State]] = {
    Page.ALARM: lambda state: after(state, Go(Page.ALARM)),
    Page.BMS_RECORD: lambda state: after(state, Go(Page.BMS_RECORD)),
    Page.TOPIC: lambda state: after(state, Go(Page.TOPIC)),
}
