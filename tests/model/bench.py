"""The one path of writing against the simulated BMS's own bytes, with all that can go wrong on the way.

A `Bench` carries out what the model wants, one command after the other: a Send as bytes to a simulated stack,
a Note as rows in memory. `faults` are met by the next commands in turn; a restart drops the state and goes on
from the rows.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hmi.facts import load_facts
from hmi.links.session import of_host, refuse
from hmi.model.access import Access
from hmi.model.change import Change, value_of
from hmi.model.events import Event, Lost, Noted, NotNoted, Received, Remembered, Tick, Trouble, Unusable
from hmi.model.facts import Facts
from hmi.model.intents import Guarded
from hmi.model.job import Job
from hmi.model.navigation import Page, Place
from hmi.model.proposing import proposed
from hmi.model.record import Entry, Kind, Logbook, Mark, Memory, Row
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Note, Send, Wanted
from hmi.protocol.control import Code, Empty
from hmi.protocol.errors import ProtocolError, ReturnCodeError
from hmi.protocol.frame import Decoder, Frame
from hmi.protocol.messages import Command, read_reply, reply, request
from hmi.simulator import simulated_wire
from hmi.simulator.answers import answer
from hmi.simulator.readings import FIRMWARES
from hmi.simulator.stack import Stack
from tests.simulator.talk import stack_of

NOON = datetime(2026, 3, 1, 12, 0)
UTC_NOON = NOON.replace(tzinfo=UTC)
FACTS = load_facts()
WRITES = {one for one in Command if one.name.startswith("WRITE_")} | {
    Command.SWITCH,
    Command.CHARGE_MOSFET,
    Command.DISCHARGE_MOSFET,
    Command.SHUT_DOWN,
}
SLOW_FACTS = (Command.PACK_COUNT, Command.VERSION, Command.SERIALS, Command.READ_INVERTER_PROTOCOL)

Answer = Callable[["Bench", Send], Event | None]  # None: the Send vanished


def stack(scenario: str = "day", model: str = "ES51.2-100LP") -> Stack:
    return stack_of(simulated_wire(model, scenario=scenario, baud=0))


@dataclass
class Bench:
    """A panel whose gate is open, on a simulated battery."""

    battery: Stack = field(default_factory=stack)
    facts: Facts = FACTS
    state: State = field(default_factory=State)
    now: float = 100.0
    rows: list[Row] = field(default_factory=list)
    sent: list[Send] = field(default_factory=list)
    faults: deque[Answer | None] = field(default_factory=deque)  # of the next Sends; None: none
    notes_refused: deque[bool] = field(default_factory=deque)
    queue: deque[Wanted] = field(default_factory=deque)
    connected: bool = True

    def __post_init__(self) -> None:
        self.restart()

    # What happens.

    def tell(self, event: Event) -> None:
        """An event, and nothing carried out yet. Whoever means to write knows the code."""
        if isinstance(event, Guarded):
            self.state = replace(self.state, access=Access(open=True), touched=self.now)
        self.state, wanted = step(self.state, event)
        self.queue.extend(wanted)

    def tick(self, seconds: float = 1.0) -> None:
        for _ in range(round(seconds)):
            self.now += 1.0
            self.tell_time()
            self.work()

    def tell_time(self) -> None:
        self.tell(Tick(self.now, self.clock))

    @property
    def clock(self) -> datetime:
        return NOON + timedelta(seconds=self.now)

    def propose(self, *changes: Change, **more: Any) -> Job:
        self.state, wanted = proposed(self.state, changes, **more)
        self.queue.extend(wanted)
        assert self.state.job is not None
        return self.state.job

    def do(self, *events: Event) -> None:
        for event in events:
            self.tell(event)
            self.work()

    def work(self) -> None:
        """Carry out everything that is wanted."""
        while self.queue:
            self.carry_out()

    def carry_out(self) -> None:
        """Carry out one command."""
        wanted = self.queue.popleft()
        if isinstance(wanted, Note):
            self.tell(self.noted(wanted))
        elif isinstance(wanted, Send):
            event = self.answered(wanted)
            if event is not None:
                self.tell(event)

    # The record.

    def noted(self, wanted: Note) -> Event:
        if self.notes_refused and self.notes_refused.popleft():
            return NotNoted(wanted.ask, "no space left on device", self.now)
        at = UTC_NOON + timedelta(seconds=self.now)
        first = len(self.rows) + 1
        self.rows += [Row(first + index, at, entry) for index, entry in enumerate(wanted.entries)]
        return Noted(wanted.ask, tuple(range(first, len(self.rows) + 1)), self.now)

    @property
    def unfinished(self) -> tuple[Row, ...]:
        ended = {row.entry.act for row in self.rows}
        return tuple(row for row in self.rows if row.entry.mark is Mark.BEGUN and row.id not in ended)

    def entries(self, kind: Kind = Kind.WRITE) -> list[Entry]:
        return [row.entry for row in self.rows if row.entry.kind is kind]

    def marks(self, kind: Kind = Kind.WRITE) -> list[tuple[Mark, str]]:
        return [(entry.mark, entry.reason) for entry in self.entries(kind)]

    # The link.

    def answered(self, wanted: Send) -> Event | None:
        fault = self.faults.popleft() if self.faults else None
        if not self.connected:
            told: list[Event] = []
            refuse(wanted, told.append, self.now)
            return told[0]
        self.sent.append(wanted)
        return fault(self, wanted) if fault else self.truly(wanted)

    def truly(self, wanted: Send) -> Event:
        """What the battery answers."""
        data = request(wanted.command, wanted.message)
        (asked,) = Decoder().feed(data)
        return self.read(wanted, answer(self.battery, FIRMWARES[14], asked))

    def read(self, wanted: Send, came: bytes) -> Event:
        """What a link makes of these bytes."""
        if not came:
            return silence(self, wanted)
        (found,) = Decoder().feed(came)
        assert isinstance(found, Frame)
        asked = wanted.message.value if isinstance(wanted.message, Code) else None
        command, ask = wanted.command, wanted.ask
        try:
            message = of_host(read_reply(command, found, asked))
        except ProtocolError as error:
            code = error.code if isinstance(error, ReturnCodeError) else None
            return Unusable(command, 1, error.kind, str(error), self.now, code, ask)
        return Received(command, message, 1, found.address, self.now, ask=ask)

    def lose(self, trouble: Trouble = Trouble.NO_PORT) -> None:
        self.connected = False
        self.tell(Lost(trouble, "", self.now))

    def connect(self, battery: Stack | None = None, steps: int | None = None) -> None:
        """The link comes back, and finds this battery; so many commands are carried out, None: all."""
        self.battery = battery or self.battery
        self.connected = True
        for command in SLOW_FACTS:
            self.tell(self.truly(Send(command, Empty())))
        self.tell(self.truly(Send(Command.STATUS, Code(0x01))))
        for group in FACTS.parameters:
            self.tell(self.truly(Send(Command[f"READ_{group.upper()}"], Empty())))
        while self.queue and steps != 0:
            self.carry_out()
            steps = None if steps is None else steps - 1

    def restart(self, steps: int | None = None) -> None:
        """The panel is stopped in an instant and starts again; so many commands are carried out."""
        self.queue.clear()
        self.state = State(
            now=self.now,
            started=self.now - 10,
            touched=self.now,
            clock=self.clock,
            place=Place(Page.HOME),
            facts=self.facts,
            model="ES51.2-100LP",
            record=Logbook(ready=True),
        )
        memory = Memory(unfinished=self.unfinished)
        self.tell(Remembered(memory, self.now, UTC_NOON + timedelta(seconds=self.now)))
        self.connect(steps=steps)

    # What is to be true.

    def has(self, subject: str) -> Any:
        """What the battery has now."""
        one = Change(subject, None, None)
        event = self.truly(Send(*one.read))
        assert isinstance(event, Received)
        return value_of(subject, event.message)

    @property
    def writes(self) -> list[Send]:
        return [one for one in self.sent if one.command in WRITES]

    @property
    def job(self) -> Job:
        assert self.state.job is not None
        return self.state.job

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(result.mark.value, result.reason.value) for result in self.job.results]


def silence(bench: Bench, wanted: Send) -> Event:
    """Nothing comes, nothing is taken."""
    return Unusable(wanted.command, 1, "silent", "nothing came", bench.now, ask=wanted.ask)


def taken_in_silence(bench: Bench, wanted: Send) -> Event:
    """The BMS does it, and its answer is lost."""
    bench.truly(wanted)
    return silence(bench, wanted)


def refused(code: int) -> Answer:
    """The BMS says no, and does nothing."""
    return lambda bench, wanted: bench.read(wanted, reply(Empty(), 0, code))


def refused_but_taken(code: int) -> Answer:
    """The BMS says no, and does it."""

    def met(bench: Bench, wanted: Send) -> Event:
        bench.truly(wanted)
        return bench.read(wanted, reply(Empty(), 0, code))

    return met


def acknowledged_only(bench: Bench, wanted: Send) -> Event:
    """The BMS says yes, and does nothing."""
    return bench.read(wanted, reply(Empty()))


def vanished(bench: Bench, wanted: Send) -> None:
    """The port fails under the request; nothing has reached the BMS."""
    bench.lose()


def vanished_after(bench: Bench, wanted: Send) -> None:
    """The port fails under the answer."""
    bench.truly(wanted)
    bench.lose()


def lost_before(bench: Bench, wanted: Send) -> Event:
    """The link was lost while the request waited for its turn: it is not sent."""
    bench.sent.remove(wanted)
    bench.lose(Trouble.SILENT)
    told: list[Event] = []
    refuse(wanted, told.append, bench.now)
    return told[0]


def changed_before(do: Callable[[Stack], None]) -> Answer:
    """Another master does something just before."""

    def met(bench: Bench, wanted: Send) -> Event:
        do(bench.battery)
        return bench.truly(wanted)

    return met


def changed_after(do: Callable[[Stack], None]) -> Answer:
    """Another master does something just after."""

    def met(bench: Bench, wanted: Send) -> Event:
        event = bench.truly(wanted)
        do(bench.battery)
        return event

    return met
