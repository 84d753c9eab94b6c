"""The panel while nobody looks, and what is drawn in place of light."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.display import Display, Means
from hmi.model.events import LightFound
from hmi.model.intents import GoDark, Touched
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.wanted import SetLight, SetPace
from hmi.ui.panel import Panel
from hmi.ui.theme import THEMES
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
STAYS = Display(sleep_s=0.0)


@contextmanager
def drawn() -> Iterator[list[str]]:
    """What the window draws and shows meanwhile."""
    from kivy.core.window import Window

    seen: list[str] = []
    tell = {name: (lambda *_, name=name: seen.append(name)) for name in ("on_draw", "on_flip")}
    Window.bind(**tell)
    try:
        yield seen
    finally:
        Window.unbind(**tell)


def test_while_it_is_dark_nothing_is_drawn_and_no_page_is_alive(start: Start, panel: Panel) -> None:
    from kivy.clock import Clock

    driver = start(panel, states.day())
    still = {event.cid for event in Clock.get_events()}
    for page in Page:
        driver.lay_out(replace(driver.state, place=Place(page)))
    driver.app.do(Touched(driver.now), GoDark())
    driver.turn()
    (shown,) = driver.app.root.children
    assert type(shown).__name__ == "SleepPage"
    with drawn() as seen:
        for _ in range(3):
            driver.hear(*states.pack(1, replace(states.ANALOG, current=driver.now % 30), at=driver.now))
            driver.pass_time(10.0)
    assert driver.sees(Page.SLEEP)
    assert seen == []
    assert [event for event in Clock.get_events() if event.cid not in still] == []
    assert driver.picture().palette() == {"#000000"}


def test_light_and_link_are_told_and_values_go_on_coming(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(states.day(), place=Place(Page.HOME)))
    driver.app.do(LightFound(Means.BACKLIGHT, "/sys/class/backlight/lamp"))
    driver.app.do(GoDark())
    driver.hear(*states.pack(1, replace(states.ANALOG, voltage=51.0), at=driver.now))
    assert driver.state.readings[0].analog.voltage == 51.0  # type: ignore[union-attr]
    driver.press(100, 100)
    driver.lift()
    told = [one for one in driver.wanted if isinstance(one, SetLight | SetPace)]
    assert told == [SetLight(100), SetLight(0), SetPace(10.0), SetLight(100), SetPace(0.0)]


@pytest.mark.parametrize(
    ("means", "brightness", "ground"),
    [(Means.NOTHING, 50, 0.5), (Means.SWITCH, 50, 0.5), (Means.NOTHING, 10, 0.1), (Means.BACKLIGHT, 50, 1.0)],
)
def test_where_no_light_can_be_dimmed_the_picture_is(
    start: Start, panel: Panel, means: Means, brightness: int, ground: float
) -> None:
    display = Display(means=means, brightness_pct=brightness)
    driver = start(panel, replace(states.day(), place=Place(Page.HOME), theme="light", display=display))
    whole = [int(THEMES["light"]["ground"][at : at + 2], 16) for at in (1, 3, 5)]
    seen = [int(driver.picture().at(1, 1)[at : at + 2], 16) for at in (1, 3, 5)]
    assert seen == pytest.approx([part * ground for part in whole], abs=2)


def test_a_page_that_stays_drifts_and_touches_follow(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(states.day(), place=Place(Page.HOME), display=STAYS))
    squares = driver.shape("NineSquares")
    before = squares.to_window(*squares.pos)
    for minutes in range(3, 7):
        driver.pass_time(driver.state.touched + 60.0 * minutes - driver.now)
    x, y = squares.to_window(*squares.pos)
    assert (x - before[0], y - before[1]) == (2, 2)
    tile = driver.button("STATUS")
    edge = tile.to_window(tile.right, tile.top)
    driver.press(edge[0] - 1, edge[1] - 1)  # without the drift this is beside it
    assert tile.state == "down"
    driver.lift()
    assert driver.sees(Page.PACKS)
