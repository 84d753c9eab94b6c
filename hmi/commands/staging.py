"""The state that a panel comes to on a simulated stack, in driven time: the same every run.

The link's own session talks to the simulated wire; only the clock is ours and jumps to the next character.
"""

from datetime import timedelta

from hmi.links.plan import Plan
from hmi.links.session import Session
from hmi.links.timing import LinkSettings
from hmi.model.events import Event, Opened, Tick
from hmi.model.state import State
from hmi.model.step import step
from hmi.simulator import MIDSUMMER
from hmi.simulator.wire import Wire

READ_S = 0.05  # the longest that a read waits


class DrivenPort:
    """A port whose time passes by reading."""

    def __init__(self, wire: Wire) -> None:
        self.now = 0.0  # s
        self._wire = wire
        self._came = b""

    def clock(self) -> float:
        """The time, s."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += max(0.0, seconds)

    def write(self, data: bytes) -> None:
        """Send."""
        self._wire.feed(data, self.now)

    def read(self, size: int) -> bytes:
        """What comes within 50 ms, at most `size` characters."""
        due = self._wire.next_due(max(1, size - len(self._came)))
        if len(self._came) < size:
            self.now = min(self.now + READ_S, self.now + READ_S if due is None else max(self.now, due))
        self._came += self._wire.due(self.now)
        taken, self._came = self._came[:size], self._came[size:]
        return taken

    def reset_input_buffer(self) -> None:
        """Drop what came."""
        self._wire.due(self.now)
        self._came = b""

    def close(self) -> None:
        """Nothing to give back."""


def staged(state: State, wire: Wire, seconds: float, settings: LinkSettings) -> State:
    """The state after the link has been open for so many seconds of driven time."""
    port = DrivenPort(wire)
    plan = Plan(settings)
    plan.search()
    held = [step(state, Opened(settings.url, 0.0))[0]]

    def take(event: Event) -> None:
        held[0] = step(held[0], event)[0]

    session = Session(port, plan, settings, take, port.clock, port.sleep)
    while port.now < seconds:
        rest = session.rest_s
        if rest > 0:
            port.sleep(rest)
            continue
        lost = session.poll()
        if lost is not None:
            take(lost)
            port.sleep(1.0)
    take(Tick(port.now, MIDSUMMER + timedelta(seconds=round(port.now))))
    return held[0]
