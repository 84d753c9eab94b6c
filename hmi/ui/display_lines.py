"""The page DISPLAY: what can be chosen of the panel's look and light. And what is drawn in place of light."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from hmi.model import light
from hmi.model.display import BY_CLOCK, NEVER_S, QUARTERS, Display, Means
from hmi.model.intents import ChooseTheme, Go, Intent, SetDisplay, TryRotation
from hmi.model.navigation import Page, spread
from hmi.model.state import State
from hmi.ui import names, text
from hmi.ui.language import translator as _
from hmi.ui.language import width_of

DARKEST = 0.9  # of the veil: under more of it nothing can be read
SLEEP_TIMES_S = (30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 900.0, 1200.0, 1800.0, math.inf)
DAY_PCT = tuple(range(10, 101, 10))
NIGHT_PCT = (5, *DAY_PCT)
DAY_MIN, HALF_HOUR_MIN = 24 * 60, 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few: its name, and whether it is in use; None: it leads to another page."""

    name: str
    chosen: bool | None
    intent: Intent
    longest: str = ""  # of the names beside it: all have their signs in the same place
    widest: str = ""  # that with the longest word


@dataclass(frozen=True, slots=True)
class Line:
    """Something of the display: what it is now, and what leads to less and to more; or the few it may be."""

    name: str
    value: str = ""
    steps: bool = False
    less: tuple[Intent, ...] = ()  # empty: there is no less
    more: tuple[Intent, ...] = ()
    choices: tuple[Choice, ...] = ()
    aged: bool = False  # dimmed: it does not count now


EMPTY = Line("")  # where the last part has fewer than the others, their height stays


def veil(state: State) -> float:
    """How opaque (0..1) the black is that is drawn over the picture, where no light can be dimmed."""
    if state.display.means is Means.BACKLIGHT:
        return 0.0
    return min(DARKEST, 1 - light.level(state) / 100)


def lines(state: State) -> tuple[Line, ...]:
    """Those on the present part of the page."""
    display = state.display
    sleep_s = math.inf if display.sleep_s == NEVER_S else display.sleep_s
    every = (
        _theme(state),
        _stepped("brightness_pct", _("Brightness"), display.brightness_pct, DAY_PCT, _percent),
        _text_size(display.large_text),
        _rotation(display.rotation_deg),
        Line(_("Touch"), choices=(Choice(names.page(Page.TOUCH_CHECK), None, Go(Page.TOUCH_CHECK)),)),
        _stepped("sleep_s", _("Sleeps after"), sleep_s, SLEEP_TIMES_S, _sleep_time),
        _darkness(display.dims),
        _hour(state, "night_from_min", _("Night from"), display.night_from_min),
        _hour(state, "night_to_min", _("Night to"), display.night_to_min),
        _stepped("night_pct", _("Brightness at night"), display.night_pct, NIGHT_PCT, _percent),
        Line(_("Backlight"), _means(display)),
    )
    each = spread(len(every), state.room.choices)
    first = state.place.part * each
    shown = every[first : first + each]
    return (*(_level(line) for line in shown), *(EMPTY,) * (each - len(shown)))


def _level(line: Line) -> Line:
    if not line.choices:
        return line
    longest = max((choice.name for choice in line.choices), key=width_of)
    widest = max((choice.name for choice in line.choices), key=lambda name: max(map(width_of, name.split())))
    level = (replace(choice, longest=longest, widest=widest) for choice in line.choices)
    return replace(line, choices=tuple(level))


def _theme(state: State) -> Line:
    by_clock = state.display.theme_by_clock
    choices = (
        *(
            Choice(names.theme(name), not by_clock and state.theme == name, ChooseTheme(name))
            for name in names.THEMES
        ),
        Choice(_("By clock"), by_clock, ChooseTheme(BY_CLOCK)),
    )
    return Line("", choices=choices)


def _darkness(dims: bool) -> Line:
    """Whether a panel asleep has no light, or very little."""
    off = Choice(_("Off"), not dims, SetDisplay("dims", False))
    return Line(_("While asleep"), choices=(off, Choice(_("Dim"), dims, SetDisplay("dims", True))))


def _text_size(large: bool) -> Line:
    normal = Choice(_("Normal"), not large, SetDisplay("large_text", False))
    return Line(_("Text"), choices=(normal, Choice(_("Large"), large, SetDisplay("large_text", True))))


def _rotation(now: int) -> Line:
    """Clockwise. Another one is on trial at first."""
    return Line(
        _("Rotation"),
        choices=tuple(Choice(f"{degrees}°", degrees == now, TryRotation(degrees)) for degrees in QUARTERS),
    )


def _stepped(
    field: str, name: str, now: float, steps: Sequence[float], spelled: Callable[[float], str]
) -> Line:
    below, above = (step for step in reversed(steps) if step < now), (step for step in steps if step > now)
    return Line(name, spelled(now), True, _to(field, next(below, None)), _to(field, next(above, None)))


def _to(field: str, value: float | None) -> tuple[Intent, ...]:
    if value is None:
        return ()
    return (SetDisplay(field, NEVER_S if value == math.inf else value),)


def _hour(state: State, field: str, name: str, now: int) -> Line:
    """Round the clock, by half hours. Without a time that is certain there is no night."""
    before, after = math.ceil(now / HALF_HOUR_MIN) - 1, now // HALF_HOUR_MIN + 1
    less, more = (_to(field, at * HALF_HOUR_MIN % DAY_MIN) for at in (before, after))
    spelled = text.time_of_day(datetime.combine(datetime.min, time(now // 60, now % 60)))
    certain = state.time.certain
    return Line(name if certain else _("Needs a clock"), spelled, True, less, more, aged=not certain)


def _means(display: Display) -> str:
    """What there is to dim the picture with."""
    match display.means:
        case Means.BACKLIGHT:
            return display.detail.rpartition("/")[2]
        case Means.SWITCH:
            return _("On and off only")
        case Means.NOTHING:
            return _("Cannot be used") if display.detail else _("None: drawn dark")


def _percent(value: float) -> str:
    return f"{text.percent(value)} %"


def _sleep_time(seconds: float) -> str:
    return _("Never") if seconds == math.inf else text.duration(seconds)
