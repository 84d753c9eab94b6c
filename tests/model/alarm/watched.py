"""A panel that watches packs: what it is told, second by second, and what it wants in its log."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition, Key, Standing
from hmi.model.alarm.watch import Watch
from hmi.model.events import Event, Lost, Received, Tick, Trouble
from hmi.model.happening import Happened, Happening
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Log
from hmi.protocol.analog import PackAnalog
from hmi.protocol.bits import Alarm, Fault
from hmi.protocol.command import Command
from hmi.protocol.identity import Serials
from hmi.protocol.status import PackStatus
from tests.model.known import ANALOG, heard

START_S = 1000.0
UTC_START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOME = State(now=START_S, started=0.0, touched=START_S, place=Place(Page.HOME))

WARNING = Key(Priority.WARNING, Alarm.CELL_UNDER_VOLTAGE, 1)  # of WARNED
PROTECTION = Key(Priority.PROTECTION, Alarm.DISCHARGE_OVER_CURRENT, 1)  # of PROTECTED
FAULT = Key(Priority.FAULT, Fault.SAMPLING, 1)  # of FAULTY


@dataclass
class Watched:
    """A panel, and what it has wanted so far."""

    state: State = HOME
    now: float = START_S
    logs: list[Log] = field(default_factory=list)
    wakes: int = 0

    def tell(self, *events: Event) -> None:
        for event in events:
            asleep = self.asleep()
            self.state, wanted = step(self.state, event)
            self.logs += [one for one in wanted if isinstance(one, Log)]
            self.wakes += asleep and not self.asleep()

    def wait(self, seconds: float) -> None:
        """The clock goes on, and nothing is heard."""
        self.now += seconds
        utc = UTC_START + timedelta(seconds=self.now - START_S)
        self.tell(Tick(self.now, utc.replace(tzinfo=None), utc, synchronized=True))

    def hear(
        self, *statuses: PackStatus, slot: int = 1, every_s: float = 1.0, analog: PackAnalog = ANALOG
    ) -> None:
        """One reading after the other of a pack."""
        for status in statuses:
            self.wait(every_s)
            period = max(1.0, every_s)
            self.tell(heard(analog, slot, self.now, period), heard(status, slot, self.now, period))

    def sleep(self) -> None:
        self.state = replace(self.state, place=Place(Page.SLEEP))

    def page(self) -> Page:
        return self.state.place.page

    def asleep(self) -> bool:
        return self.page() is Page.SLEEP

    @property
    def watch(self) -> Watch:
        return self.state.watch

    def one(self, key: Key) -> Standing:
        found = self.watch.of(key)
        assert found is not None
        return found

    def conditions(self) -> dict[Key, Condition]:
        return {one.key: one.condition for one in self.watch.standing}

    def active(self) -> set[Key]:
        """What every page shows as active."""
        return {Key(one.priority, one.name, one.slot) for one in self.state.alarms}

    def rows(self, *kinds: Happened) -> list[Happening]:
        return [one.happening for one in self.logs if not kinds or one.happening.what in kinds]

    def told(self) -> list[tuple[Happened, str]]:
        """What the log tells, row by row."""
        return [(one.what, one.name) for one in self.rows()]


def serials(serial: str, at: float) -> Received:
    return Received(Command.SERIALS, Serials("BMS1", serial), 1, 1, at)


def kinds(panel: Watched) -> list[Happened]:
    return [one.what for one in panel.rows()]


def lose(panel: Watched, after_s: float = 0.0) -> None:
    panel.wait(after_s)
    panel.tell(Lost(Trouble.NO_PORT, "no such file", panel.now))
