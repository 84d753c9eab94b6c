"""A backlight of the kernel, /sys/class/backlight/NAME (Documentation/ABI/stable/sysfs-class-backlight)."""

from contextlib import suppress
from pathlib import Path

from hmi.links.light import curve
from hmi.links.light.sysfs import UnusableError, check_writable, number, text, write
from hmi.model.display import Means

_POWER_ON, _POWER_OFF = 0, 4  # bl_power, as of a framebuffer: unblank, powerdown
_KINDS = ("firmware", "platform", "raw")  # the kernel's own order of preference


class Backlight:
    """A light with a brightness; one that knows 0 and 1 only is a switch. Raises UnusableError."""

    def __init__(self, folder: Path) -> None:
        check_writable(folder / "brightness")
        self.name = str(folder)
        self._folder = folder
        self._most = max(1, number(folder / "max_brightness"))
        self._even = _held(folder / "scale") == "non-linear"
        self.means = Means.SWITCH if self._most == 1 else Means.BACKLIGHT

    def set(self, percent: int) -> None:
        """So bright; 0: off. Raises UnusableError."""
        if percent == 0:
            self._power(_POWER_OFF)  # not every driver takes brightness 0 for dark
            write(self._folder / "brightness", 0)
            return
        write(self._folder / "brightness", curve.raw(percent, self._most, self._even))
        self._power(_POWER_ON)

    def _power(self, value: int) -> None:
        with suppress(UnusableError):  # a driver may have none, and a user may be given the brightness only
            write(self._folder / "bl_power", value)


def backlight(folder: Path) -> Backlight | None:
    """The best of several that can be used; None: there is none. Raises UnusableError: none can be used."""
    failure: UnusableError | None = None
    for one in sorted(folder.glob("*"), key=_rank):
        try:
            return Backlight(one)
        except UnusableError as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return None


def _rank(folder: Path) -> tuple[int, str]:
    kind = _held(folder / "type")
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS), folder.name


def _held(file: Path) -> str:
    """What a file holds that older kernels do not have."""
    with suppress(UnusableError):
        return text(file)
    return ""
