"""The maintenance: which tasks, when they are due, ticked off, taken back."""

import json
from dataclasses import replace
from datetime import UTC, date
from typing import Any

import pytest

from hmi.model import maintenance, paper_pages
from hmi.model.events import Lost, Noted, NotNoted, Trouble
from hmi.model.intents import Cancel, Go, ShowTask, TickOff
from hmi.model.maintenance import Done, Due
from hmi.model.navigation import Page, Place
from hmi.model.papers import Outcome, Registration
from hmi.model.record import Entry, Kind, Logbook, Mark
from hmi.model.room import Room, lines_in_letters
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Note
from tests.model.known import ANALOG, after, heard
from tests.model.papers_known import FACTS, SERIAL, SINCE, TODAY, battery, serials, ticked, time

TASKS = {one.name: one for one in FACTS.tasks}
AIR = TASKS["air"]


def due(state: State, name: str = "air") -> Due:
    return maintenance.due(state, TASKS[name])


def notes(state: State, event: Any) -> tuple[State, list[Entry]]:
    state, wanted = step(state, event)
    return state, [entry for one in wanted if isinstance(one, Note) for entry in one.entries]


def test_the_tasks_are_those_of_the_packs_manual_and_all_while_it_is_not_known() -> None:
    assert [one.name for one in paper_pages.tasks(battery())] == ["air", "cables", "storage_charge"]
    assert [one.name for one in paper_pages.tasks(battery(model="Active16"))] == ["storage_cycle"]
    assert paper_pages.tasks(battery(readings=())) == FACTS.tasks


def test_what_was_never_done_is_due_so_long_after_the_commissioning() -> None:
    assert due(battery()) == Due(AIR, None, None, overdue=False, today=False, certain=True)
    registered = Registration(SINCE, 10, 6000)
    assert due(battery(date(2025, 12, 20), registered=registered)).next == date(2025, 12, 21)
    assert not due(battery(date(2025, 12, 20), registered=registered)).overdue
    assert due(battery(date(2025, 12, 21), registered=registered)).overdue


def test_the_last_time_counts_whatever_the_order_of_the_days() -> None:
    ticks = (ticked(1, "air", date(2026, 5, 1)), ticked(2, "air", date(2026, 1, 31)))
    now = due(battery(ticks=ticks))
    assert now.last == Done(date(2026, 1, 31), True, 2)
    assert (now.next, now.overdue) == (date(2026, 7, 31), False)


def test_ticks_of_other_tasks_and_batteries_do_not_count() -> None:
    ticks = (
        ticked(1, "cables", TODAY),
        ticked(2, "air", TODAY, serial="OTHER"),
        replace(ticked(3, "air", TODAY), entry=replace(ticked(3, "air", TODAY).entry, new="{")),
    )
    assert due(battery(ticks=ticks)).last is None


def test_what_is_for_storage_is_never_overdue() -> None:
    registered = Registration(SINCE, 10, 6000)
    assert due(battery(registered=registered), "storage_charge").next is None
    long_ago = due(battery(ticks=(ticked(1, "storage_charge", date(2025, 1, 1)),)), "storage_charge")
    assert (long_ago.next, long_ago.overdue) == (date(2025, 4, 1), False)


def test_without_a_clock_nothing_is_overdue() -> None:
    state = battery(ticks=(ticked(1, "air", date(2020, 1, 1)),), clock=None)
    assert (due(state).overdue, due(state).today) == (False, False)
    assert due(replace(state, clock=None, record=Logbook(ready=True))).today is False


@pytest.mark.parametrize(("then", "now"), [(True, False), (False, True), (False, False)])
def test_days_by_a_clock_that_was_not_right_are_not_certain(then: bool, now: bool) -> None:
    state = battery(certain=now, ticks=(ticked(1, "air", date(2026, 1, 1), certain=then),))
    assert not due(state).certain


def test_the_task_that_is_due_first() -> None:
    assert maintenance.first_due(battery()) is None
    ticks = (ticked(1, "air", date(2026, 5, 1)), ticked(2, "cables", date(2026, 1, 1)))
    first = maintenance.first_due(battery(ticks=ticks))
    assert first is not None
    assert first.task.name == "cables"


def test_a_tick_stands_in_the_record_with_its_day_and_counts_from_then_on() -> None:
    asked, (entry,) = notes(battery(certain=False), TickOff("air"))
    assert (entry.kind, entry.what, entry.mark, entry.serial) == (
        Kind.MAINTENANCE,
        "air",
        Mark.TICKED,
        SERIAL,
    )
    assert json.loads(entry.new) == {"day": "2026-06-21", "certain": False}
    assert due(asked).last is None
    done = after(Noted(asked.asks, (9,), 1.0), state=asked)
    assert due(done).last == Done(TODAY, False, 9)
    assert due(done).today
    assert due(done).next == date(2026, 12, 21)


def test_a_second_tick_on_the_same_day_is_not_added() -> None:
    state = battery(ticks=(ticked(1, "air", TODAY),))
    assert notes(state, TickOff("air"))[1] == []
    tomorrow = after(time(date(2026, 6, 22), at=2.0), state=state)
    assert len(notes(tomorrow, TickOff("air"))[1]) == 1


def test_nothing_is_ticked_while_another_entry_is_on_its_way() -> None:
    asked, _ = notes(battery(), TickOff("air"))
    assert notes(asked, TickOff("cables")) == (asked, [])


def test_todays_tick_can_be_taken_back_by_a_row_of_its_own() -> None:
    state = battery(ticks=(ticked(1, "air", date(2026, 1, 1)), ticked(2, "air", TODAY)))
    asked, (entry,) = notes(state, TickOff("air", done=False))
    assert entry == Entry(Kind.MAINTENANCE, "air", Mark.TAKEN_BACK, SERIAL, act=2)
    back = after(Noted(asked.asks, (3,), 1.0), state=asked)
    assert due(back).last == Done(date(2026, 1, 1), True, 1)


def test_an_older_tick_stays() -> None:
    state = battery(ticks=(ticked(1, "air", date(2026, 1, 1)),))
    assert notes(state, TickOff("air", done=False)) == (state, [])


def test_a_disk_that_refuses_leaves_it_undone_and_says_so_while_the_page_is_shown() -> None:
    asked, _ = notes(after(Go(Page.MAINTENANCE), state=battery()), TickOff("air"))
    refused = after(NotNoted(asked.asks, "disk full", 1.0), state=asked)
    assert due(refused).last is None
    assert (refused.papers.outcome, refused.papers.task) == (Outcome.NOT_KEPT, "air")
    assert after(Go(Page.HOME), state=refused).papers.outcome is None
    assert len(notes(refused, TickOff("air"))[1]) == 1  # once more


@pytest.mark.parametrize(
    "state",
    [
        State(facts=FACTS, record=Logbook(ready=True)),
        battery(clock=None),
        battery(date(1970, 1, 1)),
        battery(record=Logbook()),
    ],
    ids=["no battery", "no clock", "clock not set", "no record"],
)
def test_what_cannot_be_kept_is_not_ticked(state: State) -> None:
    assert not maintenance.can_be_kept(state)
    assert notes(state, TickOff("air")) == (state, [])


def test_a_battery_that_is_off_for_its_inspection_is_ticked_all_the_same() -> None:
    off = after(Lost(Trouble.SILENT, "", 1.0), state=battery())
    assert len(notes(off, TickOff("air"))[1]) == 1
    assert (
        due(after(serials("OTHER"), heard(ANALOG), state=battery(ticks=(ticked(1, "air", TODAY),)))).last
        is None
    )


def test_a_task_of_no_table_is_nothing() -> None:
    assert notes(battery(), TickOff("dance")) == (battery(), [])
    assert maintenance.shown(battery()) is None
    assert paper_pages.steps(battery()) == ((),)


def test_a_task_has_a_page_that_leads_back() -> None:
    state = after(Go(Page.MAINTENANCE), ShowTask("cables"), state=battery())
    shown = maintenance.shown(state)
    assert shown is not None
    assert (state.place.page, shown.task.name) == (Page.TASK, "cables")
    assert after(Cancel(), state=state).place == Place(Page.MAINTENANCE)


@pytest.mark.parametrize(("told", "columns", "parts"), [(5, 29, 2), (10, 58, 1), (3, 29, 4)])
def test_steps_go_over_as_many_parts_as_they_need_with_room_for_the_days(
    told: int, columns: int, parts: int
) -> None:
    def lines_of(sentence: str, across: float) -> int:
        return lines_in_letters(sentence, across * columns / 58)

    state = replace(after(ShowTask("air"), state=battery()), room=Room(told=told, lines_of=lines_of))
    steps = paper_pages.steps(state)
    assert len(steps) == parts == len(state.places)
    assert tuple(step for part in steps for block in part for step in block.sentences) == AIR.steps
    assert sum(block.lines for block in steps[-1]) + state.room.lines_of(paper_pages.TASK_WHEN, 1.0) <= told


def test_a_row_for_each_task() -> None:
    state = replace(battery(place=Place(Page.MAINTENANCE)), room=Room(tasks=2))
    assert sum(place.page is Page.MAINTENANCE for place in state.places) == 2
    none = replace(state, facts=replace(FACTS, tasks=()))
    assert sum(place.page is Page.MAINTENANCE for place in none.places) == 1


def test_a_row_that_was_made_before_any_clock_was_known_has_a_time_all_the_same() -> None:
    state = replace(battery(), time=State().time)
    asked, _ = notes(state, TickOff("air"))
    (row,) = after(Noted(asked.asks, (9,), 1.0), state=asked).record.ticks
    assert (row.id, row.at.tzinfo) == (9, UTC)
