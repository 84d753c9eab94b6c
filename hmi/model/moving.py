"""What fingers and time do to the page shown."""

from dataclasses import replace

from hmi.model import navigation
from hmi.model.events import Go, Tick, Touched, Turn
from hmi.model.navigation import BOOT_S, SLEEP_S, Page, Place
from hmi.model.state import State


def ticked(state: State, event: Tick) -> State:
    """Time passes: BOOT ends, a panel that nobody touches goes to sleep, a part that is gone is left."""
    state = replace(state, now=event.at, clock=event.clock or state.clock)
    if state.place.page is Page.BOOT:
        return _to(state, Page.MIN_STATE) if state.now - state.started >= BOOT_S else state
    if state.now - state.touched >= SLEEP_S and state.now - state.started >= SLEEP_S:
        return _to(state, Page.SLEEP)
    if state.place not in state.places:
        return replace(state, place=Place(state.place.page, 0))
    return state


def touched(state: State, event: Touched) -> State:
    """A finger went down: a sleeping panel wakes to MIN STATE and does nothing else."""
    state = replace(state, now=max(state.now, event.at), touched=event.at)
    return _to(state, Page.MIN_STATE) if state.place.page is Page.SLEEP else state


def gone(state: State, event: Go) -> State:
    """A page was chosen."""
    return _to(state, event.page)


def turned(state: State, event: Turn) -> State:
    """To another page of the same section."""
    return replace(state, place=navigation.turned(state.place, state.places, event.pages))


def _to(state: State, page: Page) -> State:
    return replace(state, place=Place(page))
