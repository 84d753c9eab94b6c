"""A saturated bus of 500 kbit/s, 4,000 frames a second, on the tap: frames lost, and its share of one core.

Another process sends, except on `virtual`, which is within one. The share is the CPU time of the listening
thread alone. Beside the tap, in the same run, the usual way: a loop over the bus that only counts.

For longer: python -m tests.bench.test_can_tap 60
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import can
import pytest

from hmi.links.can import kernel
from hmi.links.can.kernel import KernelInterface
from hmi.links.can.tap import CanTap
from hmi.model.check.traffic import Silent
from hmi.model.events import BusHeard
from tests.links.tapped import BITRATE, KernelBus, Slcan, Told, own_channel

RATE = 4_000  # a second
SECONDS = 4.0
STEP_S = 0.002
IDENTIFIERS = (0x351, 0x355, 0x356, 0x359, 0x35C, 0x35E, 0x370, 0x371, 0x372, 0x305)
GROUP = "239.74.163.44"
Send = Callable[[int, bytes], object]


def paced(send: Send, seconds: float) -> None:
    """RATE frames a second, a few every STEP_S; late ones are made up for."""
    began, sent, most = time.monotonic(), 0, round(RATE * seconds)
    while sent < most:
        due = min(round((time.monotonic() - began) * RATE), most)
        for number in range(sent, due):
            send(IDENTIFIERS[number % len(IDENTIFIERS)], number.to_bytes(8, "little"))
        sent = due
        time.sleep(STEP_S)


def sending_on(bus: can.BusABC) -> Send:
    return lambda key, data: bus.send(can.Message(arbitration_id=key, data=data, is_extended_id=False))


class Virtual:
    """Sent from a thread of this process."""

    interface = "virtual"

    def __init__(self) -> None:
        self.channel = own_channel()

    def start(self, seconds: float) -> Callable[[], object]:
        def run() -> None:
            with can.Bus(interface=self.interface, channel=self.channel) as bus:
                paced(sending_on(bus), seconds)

        thread = threading.Thread(target=run)
        thread.start()
        return thread.join


class Elsewhere:
    """Sent from another process."""

    def sender(self) -> Send:
        raise NotImplementedError

    def start(self, seconds: float) -> Callable[[], object]:
        child = os.fork()
        if child == 0:
            send = self.sender()
            paced(send, seconds)
            os._exit(0)
        return lambda: os.waitpid(child, 0)


class UdpMulticast(Elsewhere):
    interface = "udp_multicast"
    channel = GROUP

    def sender(self) -> Send:
        return sending_on(can.Bus(interface=self.interface, channel=self.channel))


class OverSerial(Elsewhere):
    interface = "slcan"

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self.channel = f"{self._folder.name}/slcan"
        self._adapter = Slcan(Path(self.channel), blocking=True)

    def sender(self) -> Send:
        return lambda key, data: self._adapter.send(f"t{key:03X}8{data.hex()}".encode())


class Kernel(Elsewhere):
    interface = "socketcan"
    channel = "can0"

    def __init__(self) -> None:
        self.bus = KernelBus()

    def sender(self) -> Send:
        return self.bus.send


@dataclass
class Usage:
    """CPU time of a thread, as it is now less what it was."""

    thread: threading.Thread
    began: float = field(init=False)
    cpu: float = field(init=False)

    def __post_init__(self) -> None:
        self.began, self.cpu = time.monotonic(), self._now()

    def _now(self) -> float:
        assert self.thread.ident is not None
        return time.clock_gettime(time.pthread_getcpuclockid(self.thread.ident))

    def share(self) -> float:
        return (self._now() - self.cpu) / (time.monotonic() - self.began)


def opened(source: Any, told: Told) -> CanTap:
    """A tap that listens."""
    listening = CanTap(source.interface, source.channel, BITRATE, told)
    with ExitStack() as stood_in:
        if isinstance(source, Kernel):
            up = KernelInterface(Silent.YES)
            stood_in.enter_context(mock.patch.object(kernel, "look", return_value=up))
            stood_in.enter_context(mock.patch.object(can, "Bus", return_value=source.bus))
        listening.start()
        told.opened()
    return listening


def tap(source: Any, seconds: float) -> float:
    """What the tap made of it, printed; its share of a core."""
    told = Told()
    listening = opened(source, told)
    thread = next(one for one in threading.enumerate() if one.name == "tap")
    silent = Usage(thread)
    time.sleep(1)
    silent_share = silent.share()
    usage = Usage(thread)
    source.start(seconds)()
    share = usage.share()
    told.heard(lambda traffic: True, told.count)
    traffic = told.heard(lambda traffic: True, told.count)
    listening.stop()
    sent = round(RATE * seconds)
    times = [one.traffic.at for one in told.events if isinstance(one, BusHeard)]
    print(
        f"\n{source.interface}: {sent} frames in {seconds:g} s, dropped {sent - traffic.frames} "
        f"(told {traffic.errors.missed}); the tap's share of a core {share:.1%}, "
        f"of a silent bus {silent_share:.2%}; "
        f"told at the latest after {max(later - earlier for earlier, later in pairwise(times)):.2f} s"
    )
    return share


def plain(source: Any, seconds: float) -> float:
    """The share of a core of a loop over the bus."""
    stopping = threading.Event()

    def run() -> None:
        with can.Bus(interface=source.interface, channel=source.channel, bitrate=BITRATE) as bus:
            while not stopping.is_set():
                bus.recv(0.1)

    thread = threading.Thread(target=run)
    thread.start()
    usage = Usage(thread)
    source.start(seconds)()
    share = usage.share()
    stopping.set()
    thread.join()
    return share


SOURCES = (Virtual, UdpMulticast, OverSerial, Kernel)


def measured(source: type, seconds: float) -> None:
    """Print the figures of one interface."""
    share = tap(source(), seconds)
    if source is not Kernel:  # its plain loop would need a kernel with CAN
        usual = plain(source(), seconds)
        print(f"a plain loop over the bus {usual:.1%}, ratio {share / usual:.2f}")


@pytest.mark.parametrize("source", SOURCES)
def test_the_tap_on_a_saturated_bus(source: type) -> None:
    measured(source, SECONDS)


if __name__ == "__main__":
    for each in SOURCES:
        measured(each, float(sys.argv[1]))
