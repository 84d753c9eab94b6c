"""What came, out of an open bus, in batches: a wake-up for each frame costs more than the frame."""

import select
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING

from hmi.links.can.failure import failed_to_read
from hmi.links.can.room import Room
from hmi.links.can.tally import EXTENDED, Tally
from hmi.links.system_error import causes, system_error
from hmi.protocol.can.frame import MOST_DATA

if TYPE_CHECKING:
    import can

MOST_AT_ONCE = 2000  # frames of one batch, half a second of a saturated bus, so that reading comes to an end
MOST_UNREADABLE = 50  # in a row; then it is no damaged frame, the bus itself is damaged


class Reader(ABC):
    """An open bus that is only listened to."""

    def __init__(self, bus: "can.BusABC") -> None:
        self._bus = bus
        self._fileno = _fileno(bus)
        self._room = Room(self._fileno)

    @abstractmethod
    def read(self, tally: Tally, wait_s: float) -> int:
        """Wait at most so long for a frame, then take all that are there; returns how many.

        Raises TapFailure when the bus is gone.
        """

    def dropped(self) -> int:
        """Frames that the system lost since the opening for want of room."""
        return self._room.dropped()

    def close(self) -> None:
        """Give the interface back; never fails."""
        self._room.close()
        with suppress(Exception):
            self._bus.shutdown()


class Messages(Reader):
    """Any bus of python-can. `classed`: its error frames have the kernel's classes for an identifier."""

    def __init__(self, bus: "can.BusABC", classed: bool = False) -> None:
        from can import CanError

        super().__init__(bus)
        self._classed = classed
        self._unreadable = 0
        self._errors = (CanError, OSError, ValueError, LookupError)

    def read(self, tally: Tally, wait_s: float) -> int:
        """As Reader. What cannot be read as a frame is counted as missed."""
        count = 0
        while count < MOST_AT_ONCE:
            try:
                message = self._next(wait_s)
            except self._errors as error:
                self._unreadable += 1
                if _is_of_system(error) or self._unreadable > MOST_UNREADABLE:
                    raise failed_to_read(error) from error
                tally.missed += 1
                continue
            if message is None:
                break
            self._unreadable = 0
            self._take(message, tally)
            wait_s = 0.0
            count += 1
        return count

    def _next(self, wait_s: float) -> "can.Message | None":
        if wait_s and self._fileno is not None:
            select.select((self._fileno,), (), (), wait_s)
            wait_s = 0.0
        return self._bus.recv(wait_s)

    def _take(self, message: "can.Message", tally: Tally) -> None:
        data = message.data
        if message.is_error_frame:
            tally.error(message.arbitration_id if self._classed else 0, data)
        elif message.is_remote_frame:
            tally.remote_frames += 1
        elif message.is_fd:
            tally.fd_frames += 1
        elif len(data) != min(message.dlc, MOST_DATA):
            tally.missed += 1  # cut off on the way from the adapter
        else:
            tally.frame(message.arbitration_id | (EXTENDED if message.is_extended_id else 0), data)


def _fileno(bus: "can.BusABC") -> int | None:
    try:
        number = bus.fileno()
    except NotImplementedError:
        return None
    return number if number >= 0 else None


def _is_of_system(error: Exception) -> bool:
    """Whether the port or socket failed, not the reading of a frame."""
    return system_error(error) is not None or any(isinstance(cause, OSError) for cause in causes(error))
