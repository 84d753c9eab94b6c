"""What the panel dims its picture with: as configured, else what the kernel has."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hmi.links.light.backlight import backlight
from hmi.links.light.pins import Gpio, Pwm
from hmi.model.display import Means


class Light(Protocol):
    """A light that can be used."""

    means: Means
    name: str

    def set(self, percent: int, /) -> None:
        """So bright as it looks; 0: off. Raises UnusableError."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look; below `root`, which is not that of the system only in tests."""

    pwm: str | None = None  # such as /sys/class/pwm/pwmchip0/pwm0
    gpio: str | None = None  # such as /sys/class/gpio/gpio18
    root: Path = Path("/")


def find(places: Places) -> Light | None:
    """The light; None: the panel has none. Raises UnusableError: it has one that cannot be used."""
    if places.pwm is not None:
        return Pwm(_below(places.root, places.pwm))
    if places.gpio is not None:
        return Gpio(_below(places.root, places.gpio))
    return backlight(places.root / "sys/class/backlight")


def _below(root: Path, path: str) -> Path:
    return root / path.lstrip("/")
