"""A bus of slcan, whose adapter is a serial port."""

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hmi.links.can.failure import failed_to_read
from hmi.links.can.reading import Messages
from hmi.links.can.tally import Tally

if TYPE_CHECKING:
    import can

BOOT_S = 2.0  # some adapters restart when their port is opened, and hear no command for so long
_CHUNK = 4096  # bytes
_ASCII = bytes(range(128)) + b"?" * 128


class Lines(Messages):
    """Its frames. The adapter is told its settings once more if nothing came in the first BOOT_S."""

    def __init__(self, bus: Any, bitrate: int) -> None:
        bus.serialPortOrig = self._line = _Chunks(bus.serialPortOrig)
        super().__init__(bus)
        self._slcan = bus
        self._bitrate = bitrate
        self._boots_until: float | None = time.monotonic() + BOOT_S

    def read(self, tally: Tally, wait_s: float) -> int:
        """As Messages."""
        count = super().read(tally, wait_s)
        if self._boots_until is not None and (count or time.monotonic() >= self._boots_until):
            self._boots_until = None
            if not count:
                try:
                    self._slcan.set_bitrate(self._bitrate)
                except self._errors as error:
                    raise failed_to_read(error) from error
        return count

    def _next(self, wait_s: float) -> "can.Message | None":
        message = super()._next(0.0 if self._line.in_waiting else wait_s)
        while message is None and self._line.in_waiting:
            message = self._bus.recv(0.0)  # what came before was a line without a frame
        return message

    def close(self) -> None:
        """As Reader. The port of an adapter that is gone is closed as well: its name is free again."""
        super().close()
        with suppress(Exception):
            self._line.close()


class _Chunks:
    """A serial port in which python-can finds one byte after the other without asking the system for each.

    Bytes that no adapter sends become "?": noise spoils its line, and python-can does not choke on it.
    """

    def __init__(self, line: Any) -> None:
        self._line = line
        self._chunk = b""
        self._at = 0

    @property
    def in_waiting(self) -> int:
        if self._at == len(self._chunk):
            self._chunk, self._at = bytes(self._line.read(_CHUNK)).translate(_ASCII), 0
        return len(self._chunk) - self._at

    def read(self, size: int) -> bytes:
        some = self._chunk[self._at : self._at + size]
        self._at += len(some)
        return some

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)
