"""A tap that runs, what it tells, and what it listens to."""

import itertools
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import can

from hmi.links.can.tap import CanTap
from hmi.model.check.traffic import Traffic
from hmi.model.events import BusHeard, FromTap, TapLost, TapOpened

PATIENCE_S = 5.0
BITRATE = 500_000
_numbers = itertools.count()


class Told:
    """The events of a tap, in order; `wait` returns as soon as one fits."""

    def __init__(self) -> None:
        self.events: list[FromTap] = []
        self._changed = threading.Condition()

    def __call__(self, event: FromTap) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, fits: Callable[[FromTap], bool], since: int = 0) -> FromTap:
        """The first event from index `since` on that fits."""
        with self._changed:
            came = self._changed.wait_for(lambda: any(map(fits, self.events[since:])), PATIENCE_S)
            assert came, self.events[-3:]
            return next(event for event in self.events[since:] if fits(event))

    def opened(self, since: int = 0) -> TapOpened:
        event = self.wait(lambda one: isinstance(one, TapOpened), since)
        assert isinstance(event, TapOpened)
        return event

    def lost(self, since: int = 0) -> TapLost:
        event = self.wait(lambda one: isinstance(one, TapLost), since)
        assert isinstance(event, TapLost)
        return event

    def heard(self, fits: Callable[[Traffic], bool], since: int = 0) -> Traffic:
        event = self.wait(lambda one: isinstance(one, BusHeard) and fits(one.traffic), since)
        assert isinstance(event, BusHeard)
        return event.traffic

    @property
    def count(self) -> int:
        return len(self.events)


@contextmanager
def tapped(interface: str, channel: str, bitrate: int = BITRATE) -> Iterator[Told]:
    """A tap on this channel, until the end of the block."""
    told = Told()
    tap = CanTap(interface, channel, bitrate, told)
    tap.start()
    try:
        yield told
    finally:
        began = time.monotonic()
        tap.stop()
        assert time.monotonic() - began < 1


def own_channel() -> str:
    """A channel that no other test has."""
    return f"test {os.getpid()} {next(_numbers)}"


@contextmanager
def bus(interface: str, channel: str) -> Iterator[can.BusABC]:
    """Another participant of the bus."""
    with can.Bus(interface=interface, channel=channel) as other:
        yield other


def frame(identifier: int = 0x351, data: bytes = bytes(8), *, extended: bool = False) -> can.Message:
    return can.Message(arbitration_id=identifier, data=data, is_extended_id=extended)


def error_frame(classes: int = 0, data: bytes = bytes(8)) -> can.Message:
    return can.Message(arbitration_id=classes, data=data, is_extended_id=False, is_error_frame=True)


class Slcan:
    """The adapter's end of a pseudo terminal that a path leads to: it answers nothing."""

    def __init__(self, path: Path, *, blocking: bool = False) -> None:
        self._master, slave = os.openpty()
        self.name = os.ttyname(slave)
        self._slave: int | None = slave  # held until it is opened, or the terminal would hang up
        path.unlink(missing_ok=True)
        path.symlink_to(self.name)
        os.set_blocking(self._master, blocking)
        self.commands = b""

    def send(self, *lines: bytes) -> None:
        """Say these lines."""
        for line in lines:
            os.write(self._master, line + b"\r")

    def hear(self) -> bytes:
        """All that was said to it so far."""
        with suppress(BlockingIOError):
            self.commands += os.read(self._master, 4096)
        return self.commands

    def pull(self) -> None:
        """Unplug it."""
        if self._slave is not None:
            os.close(self._slave)
            os.close(self._master)
            self._slave = None


class KernelBus:
    """A bus of python-can as far as the tap uses it, with one end of a pair of sockets."""

    def __init__(self, **options: object) -> None:
        self.options = options
        self.socket, self.far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def fileno(self) -> int:
        return self.socket.fileno()

    def shutdown(self) -> None:
        self.socket.close()

    def send(self, identifier: int, data: bytes = b"", size: int = 8) -> None:
        """A frame as the kernel has it."""
        self.far.send(struct.pack(f"=IB3x{size}s", identifier, len(data), data))
