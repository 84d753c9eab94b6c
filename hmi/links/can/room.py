"""The room that the system has for frames that wait for us, and what it lost for want of it."""

import os
import socket
import stat
import struct
from contextlib import suppress

BUFFER_BYTES = 1 << 20  # the kernel may grant less; a frame takes up to 0.8 KB of it
_FORCED_BUFFER, _MEMORY_INFO = 33, 55  # socket options that Python has no name for (asm-generic/socket.h)
_MEMORY = struct.Struct("9I")  # the last: frames dropped for want of room (linux/sock_diag.h)


class Room:
    """The buffer of the socket of that number. Of anything but a socket nothing is known."""

    def __init__(self, fileno: int | None) -> None:
        self._socket: socket.socket | None = None
        if fileno is None or not stat.S_ISSOCK(os.fstat(fileno).st_mode):
            return
        self._socket = socket.socket(fileno=os.dup(fileno))
        for option in (socket.SO_RCVBUF, _FORCED_BUFFER):  # the second one is for the privileged
            with suppress(OSError):
                self._socket.setsockopt(socket.SOL_SOCKET, option, BUFFER_BYTES)

    def dropped(self) -> int:
        """How many frames were lost since the opening."""
        if self._socket is None:
            return 0
        try:
            told = self._socket.getsockopt(socket.SOL_SOCKET, _MEMORY_INFO, _MEMORY.size)
            return int(_MEMORY.unpack(told)[-1])
        except (OSError, struct.error):  # an older kernel
            return 0

    def close(self) -> None:
        """Let go of the socket; who opened it still has it."""
        if self._socket is not None:
            self._socket.close()
