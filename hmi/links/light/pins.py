"""A light at a pin: a PWM dims it, a GPIO switches it (the kernel's driver-api/pwm and admin-guide/gpio)."""

import re
from pathlib import Path

from hmi.links.light import curve
from hmi.links.light.sysfs import UnusableError, check_writable, number, text, write
from hmi.links.rules import Notice
from hmi.model.display import Means

_A_PWM, _A_GPIO = "/sys/class/pwm/pwmchip0/pwm0", "/sys/class/gpio/gpio18"
_PERIOD_NS = 1_000_000  # where none is set: 1 kHz flickers to no eye


class Pwm:
    """/sys/class/pwm/pwmchipN/pwmM, exported when it is not yet. Raises UnusableError."""

    means = Means.BACKLIGHT

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._folder = folder
        _export(folder, "pwm", Notice("panel.pwm", None, "the folder of a PWM such as " + _A_PWM, self.name))
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
    """/sys/class/gpio/gpioN, exported and made an output when it is not yet. Raises UnusableError."""

    means = Means.SWITCH

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        wrong = Notice("panel.light_gpio", None, "the folder of a GPIO such as " + _A_GPIO, self.name)
        _export(folder, "gpio", wrong)
        self._value = folder / "value"
        if text(folder / "direction") == "in":
            write(folder / "direction", "high")  # lit from the first moment on
        check_writable(self._value)

    def set(self, percent: int) -> None:
        """On; 0: off. Raises UnusableError."""
        write(self._value, 1 if percent else 0)


def _export(folder: Path, kind: str, wrong: Notice) -> None:
    """Ask the kernel for the folder of that pin if it is not there. `wrong`: it is no such folder's name."""
    number = re.fullmatch(kind + r"(\d+)", folder.name)
    if number is None:
        raise UnusableError(str(wrong))
    if not folder.is_dir():
        write(folder.parent / "export", int(number[1]))
