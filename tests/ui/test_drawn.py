"""What is really on the glass: a QR code that can be scanned, and colours of alarms for alarms alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import segno

from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.ui.panel import Panel
from hmi.ui.theme import THEMES
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.mark.parametrize("theme", THEMES)
def test_the_qr_code_can_be_read_from_the_glass(start: Start, panel: Panel, theme: str) -> None:
    driver = start(panel, states.longest())
    driver.show(replace(driver.state, theme=theme))
    driver.go(Page.SERIAL_NUMBER)
    code = driver.shape("QrCode")
    assert code.text == "MW512100LP2411000456"
    assert code.module >= 2
    left, _, _, top = (round(edge) for edge in code.extent())
    side, picture = code.module, driver.picture()
    rows = [bytes(row) for row in segno.make(code.text, micro=False).matrix_iter(border=4)]
    for row, modules in enumerate(rows):
        for column, module in enumerate(modules):
            for across in range(side):
                y = top - row * side - 1 - across
                x = left + column * side + across
                assert picture.at(x, y) == ("#000000" if module else "#FFFFFF")


def test_red_and_amber_are_the_colours_of_alarms_and_of_nothing_else(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    assert not driver.state.alarms
    wrong = [page for page in Page if alarming(driver, replace(states.day(), place=Place(page)))]
    assert wrong == []
    assert alarming(driver, replace(states.protected(), place=Place(Page.MIN_STATE)))


def alarming(driver: "Driver", state: State) -> bool:
    """Something is drawn in such a colour."""
    from kivy.graphics import Color

    driver.lay_out(state)
    of_alarms = {hexadecimal(getattr(driver.app.theme, name)) for name in ("fault", "warning")}
    canvases = (
        part for one in driver.widgets() for part in (one.canvas.before, one.canvas, one.canvas.after)
    )
    inks = (ink for canvas in canvases for ink in canvas.children if isinstance(ink, Color))
    return any(ink.a and hexadecimal(ink.rgb) in of_alarms for ink in inks)


def hexadecimal(colour: Sequence[float]) -> str:
    """As #RRGGBB."""
    return "#" + bytes(round(part * 255) for part in colour[:3]).hex().upper()
