"""How bright the panel is to be now, and how often the link asks."""

from dataclasses import replace

from hmi.model import alarms, display
from hmi.model.alarm.standing import Key
from hmi.model.display import Means
from hmi.model.effect import Effect
from hmi.model.events import LightFound
from hmi.model.intents import ChooseTheme, SetDisplay
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import SaveSettings, SetLight, SetPace, Wanted

PREVIEW_S = 5.0  # for which a level that was just chosen is shown, also if it is not its time of the day
DIMMED_PCT = 1  # of a panel that is dimmed instead of put out
_LEVELS = ("brightness_pct", "night_pct")


def with_settings(state: State) -> Effect:
    """The user's choices, kept."""
    return state, (SaveSettings(state.language, state.theme, state.expected_packs, state.display),)


def chosen(state: State, event: SetDisplay) -> Effect:
    """Another choice of the user's; it takes effect at once. One that there is not changes nothing."""
    changed = display.with_choice(state.display, event.field, event.value)
    if changed is None:
        return state, ()
    preview = event.field if event.field in _LEVELS else ""
    changed = replace(changed, preview=preview, preview_until=state.now + PREVIEW_S)
    return with_settings(replace(state, display=changed))


def themed(state: State, event: ChooseTheme) -> Effect:
    """The look was chosen: one of the two, or each at its time of the day."""
    by_clock = event.name == display.BY_CLOCK
    state = replace(state, display=replace(state.display, theme_by_clock=by_clock))
    return with_settings(_by_clock(state) if by_clock else replace(state, theme=event.name))


def found(state: State, event: LightFound) -> State:
    """What the panel dims its picture with. Why something that is there cannot be used is a notice."""
    before, now = _complaint(state.display.means, state.display.detail), _complaint(event.means, event.detail)
    notices = (*(words for words in state.notices if words != before), *((now,) if now else ()))
    found = replace(state.display, means=event.means, detail=event.detail)
    return replace(state, display=found, notices=notices)


def _complaint(means: Means, detail: str) -> str:
    return detail if means is Means.NOTHING else ""


def alone_s(state: State) -> float:
    """For how long neither a finger nor an alarm has asked for the display."""
    return state.now - max(state.touched, state.started, state.watch.woken_at or state.started)


def drift(state: State) -> tuple[int, int]:
    """How far (px to the right, up) the page is moved; what is dark does not burn in."""
    return (0, 0) if state.place.page is Page.SLEEP else display.drift(alone_s(state))


def night(state: State) -> bool:
    """It is night, and that is certain: else the day's level is the safer one, as it can be read."""
    return state.clock is not None and state.time.certain and display.is_night(state.display, state.clock)


def level(state: State) -> int:
    """How bright a panel that is awake is now, %."""
    shown = state.display
    if shown.preview and state.place.page is Page.DISPLAY and state.now < shown.preview_until:
        return int(getattr(shown, shown.preview))
    return shown.night_pct if night(state) else shown.brightness_pct


def settled(before: State, state: State) -> State:
    """The theme follows the clock; whoever looks again sees values judged by the usual pace."""
    if is_slow(before) and not is_slow(state):
        readings = tuple(replace(one, period=min(one.period, one.usual)) for one in state.readings)
        state = replace(state, readings=readings)
    return _by_clock(state) if state.display.theme_by_clock else state


def _by_clock(state: State) -> State:
    if state.clock is None or not state.time.certain:
        return state
    theme = "dark" if night(state) else "light"
    return state if theme == state.theme else replace(state, theme=theme)


def is_slow(state: State) -> bool:
    """Nobody looks, and nothing is going on that somebody should be woken for soon."""
    return state.place.page is Page.SLEEP and not _alarming(state)


def _alarming(state: State) -> bool:
    """An alarm stands that nobody has acknowledged, or a pack tells of one that does not stand yet."""
    seen = {one.key for one in state.watch.standing if one.active and not one.unseen}
    unseen = any(one.active and one.unseen for one in state.watch.standing)
    told = ((*one, pack.slot) for pack in state.packs if pack.status for one in alarms.told(pack.status))
    return unseen or any(Key(*one) not in seen for one in told)


def wanted(before: State, state: State) -> tuple[Wanted, ...]:
    """Another light, another pace of the link, where they have changed."""
    light = () if _light(before) == _light(state) else (SetLight(_percent(state)),)
    if is_slow(before) == is_slow(state):
        return light
    return (*light, SetPace(state.display.asleep_period_s if is_slow(state) else 0.0))


def _light(state: State) -> tuple[int, Means, str]:
    """What the lamp has to know; a light that was just found is set, whatever it was before."""
    return _percent(state), state.display.means, state.display.detail


def _percent(state: State) -> int:
    if state.place.page is not Page.SLEEP:
        return level(state)
    return DIMMED_PCT if state.display.dims else 0
