"""The display: how bright, when dark, and how it is dimmed."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from hmi.model.navigation import SLEEP_S
from hmi.model.touch_check import TouchCheck

NEVER_S = 0.0  # as `sleep_s`: it stays awake
BY_CLOCK = "clock"  # chosen as a theme: dark by night, light by day
DRIFT_S = 180.0  # what stands unchanged so long begins to drift
DRIFT_STEP_S = 60.0
DRIFT_LEAST_PX, DRIFT_MOST_PX = -1, 2  # an even number of places, or there is no way through all and back
SLEEP_RANGE_S = (30.0, 1800.0)
QUARTERS = (0, 90, 180, 270)
_NOT_CHECKED = TouchCheck()
# What the user may choose at once: least and most.
_RANGES = {
    "sleep_s": SLEEP_RANGE_S,
    "brightness_pct": (10, 100),
    "night_pct": (5, 100),
    "night_from_min": (0, 24 * 60 - 1),
    "night_to_min": (0, 24 * 60 - 1),
    "dims": (0, 1),
    "large_text": (0, 1),
}


class Means(StrEnum):
    """What the panel dims its picture with, as found."""

    BACKLIGHT = "backlight"  # /sys/class/backlight, or a PWM
    SWITCH = "switch"  # on and off only
    NOTHING = "nothing"  # what is dark is drawn dark


@dataclass(frozen=True, slots=True)
class Display:
    """The user's choices, and what there is."""

    sleep_s: float = SLEEP_S  # without a touch; NEVER_S: never
    brightness_pct: int = 100  # by day, 10..100
    night_pct: int = 30  # by night, 5..100
    night_from_min: int = 22 * 60  # local minute of the day
    night_to_min: int = 6 * 60  # the same as `night_from_min`: no night
    dims: bool = False  # dim instead of off: the panel loses its touch, or cannot be woken, without light
    theme_by_clock: bool = False
    large_text: bool = False
    rotation_deg: int = 0  # clockwise, of the picture against the panel's own; in QUARTERS
    touch_check: TouchCheck = _NOT_CHECKED  # under way, maybe with a rotation on trial
    preview: str = ""  # the level that was just chosen, a field of this
    preview_until: float = 0.0  # s of the steady clock
    wake_guard_s: float = (
        0.3  # by configuration: what is touched so soon after the waking gesture, counts not
    )
    asleep_period_s: float = 10.0  # by configuration: how often the link asks while nobody looks
    means: Means = Means.NOTHING
    detail: str = ""  # what was found, or why it cannot be used; empty: there is nothing


def with_choice(display: Display, field: str, value: float) -> Display | None:
    """The display with another choice of the user's; None: there is no such choice."""
    least, most = _RANGES.get(field, (1, 0))
    if not (least <= value <= most or (field == "sleep_s" and value == NEVER_S)):
        return None
    match field:
        case "sleep_s":
            return replace(display, sleep_s=float(value))
        case "brightness_pct":
            return replace(display, brightness_pct=int(value))
        case "night_pct":
            return replace(display, night_pct=int(value))
        case "night_from_min":
            return replace(display, night_from_min=int(value))
        case "night_to_min":
            return replace(display, night_to_min=int(value))
        case "large_text":
            return replace(display, large_text=bool(value))
        case _:
            return replace(display, dims=bool(value))


def is_night(display: Display, clock: datetime) -> bool:
    """Whether the night's level holds at that local time; the night may go over midnight."""
    minute = clock.hour * 60 + clock.minute
    begins, ends = display.night_from_min, display.night_to_min
    if begins <= ends:
        return begins <= minute < ends
    return minute >= begins or minute < ends


def drift(alone_s: float) -> tuple[int, int]:
    """How far (px to the right, up) the picture is moved after standing so long: nothing may burn in.

    One pixel a minute, over every place of a small square, and back to where it began.
    """
    steps = int((alone_s - DRIFT_S) // DRIFT_STEP_S) + 1 if alone_s >= DRIFT_S else 0
    return _PATH[(_PATH.index((0, 0)) + steps) % len(_PATH)]


def _path() -> list[tuple[int, int]]:
    """To and fro through all rows but for the first place of each, then back along these."""
    places = range(DRIFT_LEAST_PX, DRIFT_MOST_PX + 1)
    there = [(x, y) for at, y in enumerate(places) for x in places[1:][:: -1 if at % 2 else 1]]
    return [*there, *((places[0], y) for y in reversed(places))]


_PATH = _path()
