"""The hidden switch in the bottom left corner, and what stands there for a tap."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui.panel import Panel
from hmi.ui.theme import THEMES
from tests.ui import states, writing_states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.fixture
def cells(start: Start, panel: Panel) -> "Driver":
    """On the second page of PACK-INFO, where `<<` stands in the corner."""
    driver = start(panel, states.day())
    driver.go(Page.CELLS)
    return driver


def hold(driver: "Driver", seconds: float) -> None:
    """A finger in the corner; it is still there."""
    driver.press(driver.app.theme.mm(4), driver.app.theme.mm(4))
    for _ in range(2):
        driver.now += seconds / 2
        driver.turn()


def ring(driver: "Driver") -> int:
    """So many pixels of the ring are drawn."""
    side = driver.app.theme.mm(17)
    return driver.picture().colours(0, 0, side, side)[THEMES["dark"]["value"]]


@pytest.mark.parametrize("page", [Page.MIN_STATE, Page.CELLS, Page.SYSTEM])
def test_who_holds_the_corner_puts_the_display_out_and_the_lift_does_not_wake_it(
    start: Start, panel: Panel, page: Page
) -> None:
    driver = start(panel, states.day())
    driver.go(page)
    hold(driver, 0.99)
    assert driver.sees(page)
    driver.now += 0.01
    driver.turn()
    assert driver.sees(Page.SLEEP)
    driver.now += 5.0
    driver.lift()
    assert driver.sees(Page.SLEEP)
    assert driver.picture().palette() == {"#000000"}
    driver.now += 1.0
    driver.press(100, 100)
    driver.lift()
    assert driver.sees(Page.MIN_STATE)


def test_it_closes_a_dialog_and_drops_the_half_made_change(start: Start, panel: Panel) -> None:
    driver = start(panel, writing_states.proposed())
    assert driver.sees(Page.CHANGE)
    assert driver.state.job is not None
    hold(driver, 1.0)
    assert driver.sees(Page.SLEEP)
    assert not driver.state.trail
    assert driver.app.state.job is None


def test_a_short_tap_is_for_what_stands_there(cells: "Driver") -> None:
    before = cells.state.places.index(cells.state.place)
    hold(cells, 0.28)
    cells.lift()
    assert cells.state.places.index(cells.state.place) == before - 1


def test_from_0_3_s_a_ring_fills_and_a_release_before_1_s_does_nothing(cells: "Driver") -> None:
    place, calm = cells.state.place, ring(cells)
    hold(cells, 0.5)
    early = ring(cells)
    cells.now += 0.4
    cells.turn()
    assert calm < early < ring(cells)
    cells.lift()
    assert cells.state.place == place
    assert ring(cells) == calm


def test_a_release_that_is_noticed_late_does_nothing_either(cells: "Driver") -> None:
    place = cells.state.place
    hold(cells, 0)
    cells.now += 0.5
    cells.lift()
    assert cells.state.place == place


@pytest.mark.parametrize("held_s", [0.1, 0.6])
def test_sliding_off_cancels(cells: "Driver", held_s: float) -> None:
    place, calm = cells.state.place, ring(cells)
    hold(cells, held_s)
    cells.slide(cells.app.theme.mm(20), cells.app.theme.mm(4))
    cells.now += 2.0
    cells.turn()
    assert ring(cells) == calm
    cells.lift()
    assert cells.state.place == place


def test_a_second_finger_means_something_else(cells: "Driver") -> None:
    from kivy.tests.common import UnitTestTouch

    hold(cells, 0.1)
    other = UnitTestTouch(200, 100)
    other.touch_down()
    cells.now += 2.0
    cells.turn()
    other.touch_up()
    cells.lift()
    assert cells.state.place.page is not Page.SLEEP


def test_boot_has_no_corner(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    hold(driver, 2.0)
    assert driver.sees(Page.BOOT)
    driver.lift()
