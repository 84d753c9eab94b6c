"""What fingers and time do to the page shown."""

from dataclasses import replace

from hmi.model import navigation
from hmi.model.events import Go, Tick, Touched, Turn
from hmi.model.navigation import BOOT_S, SLEEP_S, Page, Place
from hmi.model.stack import HOST_SLOT
from hmi.model.state import State


def ticked(state: State, event: Tick) -> State:
    """Time passes: BOOT ends, a panel that nobody touches goes to sleep."""
    state = replace(state, now=max(state.now, event.at), clock=event.clock or state.clock)
    if state.place.page is Page.BOOT:
        return _to(state, Page.MIN_STATE) if state.now - state.started >= BOOT_S else state
    alone_s = state.now - max(state.touched, state.started)
    return _to(state, Page.SLEEP) if alone_s >= SLEEP_S else state


def touched(state: State, event: Touched) -> State:
    """A finger went down: a sleeping panel wakes to MIN STATE and does nothing else."""
    state = replace(state, now=max(state.now, event.at), touched=max(state.touched, event.at))
    return _to(state, Page.MIN_STATE) if state.place.page is Page.SLEEP else state


def gone(state: State, event: Go) -> State:
    """A page was chosen. A panel asleep stays so: only a new touch wakes it, not a finger that is lifted."""
    return state if state.place.page is Page.SLEEP else _to(state, event.page)


def turned(state: State, event: Turn) -> State:
    """To another page of the same section."""
    return replace(state, place=navigation.turned(state.place, state.places, event.pages))


def settled(state: State) -> State:
    """A pack or a part of a page that is there no more is left for the nearest that is."""
    if state.selected not in range(1, max(1, state.pack_count) + 1):
        state = replace(state, selected=HOST_SLOT)
    if state.place.part:
        state = replace(state, place=navigation.nearest(state.place, state.places))
    return state


def _to(state: State, page: Page) -> State:
    return replace(state, place=Place(page))
