"""Through the whole page tree by real touches, its arrows at every size."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hmi.model.intents import Acknowledge
from hmi.model.navigation import PAGES, Page, Place, Section
from hmi.model.state import State
from hmi.ui import names
from hmi.ui.panel import Panel
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def test_boot_leads_to_min_state_and_a_touch_anywhere_to_home(start: Start, panel: Panel) -> None:
    driver = start(panel, State(now=50.0, started=50.0, touched=50.0))
    driver.pass_time(4.9)
    assert driver.sees(Page.BOOT)
    driver.pass_time(0.2)
    assert driver.sees(Page.MIN_STATE)
    for corner in [(2, 2), (panel.width - 2, 2), (2, panel.height - 2), (panel.width - 2, panel.height - 2)]:
        driver.go(Page.MIN_STATE)
        driver.press(*corner)
        driver.lift()
        assert driver.sees(Page.HOME)


@pytest.mark.parametrize("section", Section)
def test_every_page_of_a_section_by_its_arrows_and_back(
    start: Start, each_panel: Panel, section: Section
) -> None:
    driver = start(each_panel, states.day())
    driver.go(Page.HOME)
    driver.tap(names.section(section))
    everywhere = driver.state.places
    assert {place.page for place in everywhere} == set(PAGES[section])
    assert driver.state.place == everywhere[0]
    places = [place for place in everywhere if place.page is not Page.INVERTERS]  # it has tabs instead
    beyond = everywhere[min(len(places), len(everywhere) - 1)]
    for place in (*places[1:], beyond):  # the last stays
        driver.tap(driver.shape("Chevrons", forth=1))
        assert driver.state.place == place
    driver.go(places[-1].page, places[-1].part)
    for place in (*places[-2::-1], places[0]):
        driver.tap(driver.shape("Chevrons", forth=-1))
        assert driver.state.place == place
    driver.tap(driver.shape("NineSquares"))
    assert driver.sees(Page.HOME)


@pytest.mark.parametrize("section", Section)
def test_every_page_of_a_section_by_swipes_and_back(start: Start, panel: Panel, section: Section) -> None:
    driver = start(panel, states.day())
    driver.go(PAGES[section][0])
    places = driver.state.places
    for place in places[1:]:
        driver.swipe(up=True)
        assert driver.state.place == place
    for place in places[-2::-1]:
        driver.swipe(up=False)
        assert driver.state.place == place


def test_from_every_page_the_bar_leads_home_to_the_packs_and_to_the_connection(
    start: Start, panel: Panel
) -> None:
    driver = start(panel, states.day())
    for page in [Page.HOME, *(page for pages in PAGES.values() for page in pages)]:
        driver.go(page)
        for sign, leads_to in (
            (driver.shape("NineSquares"), Page.HOME),
            (driver.label("63"), Page.PACKS),
            (driver.label(names.page(page)), Page.NOTICES),
        ):
            driver.go(page)
            driver.tap(sign)
            assert driver.sees(leads_to), page


def test_a_tile_shows_its_pack_and_the_footer_the_next(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.PACKS)
    driver.tap("64")
    assert driver.sees(Page.OVERVIEW)
    assert "Pack 3 of 3" in driver.texts()
    driver.tap("Pack 3 of 3")
    assert driver.sees(Page.OVERVIEW)
    assert "Pack 1 of 3" in driver.texts()


def test_a_single_pack_is_no_choice(start: Start, panel: Panel) -> None:
    driver = start(panel, states.single())
    driver.go(Page.OVERVIEW)
    driver.press(panel.width / 2, 10)
    driver.lift()
    assert driver.sees(Page.OVERVIEW)
    assert not [text for text in driver.texts() if text.startswith("Pack 1")]


def test_a_notice_is_behind_the_door_that_tells_it(start: Start, panel: Panel) -> None:
    driver = start(panel, states.STATES["notices"]())
    driver.go(Page.HOME)
    driver.tap("Notice")
    assert driver.sees(Page.NOTICES)


def test_a_page_whose_part_is_gone_goes_back_to_its_first(start: Start, panel: Panel) -> None:
    driver = start(panel, states.longest())
    driver.go(Page.PROTECT, 1)
    driver.app.do(Acknowledge())
    for at in (1, 6, 12):  # s: an alarm is over when it was not told for ten
        driver.hear(*(event for slot in range(1, 16) for event in states.pack(slot, at=driver.now + at)))
    driver.pass_time(12.0)
    assert driver.sees(Page.PROTECT)
    assert "No protection is active" in driver.texts()
    assert driver.state.place in driver.state.places
    assert driver.state.places.index(Place(Page.PROTECT)) > 0
