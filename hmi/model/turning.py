"""The picture turned, and touch with it. A rotation with which nobody can touch anything must not stay.

another rotation ── turned at once ── four corners hit: it stays, and is saved
                                   └─ 30 s passed, the page left, or asleep: the former one comes back
"""

from dataclasses import replace

from hmi.model import moving
from hmi.model.display import QUARTERS
from hmi.model.effect import Effect
from hmi.model.intents import CornerTouched, TryRotation
from hmi.model.light import with_settings
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.touch_check import TouchCheck

TRIAL_S = 30.0
_NOT_BEGUN = TouchCheck()


def tried(state: State, event: TryRotation) -> State:
    """Turned, on trial. The rotation in use, and one that there is not, change nothing."""
    shown = state.display
    if event.degrees not in QUARTERS or event.degrees == shown.rotation_deg or shown.touch_check.on_trial:
        return state
    check = TouchCheck(former_deg=shown.rotation_deg, until=state.now + TRIAL_S)
    turned = replace(shown, rotation_deg=event.degrees, touch_check=check)
    return moving.entered(replace(state, display=turned), Page.TOUCH_CHECK)


def touched(state: State, event: CornerTouched) -> Effect:
    """A finger during the check; the last of the corners ends the trial."""
    check = state.display.touch_check.touched(event.hit)
    passed = check.on_trial and check.asked is None
    if passed:
        check = replace(check, former_deg=None)
    state = replace(state, display=replace(state.display, touch_check=check))
    return with_settings(state) if passed else (state, ())


def settled(state: State) -> State:
    """A check lasts as long as its page, and a trial as long as its time: then nothing of it is left."""
    shown, check = state.display, state.display.touch_check
    here = state.place.page is Page.TOUCH_CHECK
    over = check.on_trial and check.left_s(state.now) <= 0
    if check == _NOT_BEGUN or (here and not over):
        return state
    former = shown.rotation_deg if check.former_deg is None else check.former_deg
    state = replace(state, display=replace(shown, rotation_deg=former, touch_check=_NOT_BEGUN))
    return moving.left(state) if here else state
