"""Which rows of the panel's log, and which steps of a story, stand on which part."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hmi.model import log_pages
from hmi.model.happening import Happened, Happening
from hmi.model.history.past import LogRow, Past, Story
from hmi.model.navigation import Page, Place
from hmi.model.parts import parts
from hmi.model.room import Room
from hmi.model.state import State

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at_part(part: int, total: int | None = 7) -> State:
    return State(place=Place(Page.EVENTS, part), past=Past(total=total), room=Room(events=3, rows=2))


def test_the_first_part_has_a_row_less_as_it_leads_to_the_records_of_the_bms() -> None:
    assert [log_pages.wanted_rows(at_part(part)) for part in range(3)] == [(0, 2), (2, 3), (5, 3)]
    assert parts(at_part(0), Page.EVENTS) == 3
    assert parts(at_part(0, total=None), Page.EVENTS) == 1


def test_a_story_goes_over_parts_once_it_was_read() -> None:
    state = at_part(0)
    assert (log_pages.steps(state), parts(state, Page.STORY)) == ((), 1)
    rows = tuple(
        LogRow(10 + number, AT + timedelta(seconds=number), True, "", Happening(Happened.CHARGE_OFF))
        for number in range(5)
    )
    state = replace(state, past=replace(state.past, story=Story(10, rows)))
    assert [step.after_s for step in log_pages.steps(state)] == [0, 1, 2, 3, 4]
    assert (log_pages.story_room(state), parts(state, Page.STORY)) == (2, 3)
