"""Through the whole page tree by real touches, at every size."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import PAGES, Page, Section
from hmi.model.state import State
from hmi.ui import names
from hmi.ui.panel import Panel
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def test_boot_leads_to_min_state_and_a_touch_anywhere_to_home(start: Start, panel: Panel) -> None:
    driver = start(panel, State(now=50.0, started=50.0, touched=50.0))
    assert driver.page is Page.BOOT
    driver.pass_time(4.9)
    assert driver.page is Page.BOOT
    driver.pass_time(0.2)
    assert driver.page is Page.MIN_STATE
    driver.press(panel.width - 2, 2)
    driver.lift()
    assert driver.page is Page.HOME


@pytest.mark.parametrize("section", Section)
def test_every_page_of_a_section_by_its_arrows_and_back(start: Start, panel: Panel, section: Section) -> None:
    driver = start(panel, states.day())
    driver.go(Page.HOME)
    driver.tap(names.section(section))
    places = driver.state.places
    assert {place.page for place in places} == set(PAGES[section])
    for place in places[1:]:
        driver.tap(driver.shape("Chevrons", forth=1))
        assert driver.state.place == place
    for place in places[-2::-1]:
        driver.tap(driver.shape("Chevrons", forth=-1))
        assert driver.state.place == place
