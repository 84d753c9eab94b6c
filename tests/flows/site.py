"""A simulated battery with an inverter on its CAN bus. One clock goes for all, as fast as is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from hmi.links.config import InverterCanKeys
from hmi.simulator import inverter_bus, simulated_wire
from hmi.simulator.inverter.bus import InverterBus
from hmi.simulator.inverter.line import CanLine
from hmi.simulator.port import InProcessPort
from hmi.simulator.wire import Wire
from tests.links.tapped import own_channel


class Pace:
    """A steady clock, s, so many times as fast as the real one."""

    def __init__(self) -> None:
        now = monotonic()
        self._since = now, now, 1.0

    def __call__(self) -> float:
        """s."""
        told, real, speed = self._since
        return told + (monotonic() - real) * speed

    def run(self, speed: float) -> None:
        """From now on."""
        self._since = self(), monotonic(), speed


class Site:
    """Battery and inverter; `spoken` lets them speak on a bus that only this process has."""

    def __init__(self, **stack: Any) -> None:
        self.pace = Pace()
        self.wire = Wire(simulated_wire(baud=0, **stack).peer, baud=0, latency=0.0)
        self.bus: InverterBus = inverter_bus(self.wire)
        self.tap = InverterCanKeys("virtual", own_channel())

    def open_port(self) -> InProcessPort:
        """A line to the battery."""
        return InProcessPort(self.wire, self.pace)

    @contextmanager
    def spoken(self) -> Iterator["Site"]:
        """Until the end of the block."""
        line = CanLine(self.bus, "virtual", str(self.tap.channel), self.pace)
        line.start()
        try:
            yield self
        finally:
            line.stop()
