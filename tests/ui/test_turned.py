"""The picture turned, and touch with it: on the smallest panel, with a finger on the glass itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.display import Display
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.touch_check import CORNERS, Corner, TouchCheck
from hmi.model.wanted import SaveSettings
from hmi.ui.panel import Panel
from hmi.ui.theme import THEMES
from tests.ui import states
from tests.ui.screen import Finger

if TYPE_CHECKING:
    from tests.ui.driver import Driver, Picture

Start = Callable[[Panel, State], "Driver"]


@pytest.mark.parametrize(
    ("degrees", "right", "top"), [(90, True, True), (180, True, False), (270, False, False)]
)
def test_a_finger_meets_what_it_touches(
    start: Start, panel: Panel, degrees: int, right: bool, top: bool
) -> None:
    driver = start(panel, replace(states.day(), display=Display(rotation_deg=degrees)))
    driver.go(Page.CELLS)
    before = driver.state.places.index(driver.state.place)
    driver.swipe(up=True)
    assert driver.state.places.index(driver.state.place) == before + 1
    # The sign for HOME is top left to those who look at it, but not on the glass.
    mm = driver.app.theme.finger
    driver.finger.move(panel.width - mm(5) if right else mm(5), panel.height - mm(5) if top else mm(5))
    driver.finger.down()
    driver.turn()
    driver.lift()
    assert driver.sees(Page.HOME)
    driver.press(mm(4), mm(4))  # bottom left, as one looks at it
    driver.now += 1.0
    driver.turn()
    assert driver.sees(Page.SLEEP)
    driver.lift()
    assert driver.sees(Page.SLEEP)


def rows(picture: "Picture", degrees: int) -> list[list[int]]:
    """The pixels from below, as one looks at a picture that was turned clockwise."""
    width, pixels = picture.width, picture.pixels.tolist()
    drawn = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    for _ in range(degrees // 90):
        drawn = [list(column)[::-1] for column in zip(*drawn, strict=True)]
    return drawn


def looked_at(panel: Panel, display: Display, finger: Finger) -> list[list[int]]:
    """A page full of figures, once the panel was turned so, as one looks at it."""
    from tests.ui.driver import Driver

    state = replace(states.day(), place=Place(Page.OVERVIEW))
    with Driver(panel, state, finger).running() as driver:
        driver.show(state)
        driver.show(replace(state, display=display))
        return rows(driver.picture(), display.rotation_deg)


@pytest.mark.parametrize("degrees", [180, 270])
def test_the_picture_is_the_same_but_turned(panel: Panel, finger: Finger, degrees: int) -> None:
    display = Display(rotation_deg=degrees)
    seen, upright = looked_at(panel, display, finger), looked_at(panel.as_set(display), Display(), finger)
    pairs = [pair for one, other in zip(seen, upright, strict=True) for pair in zip(one, other, strict=True)]
    # Thin lines between two rows of pixels fall to the one or the other.
    assert sum(one != other for one, other in pairs) < 0.01 * len(pairs)


def touch(driver: "Driver", corner: Corner, off_mm: float = 0.0) -> None:
    """Its middle, or so far beside it."""
    width, height = driver.app.root.size
    half, off = driver.app.theme.finger(5), off_mm * panel_scale(driver)
    x = half + off if corner.endswith("left") else width - half - off
    driver.press(x, height - half if corner.startswith("top") else half)
    driver.lift()


def panel_scale(driver: "Driver") -> float:
    return float(driver.app.panel.pixels_per_mm)


def test_a_rotation_stays_and_is_saved_once_four_corners_were_hit(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.DISPLAY, 1)
    driver.tap("90°")
    assert driver.sees(Page.TOUCH_CHECK)
    assert driver.app.root.height > driver.app.root.width
    assert "Back in 30 sec" in driver.texts()
    touch(driver, Corner.TOP_RIGHT)
    assert "It landed elsewhere" in driver.texts()
    touch(driver, Corner.TOP_LEFT, off_mm=2.0)
    assert any(text.startswith("→ 7.0 mm  ↓ 5.0 mm\n2.0 mm") for text in plain(driver))
    for corner in CORNERS[1:3]:
        touch(driver, corner)
    assert driver.wanted == []
    touch(driver, CORNERS[3])
    assert driver.wanted[-1:] == [SaveSettings("en", "dark", 0, driver.state.display)]
    assert {"Picture and touch agree", "Back"} <= {*driver.texts()}
    driver.pass_time(60.0)
    driver.tap("Back")
    assert driver.state.place.page is Page.DISPLAY
    assert driver.state.display.rotation_deg == 90


def plain(driver: "Driver") -> list[str]:
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in driver.texts()]


def test_who_cannot_touch_gets_the_former_rotation_back(start: Start, panel: Panel) -> None:
    check = TouchCheck(former_deg=0, until=states.NOW + 1.0)
    state = replace(states.day(), place=Place(Page.TOUCH_CHECK), trail=(Place(Page.DISPLAY, 1),))
    driver = start(panel, replace(state, display=Display(rotation_deg=90, touch_check=check)))
    assert "Back in 1 sec" in driver.texts()
    driver.press(50, 50)
    driver.pass_time(1.0)
    driver.lift()  # what was down meanwhile
    assert driver.sees(Page.DISPLAY, 1)
    assert driver.app.root.width > driver.app.root.height


def test_the_cross_follows_the_finger(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.TOUCH_CHECK)
    mm = panel.pixels_per_mm
    driver.press(13 * mm, 240 - 12 * mm)
    assert "→ 13.0 mm  ↓ 12.0 mm" in plain(driver)
    driver.slide(20 * mm, 240 - 35 * mm)
    assert "→ 20.0 mm  ↓ 35.0 mm" in plain(driver)
    assert THEMES["dark"]["value"] in driver.picture().colours(110, 0, 115, 10)
    driver.lift()
    assert "→ 20.0 mm  ↓ 35.0 mm" in plain(driver)


def test_the_place_stays_when_the_form_changes(start: Start, panel: Panel) -> None:
    """On the last part of a page, the last part that there is then."""
    driver = start(panel, states.day())
    for page in (Page.DISPLAY, Page.PARAMETERS):
        for display in (Display(rotation_deg=90), Display(large_text=True)):
            last = [place for place in replace(driver.state, place=Place(page)).places if place.page is page]
            driver.app.show(replace(driver.state, place=last[-1]))
            driver.lay_out(replace(driver.state, display=display))
            assert driver.state.place in driver.state.places
            assert driver.page is page
