"""What a finger does and does not do: slips, swipes, two fingers, and the touch that wakes the panel."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.display import Display
from hmi.model.intents import Go
from hmi.model.navigation import SLEEP_S, Page, Place
from hmi.model.state import State
from hmi.ui.panel import PANELS, Panel
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.fixture
def home(start: Start, panel: Panel) -> "Driver":
    """On HOME."""
    driver = start(panel, states.day())
    driver.go(Page.HOME)
    return driver


@pytest.fixture
def asleep(start: Start, panel: Panel) -> "Driver":
    """Nobody has touched HOME for three minutes."""
    driver = start(panel, states.day())
    driver.go(Page.HOME)
    driver.pass_time(SLEEP_S - 0.1)
    assert driver.sees(Page.HOME)
    driver.pass_time(0.2)
    assert driver.sees(Page.SLEEP)
    return driver


def where(driver: "Driver", text: str) -> tuple[float, float]:
    from tests.ui.driver import middle

    return middle(driver.button(text))


def test_a_press_counts_when_the_finger_is_lifted(home: "Driver") -> None:
    home.press(*where(home, "STATUS"))
    assert home.button("STATUS").state == "down"
    assert home.sees(Page.HOME)
    home.lift()
    assert home.sees(Page.PACKS)


def test_a_press_that_slides_off_is_none(home: "Driver") -> None:
    home.press(*where(home, "STATUS"))
    home.slide(*where(home, "SYSTEM"))
    assert home.button("STATUS").state == "normal"
    assert home.button("SYSTEM").state == "normal"
    home.lift()
    assert home.sees(Page.HOME)


def test_a_finger_that_trembles_still_presses(home: "Driver") -> None:
    x, y = where(home, "STATUS")
    home.press(x, y)
    home.slide(x + home.app.theme.mm(2), y - home.app.theme.mm(2))
    assert home.button("STATUS").state == "down"
    home.lift()
    assert home.sees(Page.PACKS)


def test_a_swipe_over_a_tile_turns_the_page_and_presses_nothing(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.PACKS)
    driver.swipe(up=True, start=where(driver, "62"))
    assert driver.sees(Page.PROTECT)
    assert driver.state.selected == 1


def test_nothing_scrolls_sideways(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.PROTECT)
    y = panel.height / 2
    for to_the_right in (True, False):
        xs = (panel.width * 0.2, panel.width * 0.8)
        begin, end = xs if to_the_right else xs[::-1]
        driver.press(begin, y)
        driver.slide(end, y + 5)
        driver.lift()
        assert driver.sees(Page.PROTECT)


def test_a_page_that_was_left_takes_its_press_along(home: "Driver") -> None:
    home.press(*where(home, "STATUS"))
    home.app.do(Go(Page.LANGUAGE))
    home.turn()
    home.lift()
    assert home.sees(Page.LANGUAGE)


def test_a_finger_held_while_the_panel_falls_asleep_presses_nothing(home: "Driver") -> None:
    home.press(*where(home, "STATUS"))
    home.pass_time(SLEEP_S + 1)
    assert home.sees(Page.SLEEP)
    home.lift()
    assert home.sees(Page.SLEEP)


def test_nothing_is_drawn_while_the_panel_sleeps(asleep: "Driver") -> None:
    assert asleep.picture().palette() == {"#000000"}
    assert len(asleep.app.root.children) == 1


def test_values_come_in_while_it_sleeps(asleep: "Driver") -> None:
    asleep.hear(*states.pack(1, at=asleep.now))
    assert asleep.sees(Page.SLEEP)


def test_the_touch_that_wakes_does_nothing_else(asleep: "Driver") -> None:
    asleep.press(asleep.panel.width / 3, asleep.panel.height / 2)
    assert asleep.sees(Page.MIN_STATE)
    asleep.pass_time(2)
    asleep.lift()
    assert asleep.sees(Page.MIN_STATE)


def test_a_drag_that_wakes_does_nothing_else(asleep: "Driver") -> None:
    asleep.swipe(up=True)
    assert asleep.sees(Page.MIN_STATE)


def test_the_guard_time_after_it_swallows_too(asleep: "Driver") -> None:
    def tap() -> None:
        asleep.press(asleep.panel.width / 3, asleep.panel.height / 2)
        asleep.lift()

    tap()
    tap()
    assert asleep.sees(Page.MIN_STATE)
    asleep.pass_time(0.4)
    tap()
    assert asleep.sees(Page.HOME)


def test_a_backlight_that_ramps_slowly_has_a_longer_guard_time(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(states.day(), display=Display(wake_guard_s=2.0), place=Place(Page.SLEEP)))
    for page, waits_s in ((Page.MIN_STATE, 1.9), (Page.MIN_STATE, 0.2), (Page.HOME, 0.0)):
        driver.press(driver.panel.width / 3, driver.panel.height / 2)
        driver.lift()
        assert driver.sees(page)
        driver.now += waits_s


def test_who_meant_to_wake_a_panel_that_woke_by_itself_presses_nothing(asleep: "Driver") -> None:
    asleep.go(Page.MIN_STATE)  # as for an alarm
    asleep.now += 0.2
    asleep.press(asleep.panel.width / 3, asleep.panel.height / 2)
    asleep.pass_time(1.0)
    asleep.lift()
    assert asleep.sees(Page.MIN_STATE)


def test_a_second_finger_of_the_waking_gesture_is_swallowed(start: Start) -> None:
    from kivy.tests.common import UnitTestTouch

    driver = start(PANELS["ctp28"], states.day())
    driver.go(Page.HOME)
    driver.pass_time(SLEEP_S + 1)
    first, second = UnitTestTouch(100, 100), UnitTestTouch(200, 100)
    first.touch_down()
    second.touch_down()
    second.touch_up()
    assert driver.sees(Page.MIN_STATE)
    driver.pass_time(1.0)
    second = UnitTestTouch(200, 100)
    second.touch_down()
    second.touch_up()
    first.touch_up()
    assert driver.sees(Page.MIN_STATE)


def test_a_touch_keeps_the_panel_awake(home: "Driver") -> None:
    home.pass_time(SLEEP_S - 1)
    home.press(1, 1)
    home.lift()
    home.pass_time(SLEEP_S - 1)
    assert home.sees(Page.HOME)
