"""Which time it is: a Pi has no clock of its own, the BMS may have one, the network may tell.

    the system's clock is known to be right        SYSTEM     it counts, whatever counted before
    else, it was so before in this run             SYSTEM     goes on by the steady clock
    else, the BMS's clock runs and is no nonsense  BMS        goes on by the steady clock and hourly looks
    else                                           UNCERTAIN  the system's; goes on by the steady clock

So a clock that jumps is not believed; the BMS's is after all when it has gone on from there for an hour. It
shows local time by the system's zone. The one of the panel's own simulation is no evidence of anything.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model.change import CLOCK, read_of
from hmi.model.happening import Happened, Happening
from hmi.model.moment import Moment
from hmi.model.wanted import Log, Send, Wanted

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.events import Tick
    from hmi.model.state import State

EARLIEST, LATEST = datetime(2025, 1, 1), datetime(2100, 1, 1)  # a clock outside has not been set
RUNS_S = 10.0  # between the first two looks at the BMS's clock: does it run?
AGAIN_S = 3600.0  # between the further ones
TURNS_S = 0.9 * AGAIN_S  # for which a clock that has jumped must go on, to be believed after all
SLACK_S, SLACK_SHARE = 3.0, 0.01  # by which two looks at a clock that runs may differ: whole seconds, drift
DRIFT_S = 120.0  # by which the BMS's clock is followed without a word
MOVED_S = 60.0  # beyond, a change of the time is put down


class Source(StrEnum):
    """By what the panel goes."""

    SYSTEM = "system"  # its own clock, which is known to be right
    BMS = "bms"
    UNCERTAIN = "uncertain"  # its own clock, as nothing better is known


@dataclass(frozen=True, slots=True)
class Look:
    """What the BMS's clock showed, and when (s of the steady clock)."""

    utc: datetime
    at: float

    def runs_on(self, later: "Look") -> bool:
        """Whether the clock has run between the two as a clock does."""
        passed_s = later.at - self.at
        off_s = abs((later.utc - self.utc).total_seconds() - passed_s)
        return off_s <= SLACK_S + SLACK_SHARE * passed_s


@dataclass(frozen=True, slots=True)
class Timekeeping:
    """The clock that counts. `utc` was so at `at` (s of the steady clock)."""

    source: Source = Source.UNCERTAIN
    utc: datetime | None = None
    at: float = 0.0
    first: Look | None = None  # at a clock of the BMS that is not believed yet
    looked_at: float | None = None  # the look that was judged last
    asked: int = 0  # so many looks were asked for since the link came
    asked_at: float = 0.0

    @property
    def certain(self) -> bool:
        """The time is known to be right, to within minutes."""
        return self.source is not Source.UNCERTAIN

    def at_time(self, at: float) -> datetime | None:
        """UTC then; None: there is no clock at all."""
        return None if self.utc is None else self.utc + timedelta(seconds=at - self.at)


def moment(state: "State") -> Moment:
    """Now, for the record."""
    return Moment(state.now, state.time.at_time(state.now), state.time.certain)


def plausible(local: datetime | None) -> bool:
    """Whether a clock that shows this may have been set at all."""
    return local is not None and EARLIEST <= local < LATEST


@dataclass(frozen=True, slots=True)
class _System:
    """The system's clock as it was read: its local time, and UTC."""

    local: datetime
    utc: datetime

    def local_at(self, utc: datetime) -> datetime:
        """Local time then, where summer time may be other than now."""
        if utc == self.utc:
            return self.local
        return utc.replace(tzinfo=None) + self._offset + (_zone(utc) - _zone(self.utc))

    def utc_at(self, local: datetime) -> datetime:
        """UTC at that local time."""
        return (local - self._offset - (_zone(local) - _zone(self.utc))).replace(tzinfo=UTC)

    @property
    def _offset(self) -> timedelta:
        """In whole minutes: the two were not read in the same instant."""
        return timedelta(minutes=round((self.local - self.utc.replace(tzinfo=None)).total_seconds() / 60))


def _zone(time: datetime) -> timedelta:
    """What the system's zone is off then, UTC or local."""
    return time.astimezone().utcoffset() or timedelta(0)


def ticked(state: "State", event: "Tick") -> "Effect":
    """Which clock counts now; the BMS's is asked for while the system's is not certain."""
    if event.clock is None or event.utc is None:
        return replace(state, clock=event.clock or state.clock), ()
    then, system = state.time, _System(event.clock, event.utc)
    now, utc = _kept(state, event, system)
    state = replace(state, clock=system.local_at(utc), time=now)
    told = _told(then, state, utc)
    state, asked = _asking(state)
    return state, (*told, *asked)


def _kept(state: "State", event: "Tick", system: _System) -> tuple[Timekeeping, datetime]:
    """The clock that counts, and UTC by it."""
    time = state.time
    on = time.at_time(event.at)
    if event.synchronized and plausible(system.local):
        return replace(time, source=Source.SYSTEM, utc=system.utc, at=event.at, first=None), system.utc
    if on is None or (not plausible(on.replace(tzinfo=None)) and plausible(system.local)):
        on = system.utc  # better than no time at all
    time = replace(time, utc=on, at=event.at)
    return (time, on) if time.source is Source.SYSTEM else _judged(time, state, system, on)


def _judged(time: Timekeeping, state: "State", system: _System, on: datetime) -> tuple[Timekeeping, datetime]:
    """With what the BMS's clock shows, if there was another look at it."""
    told, at = state.parameters.clock, state.parameters.clock_at
    if told is None or at == time.looked_at or state.embedded:
        return time, on
    time = replace(time, looked_at=at)
    if told.time is None or not plausible(told.time):
        return replace(time, first=None), on
    look = Look(system.utc_at(told.time), at)
    utc = look.utc + timedelta(seconds=time.at - at)
    if time.certain and abs((utc - on).total_seconds()) <= DRIFT_S:
        return replace(time, utc=utc, first=None), utc
    if time.first is None or not time.first.runs_on(look):
        return replace(time, first=look), on
    if at - time.first.at < (TURNS_S if time.certain else RUNS_S):
        return time, on
    return replace(time, source=Source.BMS, utc=utc, first=None), utc


def _told(then: Timekeeping, state: "State", utc: datetime) -> tuple[Wanted, ...]:
    """A row of the log where the time became certain, or another one. `value`: by how much it moved, s."""
    expected = then.at_time(state.time.at)
    if expected is None:
        return ()
    moved_s = (utc - expected).total_seconds()
    if abs(moved_s) <= MOVED_S and then.certain == state.time.certain:
        return ()
    return (Log("", moment(state), Happening(Happened.TIME_SET, value=moved_s, unit="s")),)


def _asking(state: "State") -> "Effect":
    """A look at the BMS's clock, if it is time for one."""
    time = state.time
    if state.link.battery is None or state.embedded:
        return replace(state, time=replace(time, asked=0)), ()
    wait_s = (0.0, RUNS_S, AGAIN_S)[min(time.asked, 2)]
    if time.source is Source.SYSTEM or (time.asked and time.at - time.asked_at < wait_s):
        return state, ()
    state = replace(state, time=replace(time, asked=time.asked + 1, asked_at=time.at))
    return state, (Send(*read_of(CLOCK)),)
