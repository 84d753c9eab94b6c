"""Opens the configured port and finds its USB adapter again when it comes back under another name."""

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from serial.tools import list_ports

from hmi.links.port import Port, open_port

log = logging.getLogger(__name__)


class Listed(Protocol):
    """One entry of pyserial's list of ports."""

    device: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Adapter:
    """What tells one USB adapter from another: its serial number, for want of one the socket it is in."""

    vid: int
    pid: int
    serial_number: str | None
    location: str | None

    @classmethod
    def of(cls, port: Listed) -> "Adapter | None":
        """The adapter behind a listed port; None for a port that is not on USB."""
        if port.vid is None or port.pid is None:
            return None
        return cls(port.vid, port.pid, port.serial_number, None if port.serial_number else port.location)


class Finder:
    """Knows where the USB adapter is now that was once opened at this path.

    It is preferred to whatever has the path's name now: names are given in the order of plugging, so a
    pulled adapter may return as another port.
    """

    def __init__(self, path: str, listed: Callable[[], Iterable[Listed]] = list_ports.comports) -> None:
        self._configured = path
        self._listed = listed
        self._adapter: Adapter | None = None

    def path(self) -> str:
        """Where to look for it."""
        if self._adapter is None:
            return self._configured
        found = (port.device for port in self._listed() if Adapter.of(port) == self._adapter)
        return next(found, self._configured)

    def opened(self, path: str) -> None:
        """Remember the adapter that was opened there."""
        if path != self._configured:
            log.info("the adapter of %s is now %s", self._configured, path)
        device = os.path.realpath(path)
        ports = (port for port in self._listed() if os.path.realpath(port.device) == device)
        self._adapter = next((Adapter.of(port) for port in ports), None) or self._adapter


class Opener:
    """Opens the port at a path or URL as often as it is called. Raises PortFailure as `open_port` does."""

    def __init__(
        self,
        url: str,
        baud: int = 9600,
        listed: Callable[[], Iterable[Listed]] = list_ports.comports,
        opened: Callable[[str, int], Port] = open_port,
    ) -> None:
        self.url = url
        self._baud = baud
        self._finder = Finder(url, listed)
        self._open = opened

    def __call__(self) -> Port:
        """Open it."""
        if "://" in self.url:
            return self._open(self.url, self._baud)
        path = self._finder.path()
        port = self._open(path, self._baud)
        self._finder.opened(path)
        return port
