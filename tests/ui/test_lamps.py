"""The lamps of the box as they are drawn, and the way from what is seen on it to what that means."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kivy.uix.label import Label
from kivy.uix.widget import Widget

from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.protocol.messages import Command
from hmi.ui.panel import Panel
from hmi.ui.theme import DARK
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
LAMPS = ("RUN", "ALM", "L6", "L5", "L4", "L3", "L2", "L1")


def lit(driver: "Driver") -> list[str]:
    """The names of the lamps that are bright now."""
    return [name for name in LAMPS if lamp(driver.label(name)).lit]


def lamp(name: Label) -> Widget:
    return name.parent


def at(driver: "Driver", seconds: float, wanted: list[str]) -> None:
    """So many seconds after the steady clock's zero these lamps are bright."""
    driver.now = seconds
    driver.turn(lambda: lit(driver) == wanted)


def test_lamps_blink_together_by_the_manuals_times_as_long_as_they_are_shown(
    start: Start, panel: Panel
) -> None:
    hot = replace(states.STATUS, system=0x20, protect_2=0x01)
    stopped = states.after(states.day(), states.heard(Command.STATUS, hot))
    driver = start(panel, replace(stopped, place=Place(Page.LAMPS)))
    at(driver, 1000.2, ["ALM"])  # a protection: without a pause, in the colour of one
    label = driver.label("ALM")
    x, y = (round(edge) for edge in label.to_window(label.x + 2, label.center_y))
    assert driver.picture().at(x, y) == DARK["fault"]
    driver.show(replace(states.day(), place=Place(Page.LAMPS)))
    bright, dark = ["RUN", "L4", "L3", "L2", "L1"], ["RUN", "L3", "L2", "L1"]
    for seconds in (1000.1, 1001.2, 1002.4):
        at(driver, seconds, bright)
        at(driver, seconds + 0.5, dark)
    driver.show(replace(states.discharging(), place=Place(Page.LAMPS)))
    at(driver, 1000.4, ["RUN", "L4", "L3", "L2", "L1"])
    at(driver, 1000.6, ["L4", "L3", "L2", "L1"])
    at(driver, 1001.9, ["L4", "L3", "L2", "L1"])
    at(driver, 1002.1, ["RUN", "L4", "L3", "L2", "L1"])
    run = lamp(driver.label("RUN"))
    driver.go(Page.SLEEP)
    driver.now = 1000.6
    driver.turn()
    assert run.lit  # as it was left: nothing follows the clock in the dark


def test_walk_from_the_box_to_what_its_lamps_mean(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(states.day(), place=Place(Page.HOME)))
    driver.tap("STATUS")
    while driver.page is not Page.LAMPS:
        driver.tap(driver.shape("Chevrons", forth=1))
    assert {"Charging", "Pack 1 of 3"} <= {*driver.texts()}
    driver.tap("Not so?")
    assert driver.sees(Page.LAMP_GUIDE)
    told = meaning(driver)
    assert told == ["Tap each lamp to match the box:", "Asleep or switched off", "Empty: discharging stopped"]
    driver.tap("ALM")
    assert meaning(driver) == ["Charging stopped", "Discharging stopped", "Failed: all is stopped"]
    assert DARK["fault"] not in driver.picture().palette()  # what is seen on the box is no alarm here
    driver.tap("ALM")
    driver.tap("ALM")
    driver.tap("RUN")
    driver.tap("L1")
    driver.tap("L2")
    driver.tap("L2")
    assert meaning(driver) == ["Charging, 18–33 %", "Charging, voltage high, 18–33 %"]
    driver.tap("L5")
    assert meaning(driver)[0] == "No state looks like this. The nearest is:"
    driver.tap("All out")
    assert meaning(driver) == told
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.LAMPS)


def meaning(driver: "Driver") -> list[str]:
    """The lines below the lamps."""
    return max(driver.texts(), key=len).split("\n")
