"""The display: how bright, when dark, and how it is dimmed."""

from dataclasses import dataclass
from enum import StrEnum


class Means(StrEnum):
    """What the panel dims its picture with, as found."""

    BACKLIGHT = "backlight"  # /sys/class/backlight, or a PWM
    SWITCH = "switch"  # on and off only
    NOTHING = "nothing"  # what is dark is drawn dark


@dataclass(frozen=True, slots=True)
class Display:
    """The user's choices, and what there is."""

    sleep_s: float = 180.0  # without a touch; 0: never
    brightness_pct: int = 100  # by day, 10..100
    night_pct: int = 30  # by night, 5..100
    night_from_min: int = 22 * 60  # local minute of the day
    night_to_min: int = 6 * 60  # the same as `night_from_min`: no night
    dims: bool = False  # dim instead of off: the panel loses its touch, or cannot be woken, without light
    means: Means = Means.NOTHING
    detail: str = ""  # what was found, or why it cannot be used
