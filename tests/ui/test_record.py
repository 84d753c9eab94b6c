"""The page of the record: newest first, in words, over as many parts as it needs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hmi.model.events import RecordRead
from hmi.model.intents import Go
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import ReadRecord
from hmi.ui.panel import PANELS, Panel
from tests.ui import kept, states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def show(start: Start, state: State, part: int = 0) -> "Driver":
    driver = start(PANELS["7in"], state)
    driver.go(Page.RECORD, part)
    return driver


def test_an_empty_record_says_so(start: Start) -> None:
    driver = show(start, states.day())
    assert "Nothing yet" not in driver.texts()  # it was not read yet
    driver.hear(RecordRead(0, (), 0))
    assert "Nothing yet" in driver.texts()


def test_a_record_that_cannot_be_kept_says_what_that_means(start: Start) -> None:
    told = "\n".join(show(start, kept.no_record()).texts())
    assert "The record cannot be kept, so nothing is written to the BMS." in told
    assert "No space left on device" in told


def test_the_newest_row_stands_first(start: Start) -> None:
    lines = show_lines(show(start, kept.recorded()))
    assert lines[:4] == [
        ("Handover", "Handed over"),
        ("Link check", "Wrong"),
        ("Link check GROWATT", "Good: obeyed"),
        ("Link check GROWATT", "Not known: no answer to check"),
    ]


def show_lines(driver: "Driver") -> list[tuple[str, str]]:
    tiles = [one for one in driver.widgets() if type(one).__name__ == "RecordLine"]
    return [(one.item.what[0], one.item.how[0]) for one in sorted(tiles, key=lambda one: (one.x, -one.y))]


def test_old_and_new_and_outcome_are_told(start: Start) -> None:
    driver = show(start, kept.recorded())
    rows, told, room = driver.state.record.rows, [], driver.state.room.entries
    for first in range(0, len(rows), room):
        driver.app.do(
            Go(Page.RECORD, first // room), RecordRead(first, rows[first : first + room], len(rows))
        )
        driver.turn()
        told += show_lines(driver)
    assert ("Discharge MOSFET", "On → Off") in told
    assert ("Pack under-voltage", "Protection: 40.00 V → 41.00 V") in told
    assert ("Pack under-voltage", "Begun: 2 values") in told
    assert ("Inverter protocol", "Begun") in told
    assert ("Password", "Wrong code") in told
    assert ("Warranty", "Registered: Jun 21, 2025") in told
    assert ("Maintenance", "Ticked off: Cables and wear") in told
    assert ("Maintenance", "Taken back: of old times") in told
    assert ("Trial", "Went back") in told
    assert ("Link check GROWATT", "Wrong: other protocol") in told


def test_another_part_asks_for_its_rows_and_shows_none_of_the_others(start: Start) -> None:
    driver = show(start, kept.recorded())
    driver.swipe(up=True)
    assert driver.sees(Page.RECORD, 1)
    assert driver.wanted[-1] == ReadRecord(driver.state.room.entries, driver.state.room.entries)
    assert not show_lines(driver)
