"""Each tap counts once, whatever reports it: X's pointer, and a second provider on the same glass."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hmi.model.access import Purpose
from hmi.model.digits import Digits
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.ui.panel import PANELS, Panel
from tests.ui.writing_states import base, keypad

if TYPE_CHECKING:
    from kivy.input.motionevent import MotionEvent

    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
CODE = "907715"


class Glass:
    """A second input provider of Kivy, which reports touches as the kernel's multi-touch events would."""

    def __init__(self, device: str = "mtdev") -> None:
        self.device = device
        self.waiting: list[tuple[str, MotionEvent]] = []
        self._count = 0

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def update(self, dispatch_fn: Callable[[str, "MotionEvent"], None]) -> None:
        """Hand what waits to Kivy's loop."""
        waiting, self.waiting = self.waiting, []
        for kind, touch in waiting:
            dispatch_fn(kind, touch)

    def down(self, x: float, y: float) -> "MotionEvent":
        """A finger at this point of the glass."""
        from kivy.core.window import Window
        from kivy.input.providers.mouse import MouseMotionEvent

        self._count += 1
        width, height = Window.system_size
        args: Any = [x / width, y / height, "left"]
        touch = MouseMotionEvent(
            self.device, f"{self.device}{self._count}", args, is_touch=True, type_id="touch"
        )
        self.waiting.append(("begin", touch))
        return touch

    def up(self, touch: "MotionEvent") -> None:
        """It is lifted."""
        self.waiting.append(("end", touch))


@pytest.fixture
def glass() -> Iterator[Glass]:
    from kivy.base import EventLoop

    glass = Glass()
    EventLoop.add_input_provider(glass)
    yield glass
    EventLoop.remove_input_provider(glass)


@pytest.fixture
def asked(start: Start) -> "Driver":
    return start(PANELS["ctp28"], keypad(purpose=Purpose.NEW, open=True, own_code=True))


def spot(driver: "Driver", text: str) -> tuple[float, float]:
    from tests.ui.driver import middle

    return middle(driver.button(text))


def test_six_taps_reported_twice_are_six_digits(asked: "Driver", glass: Glass) -> None:
    for at, digit in enumerate(CODE):
        x, y = spot(asked, digit)
        asked.now += 0.5
        if at % 2:  # whoever is first
            twin = glass.down(x + 3, y - 2)
            asked.turn()
            asked.press(x, y)
        else:
            asked.press(x, y)
            twin = glass.down(x + 3, y - 2)
            asked.turn()
        asked.now += 0.05
        glass.up(twin)
        asked.lift()
    assert asked.state.access.purpose is Purpose.AGAIN
    assert asked.state.access.new_code == Digits(CODE)
    assert not asked.state.access.entry


def test_a_twin_that_comes_when_the_finger_is_up_already_counts_no_more(
    asked: "Driver", glass: Glass
) -> None:
    x, y = spot(asked, "4")
    asked.press(x, y)
    asked.lift()
    asked.now += 0.07
    twin = glass.down(x, y)
    asked.turn()
    glass.up(twin)
    asked.turn()
    assert asked.state.access.entry == Digits("4")


def test_a_twin_counts_no_more_when_the_picture_has_turned_under_it(start: Start, glass: Glass) -> None:
    driver = start(PANELS["ctp28"], replace(base(), place=Place(Page.DISPLAY, 1)))
    x, y = spot(driver, "90°")
    driver.press(x, y)
    driver.lift()
    assert driver.sees(Page.TOUCH_CHECK)
    driver.now += 0.07
    twin = glass.down(x, y)
    driver.turn()
    glass.up(twin)
    driver.turn()
    assert not driver.state.display.touch_check.missed
    touch = glass.down(310, 230)  # top right on the glass: top left of what is turned clockwise
    driver.turn()
    glass.up(touch)
    driver.turn()
    assert driver.state.display.touch_check.hit == 1


def test_a_second_tap_by_the_other_device_counts_a_moment_later(asked: "Driver", glass: Glass) -> None:
    x, y = spot(asked, "4")
    asked.press(x, y)
    asked.lift()
    asked.now += 0.2
    touch = glass.down(x, y)
    asked.turn()
    glass.up(touch)
    asked.turn()
    assert asked.state.access.entry == Digits("44")


def test_two_fingers_on_one_device_are_two(asked: "Driver", glass: Glass) -> None:
    one, other = glass.down(*spot(asked, "4")), glass.down(*spot(asked, "5"))
    asked.turn()
    glass.up(one)
    glass.up(other)
    asked.turn()
    assert asked.state.access.entry == Digits("45")


def test_fast_taps_by_one_device_all_count(asked: "Driver", glass: Glass) -> None:
    for _ in range(5):
        touch = glass.down(*spot(asked, "4"))
        glass.up(touch)
        asked.turn()
    assert asked.state.access.entry == Digits("44444")


def test_another_device_elsewhere_is_another_finger(asked: "Driver", glass: Glass) -> None:
    asked.press(*spot(asked, "1"))
    touch = glass.down(*spot(asked, "9"))
    asked.turn()
    glass.up(touch)
    asked.turn()
    asked.lift()
    assert sorted(asked.state.access.entry.typed) == ["1", "9"]


def test_a_swipe_reported_twice_turns_one_page(start: Start, glass: Glass) -> None:
    driver = start(PANELS["ctp28"], replace(base(), place=Place(Page.OVERVIEW)))
    first = driver.state.places.index(driver.state.place)
    x, y = 160, 60
    twin = glass.down(x, y)
    driver.turn()
    driver.press(x, y)
    driver.slide(x, y + 100)
    twin.move([x / 320, (y + 100) / 240])
    glass.waiting.append(("update", twin))
    glass.up(twin)
    driver.lift()
    assert driver.state.places.index(driver.state.place) == first + 1
