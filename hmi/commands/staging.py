"""The state that a panel comes to on a simulated stack, in driven time: the same every run.

The link's own session talks to the simulated wire; only the clock is ours and jumps to the next character.
What BMS and inverter say on CAN meanwhile goes into the tap's own tally.
"""

from collections.abc import Callable
from datetime import UTC, timedelta

from hmi.links.can.tally import EXTENDED, Tally
from hmi.links.plan import Plan
from hmi.links.session import Session
from hmi.links.timing import LinkSettings
from hmi.model.check.traffic import Silent
from hmi.model.events import BusHeard, Event, Opened, TapOpened, Tick
from hmi.model.state import State
from hmi.model.step import step
from hmi.simulator import MIDSUMMER, inverter_bus
from hmi.simulator.inverter.bus import InverterBus
from hmi.simulator.wire import Wire

READ_S = 0.05  # the longest that a read waits
LISTEN_S = 0.1  # from one look at the bus to the next
TOLD_S = 0.5  # from one word of the tap to the next
TAP = "simulated inverter"


class DrivenPort:
    """A port whose time passes by reading. `meanwhile` is told the time (s) as it passes."""

    def __init__(self, wire: Wire, meanwhile: Callable[[float], None] = lambda now: None) -> None:
        self.now = 0.0  # s
        self._wire = wire
        self._meanwhile = meanwhile
        self._came = b""

    def clock(self) -> float:
        """The time, s."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self._pass(self.now + max(0.0, seconds))

    def _pass(self, to: float) -> None:
        self.now = to
        self._meanwhile(to)

    def write(self, data: bytes) -> None:
        """Send."""
        self._wire.feed(data, self.now)

    def read(self, size: int) -> bytes:
        """What comes within 50 ms, at most `size` characters."""
        due = self._wire.next_due(max(1, size - len(self._came)))
        if len(self._came) < size:
            self._pass(min(self.now + READ_S, self.now + READ_S if due is None else max(self.now, due)))
        self._came += self._wire.due(self.now)
        taken, self._came = self._came[:size], self._came[size:]
        return taken

    def reset_input_buffer(self) -> None:
        """Drop what came."""
        self._wire.due(self.now)
        self._came = b""

    def close(self) -> None:
        """Nothing to give back."""


class DrivenTap:
    """Listens to a simulated bus as time passes, and tells what it heard, with the panel's own second."""

    def __init__(self, bus: InverterBus, take: Callable[[Event], None]) -> None:
        self._bus = bus
        self._take = take
        self._tally = Tally(0.0)
        self._listened = self._told = 0.0
        take(TapOpened(TAP, Silent.YES, 0.0))

    def listen(self, now: float) -> None:
        """Hear everything up to now."""
        while self._listened + LISTEN_S <= now:
            self._listened += LISTEN_S
            self._hear(self._listened)
            if self._listened >= self._told + TOLD_S:
                self._told += TOLD_S
                self._take(BusHeard(self._tally.snapshot(self._listened)))
                self._take(tick(self._listened))

    def _hear(self, now: float) -> None:
        for said in self._bus.due(now):
            if said.frame is None:
                self._tally.error(said.error_class, b"")
            else:
                self._tally.frame(said.frame.id | EXTENDED * said.frame.extended, said.frame.data)
                self._tally.arrived(said.at)


def tick(at: float) -> Tick:
    """A second of midsummer, by a clock that is right."""
    local = MIDSUMMER + timedelta(seconds=round(at))
    return Tick(at, local, local.astimezone(UTC), True)


def staged(state: State, wire: Wire, seconds: float, settings: LinkSettings) -> State:
    """The state after link and tap have been open for so many seconds of driven time."""
    held = [step(state, Opened(settings.url, 0.0))[0]]

    def take(event: Event) -> None:
        held[0] = step(held[0], event)[0]

    port = DrivenPort(wire, DrivenTap(inverter_bus(wire), take).listen)
    plan = Plan(settings)
    plan.search()
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
    take(tick(port.now))
    return held[0]
