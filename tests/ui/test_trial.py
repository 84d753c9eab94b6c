"""A protocol on trial, on every page and on its own, by real touches."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.access import Access
from hmi.model.events import Lost, Noted, Trouble
from hmi.model.intents import Cancel
from hmi.model.job import Cause
from hmi.model.navigation import Page
from hmi.model.record import Logbook, Mark
from hmi.model.state import State
from hmi.model.wanted import Note
from hmi.ui import names
from hmi.ui.panel import PANELS, Panel
from tests.ui.states import single
from tests.ui.writing_states import on_trial

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
CTP28 = PANELS["ctp28"]
BARE = (Page.BOOT, Page.MIN_STATE, Page.TOUCH_CHECK, Page.SLEEP)


def real(page: Page = Page.TRIAL, left_s: float = 271.0) -> State:
    """With a pack on a wire, and the gate open."""
    state = on_trial(page, left_s, replace(single(), record=Logbook(ready=True)))
    return replace(state, access=Access(open=True, own_code=True))


def test_every_page_says_how_long_it_still_runs(start: Start) -> None:
    driver = start(CTP28, real())
    for page in Page:
        if page not in BARE:
            driver.go(page)
            assert "Trial 4:31" in driver.texts(), page
    driver.go(Page.MIN_STATE)
    assert "Protocol on trial, 4:31" in driver.texts()
    driver.pass_time(1)
    assert "Protocol on trial, 4:30" in driver.texts()


def test_the_title_leads_to_it_and_back(start: Start, panel: Panel) -> None:
    driver = start(panel, real(Page.CELLS))
    driver.tap(names.page(Page.CELLS))
    assert driver.sees(Page.TRIAL)
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.CELLS)


def test_a_lost_link_is_said_beside_it(start: Start) -> None:
    driver = start(CTP28, real(Page.CELLS))
    driver.hear(Lost(Trouble.SILENT, "nothing came within 0.5 s", driver.now))
    assert "4:31 Offline" in driver.texts()


def test_kept_as_soon_as_the_record_says_so(start: Start) -> None:
    driver = start(CTP28, real())
    assert {"RS485 VOLTRONIC", "Does the inverter work?", "Else back to RS485 19H"} <= {*driver.texts()}
    driver.tap("Keep")
    note = driver.wanted[-1]
    assert isinstance(note, Note)
    assert [entry.mark for entry in note.entries] == [Mark.CONFIRMED]
    assert driver.state.trial
    driver.hear(Noted(note.ask, (9,), driver.now))
    assert driver.state.trial is None
    assert "No protocol is on trial" in driver.texts()
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.PASSWORD)


def test_going_back_by_hand_is_a_change_like_any_other(start: Start) -> None:
    driver = start(CTP28, real())
    driver.tap("Go back")
    assert driver.sees(Page.CHANGE)
    assert driver.state.job
    assert driver.state.job.cause is Cause.TRIAL_ENDED
    assert "VOLTRONIC → 19H" in driver.texts()
    assert not driver.wanted
    driver.app.do(Cancel())
    driver.turn()
    assert driver.sees(Page.TRIAL)


@pytest.mark.parametrize("press", ["Keep", "Go back"])
def test_neither_is_done_without_the_code(start: Start, press: str) -> None:
    driver = start(CTP28, replace(real(), access=Access()))
    driver.tap(press)
    assert driver.sees(Page.KEYPAD)
    assert not driver.wanted


def test_when_its_time_is_over_it_goes_back(start: Start) -> None:
    driver = start(CTP28, real(left_s=1.0))
    driver.hear(Lost(Trouble.SILENT, "nothing came within 0.5 s", driver.now))
    driver.pass_time(2)
    assert "Going back" in driver.texts()
    assert driver.button("Keep").disabled
    driver.tap("Keep")
    assert not [one for one in driver.wanted if isinstance(one, Note)]


def test_a_trial_that_is_over_waits_for_its_own_pack(start: Start) -> None:
    state = real(left_s=0)
    driver = start(CTP28, replace(state, link=replace(state.link, battery="ANOTHER")))
    assert {"Other pack", "Connect its pack to go back"} <= set(driver.texts())
    driver.go(Page.MIN_STATE)
    assert "Trial of another pack" in driver.texts()
    driver.show(replace(driver.state, link=replace(state.link, battery=state.identity.serial)))
    assert "Protocol going back" in driver.texts()
