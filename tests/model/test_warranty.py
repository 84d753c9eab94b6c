"""The warranty: registered, shown, reckoned; with days and clocks that cannot be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hmi.model import handed, paper_pages, papers, warranty
from hmi.model.days import months_between, months_on
from hmi.model.events import Lost, Noted, NotNoted, Remembered, SnapshotKept, Trouble
from hmi.model.intents import AdjustWarranty, Cancel, Go, GoDark, HandOver, LockNow, RegisterWarranty, Turn
from hmi.model.navigation import Page, Place
from hmi.model.papers import Outcome, Registration
from hmi.model.record import Entry, Kind, Logbook, Mark, Memory, Snapshot
from hmi.model.room import Room
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import KeepSnapshot, Note, Wanted
from hmi.model.warranty import Left, Obstacle
from tests.model.known import after
from tests.model.papers_known import SERIAL, SINCE, TODAY, battery, serials, time

TEN_YEARS = Registration(SINCE, 10, 6000)
AT = datetime(2026, 6, 21, 12, tzinfo=UTC)


def register(one: Registration) -> RegisterWarranty:
    return RegisterWarranty(one.since, one.years, one.cycles)


def notes(wanted: tuple[Wanted, ...]) -> list[Entry]:
    return [entry for one in wanted if isinstance(one, Note) for entry in one.entries]


def on_its_page(state: State) -> State:
    return after(Go(Page.WARRANTY), Go(Page.REGISTRATION), state=state)


# What is left.


def test_what_is_not_registered_is_nothing() -> None:
    assert warranty.left(battery()) is None
    assert warranty.pace(battery()) is None


def test_that_it_is_not_registered_is_known_of_a_known_battery_by_a_record_that_was_read() -> None:
    assert warranty.known(battery())
    assert not warranty.known(replace(battery(), record=Logbook()))
    assert not warranty.known(State(record=Logbook(ready=True)))


def test_what_is_left_of_years_and_cycles() -> None:
    now = warranty.left(battery(registered=TEN_YEARS))
    assert now == Left(date(2035, 6, 21), 3287, 108, 5400, 600, certain=True)
    assert not now.over


def test_of_a_stack_the_pack_that_was_used_most_counts() -> None:
    now = warranty.left(battery(registered=TEN_YEARS, cycles=(600, 900, 750)))
    assert now is not None
    assert (now.used, now.cycles) == (900, 5100)


@pytest.mark.parametrize(
    ("day", "days", "months", "over"),
    [
        (date(2035, 6, 20), 1, 0, False),
        (date(2035, 5, 21), 31, 1, False),
        (date(2035, 6, 21), 0, 0, True),
        (date(2040, 1, 1), 0, 0, True),
        (date(2025, 1, 1), 3823, 125, False),  # before its commissioning
    ],
)
def test_its_time_runs_out_on_its_day(day: date, days: int, months: int, over: bool) -> None:
    now = warranty.left(battery(day, registered=TEN_YEARS))
    assert now is not None
    assert (now.days, now.months, now.over) == (days, months, over)


@pytest.mark.parametrize("cycles", [6000, 6001])
def test_its_cycles_run_out_as_well(cycles: int) -> None:
    now = warranty.left(battery(registered=TEN_YEARS, cycles=(cycles,)))
    assert now is not None
    assert (now.cycles, now.over) == (0, True)


def test_without_a_clock_the_time_is_not_known_and_with_one_that_is_not_certain_marked() -> None:
    now = warranty.left(battery(registered=TEN_YEARS, clock=None))
    assert now is not None
    assert (now.days, now.months, now.cycles) == (None, None, 5400)
    unset = warranty.left(battery(date(1970, 1, 1), registered=TEN_YEARS))
    assert unset is not None
    assert unset.days is None
    unsure = warranty.left(battery(certain=False, registered=TEN_YEARS))
    assert unsure is not None
    assert (unsure.months, unsure.certain) == (108, False)


def test_without_live_values_the_cycles_are_not_known() -> None:
    state = after(Lost(Trouble.SILENT, "", 1.0), time(TODAY, at=100.0), state=battery(registered=TEN_YEARS))
    now = warranty.left(state)
    assert now is not None
    assert (now.cycles, now.used, now.months) == (None, None, 108)
    assert warranty.pace(state) is None


def test_a_warranty_belongs_to_its_battery_alone() -> None:
    assert warranty.left(after(serials("OTHER"), state=battery(registered=TEN_YEARS))) is None


# The pace.


def test_the_pace_says_for_how_long_the_cycles_last() -> None:
    assert warranty.pace(battery(registered=TEN_YEARS)) == pytest.approx(10 * 365 / 365.25)


@pytest.mark.parametrize(
    ("day", "certain", "cycles"),
    [
        (date(2025, 9, 18), True, 600),  # 89 days
        (TODAY, False, 600),
        (TODAY, True, 0),
    ],
)
def test_there_is_no_pace_before_there_is_evidence(day: date, certain: bool, cycles: int) -> None:
    assert warranty.pace(battery(day, certain, (cycles,), registered=TEN_YEARS)) is None


def test_the_pace_begins_with_the_ninetieth_day() -> None:
    assert warranty.pace(battery(date(2025, 9, 19), registered=TEN_YEARS)) is not None


def handed_over(state: State) -> State:
    state, wanted = step(state, HandOver())
    (kept,) = (one for one in wanted if isinstance(one, KeepSnapshot))
    return after(SnapshotKept(Snapshot(kept.serial, kept.name, AT, kept.content)), state=state)


def test_cycles_from_before_the_commissioning_are_no_part_of_the_pace() -> None:
    state = handed_over(battery(SINCE, cycles=(200,)))
    used = replace(battery(cycles=(600,)), record=state.record)
    assert warranty.pace(used) == pytest.approx((6000 - 200) / 400 * 365 / 365.25)
    later = replace(
        used,
        record=replace(
            used.record,
            warranties=battery(registered=Registration(date(2025, 7, 1), 10, 6000)).record.warranties,
        ),
    )
    assert warranty.pace(later) == pytest.approx(6000 / 600 * 355 / 365.25)


# Handover and registration.


def test_a_handover_registers_what_was_not_registered() -> None:
    state = handed_over(battery(SINCE))
    assert handed.registration(state) == TEN_YEARS
    assert warranty.left(state) is not None


def test_a_handover_changes_nothing_of_what_was_registered() -> None:
    state = handed_over(battery(registered=Registration(SINCE, 12, 8000)))
    assert handed.registration(state) == Registration(SINCE, 12, 8000)
    then = handed.over(state)
    assert then is not None
    assert then.warranty == Registration(SINCE, 12, 8000)
    assert then.date == TODAY


def test_a_second_handover_does_not_begin_it_anew() -> None:
    first = handed_over(battery(SINCE))
    later = handed_over(replace(battery(), record=first.record))
    assert handed.registration(later) == TEN_YEARS


# What is proposed, and the draft.


def test_the_likeliest_is_proposed() -> None:
    assert warranty.proposed(battery()) == Registration(TODAY, 10, 6000)
    assert warranty.proposed(battery(model="Active16")).cycles == 8000
    assert warranty.proposed(battery(registered=TEN_YEARS)) == TEN_YEARS
    assert warranty.proposed(replace(State(), clock=datetime(1970, 1, 1))) == Registration(
        date(2025, 1, 1), 10, 6000
    )


@pytest.mark.parametrize(
    ("field", "steps", "expected"),
    [
        ("day", 1, {"since": date(2025, 6, 22)}),
        ("day", -21, {"since": date(2025, 5, 31)}),
        ("month", 1, {"since": date(2025, 7, 21)}),
        ("year", -1, {"since": date(2024, 6, 21)}),
        ("year", -50, {"since": date(2015, 1, 1)}),
        ("year", 99, {"since": date(2099, 12, 31)}),
        ("day", -(10**9), {"since": date(2025, 3, 13)}),
        ("years", 2, {"years": 12}),
        ("years", -20, {"years": 1}),
        ("years", 10**9, {"years": 30}),
        ("cycles", 1, {"cycles": 6500}),
        ("cycles", -20, {"cycles": 500}),
        ("cycles", 99, {"cycles": 20_000}),
    ],
)
def test_a_field_is_stepped_and_not_beyond_its_ends(field: str, steps: int, expected: dict[str, Any]) -> None:
    state = after(AdjustWarranty(field, steps), state=on_its_page(battery(registered=TEN_YEARS)))
    assert warranty.proposed(state) == replace(TEN_YEARS, **expected)


@pytest.mark.parametrize("leave", [Cancel(), Go(Page.HOME), GoDark()])
def test_a_draft_goes_with_its_page(leave: Any) -> None:
    state = after(AdjustWarranty("years", 1), state=on_its_page(battery(registered=TEN_YEARS)))
    assert after(leave, state=state).papers == State().papers
    turned = after(Turn(1), state=state)
    assert warranty.proposed(turned).years == 11


# What is in the way.


@pytest.mark.parametrize(
    ("state", "wished", "obstacle"),
    [
        (battery(), TEN_YEARS, None),
        (battery(), Registration(TODAY, 10, 6000), None),
        (battery(), Registration(date(2026, 6, 22), 10, 6000), Obstacle.FUTURE),
        (battery(certain=False), Registration(date(2026, 6, 22), 10, 6000), None),
        (battery(clock=None), Registration(date(2026, 6, 22), 10, 6000), None),
        (battery(), Registration(date(2014, 12, 31), 10, 6000), Obstacle.TOO_EARLY),
        (battery(), Registration(SINCE, 0, 6000), Obstacle.TERM),
        (battery(), Registration(SINCE, 10, 10**6), Obstacle.TERM),
        (battery(registered=TEN_YEARS), TEN_YEARS, Obstacle.SAME),
        (battery(registered=TEN_YEARS), replace(TEN_YEARS, years=11), None),
        (battery(record=Logbook(trouble="disk full")), TEN_YEARS, Obstacle.RECORD),
        (battery(record=Logbook()), TEN_YEARS, Obstacle.RECORD),
        (after(Lost(Trouble.SILENT, "", 1.0), state=battery()), TEN_YEARS, Obstacle.BATTERY),
        (after(serials(""), state=battery()), TEN_YEARS, None),  # it is known by its BMS
    ],
)
def test_what_is_in_the_way_of_a_registration(
    state: State, wished: Registration, obstacle: Obstacle | None
) -> None:
    assert warranty.obstacle(state, wished) is obstacle
    assert bool(notes(step(state, register(wished))[1])) == (obstacle is None)


# Into the record.


def test_a_registration_stands_in_the_record_with_what_was_before() -> None:
    state = on_its_page(battery(registered=TEN_YEARS))
    wished = replace(TEN_YEARS, years=12)
    asked, wanted = step(state, register(wished))
    (entry,) = notes(wanted)
    assert entry == Entry(
        Kind.WARRANTY,
        "warranty",
        Mark.REGISTERED,
        SERIAL,
        '{"since": "2025-06-21", "years": 10, "cycles": 6000}',
        '{"since": "2025-06-21", "years": 12, "cycles": 6000}',
    )
    assert handed.registration(asked) == TEN_YEARS
    assert notes(step(asked, register(wished))[1]) == []  # once
    assert after(AdjustWarranty("years", 1), state=asked) == asked
    done = after(Noted(asked.asks, (7,), 1.0), state=asked)
    assert handed.registration(done) == wished
    assert (done.papers.outcome, done.papers.draft) == (Outcome.KEPT, None)
    assert after(Cancel(), state=done).place == Place(Page.WARRANTY)


def test_a_disk_that_refuses_leaves_it_as_it_was_and_says_why() -> None:
    asked, _ = step(on_its_page(battery()), register(TEN_YEARS))
    refused = after(NotNoted(asked.asks, "no space left on device", 1.0), state=asked)
    assert handed.registration(refused) is None
    assert (refused.papers.outcome, refused.papers.detail) == (Outcome.NOT_KEPT, "no space left on device")
    assert warranty.proposed(refused) == TEN_YEARS
    assert after(AdjustWarranty("years", 1), state=refused).papers.outcome is None
    assert len(notes(step(refused, register(TEN_YEARS))[1])) == 1  # once more


def test_what_is_noted_for_somebody_else_is_not_taken_for_it() -> None:
    asked, _ = step(on_its_page(battery()), register(TEN_YEARS))
    for answer in (Noted(asked.asks + 1, (7,), 1.0), NotNoted(asked.asks + 1, "", 1.0)):
        assert after(answer, state=asked).papers == asked.papers


def test_a_registration_goes_on_when_its_page_is_left() -> None:
    asked, _ = step(on_its_page(battery()), register(TEN_YEARS))
    left = after(Go(Page.HOME), Noted(asked.asks, (7,), 1.0), state=asked)
    assert handed.registration(left) == TEN_YEARS
    assert after(Go(Page.CELLS), state=left).papers == State().papers


def test_it_waits_for_the_gate() -> None:
    locked = after(LockNow(), state=on_its_page(battery()))
    drafted = after(AdjustWarranty("years", 1), state=locked)
    asked, wanted = step(drafted, register(TEN_YEARS))
    assert (asked.place.page, notes(wanted)) == (Page.KEYPAD, [])
    assert asked.papers == drafted.papers
    assert after(Cancel(), state=asked).place == drafted.place


def test_what_was_registered_is_remembered_after_a_restart() -> None:
    entry = battery(registered=TEN_YEARS).record.warranties[SERIAL]
    state = replace(battery(), record=Logbook())
    state = after(Remembered(Memory(warranties={SERIAL: entry}), 1.0, AT), state=state)
    assert handed.registration(state) == TEN_YEARS


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"since": "yesterday", "years": 1, "cycles": 1}', '{"since": 7}']
)
def test_what_cannot_be_read_is_not_registered(text: str) -> None:
    assert papers.read(text) is None
    entry = Entry(Kind.WARRANTY, "warranty", Mark.REGISTERED, SERIAL, new=text)
    assert handed.registration(battery(record=Logbook(warranties={SERIAL: entry}))) is None


# Days and parts.


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 3, 15), -3, date(2024, 12, 15)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_end_where_the_calendar_has_no_such_day(day: date, months: int, expected: date) -> None:
    assert months_on(day, months) == expected


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 6, 21), date(2025, 7, 20), 0),
        (date(2025, 6, 21), date(2025, 7, 21), 1),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2024, 6, 21), date(2026, 6, 20), 23),
    ],
)
def test_whole_months_are_counted(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


@pytest.mark.parametrize(
    ("room", "registered", "pages", "drafting"),
    [
        (Room(warranty=2, steppers=3), None, 1, 3),
        (Room(warranty=2, steppers=3), TEN_YEARS, 2, 3),
        (Room(warranty=3, steppers=5), TEN_YEARS, 1, 2),
        (Room(warranty=1, steppers=2), TEN_YEARS, 3, 4),
    ],
)
def test_a_large_panel_needs_fewer_parts(
    room: Room, registered: Registration | None, pages: int, drafting: int
) -> None:
    state = replace(battery(registered=registered), room=room)
    here = replace(state, place=Place(Page.WARRANTY))
    assert sum(place.page is Page.WARRANTY for place in here.places) == pages
    places = replace(state, place=Place(Page.REGISTRATION)).places
    assert len(places) == drafting
    asked = [paper_pages.fields(replace(state, place=place)) for place in places]
    assert tuple(field for part in asked for field in part) == paper_pages.FIELDS
    assert asked[-1] == ()
