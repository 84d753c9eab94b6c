"""Whatever clocks do, what was kept later is shown later; and what is certain is right."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.links.history import eras
from hmi.links.history.eras import JUMP_S, SLIGHT_S, Era, Running
from hmi.model.moment import Moment

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
YEAR_S = 365 * 86400.0


@dataclass
class Book:
    """Rows as (true time, era, second), and the eras that they stand in. `true` is s from NOON."""

    true: float = 0.0
    off: float = 0.0  # of the panel's clock
    certain: bool = False
    clock: bool = True
    origin: float = 0.0
    running: Running | None = None
    eras: dict[int, Era] = field(default_factory=dict)
    rows: list[tuple[float, int, float]] = field(default_factory=list)

    def moment(self) -> Moment:
        utc = NOON + timedelta(seconds=self.true + self.off) if self.clock else None
        return Moment(self.true - self.origin, utc, self.certain)

    def row(self) -> Era:
        """As the calendar does it, in memory."""
        last = self.eras[max(self.eras)] if self.eras else None
        self.running = (
            eras.met(self.running, self.moment()) if self.running else eras.begun(last, self.moment())
        )
        era = self.running.era
        older = [self.eras[number] for number in sorted(self.eras, reverse=True) if number < era.number]
        self.eras |= {each.number: each for each in eras.made_room(older, era.start)} | {era.number: era}
        self.rows.append((self.true, era.number, era.seconds))
        return era

    def restart(self) -> None:
        self.running, self.origin = None, self.true

    def times(self) -> list[float]:
        """Of all rows, as they are shown now; s from NOON."""
        return [self.eras[number].start + second - NOON.timestamp() for _, number, second in self.rows]


def book(**known: float) -> Book:
    return replace(Book(), **known)  # type: ignore[arg-type]


def test_a_run_goes_by_the_steady_clock() -> None:
    run = book(certain=True)
    for run.true in (0.0, 10.0, 3600.0):
        run.row()
    assert run.times() == [0.0, 10.0, 3600.0]
    assert list(run.eras) == [1]


def test_when_the_time_becomes_certain_all_of_the_run_gets_its_true_time() -> None:
    run = book(off=-3 * YEAR_S)
    for run.true in (0.0, 60.0):
        run.row()
    assert not run.eras[1].certain
    run.off, run.certain, run.true = 0.0, True, 90.0
    run.row()
    assert run.times() == [0.0, 60.0, 90.0]
    assert run.eras[1].certain


def test_what_ran_on_an_uncertain_clock_before_stays_before() -> None:
    run = book(certain=True)
    run.row()
    run.true = 50.0
    run.row()
    run.true, run.off, run.certain = 1000.0, -YEAR_S, False
    run.restart()
    run.row()
    assert run.times()[-1] == 50.0  # at the end of the run before, as nobody knows better
    run.true = 1010.0
    run.restart()
    run.certain, run.off = True, 0.0
    run.row()
    assert run.times() == [0.0, 50.0, 50.0, 1010.0]
    assert [era.certain for era in run.eras.values()] == [True, False, True]


def test_a_run_in_the_future_is_moved_back_before_the_one_that_is_right() -> None:
    run = book(off=5 * YEAR_S)
    for run.true in (0.0, 600.0):
        run.row()
    run.restart()
    run.true, run.off, run.certain = 700.0, 0.0, True
    run.row()
    assert run.times() == [100.0, 700.0, 700.0]
    assert not run.eras[1].certain


def test_of_two_that_claim_to_be_certain_the_newer_wins() -> None:
    run = book(certain=True, off=YEAR_S)
    for run.true in (0.0, 600.0):
        run.row()
    run.off = 0.0
    for run.true in (610.0, 620.0):
        run.row()
    assert run.times() == [10.0, 610.0, 610.0, 620.0]
    assert [era.certain for era in run.eras.values()] == [False, True]


def test_a_slight_correction_leaves_what_was_certain_certain() -> None:
    run = book(certain=True, off=SLIGHT_S / 2)
    for run.true in (0.0, 600.0):
        run.row()
    run.off = 0.0
    run.true = 610.0
    run.row()
    assert run.times() == [10.0, 610.0, 610.0]
    assert [era.certain for era in run.eras.values()] == [True, True]


def test_a_drift_is_no_jump() -> None:
    run = book(certain=True)
    run.row()
    run.off = JUMP_S - 1
    run.true = 1000.0
    run.row()
    run.off = JUMP_S + 1
    run.true = 2000.0
    run.row()
    assert [number for _, number, _ in run.rows] == [1, 1, 2]
    assert run.times() == [0.0, 1000.0, 2000.0 + JUMP_S + 1]


def test_a_certain_time_is_not_given_up_for_an_uncertain_clock() -> None:
    run = book(certain=True)
    run.row()
    run.true, run.off, run.certain = 100.0, -YEAR_S, False
    era = run.row()
    assert (era.number, era.certain) == (1, True)
    assert run.times() == [0.0, 100.0]


def test_an_uncertain_clock_that_jumps_begins_an_era() -> None:
    run = book(off=10.0)
    run.row()
    run.true, run.off = 100.0, YEAR_S
    run.row()
    run.true, run.off = 200.0, 10.0
    run.row()
    assert run.times() == [10.0, 100.0 + YEAR_S, 200.0 + YEAR_S]  # the steady clock went on until the jump
    assert [number for _, number, _ in run.rows] == [1, 2, 3]


def test_a_clock_that_comes_late_dates_what_was_before() -> None:
    run = book(clock=False)
    run.row()
    assert run.eras[1].start == 0.0
    run.true = 30.0
    run.row()
    run.clock, run.off, run.true = True, 5.0, 40.0
    run.row()
    assert run.times() == [5.0, 35.0, 45.0]
    run.clock, run.true = False, 50.0
    assert not run.row().certain
    assert run.times()[-1] == 55.0


def test_a_moment_that_is_told_late_is_kept_in_order() -> None:
    run = book(certain=True)
    run.true = 10.0
    run.row()
    run.true = 8.0
    run.row()
    assert run.times() == [10.0, 10.0]


def test_a_certain_run_does_not_jump_when_the_clock_is_lost() -> None:
    run = book(certain=True)
    run.row()
    run.clock, run.certain, run.true = False, False, 100.0
    assert run.row().certain
    assert run.times() == [0.0, 100.0]


OFFS = st.one_of(st.just(0.0), st.floats(-30 * YEAR_S, 60 * YEAR_S), st.floats(-900.0, 900.0))
PASSED = st.one_of(st.floats(0.0, 100.0), st.floats(0.0, 40 * 86400.0))
STEPS = st.lists(
    st.tuples(PASSED, st.booleans(), st.booleans(), st.one_of(st.none(), OFFS)), min_size=1, max_size=40
)


def lived(steps: list[tuple[float, bool, bool, float | None]], truthful: bool) -> Book:
    """Restarts, clocks that are set, jump, are lost, claim to be certain, rightly or not."""
    run = Book()
    for passed, restart, certain, off in steps:
        run.true += passed
        if restart:
            run.restart()
        run.clock, run.certain = off is not None, certain and off is not None
        run.off = 0.0 if off is None or (truthful and certain) else off
        run.row()
    return run


@given(STEPS)
@settings(max_examples=60)
def test_times_never_jump_back(steps: list[tuple[float, bool, bool, float | None]]) -> None:
    run = lived(steps, truthful=False)
    numbers = [number for _, number, _ in run.rows]
    assert numbers == sorted(numbers)
    times = run.times()
    assert all(later - earlier > -1e-3 for earlier, later in pairwise(times))


@given(STEPS)
@settings(max_examples=60)
def test_what_is_certain_is_right_where_clocks_do_not_lie(
    steps: list[tuple[float, bool, bool, float | None]],
) -> None:
    run = lived(steps, truthful=True)
    for (true, number, _), shown in zip(run.rows, run.times(), strict=True):
        assert not run.eras[number].certain or abs(shown - true) < SLIGHT_S
