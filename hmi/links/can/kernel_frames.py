"""The frames of a socketcan bus as the kernel has them: messages of python-can take five times as long."""

import select
import socket
import struct
from typing import Any

from hmi.links.can.failure import failed_to_read
from hmi.links.can.reading import MOST_AT_ONCE, Reader
from hmi.links.can.tally import EXTENDED, Tally


class KernelFrames(Reader):
    """A bus of socketcan. Reads from its socket what `struct can_frame` says, all of linux/can.h."""

    _HEAD = struct.Struct("=IB")  # of struct can_frame and canfd_frame (linux/can.h): identifier, length
    _DATA = 8  # where the data begin
    _CLASSIC, _MOST = 16, 72  # sizes of a classic and of an FD frame
    _REMOTE, _ERROR = 1 << 30, 1 << 29  # beside the identifier

    def __init__(self, bus: Any) -> None:
        super().__init__(bus)
        self._socket: socket.socket = bus.socket

    def read(self, tally: Tally, wait_s: float) -> int:
        """As Reader."""
        count = 0
        try:
            select.select((self._socket,), (), (), wait_s)
            while count < MOST_AT_ONCE:
                self._take(self._socket.recv(self._MOST, socket.MSG_DONTWAIT), tally)
                count += 1
        except BlockingIOError:
            pass
        except OSError as error:
            raise failed_to_read(error) from error
        return count

    def _take(self, frame: bytes, tally: Tally) -> None:
        key, length = self._HEAD.unpack_from(frame)
        if len(frame) != self._CLASSIC:
            tally.fd_frames += 1
        elif key & self._ERROR:
            tally.error(key & ~(EXTENDED | self._ERROR), frame[self._DATA :])
        elif key & self._REMOTE:
            tally.remote_frames += 1
        else:
            tally.frame(key, frame[self._DATA : self._DATA + length])
