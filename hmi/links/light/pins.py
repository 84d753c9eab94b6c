"""A light at a pin: a PWM dims it, a GPIO switches it (the kernel's driver-api/pwm and admin-guide/gpio)."""

import re
from pathlib import Path

from hmi.links.light import curve
from hmi.links.light.sysfs import UnusableError, check_writable, number, text, write
from hmi.links.rules import Notice
from hmi.model.display import Means

_PERIOD_NS = 1_000_000  # where none is set: 1 kHz flickers to no eye


class Pwm:
    """/sys/class/pwm/pwmchipN/pwmM, exported when it is not yet. Raises UnusableError."""

    means = Means.BACKLIGHT

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._folder = folder
        channel = re.fullmatch(r"pwm(\d+)", folder.name)
        if channel is None:
            expected = "the folder of a PWM such as /sys/class/pwm/pwmchip0/pwm0"
            raise UnusableError(str(Notice("panel.pwm", None, expected, self.name)))
        if not folder.is_dir():
            write(folder.parent / "export", int(channel[1]))
        self._period_ns = number(folder / "period") or self._with_period()
        for name in ("duty_cycle", "enable"):
            check_writable(folder / name)

    def _with_period(self) -> int:
        write(self._folder / "period", _PERIOD_NS)
        return _PERIOD_NS

    def set(self, percent: int) -> None:
        """So bright; 0: off. Raises UnusableError."""
        write(self._folder / "duty_cycle", curve.raw(percent, self._period_ns) if percent else 0)
        write(self._folder / "enable", 1)


class Gpio:
    """/sys/class/gpio/gpioN, made an output when it is none. Raises UnusableError."""

    means = Means.SWITCH

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._value = folder / "value"
        if text(folder / "direction") == "in":
            write(folder / "direction", "high")  # lit from the first moment on
        check_writable(self._value)

    def set(self, percent: int) -> None:
        """On; 0: off. Raises UnusableError."""
        write(self._value, 1 if percent else 0)
