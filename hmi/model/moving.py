"""What fingers and time do to the page shown."""

from dataclasses import replace

from hmi.model import light, navigation, notices
from hmi.model.display import NEVER_S
from hmi.model.events import Tick
from hmi.model.intents import Go, Touched, Turn
from hmi.model.job import Stage
from hmi.model.lamp_guide import forgotten
from hmi.model.navigation import BOOT_S, Page, Place
from hmi.model.stack import HOST_SLOT
from hmi.model.state import State


def ticked(state: State, event: Tick) -> State:
    """Time passes: BOOT ends, a panel that nobody touches goes to sleep."""
    state = replace(state, now=max(state.now, event.at))
    if state.place.page is Page.BOOT:
        return _to(state, Page.MIN_STATE) if state.now - state.started >= BOOT_S else state
    sleep_s = state.display.sleep_s
    return _to(state, Page.SLEEP) if sleep_s != NEVER_S and light.alone_s(state) >= sleep_s else state


def touched(state: State, event: Touched) -> State:
    """A finger went down: a sleeping panel wakes to MIN STATE and does nothing else."""
    state = replace(state, now=max(state.now, event.at), touched=max(state.touched, event.at))
    return _to(state, Page.MIN_STATE) if state.place.page is Page.SLEEP else state


def darkened(state: State) -> State:
    """The user wants it dark now. While it starts there is nothing to be put out yet."""
    return state if state.place.page is Page.BOOT else _to(state, Page.SLEEP)


def gone(state: State, event: Go) -> State:
    """A page was chosen. A panel asleep stays so: only a new touch wakes it, not a finger that is lifted."""
    if state.place.page is Page.SLEEP:
        return state
    if event.page in navigation.SUBPAGES:
        return entered(state, event.page)
    return _to(state, event.page, event.part)


def entered(state: State, page: Page) -> State:
    """Onto a subpage; `left` leads back. One on the way here is begun anew, and leads back as it did.

    A panel asleep stays so, whatever was meant.
    """
    if state.place.page is Page.SLEEP:
        return state
    trail = (*state.trail, state.place)
    before = next((at for at, place in enumerate(trail) if place.page is page), len(trail))
    return replace(state, place=Place(page), trail=trail[:before])


def left(state: State) -> State:
    """Back to where the subpage was entered."""
    place = state.trail[-1] if state.trail else Place(Page.HOME)
    return replace(state, place=place, trail=state.trail[:-1])


def cancelled(state: State) -> State:
    """Back from a subpage. What is being written goes on; what waits for its confirm is dropped."""
    if state.place.page not in navigation.SUBPAGES:
        return state
    job, draft = state.job, state.draft
    if state.place.page is Page.CHANGE and job is not None and not job.under_way:
        # The group shows what the BMS has once it was written, also when that did not succeed.
        draft = None if job.stage is Stage.ENDED else draft
        job = None
    if draft is not None and state.place.page is Page.VALUE:
        draft = replace(draft, field=None, typed="", problems=())
    return left(replace(state, job=job, draft=draft))


def turned(state: State, event: Turn) -> State:
    """To another page of the same section, or to another part of this page."""
    here = on_a_part(state)
    return replace(here, place=navigation.turned(here.place, here.places, event.pages))


def on_a_part(state: State) -> State:
    """The same; where the page has fewer parts by now, on the last."""
    place = replace(state.place, part=min(state.place.part, state.part_count - 1))
    return state if place == state.place else replace(state, place=place)


def settled(before: State, state: State) -> State:
    """What is there no more is left for the nearest; what was half done on a page is dropped with it."""
    if state.selected not in range(1, max(1, state.pack_count) + 1):
        state = replace(state, selected=HOST_SLOT)
    if state.place.part:
        state = on_a_part(state)
    page, job = state.place.page, state.job
    if job is not None and page not in (Page.CHANGE, Page.KEYPAD):
        # A panel that goes to sleep over a result has not been read.
        seen = job.stage is Stage.ENDED and before.place.page is Page.CHANGE and page is not Page.SLEEP
        state = replace(state, job=None) if job.waiting or seen else state
    if page is Page.CHANGE is not before.place.page and job is None:
        state = left(state)
    if page is Page.VALUE and before.draft is not None and state.draft is None:
        state = left(state)
    if page is not Page.LAMP_GUIDE:
        state = forgotten(state)
    if state.draft is not None and page not in (Page.GROUP, Page.VALUE, Page.CHANGE, Page.KEYPAD):
        state = replace(state, draft=None)
    return notices.settled(state)


def _to(state: State, page: Page, part: int = 0) -> State:
    return replace(state, place=Place(page, part), trail=())
