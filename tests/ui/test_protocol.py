"""The CAN and RS485 pages by real touches: what the BMS speaks, what it could speak, and choosing."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.access import Access
from hmi.model.facts import Interface
from hmi.model.intents import ChooseProtocol
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.protocol.inverter_protocol import CAN, RS485, InverterProtocol
from hmi.protocol.messages import Command
from hmi.ui import names
from hmi.ui.panel import PANELS, Panel
from tests.ui import states
from tests.ui.protocol_states import LISTS, PYLON, speaking

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
OPEN = Access(open=True)


def tabs(driver: "Driver") -> "list[Widget]":
    """The tabs of the section."""
    return [one for one in driver.widgets() if type(one).__name__ == "PageTab"]


def find(driver: "Driver", page: Page, name: str) -> None:
    """The part of the page that has this text."""
    driver.go(page)
    for place in [place for place in driver.state.places if place.page is page]:
        driver.go(page, place.part)
        if name in driver.texts():
            return
    raise AssertionError(f"no {name} on {page}")


def all_texts(driver: "Driver", page: Page) -> list[str]:
    """Every text on every part of a page."""
    driver.go(page)
    found = []
    for place in [place for place in driver.state.places if place.page is page]:
        driver.go(page, place.part)
        found += driver.texts()
    return found


def chosen(driver: "Driver", page: Page) -> list[str]:
    """What the page marks as spoken by the BMS, with its filled rings."""
    driver.go(page)
    found = []
    for place in [place for place in driver.state.places if place.page is page]:
        driver.go(page, place.part)
        tiles = [one for one in driver.widgets() if getattr(one, "chosen", False)]
        rings = [one for one in driver.widgets() if getattr(one, "on", False)]
        assert len(tiles) == len(rings)
        found += [tile.item.name for tile in tiles]
    return found


@pytest.mark.parametrize(
    ("codes", "page", "words", "marked"),
    [
        (InverterProtocol(0x01, 0xFF, 1), Page.CAN, "BMS reports: PYLON", ["PYLON"]),
        (InverterProtocol(0x11, 0xFF, 1), Page.CAN, "BMS reports: Growatt V109 11H", ["Growatt V109"]),
        (InverterProtocol(0x04, 0xFF, 1), Page.CAN, "BMS reports: Schneider 04H", ["Schneider"]),
        (InverterProtocol(0x7E, 0xFF, 1), Page.CAN, "BMS reports: unknown 7EH", ["unknown 7EH"]),
        (InverterProtocol(0x01, 0x03, 1), Page.RS485, "BMS reports: VOLTRONIC", ["VOLTRONIC"]),
        (InverterProtocol(0x01, 0x0D, 1), Page.RS485, "BMS reports: SRNE 0DH", ["SRNE"]),
        (InverterProtocol(0x01, 0xFF, 1), Page.RS485, "BMS reports: none set", []),
    ],
)
def test_the_protocol_that_the_bms_speaks_is_marked(
    start: Start, codes: InverterProtocol, page: Page, words: str, marked: list[str]
) -> None:
    driver = start(PANELS["ctp28"], states.single())
    driver.hear(states.heard(Command.READ_INVERTER_PROTOCOL, codes, at=driver.now))
    assert words in all_texts(driver, page)
    assert chosen(driver, page) == marked


@pytest.mark.parametrize(("page", "table"), [(Page.CAN, CAN), (Page.RS485, RS485)])
def test_every_code_is_offered_once(start: Start, panel: Panel, page: Page, table: dict[int, str]) -> None:
    driver = start(panel, speaking(InverterProtocol(0xFF, 0xFF, 1)))
    driver.go(page)
    codes = []
    for place in [place for place in driver.state.places if place.page is page]:
        driver.go(page, place.part)
        items = [one.item for one in driver.widgets() if hasattr(one, "chosen")]
        codes += [item.intent.code for item in items if isinstance(item.intent, ChooseProtocol)]
    assert sorted(codes) == sorted(table)


def test_look_alikes_are_told_apart_by_their_codes(start: Start) -> None:
    driver = start(PANELS["ctp28"], speaking())
    find(driver, Page.CAN, "Pylon V202")
    assert "10H" in driver.texts()
    assert "Not in manual. BMS: PYLON" in driver.texts()
    find(driver, Page.CAN, "Schneider")
    assert "04H SE / SMA" in driver.texts()
    find(driver, Page.CAN, "PYLON")
    assert "CAN V2.0.4, 2021-11-22" in driver.texts()


def test_further_names_that_have_no_room_are_counted(start: Start) -> None:
    driver = start(PANELS["ctp28"], speaking())
    find(driver, Page.CAN, "Solis")
    assert "0CH Jinlang +1" in driver.texts()


@pytest.mark.parametrize(
    ("page", "name", "code"),
    [(Page.CAN, "SMA", 0x07), (Page.CAN, "Pylon V202", 0x10), (Page.RS485, "LUXPOWER", 0x0B)],
)
def test_a_press_waits_for_the_gate(start: Start, panel: Panel, page: Page, name: str, code: int) -> None:
    driver = start(panel, speaking())
    find(driver, page, name)
    driver.tap(name)
    assert driver.sees(Page.KEYPAD)
    assert driver.state.access.then == ChooseProtocol(Interface(page.value), code)
    assert driver.state.job is None


@pytest.mark.parametrize(
    ("page", "name", "new"),
    [
        (Page.CAN, "SMA", replace(PYLON, can=0x07)),
        (Page.CAN, "Sofar V21003", replace(PYLON, can=0x16)),
        (Page.RS485, "VOLTRONIC", replace(PYLON, rs485=0x03)),
        (Page.RS485, "Leoch V106", replace(PYLON, rs485=0x18)),
    ],
)
def test_behind_the_gate_a_press_leads_to_its_change(
    start: Start, panel: Panel, page: Page, name: str, new: InverterProtocol
) -> None:
    driver = start(panel, replace(speaking(), access=OPEN))
    find(driver, page, name)
    driver.tap(name)
    assert driver.sees(Page.CHANGE)
    assert driver.state.job is not None
    assert [(one.old, one.new) for one in driver.state.job.changes] == [(PYLON, new)]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("searching", "The BMS has not told its protocol"),
        ("lost, silent", "No link. BMS last said: none set"),
    ],
)
def test_nothing_can_be_chosen_without_the_bms_and_it_says_why(
    start: Start, panel: Panel, state: str, reason: str
) -> None:
    driver = start(panel, replace(states.STATES[state](), access=OPEN))
    find(driver, Page.CAN, "PYLON")
    assert reason in driver.texts()
    driver.tap("PYLON")
    assert driver.page is Page.CAN
    assert driver.state.job is None
    driver.tap("Inverter")
    assert driver.sees(Page.INVERTERS)


def test_a_tab_leads_to_its_page_from_every_part_and_says_which_part_is_shown(
    start: Start, panel: Panel
) -> None:
    driver = start(panel, speaking())
    for page, other, name in ((Page.CAN, Page.RS485, "RS485"), (Page.RS485, Page.CAN, "CAN")):
        driver.go(page)
        parts = [place.part for place in driver.state.places if place.page is page]
        for part in parts:
            driver.go(page, part)
            dots = driver.shape("Dots", count=len(parts))
            assert dots.at == part
            assert [(tab.item.name, tab.item.part) for tab in tabs(driver) if tab.here] == [
                (names.tab(page), part)
            ]
            driver.tap(name)
            assert driver.sees(other)


def test_the_tab_of_the_page_shown_goes_on_to_its_next_part_and_after_the_last_to_its_first(
    start: Start,
) -> None:
    driver = start(PANELS["ctp28"], speaking())
    driver.go(Page.CAN)
    parts = sum(place.page is Page.CAN for place in driver.state.places)
    for part in (*range(1, parts), 0):
        driver.tap("CAN")
        assert driver.sees(Page.CAN, part)


def test_nothing_can_be_chosen_while_another_change_is_written(start: Start) -> None:
    driver = start(PANELS["ctp28"], replace(LISTS["protocol, being written"](), access=OPEN))
    find(driver, Page.CAN, "SOFAR")
    assert "Another change is being written" in driver.texts()
    driver.tap("SOFAR")
    assert driver.page is Page.CAN


def test_what_is_set_already_is_no_choice(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(speaking(), access=OPEN))
    find(driver, Page.CAN, "PYLON")
    driver.tap("PYLON")
    assert driver.page is Page.CAN


@pytest.mark.parametrize(
    ("state", "page", "name"),
    [
        ("protocol, before", Page.CAN, "SOFAR"),
        ("protocol, before", Page.RS485, "LuxPower V03"),
        ("protocol, before that none lists", Page.CAN, "unknown 7EH"),
    ],
)
def test_the_previous_choice_is_one_tap_away(
    start: Start, panel: Panel, state: str, page: Page, name: str
) -> None:
    driver = start(panel, replace(LISTS[state](), access=OPEN))
    driver.go(page)
    assert {name, "before"} <= set(driver.texts())
    driver.tap(name)
    assert driver.sees(Page.CHANGE)
