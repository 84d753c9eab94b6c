"""A serial port, or what pyserial makes look like one. Every failure is a `Trouble` in the system's words."""

import errno
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import serial

from hmi.links.system_error import causes, system_error
from hmi.model.events import Trouble

READ_S = 0.05  # s, the longest that `Port.read` waits
WRITE_S = 1.0  # s, after which a port that takes no characters is given up
BITS = 10  # of one character in 8N1: start, eight data, stop
_CLOSE = 2  # characters so near that waiting for each costs less than being late


class PortFailure(Exception):  # noqa: N818 - not an error of ours: the port's trouble, passed on
    """The port cannot be opened or used; `detail` is what the system says about it."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble = trouble
        self.detail = detail


class Port(Protocol):
    """A stream of bytes to a BMS. Every method raises PortFailure when the port is gone."""

    def write(self, data: bytes, /) -> object:
        """Send all of these bytes; may return before they are on the wire."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, what came within about 50 ms; empty when nothing came."""

    def reset_input_buffer(self) -> None:
        """Drop what came and was not read."""

    def close(self) -> None:
        """Give the port back; never fails."""


def open_port(url: str, baud: int = 9600) -> Port:
    """Open a device by its path, or by a URL of pyserial (socket://, rfc2217://, ...), 8N1, for us alone.

    `baud` is in bit/s. Raises PortFailure.
    """
    if not url.strip():
        raise PortFailure(Trouble.BAD_PORT_NAME, "the name is empty")
    with _told():
        line = serial.serial_for_url(
            url, baudrate=baud, timeout=READ_S, write_timeout=WRITE_S, exclusive=True
        )
    return SerialPort(line, baud if "://" not in url else None)


class SerialPort:
    """A port of pyserial. With a `baud` it sleeps while characters that it waits for are still on the wire.

    Without, for ports over a network, where they arrive in packets, it waits for each piece.
    """

    def __init__(self, line: serial.Serial, baud: int | None) -> None:
        self._line = line
        self._char_s = BITS / baud if baud else 0.0

    def write(self, data: bytes, /) -> None:
        """Send all of these bytes. Raises PortFailure."""
        with _told():
            self._line.write(data)

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, what came within about 50 ms. Raises PortFailure."""
        with _told():
            if not self._char_s:
                return bytes(self._line.read(size))
            first = bytes(self._line.read(1))
            if not first or size == 1:
                return first
            self._sleep_for(size - 1)
            return first + bytes(self._line.read(min(size - 1, self._line.in_waiting)))

    def _sleep_for(self, size: int) -> None:
        missing = size - self._line.in_waiting - _CLOSE
        if missing > 0:
            time.sleep(min(missing * self._char_s, READ_S))

    def reset_input_buffer(self) -> None:
        """Drop what came and was not read. Raises PortFailure."""
        with _told():
            self._line.reset_input_buffer()

    def close(self) -> None:
        """Give the port back; a port that is gone already is none of the caller's concern."""
        with suppressed():
            self._line.close()


@contextmanager
def suppressed() -> Iterator[None]:
    """Let no failure of the system out: for the last words to a port that may be gone."""
    try:
        yield
    except (OSError, termios.error):
        return


_TROUBLES = {
    errno.EACCES: Trouble.NO_PERMISSION,
    errno.EPERM: Trouble.NO_PERMISSION,
    errno.EBUSY: Trouble.PORT_BUSY,
    errno.EWOULDBLOCK: Trouble.PORT_BUSY,  # another program holds the lock
    errno.ENOTTY: Trouble.NOT_A_PORT,
    errno.EISDIR: Trouble.NOT_A_PORT,
    errno.EINVAL: Trouble.NOT_A_PORT,
    errno.ELOOP: Trouble.BAD_PORT_NAME,
    errno.ENAMETOOLONG: Trouble.BAD_PORT_NAME,
}


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, termios.error) as error:
        raise _failure(error) from error


def _failure(error: BaseException) -> PortFailure:
    if isinstance(error, serial.SerialTimeoutException):
        return PortFailure(Trouble.NO_PORT, f"the port took no character for {WRITE_S:g} s")
    if said := system_error(error):
        return PortFailure(_TROUBLES.get(said[0], Trouble.NO_PORT), said[1])
    name_is_wrong = any(isinstance(cause, ValueError | TypeError) for cause in causes(error))
    return PortFailure(Trouble.BAD_PORT_NAME if name_is_wrong else Trouble.NO_PORT, str(error))
