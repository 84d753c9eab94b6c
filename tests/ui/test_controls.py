"""Switches and clock of the wired pack, by real touches."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hmi.model import change
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.timekeeping import Source
from hmi.ui import control_lines
from hmi.ui.panel import Panel
from tests.ui import group_states, states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def show(driver: "Driver", text: str) -> None:
    """The part of the page that has this text."""
    driver.go(Page.CONTROLS)
    for place in driver.state.places:
        if place.page is Page.CONTROLS:
            driver.go(place.page, place.part)
            if text in driver.texts():
                return
    raise AssertionError(text)


@pytest.fixture
def controls(start: Start, panel: Panel) -> "Driver":
    """An open gate, and a BMS whose clock is three minutes late."""
    return start(panel, group_states.parameters())


@pytest.mark.parametrize(
    ("name", "subject", "new"),
    [
        ("Charge MOSFET", change.CHARGE_MOSFET, False),
        ("Discharge MOSFET", change.DISCHARGE_MOSFET, False),
        ("Buzzer", change.BUZZER, False),
        ("Limiter's gear", change.LOW_GEAR, True),
    ],
)
def test_a_switch_leads_to_its_change(controls: "Driver", name: str, subject: str, new: bool) -> None:
    show(controls, name)
    controls.tap(name)
    assert controls.sees(Page.CHANGE)
    job = controls.state.job
    assert job is not None
    assert [(one.subject, one.old, one.new) for one in job.changes] == [(subject, not new, new)]


def test_a_contested_switch_is_shown_and_does_nothing(controls: "Driver") -> None:
    show(controls, "LED alarm")
    assert "sources disagree" in controls.texts()
    controls.tap("LED alarm")
    assert controls.sees(Page.CONTROLS, controls.state.place.part)
    assert controls.state.job is None


def test_a_switch_whose_position_is_not_known_does_nothing(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(group_states.parameters(), readings=()))
    show(driver, "Charge MOSFET")
    assert "--" in driver.texts()
    assert driver.button("Charge MOSFET").disabled


def test_the_clock_is_set_from_the_panels(controls: "Driver") -> None:
    show(controls, "BMS clock")
    assert {"3 min behind", "12:57, here 13:00"} <= set(controls.texts())
    controls.tap("3 min behind")
    assert controls.sees(Page.CHANGE)
    job = controls.state.job
    assert job is not None
    (one,) = job.changes
    assert one.subject == change.CLOCK
    assert one.new.time == states.LOCAL


def test_a_time_that_is_not_certain_is_marked_and_asked_about(start: Start, panel: Panel) -> None:
    state = group_states.parameters()
    driver = start(panel, replace(state, time=replace(state.time, source=Source.UNCERTAIN)))
    show(driver, "BMS clock")
    assert "12:57, here 13:00 ?" in driver.texts()
    driver.tap("3 min behind")
    assert "Is this time right? The panel is not sure of it." in driver.texts()


def test_a_panel_whose_clock_was_never_set_does_not_set_the_bms(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(group_states.parameters(), clock=datetime(1970, 1, 1)))
    show(driver, "BMS clock")
    assert "panel has no time" in driver.texts()
    assert driver.button("BMS clock").disabled


def test_a_clock_that_cannot_be_read_can_be_set(start: Start, panel: Panel) -> None:
    driver = start(panel, group_states.unclear())
    show(driver, "BMS clock")
    assert "--" in driver.texts()
    assert not driver.button("BMS clock").disabled


def test_the_bms_is_shut_down_by_way_of_a_change(controls: "Driver") -> None:
    show(controls, "Shut down")
    controls.tap("Shut down")
    assert controls.sees(Page.CHANGE)
    job = controls.state.job
    assert job is not None
    assert job.change.subject == change.OFF


@pytest.mark.parametrize(
    ("off", "words"),
    [
        (timedelta(seconds=4), "same time"),
        (timedelta(seconds=-40), "40 sec behind"),
        (timedelta(minutes=3), "3 min ahead"),
        (timedelta(hours=-25), "25 hr behind"),
        (timedelta(days=12), "12 days ahead"),
        (timedelta(days=-2380), "7 years behind"),
    ],
)
def test_a_difference_of_clocks_is_told_in_the_unit_that_fits(off: timedelta, words: str) -> None:
    assert control_lines.difference(states.LOCAL + off, states.LOCAL) == words
