"""The check of the touch, in the states that change its page."""

from collections.abc import Callable
from dataclasses import replace

from hmi.model.display import Display
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.touch_check import TouchCheck
from tests.ui import states


def checking(check: TouchCheck | None = None) -> State:
    """On its page; so far."""
    shown = Display(touch_check=check or TouchCheck())
    return replace(states.day(), place=Place(Page.TOUCH_CHECK), display=shown)


def on_trial(hit: int = 1, missed: bool = True) -> State:
    """A rotation is; 24 s are left."""
    state = checking()
    check = TouchCheck(hit, missed, former_deg=0, until=state.now + 24.0)
    return replace(state, display=replace(state.display, touch_check=check))


TOUCH_STATES: dict[str, Callable[[], State]] = {
    "touch, begun": checking,
    "touch, on trial": on_trial,
    "touch, passed": lambda: checking(TouchCheck(4)),
}
