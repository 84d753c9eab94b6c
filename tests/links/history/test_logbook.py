"""The panel's own log: rows come back as they were, in the order of their numbers, with the story of each."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from hmi.links.history.logbook import STORY_ROWS
from hmi.model.alarm.name import Priority
from hmi.model.happening import Happened, Happening
from hmi.model.history.past import Story
from hmi.model.wanted import Log
from tests.links.history.driven import BATTERY, Panel

WHOLE = Happening(
    Happened.ALARM,
    slot=3,
    priority=Priority.PROTECTION,
    name="cell_over_voltage",
    number=7,
    value=3.652,
    limit=3.65,
    unit="V",
    count=4,
    first_out=True,
    detail="Zelle über 3,65 V \udc80",
)

NONSENSE = (
    '{"what": "party"}',
    "[]",
    "{",
    '{"what": "full", "party": 1}',
    '{"what": "full", "slot": "1"}',
    '{"what": "full", "count": -1}',
    '{"what": "full", "name": 7}',
    '{"what": "full", "value": "3.5"}',
    '{"what": "full", "value": 1e300}',
    '{"what": "full", "limit": NaN}',
    '{"what": "full", "first_out": 1}',
)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    panel = Panel(tmp_path / "state")
    yield panel
    panel.stop()


def test_a_row_comes_back_as_it_was(panel: Panel) -> None:
    assert all(getattr(WHOLE, field.name) != field.default for field in fields(Happening))
    panel.take(Log(BATTERY, panel.moment(), WHOLE))
    panel.take(Log("", panel.moment(), Happening(Happened.STARTED)))
    panel.stop().start()
    started, alarm = panel.rows().rows
    assert (alarm.number, alarm.battery, alarm.happening, alarm.box) == (1, BATTERY, WHOLE, False)
    assert (alarm.utc, alarm.certain) == (panel.utc, True)
    assert (started.number, started.battery, started.happening) == (2, "", Happening(Happened.STARTED))


def test_rows_are_read_page_by_page_the_newest_first(panel: Panel) -> None:
    assert panel.rows(0, 3).total == 0
    for number in range(10):
        panel.log(str(number))
    read = panel.rows(2, 3)
    assert (read.first, read.total) == (2, 10)
    assert [row.happening.detail for row in read.rows] == ["7", "6", "5"]
    assert panel.rows(10, 3).rows == ()


def test_numbers_go_on_and_times_are_told_as_they_are_known_now(panel: Panel) -> None:
    panel.log("before")
    panel.stop()
    panel.true += 1000.0
    panel.off, panel.certain = -1e8, False
    panel.start()
    panel.log("uncertain")
    panel.true += 30.0
    newest, oldest = panel.rows().rows
    assert (newest.number, newest.certain) == (2, False)
    assert newest.utc == oldest.utc
    panel.off, panel.certain = 0.0, True
    panel.log("certain")
    assert [row.certain for row in panel.rows().rows] == [True, True, True]
    assert panel.rows().rows[1].utc == panel.utc - timedelta(seconds=30)


def test_a_story_is_the_row_and_what_followed(panel: Panel) -> None:
    panel.log("before")
    panel.true += 5.0
    panel.log("trip", urgent=True, box=b"ten minutes")
    panel.log("other", battery="SN-2/16")
    for second in (0.5, 300.0, 599.0, 601.0):
        panel.true += second - (panel.true - 5.0)
        panel.log(str(second))
    story = panel.story(2).story
    assert [row.happening.detail for row in story.rows] == ["trip", "0.5", "300.0", "599.0"]
    assert (story.number, story.box, story.rows[0].box) == (2, b"ten minutes", True)
    assert panel.story(1).story.box == b""
    assert panel.story(99).story == Story(99)


@pytest.mark.parametrize(
    ("after_s", "battery", "begins"), [(9.0, BATTERY, 1), (11.0, BATTERY, 3), (9.0, "B/8", 3)]
)
def test_a_story_begins_with_the_first_out_of_the_trip_that_the_row_is_part_of(
    panel: Panel, after_s: float, battery: str, begins: int
) -> None:
    first = Happening(Happened.ALARM, 1, Priority.PROTECTION, "cell_over_voltage", first_out=True)
    panel.take(Log(BATTERY, panel.moment(), first, urgent=True, box=b"ten minutes"))
    panel.log("followed")
    panel.true += after_s
    panel.log("asked", battery)
    told = panel.story(3)
    assert told.number == 3
    assert told.story.number == told.story.rows[0].number == begins
    assert told.story.box == (b"ten minutes" if begins == 1 else b"")
    assert panel.story(1).story.number == 1


def test_what_happened_while_the_battery_was_not_known_is_part_of_its_story(panel: Panel) -> None:
    for detail, battery in (("trip", BATTERY), ("link lost", ""), ("other", "B/8"), ("over", BATTERY)):
        panel.log(detail, battery)
    told = [row.happening.detail for row in panel.story(1).story.rows]
    assert told == ["trip", "link lost", "over"]
    assert [row.happening.detail for row in panel.story(2).story.rows] == ["link lost", "other", "over"]


def test_a_story_ends_with_the_run_and_is_no_book(panel: Panel) -> None:
    for number in range(50):
        panel.log(str(number))
    assert len(panel.story(1).story.rows) == STORY_ROWS
    panel.stop().start()
    panel.log("after")
    assert len(panel.story(48).story.rows) == 3


def test_a_row_that_nobody_understands_is_left_out(panel: Panel, caplog: pytest.LogCaptureFixture) -> None:
    for _ in (*NONSENSE, "good"):
        panel.log("good")
    connection = panel.keeper._store._archive._connection
    for number, body in enumerate(NONSENSE, 1):
        connection.execute("UPDATE log SET body = ? WHERE number = ?", (body, number))
    assert [row.number for row in panel.rows().rows] == [len(NONSENSE) + 1]
    assert "row 1 of the log cannot be read: 'party'" in caplog.text


def test_a_long_detail_is_cut_and_a_box_that_is_too_large_is_left(panel: Panel) -> None:
    panel.log("x" * 5000, box=b"x" * 300_000)
    (row,) = panel.rows().rows
    assert (len(row.happening.detail), row.box) == (300, False)
