"""The panel goes dark and wakes, on the glass and behind it: light, link and log."""

from collections.abc import Callable
from contextlib import closing
from sqlite3 import connect
from typing import TYPE_CHECKING

from hmi.model.navigation import SLEEP_S, Page
from hmi.protocol.command import Command

if TYPE_CHECKING:
    from tests.flows.house import House, HousePanel

GUARD_S = 0.3
CORNER_S = 1.0
ASLEEP_S = 10.0  # between two readings while it is dark


def tap(panel: "HousePanel", x: float, y: float) -> None:
    panel.press(x, y)
    panel.lift()


def press_of_two_seconds(panel: "HousePanel", x: float, y: float) -> None:
    panel.press(x, y)
    panel.go_on(2.0)
    panel.lift()


def two_fingers(panel: "HousePanel", x: float, y: float) -> None:
    from kivy.tests.common import UnitTestTouch

    other = UnitTestTouch(panel.panel.width - x, y)
    panel.press(x, y)
    other.touch_down()
    panel.go_on(1.0)
    other.touch_up()
    panel.lift()


def drag(panel: "HousePanel", x: float, y: float) -> None:
    panel.press(x, y)
    panel.slide(panel.panel.width - x, y)
    panel.lift()


def swipe(panel: "HousePanel", x: float, y: float) -> None:
    panel.swipe(up=True, start=(x, y / 2))


def taps_while_the_light_comes(panel: "HousePanel", x: float, y: float) -> None:
    for _ in range(3):
        tap(panel, x, y)
        panel.leap(GUARD_S / 4)


GESTURES: tuple[Callable[["HousePanel", float, float], None], ...] = (
    tap,
    press_of_two_seconds,
    two_fingers,
    drag,
    swipe,
    taps_while_the_light_comes,
)


def test_the_whole_gesture_that_wakes_it_is_swallowed(house: "House") -> None:
    from tests.ui.driver import middle

    panel = house.start()
    door = middle(panel.button("STATUS"))
    for gesture in GESTURES:
        panel.asleep()
        gesture(panel, *door)
        assert panel.on(Page.MIN_STATE), gesture
        panel.leap(GUARD_S)
        tap(panel, *door)
        assert panel.on(Page.HOME), gesture


def test_three_minutes_without_a_touch_put_it_out_and_its_light(house: "House") -> None:
    panel = house.start()
    panel.until(lambda: house.lit() == 255)
    left_s = panel.state.touched + SLEEP_S - panel.steady()
    panel.go_on(left_s - 0.5, left_s - 0.5)
    assert panel.on(Page.HOME)
    panel.go_on(1)
    assert panel.on(Page.SLEEP)
    panel.until(lambda: house.lit() == 0)
    panel.wake()
    panel.until(lambda: house.lit() == 255)


def test_the_corner_held_for_a_second_puts_it_out_and_its_light(house: "House") -> None:
    panel = house.start()
    panel.press(10, 10)
    panel.go_on(CORNER_S)
    assert panel.on(Page.SLEEP)
    panel.lift()
    panel.go_on(CORNER_S)
    assert panel.on(Page.SLEEP)
    panel.until(lambda: house.lit() == 0)


def readings(panel: "HousePanel", seconds: int) -> int:
    """How often the battery is read meanwhile, second by second."""
    before = house_asked(panel)
    for _ in range(seconds):
        panel.go_on(1)
        panel.exchange()
    return house_asked(panel) - before


def house_asked(panel: "HousePanel") -> int:
    return panel.house.battery.asked.count(Command.ANALOG)


def test_while_it_is_dark_it_is_read_every_ten_seconds_and_at_once_when_it_wakes(house: "House") -> None:
    house.battery = house.another_battery()
    panel = house.start()
    panel.look_around()
    assert readings(panel, 20) == 20
    panel.asleep()
    panel.go_on(ASLEEP_S, ASLEEP_S)
    assert readings(panel, 60) == 6
    panel.go_on(5)
    before = house_asked(panel)
    panel.wake()
    panel.exchange()
    assert house_asked(panel) > before
    assert readings(panel, 20) == 20


def test_the_log_goes_on_while_it_is_dark(house: "House") -> None:
    panel = house.start()
    panel.asleep()
    panel.go_on(1800, ASLEEP_S)
    panel.hands.stop()
    with closing(connect(house.directory / "history.db")) as history:
        (kept_s,) = history.execute("SELECT sum(span) FROM minute").fetchone()
    assert kept_s >= SLEEP_S + 1800 - ASLEEP_S
