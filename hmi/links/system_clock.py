"""What the system knows of its own clock."""

import ctypes
import time
from collections.abc import Callable
from pathlib import Path

TIME_ERROR = 5  # adjtimex(2): "the clock is not synchronized"
STRUCT_TIMEX_BYTES = 512  # more than any machine has; all zero, it asks and sets nothing
KNOWN_S = 10.0  # for which an answer counts: the user interface asks every second, and must not wait
SAME_S = 60.0  # by which system and a clock that set it may differ
_NETWORK = Path("run/systemd/timesync/synchronized")  # of systemd-timesyncd, made when it has set the clock
_RTCS = Path("sys/class/rtc")


def kernel_says_so() -> bool:
    """The kernel's mark that some program keeps its clock right, as chrony, ntpd, timesyncd do."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(STRUCT_TIMEX_BYTES))
    except (OSError, AttributeError):
        return False
    return 0 <= int(state) < TIME_ERROR


class SystemClock:
    """Asked for its opinion as often as one likes; it looks every ten seconds."""

    def __init__(
        self,
        root: Path = Path("/"),
        kernel: Callable[[], bool] = kernel_says_so,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._root = root
        self._kernel = kernel
        self._steady = steady
        self._wall = wall
        self._last: tuple[float, bool] | None = None  # when it looked, and what it saw

    def synchronized(self) -> bool:
        """The clock is right: told by the network, or kept by a clock with a battery."""
        now = self._steady()
        if self._last is None or now - self._last[0] >= KNOWN_S:
            self._last = now, self._kernel() or (self._root / _NETWORK).exists() or self._kept()
        return self._last[1]

    def _kept(self) -> bool:
        """The system began with the time of a real-time clock, which still shows about the same.

        One that has lost its time shows another one: the system then begins with that of its own files.
        """
        try:
            clocks = sorted((self._root / _RTCS).iterdir())
        except OSError:
            return False
        return any(map(self._set_by, clocks))

    def _set_by(self, clock: Path) -> bool:
        try:
            set_it = (clock / "hctosys").read_text().strip() == "1"
            return set_it and abs(float((clock / "since_epoch").read_text()) - self._wall()) <= SAME_S
        except (OSError, ValueError):
            return False


_CLOCK = SystemClock()


def synchronized() -> bool:
    """This system's clock is right."""
    return _CLOCK.synchronized()
