"""The page DISPLAY: its lines as they stand, and by touch."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.display import Display, Means
from hmi.model.intents import ChooseTheme, Intent, SetDisplay, TryRotation
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.timekeeping import Source, Timekeeping
from hmi.model.wanted import SaveSettings, SetLight
from hmi.ui import display_lines
from hmi.ui.display_lines import Line
from hmi.ui.panel import Panel
from tests.ui import states

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
CERTAIN = Timekeeping(Source.SYSTEM)


def lines(display: Display | None = None, **known: object) -> dict[str, Line]:
    """All of them, by name; that of the theme has none."""
    state = State(display=display or Display(), time=CERTAIN, place=Place(Page.DISPLAY))
    return {line.name: line for line in display_lines.lines(replace(state, **known))}  # type: ignore[arg-type]


def steps(line: Line) -> list[float | None]:
    """What less and more of it are."""
    ways = (next(iter(way), None) for way in (line.less, line.more))
    return [way.value if isinstance(way, SetDisplay) else None for way in ways]


@pytest.mark.parametrize(
    ("display", "name", "value", "ways"),
    [
        (Display(), "Brightness", "100 %", [90, None]),
        (Display(brightness_pct=10), "Brightness", "10 %", [None, 20]),
        (Display(brightness_pct=45), "Brightness", "45 %", [40, 50]),
        (Display(night_pct=10), "Brightness at night", "10 %", [5, 20]),
        (Display(), "Sleeps after", "3 min", [120, 300]),
        (Display(sleep_s=30), "Sleeps after", "30 sec", [None, 60]),
        (Display(sleep_s=1800), "Sleeps after", "30 min", [1200, 0]),
        (Display(sleep_s=0), "Sleeps after", "Never", [1800, None]),
        (Display(), "Night from", "10:00 PM", [21 * 60 + 30, 22 * 60 + 30]),
        (Display(night_from_min=23 * 60 + 45), "Night from", "11:45 PM", [23 * 60 + 30, 0]),
        (Display(night_to_min=0), "Night to", "12:00 AM", [23 * 60 + 30, 30]),
        (
            Display(means=Means.BACKLIGHT, detail="/sys/x/10-0045"),
            "Backlight",
            "10-0045",
            [None, None],
        ),
        (Display(means=Means.SWITCH, detail="/x"), "Backlight", "On and off only", [None, None]),
        (Display(), "Backlight", "None: drawn dark", [None, None]),
        (Display(detail="/x: expected"), "Backlight", "Cannot be used", [None, None]),
    ],
)
def test_a_line_tells_what_is_and_leads_to_less_and_more(
    display: Display, name: str, value: str, ways: list[float | None]
) -> None:
    line = lines(display)[name]
    assert (line.value, steps(line), line.steps) == (value, ways, name != "Backlight")


def test_without_a_certain_time_it_says_that_there_is_no_night() -> None:
    shown = display_lines.lines(State(place=Place(Page.DISPLAY)))
    times = [line.value for line in shown if line.name == "Needs a clock" and line.aged]
    assert times == ["10:00 PM", "6:00 AM"]


@pytest.mark.parametrize(
    ("known", "name", "intents"),
    [
        ({}, "", [ChooseTheme("dark")]),
        ({"theme": "light"}, "", [ChooseTheme("light")]),
        ({"theme": "light", "display": Display(theme_by_clock=True)}, "", [ChooseTheme("clock")]),
        ({}, "While asleep", [SetDisplay("dims", False)]),
        ({"display": Display(dims=True)}, "While asleep", [SetDisplay("dims", True)]),
        ({}, "Text", [SetDisplay("large_text", False)]),
        ({"display": Display(large_text=True)}, "Text", [SetDisplay("large_text", True)]),
        ({}, "Rotation", [TryRotation(0)]),
        ({"display": Display(rotation_deg=270)}, "Rotation", [TryRotation(270)]),
    ],
)
def test_of_a_few_the_one_in_use_is_marked(
    known: dict[str, object], name: str, intents: list[Intent]
) -> None:
    choices = lines(**known)[name].choices  # type: ignore[arg-type]
    assert [choice.intent for choice in choices if choice.chosen] == intents
    assert len(choices) == {"": 3, "Rotation": 4}.get(name, 2)


def test_everything_is_chosen_by_touch_takes_effect_at_once_and_is_kept(start: Start, panel: Panel) -> None:
    state = replace(states.day(), clock=states.LOCAL, time=CERTAIN)
    state = replace(state, display=Display(means=Means.BACKLIGHT))
    driver = start(panel, state)
    driver.go(Page.DISPLAY)
    driver.tap("−")
    assert "90 %" in driver.texts()
    assert driver.wanted[-2:] == [SaveSettings("en", "dark", 0, driver.state.display), SetLight(90)]
    driver.tap("By clock")
    assert driver.state.theme == "light"
    driver.go(Page.DISPLAY, 2)
    driver.tap("+")
    driver.go(Page.DISPLAY, 3)
    driver.tap("Dim")
    driver.tap("+")
    driver.go(Page.DISPLAY, 4)
    driver.tap(of_line(driver, "Brightness at night", "−"))
    assert driver.wanted[-1] == SetLight(20)  # the night's level, for a moment
    driver.pass_time(6.0)
    assert driver.wanted[-1] == SetLight(90)
    saved = [one for one in driver.wanted if isinstance(one, SaveSettings)][-1]
    assert saved.display == replace(
        driver.state.display,
        sleep_s=300.0,
        dims=True,
        night_from_min=22 * 60 + 30,
        night_pct=20,
        brightness_pct=90,
        theme_by_clock=True,
    )


def of_line(driver: "Driver", name: str, text: str) -> "Widget":
    """What is pressed in the line of that name."""
    line: Widget = driver.label(name)
    while type(line).__name__ != "DisplayLine":
        line = line.parent
    return next(one for one in line.walk() if getattr(one, "text", "") == text)


def test_the_size_of_the_text_is_chosen_by_touch(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.DISPLAY, 1)
    before = driver.app.theme.text
    driver.tap("Large")
    assert driver.app.theme.text == pytest.approx(1.3 * before, abs=1)
    assert driver.sees(Page.DISPLAY, 1)
    assert driver.wanted == [SaveSettings("en", "dark", 0, driver.state.display)]


def test_whoever_wants_to_see_where_a_finger_lands_is_led_there(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.DISPLAY, 2)
    driver.tap("Touch check")
    assert driver.sees(Page.TOUCH_CHECK)
    driver.tap("Back")
    assert driver.sees(Page.DISPLAY, 2)


def test_at_the_end_there_is_no_further_step(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(states.day(), place=Place(Page.DISPLAY)))
    assert driver.button("+").disabled
    driver.tap("+")
    assert driver.wanted == []
