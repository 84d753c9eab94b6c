"""The DIP doctor: what it says, what it draws, and how many packs there should be."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.wanted import SaveSettings
from hmi.ui import dip_words
from hmi.ui.panel import PANELS, Panel
from tests.ui import kept, states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def show(start: Start, state: State, part: int = 0) -> "Driver":
    driver = start(PANELS["ctp28"], state)
    driver.go(Page.DIP, part)
    return driver


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("not the host", "Connect it to the host: 1 ON, 2 OFF, 3 OFF, 4 OFF."),
        ("of many", "Alone: 1 OFF, 2 OFF, 3 OFF, 4 OFF."),
        ("alone of three", "Host, pack 1: 1 ON, 2 OFF, 3 OFF, 4 OFF."),
        ("gap", "Pack 15 is beyond a gap. Set it as pack 3: 1 ON, 2 ON, 3 OFF, 4 OFF."),
        (
            "silent pack",
            "Pack 3 does not answer. Check its power, cable, switches: 1 ON, 2 ON, 3 OFF, 4 OFF.",
        ),
        ("garbled pack", "Has another one the same address? 1 ON, 2 ON, 3 OFF, 4 OFF."),
        ("fewer packs", "Not counted: pack 3–15."),
        ("more packs", "The host counts 3 packs, more than there should be."),
        ("other BMS", "This serial number was met with another BMS"),
    ],
)
def test_what_is_wrong_is_said_with_the_switches_to_look_at(start: Start, name: str, words: str) -> None:
    told = "\n".join(show(start, kept.KEPT[name]()).texts())
    assert words in told
    assert ("It counts after a BMS reset." in told) == (name not in ("more packs", "other BMS"))


def test_a_stack_in_order_is_said_with_what_cannot_be_seen(start: Start) -> None:
    told = "\n".join(show(start, kept.stack((1, 2, 3))).texts())
    assert "All 3 packs answer. Two with the same address would look like one" in told


def test_before_a_pack_was_asked_nothing_is_claimed(start: Start) -> None:
    assert "Not asked yet: pack 3" in show(start, kept.stack((1, 2), counted=3)).texts()
    assert "Looking for the battery" in show(start, states.STATES["searching"]()).texts()


def test_several_findings_are_counted(start: Start) -> None:
    told = "\n".join(show(start, kept.stack((1, 2, 15), counted=3, expected=2)).texts())
    assert "beyond a gap" in told
    assert "+1 more" in told


def test_the_packs_are_counted_by_touch_and_that_is_kept(start: Start) -> None:
    driver = show(start, kept.stack((1, 2)))
    driver.tap("+")
    assert "3 packs" in driver.texts()
    assert "Not counted: pack 3." in "\n".join(driver.texts())
    driver.tap("−")
    driver.tap("−")
    assert driver.state.expected_packs == 1
    driver.tap("−")
    assert driver.wanted[-1] == SaveSettings("en", "dark", 1)


def test_the_stack_is_drawn_with_its_switches(start: Start) -> None:
    driver = show(start, kept.KEPT["gap"](), part=1)
    boxes = [one for one in driver.widgets() if type(one).__name__ == "DipBox"]
    drawn = {
        box.item.number: (
            box.item.words,
            [one.up for one in box.walk(restrict=True) if type(one).__name__ == "DipSwitch"],
        )
        for box in boxes
    }
    assert drawn == {
        "1": ("found", [True, False, False, False]),
        "2": ("found", [False, True, False, False]),
        "3": ("silent", [True, True, False, False]),
        "15": ("wrong", [True, True, True, True]),
    }
    assert [bool(box.plate[3]) for box in boxes[::-1]].count(False) == 1  # what is missing is an outline


def test_a_slider_stands_up_when_it_is_on(start: Start) -> None:
    driver = show(start, kept.stack((1,)), part=1)
    up, down = (driver.shape("DipSwitch", up=position) for position in (True, False))
    picture, ink = driver.picture(), "#C3CBD2"
    for slider, above in ((up, True), (down, False)):
        x, y = (round(value) for value in slider.to_window(*slider.middle))
        half = round(slider.unit)
        assert (picture.at(x, y + half) == ink, picture.at(x, y - half) == ink) == (above, not above)


def test_where_there_is_little_room_what_else_there_is_to_say_stands_on_a_second_part() -> None:
    state = kept.KEPT["fewer packs"]()
    small = replace(state, room=replace(state.room, dip_told=2, dips=2), place=Place(Page.DIP))
    second, third = (replace(small, place=Place(Page.DIP, part)) for part in (1, 2))
    assert dip_words.told(small).endswith("3: 1 ON, 2 ON, 3 OFF, 4 OFF.")
    assert dip_words.told(second) == "It counts after a BMS reset."
    assert [dip_words.counts(one) for one in (small, second, third)] == [False, True, False]
    assert [box.number for box in dip_words.boxes(third)] == ["1", "2"]
    assert not dip_words.boxes(second)
