"""The first page of SYSTEM by real touches: every other page is one touch away, and says how it stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.access import Access
from hmi.model.events import Event, Lost, Tick, Trouble
from hmi.model.navigation import PAGES, Page, Section
from hmi.model.record import Logbook
from hmi.model.state import State
from hmi.protocol.identity import Serials
from hmi.ui import index, names
from hmi.ui.panel import PANELS, Panel
from tests.ui import group_states, kept, states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
OTHERS = PAGES[Section.SYSTEM][1:]


def lines(state: State) -> dict[Page, str]:
    """What the tile of each page says."""
    whole = replace(state, room=PANELS["7in"].room())
    return {tile.intent.page: tile.line for tile in index.tiles(whole)}


@pytest.mark.parametrize("page", OTHERS)
def test_every_page_of_the_section_is_one_touch_away(start: Start, panel: Panel, page: Page) -> None:
    driver = start(panel, states.day())
    driver.go(Page.HOME)
    driver.tap("SYSTEM")
    assert driver.sees(Page.SYSTEM)
    for part in range(1, OTHERS.index(page) // panel.room().index + 1):
        driver.tap(driver.shape("Chevrons", forth=1))
        assert driver.sees(Page.SYSTEM, part)
    driver.tap(names.tile(page))
    assert driver.sees(page)


def test_a_large_panel_shows_all_of_them_at_once(start: Start) -> None:
    driver = start(PANELS["7in"], states.day())
    driver.go(Page.SYSTEM)
    assert {names.tile(page) for page in OTHERS} <= set(driver.texts())


def test_nothing_known_is_said_so() -> None:
    assert lines(State()) == {
        Page.SERIAL_NUMBER: "--",
        Page.VERSIONS: lines(State())[Page.VERSIONS],
        Page.MODEL: "--",
        Page.LANGUAGE: "English",
        Page.DISPLAY: "Dark",
        Page.PASSWORD: "Closed",
        Page.PARAMETERS: "--",
        Page.CONTROLS: "--",
        Page.WARRANTY: "--",
        Page.MAINTENANCE: "--",
        Page.HANDOVER: "Not yet",
        Page.RECORD: "--",
        Page.HELP: "--",
        Page.NOTICES: "Searching",
    }


@pytest.mark.parametrize(
    ("access", "line"),
    [
        (Access(), "Own code?"),
        (Access(own_code=True), "Closed"),
        (Access(open=True), "Open"),
        (Access(own_code=True, locked_until=states.NOW + 60), "Locked"),
    ],
)
def test_the_gate_in_a_word(access: Access, line: str) -> None:
    state = replace(states.day(), record=Logbook(ready=True), access=access)
    assert lines(state)[Page.PASSWORD] == line


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (Logbook(ready=True), "--"),
        (Logbook(ready=True, total=0), "0 rows"),
        (Logbook(ready=True, total=1), "1 row"),
        (Logbook(trouble="no such folder"), "Not kept"),
    ],
)
def test_the_record_in_a_word(record: Logbook, line: str) -> None:
    assert lines(replace(states.day(), record=record))[Page.RECORD] == line


def test_the_parameters_that_were_read_are_counted() -> None:
    count = len(states.day().facts.parameters)
    assert lines(states.day())[Page.PARAMETERS] == f"0 of {count}"
    assert lines(group_states.parameters())[Page.PARAMETERS] == f"{count} groups"


@pytest.mark.parametrize(("serial", "line"), [("12345678", "12345678"), ("ES512100LP2411000123", "…1000123")])
def test_a_long_serial_number_is_told_by_its_end(serial: str, line: str) -> None:
    state = states.day()
    known = replace(state.identity, serials=Serials("BMS", serial))
    assert lines(replace(state, identity=known))[Page.SERIAL_NUMBER] == line


@pytest.mark.parametrize(
    ("event", "page", "line"),
    [
        (group_states.SURE, Page.CONTROLS, "1:00 PM"),
        (Tick(states.NOW, states.LOCAL), Page.CONTROLS, "1:00 PM ?"),
        (Lost(Trouble.SILENT, "nothing came", states.NOW), Page.NOTICES, "Offline"),
    ],
)
def test_clock_and_link_are_told_as_they_are(event: Event, page: Page, line: str) -> None:
    assert lines(states.after(states.day(), event))[page] == line


def test_handover_and_notices_are_told() -> None:
    assert lines(kept.handed_over())[Page.HANDOVER] == "6/21/25"
    assert lines(states.STATES["notices"]())[Page.NOTICES] == "Notice"
