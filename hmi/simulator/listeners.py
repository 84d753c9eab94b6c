"""Where clients find the simulated pack: a pseudo terminal under a name of one's choice, or a TCP port."""

import contextlib
import os
import pty
import socket
import tty
from collections.abc import Callable
from pathlib import Path

TAKE = 4096  # bytes at once


class ListenError(ValueError):
    """Nobody can listen there; the message says what was expected."""


class Line:
    """One client's line: bytes without waiting. A full line loses characters, as a UART does."""

    def __init__(self, descriptor: int, close: Callable[[], None]) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self.close = close

    def fileno(self) -> int:
        """For select."""
        return self._descriptor

    def take(self) -> bytes | None:
        """What the client sent; None: it is gone."""
        try:
            return os.read(self._descriptor, TAKE) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def send(self, data: bytes) -> None:
        """To the client, as much as the line takes."""
        with contextlib.suppress(OSError):
            os.write(self._descriptor, data)


class PtyListener:
    """A pseudo terminal; its name is a symbolic link to /dev/pts/N. Clients may come, go and come again."""

    def __init__(self, path: Path) -> None:
        """Raises ListenError when the link cannot be made; a link left over from before is replaced."""
        if path.exists() and not path.is_symlink():
            raise ListenError(f"pty:{path}: expected a name that is free, there is a file of this name")
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)  # our own end stays open, so that the terminal outlives its clients
        self.path = path.absolute()
        self._device = Path(os.ttyname(self._slave))
        try:
            path.unlink(missing_ok=True)
            path.symlink_to(self._device)
        except OSError as error:
            self._close_both()
            raise ListenError(
                f"pty:{path}: expected a folder one may write to ({os.strerror(error.errno or 0)})"
            ) from error

    @property
    def link(self) -> str:
        """What a client opens."""
        return str(self.path)

    def lines(self) -> list[Line]:
        """The one line that is always there."""
        return [Line(self._master, lambda: None)]

    def fileno(self) -> int | None:
        """Nothing ever has to be accepted."""
        return None

    def accept(self) -> Line:
        """Never called."""
        raise ListenError("a pseudo terminal has one line")

    def close(self) -> None:
        """Give the terminal back and remove the link, if it is still ours."""
        with contextlib.suppress(OSError):
            if self.path.readlink() == self._device:
                self.path.unlink()
        self._close_both()

    def _close_both(self) -> None:
        os.close(self._master)
        os.close(self._slave)


class TcpListener:
    """A TCP port; every client has a line of its own to the same pack."""

    def __init__(self, host: str, port: int) -> None:
        """`port` 0: any that is free. Raises ListenError, for one when the port is in use."""
        try:
            self._socket = socket.create_server((host, port))
        except OSError as error:
            raise ListenError(
                f"tcp:{host}:{port}: expected a free port of this machine ({os.strerror(error.errno or 0)})"
            ) from error
        self._socket.setblocking(False)

    @property
    def link(self) -> str:
        """What a client opens."""
        host, port = self._socket.getsockname()[:2]
        return f"socket://{host}:{port}"

    def lines(self) -> list[Line]:
        """None before a client comes."""
        return []

    def fileno(self) -> int | None:
        """Readable when a client wants to come."""
        return self._socket.fileno()

    def accept(self) -> Line:
        """The line of the client that came."""
        client, _ = self._socket.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # paced characters, not packets
        return Line(client.fileno(), client.close)

    def close(self) -> None:
        """Free the port."""
        self._socket.close()


Listener = PtyListener | TcpListener


def is_at(place: Listener, where: str) -> bool:
    """This pseudo terminal has the name that `where` says. Of a port the system says that it is in use."""
    kind, _, path = where.partition(":")
    return kind == "pty" and isinstance(place, PtyListener) and _resolved(place.path) == _resolved(Path(path))


def _resolved(link: Path) -> Path:
    return link.parent.resolve() / link.name  # without following the link itself


def listener(where: str) -> Listener:
    """Listen at pty:PATH, tcp:PORT or tcp:HOST:PORT. Raises ListenError."""
    kind, _, rest = where.partition(":")
    if kind == "pty" and rest:
        return PtyListener(Path(rest))
    host, _, port = rest.rpartition(":")
    if kind == "tcp" and port.isdecimal() and int(port) <= 0xFFFF:
        return TcpListener(host or "127.0.0.1", int(port))
    raise ListenError(f"{where}: expected pty:PATH, tcp:PORT or tcp:HOST:PORT with a port up to 65535")
