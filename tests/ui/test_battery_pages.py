"""The pages of what the panel has learned by real touches."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hmi.model.alarm.name import Priority
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui.panel import Panel
from tests.ui import states
from tests.ui.battery_states import doubtful, emptying, weak

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def read_on(driver: "Driver", first: str = ">>") -> list[str]:
    """Everything from here to the last part that is led to."""
    seen = driver.texts()
    for press in (first, ">>"):
        while press in driver.texts():
            driver.tap(press)
            seen += driver.texts()
    return seen


def test_from_the_soc_to_how_sure_it_is_to_why_and_to_the_guide(start: Start, panel: Panel) -> None:
    driver = start(panel, doubtful())
    driver.go(Page.OVERVIEW)
    driver.tap("State of charge")
    assert driver.sees(Page.SURE)
    said = {"63", "± 37", "It was full 12 days ago. 9 jumps of the SOC since."}
    why = {"7,037 Ah in and out", "≈ 11.6 %", "Largest jump of the SOC"}
    assert said | why <= set(read_on(driver, "Why?"))
    driver.tap("Make it sure")
    read_on(driver)
    driver.tap("Begin")
    assert driver.state.ledger.guide is not None
    assert {"1 of 2: empty it", "Give up"} <= set(driver.texts())
    driver.tap("Give up")
    assert driver.state.ledger.guide is None
    driver.tap(driver.button(driver.shape("Back")))
    assert driver.sees(Page.OVERVIEW)


def test_a_finger_on_the_scale_tries_another_load(start: Start, panel: Panel) -> None:
    driver = start(panel, emptying())
    driver.go(Page.OVERVIEW)
    driver.tap("Discharging")
    assert {"Down to 10 %", "With 300 W", "a day and 3 h"} <= set(driver.texts())
    slide = next(one for one in driver.widgets() if type(one).__name__ == "LoadSlide")
    assert slide.height >= driver.app.theme.mm(9)
    driver.press(slide.x + 1, slide.center_y)
    assert {"With 50 W", "six days"} <= set(driver.texts())
    driver.slide(slide.right - 1, slide.center_y)
    assert "With 10.00 kW" in driver.texts()
    driver.slide(slide.center_x, slide.top + 20)  # a finger that has left it still chooses
    driver.lift()
    chosen = driver.state.load_w
    assert 300 < chosen < 2000
    driver.press(slide.center_x, slide.top + 20)
    driver.slide(slide.x + 1, slide.center_y)  # one that has not begun on it does not
    driver.lift()
    assert driver.state.load_w == chosen
    assert driver.sees(Page.WHAT_IF)


def test_a_cell_that_was_found_is_offered_beside_the_others(start: Start, panel: Panel) -> None:
    driver = start(panel, weak())
    driver.go(Page.CELLS)
    driver.tap("Cell 16: weak?")
    assert driver.sees(Page.WEAK_CELL)
    assert {"Pack 1 – Cell 16 holds too little", "15 of 15, by 999 mV"} <= set(driver.texts())


def test_on_min_state_the_plate_of_an_alarm_leads_to_its_page_and_anything_else_home(
    start: Start, panel: Panel
) -> None:
    driver = start(panel, states.protected())
    driver.go(Page.MIN_STATE)
    driver.tap("Too hot to charge")
    assert driver.sees(Page.ALARM)
    shown = driver.state.watch.shown
    assert shown is not None
    assert shown.priority is Priority.PROTECTION
    driver.go(Page.MIN_STATE)
    soc = driver.label("46")
    driver.press(*soc.to_window(*soc.center))
    driver.lift()
    assert driver.sees(Page.HOME)
    driver.show(states.single())
    driver.go(Page.MIN_STATE)
    driver.tap("Discharging")  # where the plate would be
    assert driver.sees(Page.HOME)
