"""The walks of somebody who sees an alarm: to its page, acknowledged, its story, the help."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.events import FromLink, LogRead, Received, StoryRead
from hmi.model.history.past import Story
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import ReadLog, ReadStory, Send
from hmi.protocol.command import Command
from hmi.protocol.control import Empty
from hmi.protocol.history import RecordNumber
from hmi.ui.panel import PANELS, Panel
from tests.ui import states
from tests.ui.alarm_states import rows

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
FAULTY = replace(states.STATUS, fault=0x04)


@pytest.fixture
def driver(start: Start) -> "Driver":
    return start(PANELS["ctp28"], states.day())


def told_twice(driver: "Driver", *slots: int) -> list[FromLink]:
    """A change counts when it is told in two readings."""
    return [
        event
        for at in (0.5, 1.0)
        for slot in slots
        for event in states.pack(slot, status=FAULTY, at=driver.now + at)
    ]


def mark(driver: "Driver") -> list[float]:
    """The colour of the battery in the bar."""
    return list(driver.shape("Level").plate)


def test_a_fault_flashes_until_it_was_acknowledged_on_its_page_and_stays_marked(driver: "Driver") -> None:
    theme = driver.app.theme
    driver.go(Page.HOME)
    driver.hear(*told_twice(driver, 2, 3))
    seen = []
    for _ in range(4):
        driver.pass_time(1.0)
        seen.append(mark(driver) == list(theme.fault))
    assert seen in ([True, False, True, False], [False, True, False, True])
    assert "!" in driver.texts()
    driver.tap(driver.shape("Level"))
    assert driver.sees(Page.PACKS)
    while driver.page is not Page.FAULT:
        driver.tap(driver.shape("Chevrons", forth=1))
    driver.tap("Temp. sensor failed")
    assert driver.sees(Page.ALARM)
    assert {"Temp. sensor failed", "Pack 2", "1 of 2"} <= set(driver.texts())
    driver.tap("Pack 2")
    assert {"Pack 3", "2 of 2"} <= set(driver.texts())
    driver.tap("Acknowledge")
    assert "Acknowledge" not in driver.texts()
    assert "Seen" in driver.texts()
    for _ in range(2):
        driver.pass_time(1.0)
        assert mark(driver) == list(theme.fault)
    assert "!" not in driver.texts()
    driver.tap(driver.shape("Chevrons", forth=1))
    assert {
        "What it means",
        "A temperature sensor has failed. The pack does not know how warm it is.",
    } <= set(driver.texts())
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.FAULT)
    assert "Temp. sensor failed" in driver.texts()


def test_silence_ends_the_flashing_and_leaves_it_unseen(driver: "Driver") -> None:
    driver.hear(*told_twice(driver, 1))
    driver.go(Page.FAULT)
    driver.tap("Temp. sensor failed")
    driver.tap("Silence")
    assert {"Silent", "Acknowledge", "!"} <= set(driver.texts())
    for _ in range(2):
        driver.pass_time(1.0)
        assert mark(driver) == list(driver.app.theme.fault)


def test_a_row_of_the_log_leads_to_its_story_and_the_first_line_to_the_records_of_the_bms(
    driver: "Driver",
) -> None:
    told = [row for row in rows() if row.happening.what == "alarm"]
    driver.go(Page.FAULT)
    while driver.page is not Page.EVENTS:
        driver.tap(driver.shape("Chevrons", forth=1))
    assert ReadLog(0, 1) in driver.wanted
    driver.hear(LogRead(0, tuple(told[:1]), 1))
    driver.tap("Discharge MOSFET failed")
    assert driver.sees(Page.STORY)
    assert "Reading" in driver.texts()
    number = told[0].number
    assert ReadStory(number) in driver.wanted
    driver.hear(StoryRead(Story(number, tuple(told[:1]))))
    assert (
        "Pack 15 · ×99+ · Cell 16 · 3.712 V" in driver.texts() or "Discharge MOSFET failed" in driver.texts()
    )
    driver.tap(driver.shape("Back"))
    driver.tap("Records of the BMS")
    ask = driver.state.bms_records.ask
    assert Send(Command.READ_RECORD, RecordNumber(0), ask) in driver.wanted
    driver.hear(Received(Command.READ_RECORD, Empty(), 1, 1, driver.now, ask=ask))
    assert "This BMS keeps no records." in driver.texts()


def test_the_help_answers_what_is_asked(driver: "Driver") -> None:
    driver.hear(states.heard(Command.STATUS, replace(states.STATUS, control=0x41), at=driver.now))
    driver.go(Page.HELP)
    driver.tap("System lock")
    assert driver.sees(Page.TOPIC)
    assert {"System lock", "What it means", "The BMS seems to be locked."} <= set(driver.texts())
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.HELP)
    driver.tap("Smell, smoke or heat")
    assert "Smell, smoke or heat" in driver.texts()
