"""Which clock counts, when those of system and BMS are wrong, jump, stand still or change zone."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from hmi.model import timekeeping
from hmi.model.events import Lost, Opened, Tick, Trouble
from hmi.model.happening import Happened
from hmi.model.moment import Moment
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.timekeeping import AGAIN_S, Source
from hmi.model.wanted import Log, Send
from hmi.protocol.command import Command
from hmi.protocol.identity import Clock, Serials
from tests.model.known import heard

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
AHEAD = timedelta(hours=2)  # of the system's zone
GARBAGE = Clock(26, 13, 32, 25, 61, 0)
DAY_S = 86400.0


@dataclass
class Panel:
    """A panel, its system's clock and the clock of its BMS; each is told when it is asked."""

    system: datetime = NOON  # UTC
    synchronized: bool = False
    bms: datetime | None = None  # local; None: it does not answer
    garbage: Clock | None = None
    stopped: bool = False
    state: State = field(default_factory=State)
    now: float = 0.0
    asked: int = 0
    logged: list[Log] = field(default_factory=list)

    def connect(self) -> "Panel":
        self.tell(Opened("x", self.now))
        self.tell(replace(heard(Serials("BMS1", "SN1"), at=self.now), command=Command.SERIALS))
        return self

    def tell(self, event: object) -> None:
        self.state, wanted = step(self.state, event)  # type: ignore[arg-type]
        for one in wanted:
            if isinstance(one, Log) and one.happening.what is Happened.TIME_SET:
                self.logged.append(one)
            if isinstance(one, Send) and one.command is Command.READ_CLOCK:
                self.asked += 1
                self.answer()

    def answer(self) -> None:
        shows = self.garbage or (Clock.of(self.bms) if self.bms else None)
        if shows:
            self.tell(replace(heard(shows, at=self.now), command=Command.READ_CLOCK))

    def passes(self, seconds: float, step_s: float = 1.0) -> "Panel":
        for _ in range(round(seconds / step_s)):
            self.now += step_s
            self.system += timedelta(seconds=step_s)
            if self.bms and not self.stopped:
                self.bms += timedelta(seconds=step_s)
            self.tick()
        return self

    def tick(self) -> None:
        local = (self.system + AHEAD).replace(tzinfo=None)
        # The two are read one after the other.
        self.tell(Tick(self.now, local, self.system + timedelta(milliseconds=3), self.synchronized))

    @property
    def source(self) -> Source:
        return self.state.time.source

    @property
    def utc(self) -> datetime:
        moment = timekeeping.moment(self.state)
        assert moment.utc is not None
        assert moment.certain == self.state.time.certain
        return moment.utc.replace(microsecond=0)

    @property
    def clock(self) -> datetime | None:
        return self.state.clock and self.state.clock.replace(microsecond=0)

    @property
    def told(self) -> list[tuple[float, bool]]:
        return [(round(one.happening.value or 0), one.moment.certain) for one in self.logged]


def local(utc: datetime) -> datetime:
    return (utc + AHEAD).replace(tzinfo=None)


def test_without_any_clock_nothing_is_known_and_the_local_time_is_taken_as_it_comes() -> None:
    state, _ = step(State(now=7.0), Tick(7.0))
    assert timekeeping.moment(state) == Moment(7.0)
    assert step(state, Tick(8.0, local(NOON)))[0].clock == local(NOON)
    assert state.time.source is Source.UNCERTAIN


def test_a_moment_between_two_ticks_is_told_to_its_second() -> None:
    panel = Panel(synchronized=True).passes(1)
    assert timekeeping.moment(replace(panel.state, now=1.5)).utc == panel.state.time.at_time(1.5)
    assert panel.state.time.at_time(1.5) == NOON + timedelta(seconds=1.503)


def test_a_system_that_knows_its_time_is_believed_and_the_bms_is_not_asked() -> None:
    panel = Panel(synchronized=True, bms=local(NOON)).connect().passes(20)
    assert (panel.source, panel.utc, panel.clock) == (
        Source.SYSTEM,
        panel.system,
        local(panel.system),
    )
    assert (panel.asked, panel.logged) == (0, [])


@pytest.mark.parametrize("years", [-1, 3, 30])
@pytest.mark.parametrize("was_right", [True, False])
def test_a_jump_by_years_is_followed_where_the_system_knows_its_time_and_is_logged(
    years: int, was_right: bool
) -> None:
    panel = Panel(synchronized=was_right).passes(3)
    panel.system += timedelta(days=365 * years)
    panel.synchronized = True
    assert panel.passes(1).utc == panel.system
    assert panel.told == [(365 * years * DAY_S, True)]
    assert panel.logged[0].happening.unit == "s"


@pytest.mark.parametrize("years", [-30, -3, 3, 30])
def test_a_jump_by_years_of_a_clock_that_is_not_synchronized_is_not_believed(years: int) -> None:
    for panel in (Panel().passes(3), Panel(synchronized=True).passes(3)):
        panel.synchronized = False
        panel.system += timedelta(days=365 * years)
        panel.passes(3)
        assert panel.utc == NOON + timedelta(seconds=6)
        assert panel.clock == local(NOON + timedelta(seconds=6))
        assert panel.logged == []


def test_what_was_right_once_goes_on_by_the_steady_clock_and_stays_certain() -> None:
    panel = Panel(synchronized=True, bms=datetime(2027, 1, 1)).connect().passes(2)
    panel.synchronized = False
    panel.passes(30 * DAY_S, step_s=3600.0)
    assert (panel.source, panel.utc, panel.asked) == (
        Source.SYSTEM,
        NOON + timedelta(days=30, seconds=2),
        0,
    )


@pytest.mark.parametrize("year", [1970, 2024, 2100])
def test_a_system_that_calls_an_impossible_time_right_is_not_believed(year: int) -> None:
    panel = Panel(system=NOON.replace(year=year), synchronized=True).passes(2)
    assert not panel.state.time.certain


def test_no_time_at_all_gives_way_to_one_that_may_be_set() -> None:
    panel = Panel(system=datetime(1970, 1, 1, tzinfo=UTC)).passes(5)
    panel.system = NOON
    assert panel.passes(1).utc == panel.system
    assert panel.source is Source.UNCERTAIN
    assert [certain for _, certain in panel.told] == [False]
    panel.system = datetime(1970, 1, 1, tzinfo=UTC)
    assert panel.passes(1).utc == NOON + timedelta(seconds=2)


def test_the_clock_of_the_bms_counts_once_it_was_seen_to_run() -> None:
    panel = Panel(system=datetime(2025, 12, 1, tzinfo=UTC), bms=local(NOON)).connect().passes(9)
    assert (panel.source, panel.asked) == (Source.UNCERTAIN, 1)
    panel.passes(3)
    assert (panel.source, panel.asked) == (Source.BMS, 2)
    assert panel.bms is not None
    assert abs(panel.utc - (panel.bms - AHEAD).replace(tzinfo=UTC)) <= timedelta(seconds=1)
    assert panel.clock is not None
    assert abs(panel.clock - panel.bms) <= timedelta(seconds=1)
    assert panel.told == [((NOON - datetime(2025, 12, 1, tzinfo=UTC)).total_seconds(), True)]


def test_the_bms_is_asked_again_every_hour_and_anew_when_the_link_comes_back() -> None:
    panel = Panel(bms=local(NOON)).connect().passes(12)
    assert panel.asked == 2
    panel.passes(5 * AGAIN_S, step_s=60.0)
    assert panel.asked == 7
    panel.tell(Lost(Trouble.SILENT, "", panel.now))
    panel.passes(20)
    assert (panel.asked, panel.source) == (7, Source.BMS)
    panel.connect().passes(1)
    assert panel.asked == 8


def test_a_bms_that_does_not_answer_is_asked_no_more_than_every_hour() -> None:
    panel = Panel().connect().passes(2 * AGAIN_S + 180, step_s=60.0)
    assert (panel.asked, panel.source) == (4, Source.UNCERTAIN)


def test_a_clock_of_the_bms_that_stands_still_is_not_believed() -> None:
    panel = Panel(bms=local(NOON), stopped=True).connect().passes(3 * AGAIN_S, step_s=60.0)
    assert panel.source is Source.UNCERTAIN


@pytest.mark.parametrize("shows", [GARBAGE, Clock(0, 1, 1, 0, 0, 0), Clock(24, 12, 31, 23, 59, 0)])
def test_a_clock_of_the_bms_that_was_never_set_or_shows_no_date_is_not_believed(shows: Clock) -> None:
    panel = Panel(bms=local(NOON), garbage=shows).connect().passes(30)
    assert panel.source is Source.UNCERTAIN
    assert panel.utc == panel.system


def test_the_clock_of_the_panels_own_simulation_is_no_evidence() -> None:
    panel = Panel(bms=datetime(2025, 6, 21, 13, 0), state=State(embedded=True)).connect()
    for _ in range(3):
        panel.passes(20).answer()  # as the page of the clock has it read
    assert (panel.source, panel.asked) == (Source.UNCERTAIN, 0)


def test_a_drift_of_the_bms_is_followed_without_a_word() -> None:
    panel = Panel(bms=local(NOON)).connect().passes(12)
    panel.logged.clear()
    for _ in range(5):
        assert panel.bms is not None
        panel.bms += timedelta(seconds=30)
        panel.passes(AGAIN_S, step_s=60.0)
    assert panel.bms is not None
    assert abs(panel.utc - (panel.bms - AHEAD).replace(tzinfo=UTC)) <= timedelta(seconds=31)
    assert panel.logged == []


def test_a_jump_of_the_bms_is_believed_only_where_it_goes_on_from_there() -> None:
    panel = Panel(bms=local(NOON)).connect().passes(12)
    panel.logged.clear()
    assert panel.bms is not None
    panel.bms += timedelta(days=400)
    panel.passes(AGAIN_S + 60, step_s=60.0)
    assert panel.utc < NOON + timedelta(days=1)
    panel.answer()  # as the page of the clock has it read
    panel.passes(10)
    assert panel.utc < NOON + timedelta(days=1)
    panel.passes(AGAIN_S + 60, step_s=60.0)
    assert panel.utc > NOON + timedelta(days=400)
    assert panel.told == [(400 * DAY_S, True)]


def test_a_jump_of_the_bms_that_is_gone_an_hour_later_leaves_no_trace() -> None:
    panel = Panel(bms=local(NOON)).connect().passes(12)
    panel.logged.clear()
    panel.garbage = Clock.of(local(NOON + timedelta(days=4000)))
    panel.passes(AGAIN_S + 60, step_s=60.0)
    panel.garbage = None
    panel.passes(3 * AGAIN_S, step_s=60.0)
    assert panel.utc < NOON + timedelta(days=1)
    assert panel.logged == []


def test_a_system_that_comes_to_know_its_time_has_the_last_word() -> None:
    panel = Panel(system=NOON - timedelta(days=9), bms=local(NOON)).connect().passes(12)
    panel.logged.clear()
    panel.system, panel.synchronized = NOON + timedelta(hours=1), True
    assert panel.passes(1).source is Source.SYSTEM
    assert panel.utc == panel.system
    ((moved_s, certain),) = panel.told
    assert moved_s == pytest.approx(3600 - 12, abs=2)
    assert certain


def test_becoming_certain_is_logged_also_where_the_time_was_right() -> None:
    panel = Panel().passes(5)
    panel.synchronized = True
    panel.passes(5)
    assert panel.told == [(0, True)]


@pytest.fixture
def berlin() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_summer_time_begins_without_a_jump_of_utc() -> None:
    before = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    state, _ = step(State(), Tick(0.0, before.astimezone().replace(tzinfo=None), before, True))
    after = before + timedelta(seconds=1)
    state, wanted = step(state, Tick(1.0, after.astimezone().replace(tzinfo=None), after, True))
    assert (state.clock, timekeeping.moment(state).utc) == (datetime(2026, 3, 29, 3, 0), after)
    assert not [one for one in wanted if isinstance(one, Log)]


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("shows", "utc"),
    [
        (datetime(2026, 7, 1, 14, 0), datetime(2026, 7, 1, 12, 0, tzinfo=UTC)),
        (datetime(2026, 12, 1, 13, 0), datetime(2026, 12, 1, 12, 0, tzinfo=UTC)),
    ],
)
def test_the_zone_is_that_of_the_day_which_the_bms_tells(shows: datetime, utc: datetime) -> None:
    """The system believes that it is winter."""
    system = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
    panel = Panel(system, bms=shows).connect()
    for _ in range(12):
        panel.now += 1
        panel.bms = shows + timedelta(seconds=panel.now)
        winter = (system + timedelta(hours=1)).replace(tzinfo=None)
        panel.tell(Tick(panel.now, winter, system))
    assert panel.source is Source.BMS
    assert abs((panel.utc - utc).total_seconds() - panel.now) <= 1
    assert panel.clock is not None
    assert abs((panel.clock - shows).total_seconds() - panel.now) <= 1
