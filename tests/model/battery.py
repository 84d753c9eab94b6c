"""A battery that is read, step by step, with a clock: for what the panel learns over days."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hmi.facts import load_facts
from hmi.model.events import Event, HistoryOpened, Tick
from hmi.model.happening import Happening
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import KeepLedger, Log, Wanted
from hmi.protocol.analog import PackAnalog
from hmi.protocol.identity import PackCount, Serials
from hmi.protocol.status import PackStatus
from tests.model.known import ANALOG, QUIET, heard

BEGAN = datetime(2025, 5, 1, 6, 0, tzinfo=UTC)
FULL = replace(QUIET, protect_2=0x80)
EMPTY = replace(QUIET, protect_1=0x02)  # cell under-voltage protection
SERIALS = Serials("BMS0000000000001", "PACK-A")


@dataclass
class Read:
    """A panel that reads a battery. Time is ours; `wanted` collects what the model wants of the history."""

    state: State = field(default_factory=lambda: State(facts=load_facts()))
    now: float = 0.0
    off: timedelta = timedelta(0)  # of the clock
    synchronized: bool = True
    wanted: list[Wanted] = field(default_factory=list)

    def meet(self, serials: Serials = SERIALS, packs: int = 1) -> "Read":
        """It is read for the first time."""
        self.tick()
        self.take(heard(PackCount(packs), at=self.now, address=1), heard(serials, at=self.now))
        return self

    def open(self, ledgers: dict[str, str] | None = None) -> "Read":
        """The history was opened."""
        self.take(HistoryOpened(ledgers or {}, "", self.now))
        return self

    def take(self, *events: Event) -> None:
        for event in events:
            self.state, wanted = step(self.state, event)
            self.wanted += wanted

    def tick(self, seconds: float = 0.0) -> None:
        self.now += seconds
        utc = BEGAN + timedelta(seconds=self.now) + self.off
        self.take(Tick(self.now, utc.replace(tzinfo=None), utc, self.synchronized))

    def hear(
        self, analog: PackAnalog = ANALOG, status: PackStatus = QUIET, slot: int = 1, seconds: float = 0.0
    ) -> None:
        """So many seconds later one pack tells its status, then its values."""
        self.tick(seconds)
        period = max(1.0, seconds)
        self.take(heard(status, slot, self.now, period), heard(analog, slot, self.now, period))

    def rest(self, seconds: float, analog: PackAnalog = ANALOG, every: float = 60.0) -> None:
        """The same values for so long."""
        for _ in range(round(seconds / every)):
            self.hear(analog, seconds=every)

    @property
    def rows(self) -> list[Happening]:
        """What was put into the panel's log of SOC and calibration."""
        mine = ("soc_jumped", "calibrated")
        return [
            one.happening for one in self.wanted if isinstance(one, Log) and one.happening.what.value in mine
        ]

    @property
    def kept(self) -> list[KeepLedger]:
        """The ledgers that were to be kept."""
        return [one for one in self.wanted if isinstance(one, KeepLedger)]


def at_soc(soc: float, current: float = 0.0, **changes: Any) -> PackAnalog:
    """The known pack of 100 Ah at this SOC."""
    return replace(ANALOG, remaining=soc, current=current, **changes)


def cells(apart: float, others: float = 3.36, cell: int = 7) -> tuple[float, ...]:
    """V of sixteen cells, one of them apart."""
    volts = [others] * 16
    volts[cell - 1] = apart
    return tuple(volts)
