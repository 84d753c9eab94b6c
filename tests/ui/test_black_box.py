"""The black box, stepped through by touch; its words frame by frame."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hmi.model.history import box
from hmi.model.intents import Go, StepBox
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui import box_lines
from hmi.ui.box_graph import COLUMNS, minutes
from hmi.ui.language import translator
from hmi.ui.panel import Panel
from tests.ui import states
from tests.ui.past_states import PAST, tripped
from tests.ui.states import after

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.fixture(autouse=True)
def english() -> None:
    translator.choose("en")


def facts(state: State) -> dict[str, str]:
    return {one.name: one.value for one in box_lines.facts(state)}


def test_a_moment_is_told_of_the_stack_and_of_the_pack_that_tripped() -> None:
    state = tripped()
    assert box_lines.when(state) == "3 sec after"
    assert facts(state) == {
        "Current": "−248.0 A",
        "Voltage": "53.13 V",
        "SOC": "62 %",
        "Temp.": "24–27°",
        "High 8": "3.328 V",
        "Low 12": "3.308 V",
        "Charge": "Off",
        "Discharge": "On",
    }
    assert box_lines.alarms_then(state) == "Discharge over-current"
    before = after(state, StepBox(-15))
    assert box_lines.when(before) == "12 sec before"
    assert facts(before)["Current"] == "−72.0 A"
    assert facts(before)["Charge"] == "On"
    assert box_lines.alarms_then(before) == "No alarm"
    assert box_lines.when(after(state, StepBox(-3))) == "At the trip"
    assert box_lines.clock(before).startswith("Pack 2  ")
    assert box_lines.clock(before).endswith(" ?")  # that clock was not certain


def test_minutes_are_told_as_minutes() -> None:
    state = states.day()
    for at in range(1, 130, 3):
        state = after(state, *states.pack(2, at=states.NOW + at))
    from tests.ui.past_states import told

    assert box_lines.when(after(told(state), StepBox(-500))) == "2 min 7 sec before"


def test_without_a_box_it_says_why() -> None:
    assert box_lines.told(PAST["no box"]()) == "No minutes were kept before this."
    assert box_lines.told(PAST["damaged box"]()).startswith("These minutes cannot be read. black box: ")
    assert box_lines.told(tripped()) == ""
    empty = after(states.day(), Go(Page.BLACK_BOX))
    lines = (
        box_lines.when(empty),
        box_lines.clock(empty),
        box_lines.facts(empty),
        box_lines.alarms_then(empty),
    )
    assert lines == ("", "", (), "")


def test_the_strip_has_the_cells_of_the_pack_and_the_current_of_all() -> None:
    shown = minutes(box.box(tripped()))
    assert (shown.length_s, len(shown.cells)) == (29.0, COLUMNS)
    assert set(shown.cells) == {(3.308, 3.328)}
    assert shown.current[60] == (-72.0, -72.0)
    assert shown.current[-1] == pytest.approx((-247.99, -247.99))


def test_presses_step_through_it_and_a_touch_in_the_strip_goes_there(start: Start, panel: Panel) -> None:
    driver = start(panel, tripped())
    driver.show(tripped())
    back, forth = (driver.shape("Stepper", forth=way) for way in (-1, 1))
    driver.tap(back)
    driver.tap(back)
    driver.tap(forth)
    assert (driver.state.past.frame, "2 sec after" in driver.texts()) == (1, True)
    strip = driver.shape("BoxStrip")
    x, y = strip.to_window(strip.x, strip.y)
    driver.press(x + strip.width * 0.2, y + strip.height / 2)
    driver.lift()
    assert driver.state.past.frame > 20
    assert driver.state.past.frame == max(0, round(29 - 29 * strip.share(x + strip.width * 0.2)))


def test_a_press_that_is_held_steps_by_tens(start: Start, panel: Panel) -> None:
    from tests.ui.driver import middle

    driver = start(panel, tripped())
    driver.show(tripped())
    stepper = driver.button(driver.shape("Stepper", forth=-1))
    stepper.every_s = 0.01
    driver.press(*middle(stepper))
    driver.turn(lambda: driver.state.past.frame >= 20)
    driver.lift()
    frame = driver.state.past.frame
    assert frame % 10 == 0 or frame == 29
    driver.turn()
    assert driver.state.past.frame == frame
