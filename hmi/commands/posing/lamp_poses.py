"""The lamps on the box."""

from collections.abc import Callable

from hmi.commands.posing.after import after
from hmi.model.intents import Go
from hmi.model.navigation import Page
from hmi.model.state import State

POSES: dict[Page, Callable[[State], State]] = {
    Page.LAMP_GUIDE: lambda state: after(state, Go(Page.LAMP_GUIDE)),
}
