"""Opens an interface of python-can to listen on it, without acknowledging where the interface can do that."""

import os
import re
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from hmi.links.adapter import Finder
from hmi.links.can import kernel
from hmi.links.can.failure import TapFailure, failed_to_open
from hmi.links.can.kernel_frames import KernelFrames
from hmi.links.can.reading import Messages, Reader
from hmi.links.can.slcan import Lines
from hmi.model.check.traffic import Silent, TapTrouble

_SOCKETCAN, _SLCAN, _UDP = "socketcan", "slcan", "udp_multicast"
_ON_SERIAL_PORT = {_SLCAN, "robotell", "seeedstudio", "serial"}
# Interfaces whose error frames carry the kernel's classes in place of an identifier.
_CLASSED = {"virtual", _UDP, "gs_usb", "socketcand"}
# Socket option without a name in Python (linux/in.h): frames of every group that is joined on this machine.
_ALL_GROUPS = 49


@dataclass(frozen=True, slots=True)
class _Way:
    """How an interface is told to listen only, and whether it then does. From python-can's own source."""

    silent: Silent = Silent.UNKNOWN
    options: dict[str, Any] = field(default_factory=dict)
    passive: bool = False  # option "state", whose value is python-can's


_WAYS = {
    "virtual": _Way(Silent.YES),  # nobody acknowledges on these two
    _UDP: _Way(Silent.YES),
    # No wait for adapters that restart when opened: Lines sees to them, and `stop` need not wait either.
    _SLCAN: _Way(Silent.YES, {"listen_only": True, "sleep_after_open": 0, "timeout": 0}),
    _SOCKETCAN: _Way(Silent.UNKNOWN, {"fd": True}),  # the kernel's setting; FD frames are to be counted
    "cantact": _Way(Silent.YES, {"monitor": True}),
    "kvaser": _Way(Silent.YES, {"driver_mode": False}),  # False: silent
    "nixnet": _Way(Silent.YES, {"listen_only": True}),
    "pcan": _Way(Silent.YES, passive=True),
    "seeedstudio": _Way(Silent.YES, {"operation_mode": "silent"}),
    "systec": _Way(Silent.YES, passive=True),
    "vector": _Way(Silent.UNKNOWN, {"listen_only": True}),  # without access to the channel's settings in vain
    "etas": _Way(Silent.NO),  # these open as one who acknowledges, and offer no choice
    "gs_usb": _Way(Silent.NO),
    "ixxat": _Way(Silent.NO),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """An open interface."""

    reader: Reader
    silent: Silent
    bus_off: bool = False  # at the opening


class Interface:
    """Opens the configured interface as often as it is called. `bitrate` in bit/s.

    Options beyond these may stand where python-can reads its own, such as /etc/can.conf.
    """

    def __init__(self, interface: str, channel: str, bitrate: int) -> None:
        self._interface = interface
        self._channel = channel
        self._bitrate = bitrate
        port, self._at, self._baud = channel.partition("@")
        on_port = interface in _ON_SERIAL_PORT and "://" not in port
        self._finder = Finder(port) if on_port else None

    def __call__(self) -> Opened:
        """Open it. Raises TapFailure."""
        from can.interfaces import VALID_INTERFACES

        if self._interface not in VALID_INTERFACES:
            known = ", ".join(sorted(VALID_INTERFACES))
            raise TapFailure(TapTrouble.BAD_SETTINGS, f"{self._interface}: expected one of {known}")
        if self._interface == _SOCKETCAN:
            return self._opened_in_kernel()
        if self._interface == _UDP:
            return self._opened_group()
        way = _WAYS.get(self._interface, _Way())
        if self._finder is None:
            return Opened(self._reader(self._bus(way, self._channel)), way.silent)
        path = self._finder.path()
        bus = self._bus(way, path + self._at + self._baud)
        self._finder.opened(path)
        return Opened(self._reader(bus), way.silent)

    def _opened_in_kernel(self) -> Opened:
        state = kernel.look(self._channel)
        if state.bitrate not in (None, self._bitrate):
            raise TapFailure(
                TapTrouble.BAD_SETTINGS,
                f"{self._channel}: brought up with {state.bitrate} bit/s, configured {self._bitrate}",
            )
        return Opened(KernelFrames(self._bus(_WAYS[_SOCKETCAN], self._channel)), state.silent, state.bus_off)

    def _opened_group(self) -> Opened:
        _require_multicast(self._channel)
        bus = self._bus(_WAYS[_UDP], self._channel)
        with suppress(OSError), socket.socket(fileno=os.dup(bus.fileno())) as own:
            own.setsockopt(socket.IPPROTO_IP, _ALL_GROUPS, 0)
            while True:  # what came before, of other groups too, until nothing is left: BlockingIOError
                own.recv(1, socket.MSG_DONTWAIT)
        return Opened(self._reader(bus), _WAYS[_UDP].silent)

    def _bus(self, way: _Way, channel: str) -> Any:
        import can

        options = dict(way.options, state=can.BusState.PASSIVE) if way.passive else way.options
        number = int(channel) if re.fullmatch(r"\d+", channel) else channel
        try:
            return can.Bus(interface=self._interface, channel=number, bitrate=self._bitrate, **options)
        except Exception as error:
            raise failed_to_open(error) from error

    def _reader(self, bus: Any) -> Reader:
        if self._interface == _SLCAN:
            return Lines(bus, self._bitrate)
        return Messages(bus, self._interface in _CLASSED)


def _require_multicast(channel: str) -> None:
    import ipaddress

    with suppress(ValueError):
        if ipaddress.ip_address(channel).is_multicast:
            return
    raise TapFailure(TapTrouble.BAD_SETTINGS, f"{channel}: expected a multicast address such as 239.74.163.2")
