"""The lamps on the box."""

from collections.abc import Callable

from hmi.commands.posing.after import after
from hmi.model.intents import Go, SeeLamp
from hmi.model.navigation import Page
from hmi.model.state import State

# Charging, between a sixth and a third of full.
SEEN = ("RUN", "L1", "L2", "L2")

POSES: dict[Page, Callable[[State], State]] = {
    Page.LAMP_GUIDE: lambda state: after(state, Go(Page.LAMP_GUIDE), *map(SeeLamp, SEEN)),
}
