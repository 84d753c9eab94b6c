"""What the panel says in each state: searching, live, aged, gone, lost, unusable, simulated, alarmed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.events import Lost, Received, Trouble, Unusable
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.protocol.identity import PackCount, Serials
from hmi.protocol.messages import Command
from hmi.ui import names
from hmi.ui.panel import PANELS, Panel
from tests.ui import states

if TYPE_CHECKING:
    from kivy.uix.label import Label

    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
VALUES = (Page.MIN_STATE, Page.HOME, Page.OVERVIEW, Page.CELLS, Page.CAPACITY, Page.PACKS)


@pytest.fixture
def show(start: Start) -> Callable[[str], "Driver"]:
    """Shows a state by its name on the smallest panel."""
    return lambda name: start(PANELS["ctp28"], states.STATES[name]())


Show = Callable[[str], "Driver"]


def all_texts(driver: "Driver", page: Page) -> str:
    """Every text on every part of a page."""
    driver.go(page)
    parts = [place.part for place in driver.state.places if place.page is page]
    found = []
    for part in parts:
        driver.go(page, part)
        found += driver.texts()
    return "\n".join(found)


def colour(driver: "Driver", label: "Label | str") -> list[float]:
    return list((driver.label(label) if isinstance(label, str) else label).color)


@pytest.mark.parametrize("name", ["never", "searching", "lost, silent", "unusable"])
@pytest.mark.parametrize("page", VALUES)
def test_what_is_not_known_is_no_number(show: Show, name: str, page: Page) -> None:
    driver = show(name)
    driver.go(page)
    texts = driver.texts()
    if page is not Page.PACKS or name != "never":
        assert [text for text in texts if "--" in text] or page is Page.PACKS
    figures = [text for text in texts if text.strip("+−").replace(".", "").isdigit()]
    assert figures == (["1"] if page is Page.PACKS and driver.state.pack_count else [])  # the pack's number


def test_the_search_is_said(show: Show) -> None:
    driver = show("searching")
    driver.go(Page.MIN_STATE)
    assert {"--", "Looking for the battery", "Searching"} <= set(driver.texts())
    driver.go(Page.BOOT)
    assert "Looking for the battery" in driver.texts()


@pytest.mark.parametrize("trouble", Trouble)
def test_a_lost_link_is_said_with_what_to_check(show: Show, trouble: Trouble) -> None:
    driver = show(f"lost, {trouble}")
    driver.go(Page.MIN_STATE)
    assert {"--", names.trouble(trouble), names.check(trouble), "Offline"} <= set(driver.texts())
    told = all_texts(driver, Page.NOTICES)
    assert names.trouble(trouble) in told
    assert names.check(trouble) in told
    for word in (*states.PORT.split(), *driver.state.link.detail.split()):
        assert word in told.replace("\n", "").replace("Details", "") or word in told


def test_values_of_a_lost_link_age_before_they_go(show: Show) -> None:
    driver = show("fading, silent")
    theme = driver.app.theme
    driver.go(Page.MIN_STATE)
    assert {"46", "−7.2", "26.17", "Battery does not answer", "Values are 5 sec old"} <= set(driver.texts())
    assert colour(driver, "46") == list(theme.aged)
    assert colour(driver, "26.17") == list(theme.aged)


def test_a_link_that_comes_back_shows_live_values(show: Show) -> None:
    driver = show("lost, no_port")
    driver.hear(*states.pack(1, at=driver.now))
    driver.go(Page.MIN_STATE)
    assert {"62", "+18.4", "53.13", "Connected"} <= set(driver.texts())
    assert colour(driver, "62") == list(driver.app.theme.value)


def test_aged_values_are_dimmed_with_their_age(show: Show) -> None:
    driver = show("aged")
    theme = driver.app.theme
    for page, value in (
        (Page.MIN_STATE, "46"),
        (Page.OVERVIEW, "26.17"),
        (Page.CELLS, "3.271"),
        (Page.PACKS, "46"),
    ):
        driver.go(page)
        assert colour(driver, value) == list(theme.aged), page
        assert [text for text in driver.texts() if "5 sec old" in text], page


def test_unusable_values_are_said_with_what_came(show: Show) -> None:
    driver = show("unusable")
    driver.go(Page.MIN_STATE)
    assert {"--", "Values are not usable", "Unusable"} <= set(driver.texts())
    told = all_texts(driver, Page.NOTICES)
    assert "42H, 1: expected at most 5.000 V on cell 1, came 65.535 V" in told
    assert "44H" in told


def test_a_fact_that_the_firmware_does_not_tell_is_no_trouble(show: Show) -> None:
    driver = show("day")
    refused = Unusable(Command.READ_LIMITER_START, 1, "return_code", "expected 00, came 04", driver.now)
    driver.hear(refused)
    told = all_texts(driver, Page.NOTICES)
    assert "EDH" not in told
    assert "Connected" in told
    assert "Address of the pack" in told


@pytest.mark.parametrize("name", ["day", "aged simulated", "longest"])
def test_a_simulation_says_so_on_every_page(show: Show, name: str) -> None:
    driver = show(name)
    for page in Page:
        driver.go(page)
        shown = [text for text in driver.texts() if text in ("SIMULATED", "SIM.")]
        assert len(shown) == (0 if page in (Page.SLEEP, Page.TOUCH_CHECK) else 1), page


def test_a_battery_is_never_called_simulated(show: Show) -> None:
    driver = show("single")
    for page in Page:
        driver.go(page)
        assert "SIMULATED" not in driver.texts(), page


def test_a_simulation_wears_no_colour_of_an_alarm(show: Show) -> None:
    driver = show("day")
    driver.go(Page.HOME)
    plate = driver.label("SIMULATED").parent.plate
    assert list(plate) == list(driver.app.theme.words)
    driver.app.theme.choose("light")
    assert list(driver.label("SIMULATED").parent.plate) == list(driver.app.theme.words)


def test_a_stack_tells_which_packs_are_missing(show: Show) -> None:
    driver = show("missing packs")
    driver.go(Page.MIN_STATE)
    assert "3 of 5 packs" in driver.texts()
    driver.go(Page.PACKS)
    texts = driver.texts()
    assert texts.count("no data") == 1
    assert texts.count("--") == 1
    assert "0" not in texts


def test_alarms_colour_the_battery_the_door_and_their_packs(show: Show) -> None:
    driver = show("missing packs")
    theme = driver.app.theme
    driver.go(Page.HOME)
    assert list(driver.shape("Level").plate) == list(theme.fault)
    assert list(driver.button("2 alarms").plate) == list(theme.fault)
    driver.go(Page.PACKS)
    tiles = {one.item.slot: one.plate for one in driver.widgets() if type(one).__name__ == "PackTile"}
    assert [list(tiles[slot]) for slot in (3, 4, 5)] == [
        list(theme.card),
        list(theme.fault),
        list(theme.warning),
    ]
    driver.go(Page.MIN_STATE)
    assert {"Charge MOSFET failed", "+1"} <= set(driver.texts())
    for slot, plate in ((4, theme.warning), (5, theme.card)):
        for later_s in (0, 5, 10):  # until they are over
            driver.hear(*states.pack(slot, at=driver.now + later_s))
        driver.go(Page.HOME)
        assert list(driver.shape("Level").plate) == list(plate)


def test_an_alarm_is_listed_once_with_its_packs(show: Show) -> None:
    driver = show("longest")
    told = all_texts(driver, Page.WARNING)
    assert told.count(names.ALARMS[next(iter(names.ALARMS))]) == 1
    assert "Packs 1–15" in told
    assert "Packs 1, 3, 5, 7, 9, 11, 13, 15" in told
    assert "Other alarm" in told


def test_all_quiet_is_said_only_when_every_pack_says_so(show: Show) -> None:
    quiet = {Page.PROTECT: "No protection is active", Page.WARNING: "No warning", Page.FAULT: "No fault"}
    driver = show("single")
    for page, words in quiet.items():
        driver.go(page)
        assert words in driver.texts()
    driver.hear(states.heard(Command.PACK_COUNT, PackCount(2), at=driver.now))
    for page in quiet:
        driver.go(page)
        assert "Not known: a pack does not tell" in driver.texts()


def test_a_full_battery_says_so_and_knows_no_time(show: Show) -> None:
    driver = show("full")
    driver.go(Page.MIN_STATE)
    assert {"100", "Fully charged", "0.0"} <= set(driver.texts())
    assert not [text for text in driver.texts() if " in " in text]


def test_contested_states_are_marked_with_their_bytes(show: Show) -> None:
    told = all_texts(show("longest"), Page.SWITCHES)
    for words in names.UNSURE.values():
        assert words in told
    assert told.count("unsure") == len(names.UNSURE)
    assert "unsure, AAH A5H" in told
    assert "FFH FFH" in told


@pytest.mark.parametrize(
    ("name", "model", "line", "value"),
    [
        ("day", None, "Model, proposed", "ES51.2-100LP?"),
        ("single", None, "Model, proposed", "ES25.6-230LP?"),
        ("longest", "Active16", "Model", "Active16"),
        ("never", None, "Model", "--"),
    ],
)
def test_the_model_is_configured_or_proposed(
    start: Start, name: str, model: str | None, line: str, value: str
) -> None:
    driver = start(PANELS["ctp28"], replace(states.STATES[name](), model=model))
    told = all_texts(driver, Page.VERSIONS).splitlines()
    assert line in told
    assert value in told


def test_a_capacity_that_no_manual_knows_proposes_nothing(show: Show) -> None:
    driver = show("day")
    driver.hear(*states.pack(1, replace(states.ANALOG, design=150.0), at=driver.now))
    assert "Model" in all_texts(driver, Page.VERSIONS).splitlines()


def test_the_notices_stand_whole_on_the_connection_page(show: Show) -> None:
    driver = show("notices")
    told = all_texts(driver, Page.NOTICES).replace("\n", " ").replace(" Details", "")
    for notice in states.NOTICES:
        assert notice in " ".join(told.split())


def test_the_serial_number_is_that_of_the_pack_or_else_of_the_bms(show: Show) -> None:
    driver = show("single")
    driver.go(Page.SERIAL_NUMBER)
    assert {"Serial number of the BMS", "20190827\nDS110155"} <= set(driver.texts())
    driver.hear(heard_serials(driver, Serials("20190827DS110155", "ES256230LP1")))
    driver.go(Page.SERIAL_NUMBER)
    assert {"Serial number of the pack", "ES256230LP1"} <= set(driver.texts())


def heard_serials(driver: "Driver", serials: Serials) -> Received:
    return states.heard(Command.SERIALS, serials, at=driver.now)


def test_an_alarm_leaves_the_trouble_and_what_it_stops_to_the_line_below(show: Show) -> None:
    driver = show("protected")
    driver.app.do(Lost(Trouble.NO_PORT, "unplugged", driver.now))
    driver.go(Page.MIN_STATE)
    assert {"Too hot to charge", "No serial port"} <= set(driver.texts())
    resting = replace(states.ANALOG, current=0.0)
    driver.hear(*states.pack(1, resting, replace(states.STATUS, protect_2=0x01), at=driver.now))
    assert "Too hot to charge" in driver.texts()
    assert [text for text in driver.texts() if text.startswith("Charging stopped because")]
