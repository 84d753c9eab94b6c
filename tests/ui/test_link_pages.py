"""The further pages of the link check by real touches: values, bus, and the numbers that a human compares."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hmi.model.check.numbers import Number
from hmi.model.navigation import Page
from hmi.model.record import Mark
from hmi.model.state import State
from hmi.protocol.can.frame import CanFrame
from hmi.ui.panel import PANELS, Panel
from tests.model.on_bus import ALIVE, GROWATT, PYLON, SMA, panel, sends_back
from tests.ui.link_states import LINK_STATES

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
SMALLEST = PANELS["ctp28"]


@pytest.fixture
def see(start: Start) -> Callable[..., "Driver"]:
    """Starts the smallest panel in a state of the link check, on this page."""

    def seen(name: str, page: Page = Page.LINK_CHECK, on: Panel = SMALLEST, **known: Any) -> "Driver":
        driver = start(on, replace(LINK_STATES[name](), **known))
        driver.go(page)
        return driver

    return seen


See = Callable[..., "Driver"]


def rows(driver: "Driver", rule: str) -> "list[Widget]":
    """The lines of that kind, from above."""
    found = [one for one in driver.widgets() if type(one).__name__ == rule]
    return sorted(found, key=lambda one: -one.y)


def test_values_that_differ_are_marked_and_those_that_do_not_are_not(see: See) -> None:
    driver = see("different_values", Page.LINK_VALUES)
    told = []
    for place in driver.state.places:
        driver.go(Page.LINK_VALUES, place.part)
        for row in rows(driver, "LinkValue"):
            line = row.item
            told.append((line.what, line.told.figure, line.said.figure, line.sign))
            assert bool(line.sign) == any(
                label.bold for label in row.walk(restrict=True) if getattr(label, "text", "")
            ), line
    assert ("SOC %", "31", "60", "differs") in told
    assert ("Voltage V", "52.80", "52.80", "") in told
    assert ("CVL V", "56.00", "--", "") in told
    assert ("May charge", "", "", "") in told


def test_a_value_that_cannot_be_true_is_shown_as_received_and_marked(see: See) -> None:
    driver = see("doubtful", Page.LINK_VALUES)
    first = rows(driver, "LinkValue")[0].item
    assert (first.what, first.told.figure, first.sign) == ("CVL V", "67.00", Mark.UNCONFIRMED)


def test_what_was_told_some_time_ago_is_dimmed_with_its_age(start: Start) -> None:
    driver = start(SMALLEST, panel().speak(*PYLON, ALIVE).speak(ALIVE, seconds=6).state)
    driver.go(Page.LINK_VALUES)
    assert driver.label("56.00").color == driver.app.theme.aged
    assert "6 sec" in driver.texts()
    driver.go(Page.LINK_BUS, len(driver.state.places))
    driver.go(Page.LINK_BUS, len(driver.state.places) - 1)
    assert driver.label("50 59 4C 4F 4E 20 20 20").color == driver.app.theme.aged


def test_without_values_the_page_says_why(see: See) -> None:
    assert (
        "Without a CAN adapter it is not known what the inverter is told."
        in see("no_tap", Page.LINK_VALUES).texts()
    )
    assert "Nothing that could be read is told to the inverter." in see("silent", Page.LINK_VALUES).texts()


def all_facts(driver: "Driver") -> dict[str, str]:
    """The facts on all parts of the page."""
    found: dict[str, str] = {}
    for place in driver.state.places:
        driver.go(Page.LINK_BUS, place.part)
        found |= {one.item.name: one.item.value for one in rows(driver, "FactLine")}
    return found


def test_the_bus_is_told_in_as_many_lines_as_its_parts_have_room_for(see: See) -> None:
    driver = see("misfit", Page.LINK_BUS, on=PANELS["7in"])
    facts = all_facts(driver)
    assert set(facts) == {
        "Spoken",
        "Known by",
        "Inverter",
        "Its answer",
        "Frames a second",
        "Error frames",
        "Adapter",
        "How it hears",
        "Remote, FD frames",
        "Missed, not kept",
        "Told apart by",
        "Not known",
    }
    assert facts["Error frames"] == "123,456, 3,999 a second"
    assert facts["Spoken"] == "PYLON or GOODWE"
    assert facts["Inverter"] == "answers"
    assert facts["Its answer"] == "305 sign of life"
    frames = []
    for place in driver.state.places:
        driver.go(Page.LINK_BUS, place.part)
        frames += [one.item for one in rows(driver, "FrameLine")]
    assert [one.name for one in frames] == [one.frame.name for one in driver.state.check.live]
    assert {one.name: one.misfit for one in frames if one.misfit} == dict.fromkeys(
        ("355", "356"), "does not fit"
    )


def test_a_voltage_in_coarse_steps_is_told(see: See) -> None:
    assert all_facts(see("alarms", Page.LINK_BUS))["Voltage told in"] == "0.1 V"


def test_what_an_sma_inverter_takes_over_is_told(see: See) -> None:
    assert all_facts(see("not_taken_over", Page.LINK_BUS))["Takes it over"] == "no"


def test_what_an_sma_inverter_sends_is_told_and_dimmed_when_it_is_old(see: See) -> None:
    driver = see("SMA sends", Page.LINK_BUS)
    assert [one for one in all_facts(driver).items() if one[0].startswith(("It", "Measured", "SOC"))] == [
        ("Its answer", "305 measurements"),
        ("It measures", "52.8 V"),
        ("It charges with", "−1,234.5 A"),
        ("Measured temp.", "−12.3 °C"),
        ("SOC it received", "60.0 %"),
        ("It charges to", "55.0 V, 6 sec old"),
        ("Its state", "failure, 6 sec old"),
        ("Its error", "952, BMS timeout, 6 sec old"),
    ]
    for part, value, aged in ((1, "52.8 V", False), (2, "failure, 6 sec old", True)):
        driver.go(Page.LINK_BUS, part)
        assert (driver.label(value).color == driver.app.theme.aged) == aged


def test_an_error_of_another_number_and_a_state_that_no_paper_names_are_told(start: Start) -> None:
    odd = sends_back(error_no=1234, operating_state="unknown_2")
    driver = start(SMALLEST, panel("SMA").speak(*SMA, *odd).state)
    driver.go(Page.LINK_BUS)
    facts = all_facts(driver)
    assert (facts["Its error"], facts["Its state"]) == ("1234", "not known")


def test_a_sign_of_life_with_its_numbers_read_as_hexadecimal_is_noted(start: Start) -> None:
    sign = CanFrame(0x301, bytes.fromhex("1122334455667788"))
    driver = start(SMALLEST, panel("GROWATT").speak(*GROWATT, sign).state)
    driver.go(Page.LINK_BUS)
    assert all_facts(driver)["Its answer"] == "301 sign of life, hex"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("high_voltage", "a high-voltage battery"),
        ("mixture", "PYLON and GROWATT"),
    ],
)
def test_what_is_spoken_is_said_on_the_wire_too(see: See, name: str, words: str) -> None:
    assert all_facts(see(name, Page.LINK_BUS))["Spoken"] == words


def test_a_tap_that_cannot_listen_says_why_and_what_to_do(see: See) -> None:
    told = " ".join(see("lost, down", Page.LINK_BUS).texts())
    assert "The CAN interface is not brought up. Bring it up with 500 kbit/s, listening only." in told
    assert "[Errno 19]" in told


def test_without_a_tap_the_page_says_how_to_get_one(see: See) -> None:
    assert "The section inverter_can of the configuration" in " ".join(see("no_tap", Page.LINK_BUS).texts())


def answer(driver: "Driver", number: Number, words: str) -> None:
    """Touch it beside the value."""
    line = next(one for one in rows(driver, "AskedNumber") if one.item.yes.number is number)
    driver.tap(next(one for one in line.walk() if getattr(one, "text", "") == words))


def test_three_values_are_compared_and_the_current_is_watched(see: See) -> None:
    driver = see("no_tap", Page.LINK_NUMBERS)
    assert {"60", "52.80", "100", "Limit by manual"} <= set(driver.texts())
    for number in Number:
        assert "The inverter shows the same." not in driver.texts()
        answer(driver, number, "Same")
    assert "The inverter shows the same." in driver.texts()
    driver.pass_time(1)
    assert [one.item.name for one in rows(driver, "WatchedSide")] == ["Charge", "Discharge"]
    assert "manual: 100 A" in driver.texts()
    driver.tap("Compare anew")
    assert len(rows(driver, "AskedNumber")) == len(Number)


def test_a_value_that_is_another_one_is_named(see: See) -> None:
    driver = see("no_tap", Page.LINK_NUMBERS)
    answer(driver, Number.SOC, "Same")
    answer(driver, Number.VOLTAGE, "Other")
    answer(driver, Number.CHARGE_LIMIT, "Same")
    assert "The inverter shows another value: Voltage." in driver.texts()
    driver.tap(driver.shape("Back"))
    driver.go(Page.LINK_CHECK)
    assert "The inverter shows other numbers." in driver.texts()


def test_an_answer_can_be_changed_until_the_last_one_is_given(see: See) -> None:
    driver = see("half answered", Page.LINK_NUMBERS)
    answer(driver, Number.SOC, "Other")
    assert [one.item.same for one in rows(driver, "AskedNumber")] == [-1, 0, 0]


def test_what_is_not_known_cannot_be_compared(see: See) -> None:
    driver = see("model not known", Page.LINK_NUMBERS)
    answer(driver, Number.SOC, "Same")
    assert not driver.state.inverter.numbers.same


def test_the_watch_says_since_when(see: See) -> None:
    driver = see("answered, obeyed", Page.LINK_NUMBERS)
    assert {"kept for 29 sec", "kept 0 of 60 s"} <= set(driver.texts())
