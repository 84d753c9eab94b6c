"""Alarms from the battery to the glass: woken, explained, acknowledged, over; and what was kept of them."""

import re
from typing import TYPE_CHECKING

from hmi.links.light import curve
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition, Key
from hmi.model.navigation import Page
from hmi.protocol.status import Alarm, Fault
from hmi.simulator.pack import Disturbance
from tests.flows.taps import BEFORE, HOME

if TYPE_CHECKING:
    from tests.flows.house import House, HousePanel

GUARD_S = 0.3
HIGH = "Cell over-voltage"
CELL_TOO_HIGH = Disturbance(cells=0.5)  # V, on the first cell
PROTECTION = Key(Priority.PROTECTION, Alarm.CELL_OVER_VOLTAGE, slot=1)
REPEAT_S = 60.0


def dark(house: "House") -> "HousePanel":
    """All is read, nobody has touched it for long."""
    panel = house.start()
    panel.look_around()
    panel.asleep()
    panel.until(lambda: house.lit() == 0)
    return panel


def disturbed(panel: "HousePanel", pack: int = 1) -> None:
    """Something goes wrong, and the panel has heard of it."""
    panel.house.battery.disturb(pack, CELL_TOO_HIGH)
    panel.soon(lambda: panel.state.alarms)


def put_out(panel: "HousePanel") -> None:
    """By its corner."""
    panel.press(10, 10)
    panel.go_on(1)
    panel.lift()
    panel.go_on(1)
    assert panel.on(Page.SLEEP)


def to_page_of(panel: "HousePanel", words: str) -> None:
    """From MIN STATE, by its plate."""
    panel.leap(GUARD_S)
    panel.walk([words])
    assert panel.on(Page.ALARM)


def test_a_new_protection_wakes_it_to_min_state_and_a_finger_that_meant_to_wake_it_presses_nothing(
    house: "House",
) -> None:
    panel = dark(house)
    disturbed(panel)
    assert panel.on(Page.MIN_STATE)
    assert panel.says(HIGH, "charging stopped because cell 1 is at 3.8")
    panel.until(lambda: house.lit() == 255)
    panel.walk([HIGH])
    assert panel.on(Page.MIN_STATE)
    to_page_of(panel, HIGH)


def test_an_alarm_has_a_page_with_pack_value_limit_causes_and_what_to_do(house: "House") -> None:
    panel = dark(house)
    disturbed(panel)
    to_page_of(panel, HIGH)
    assert panel.says("Pack 1, Cell 1", "Limit 3.700 V", "New", "1st")
    (measured,) = (float(one) for one in panel.texts() if re.fullmatch(r"\d\.\d{3} ", one))
    assert 3.7 < measured < 3.9
    told = "\n".join(panel.texts_of_all_parts())
    for heading in ("What it means", "Likely causes", "What to do now", "When to call"):
        assert heading in told
    assert "Charging has stopped" in told


def test_acknowledging_does_not_hide_an_alarm_that_is_still_active(house: "House") -> None:
    panel = dark(house)
    disturbed(panel)
    to_page_of(panel, HIGH)
    panel.walk(["Acknowledge"])
    assert panel.says("Seen")
    assert not panel.ready("Seen")
    panel.go_on(20)
    panel.walk([HOME, "STATUS"])
    panel.on_to(Page.PROTECT)
    assert panel.says(HIGH, "Pack 1")
    panel.house.battery.disturb(1)
    panel.soon(lambda: not panel.state.alarms)
    assert panel.says("No protection is active")


def test_a_repeat_is_counted_and_does_not_wake_it_again(house: "House") -> None:
    panel = dark(house)
    disturbed(panel)
    to_page_of(panel, HIGH)
    panel.walk(["Acknowledge"])
    put_out(panel)
    house.battery.disturb(1)
    panel.soon(lambda: not panel.state.alarms, 5)
    disturbed(panel)
    assert panel.on(Page.SLEEP)
    standing = panel.state.watch.of(PROTECTION)
    assert standing is not None
    assert (standing.count, standing.condition) == (2, Condition.SEEN)
    house.battery.disturb(1)
    panel.soon(lambda: not panel.state.alarms, 5)
    panel.go_on(REPEAT_S + 10, 10)
    disturbed(panel)
    assert panel.on(Page.MIN_STATE)


def test_a_fault_wakes_it_at_night_at_the_night_level(house: "House") -> None:
    local = house.began.astimezone()
    house.began += local.replace(hour=23) - local
    panel = dark(house)
    house.battery.disturb(2, Disturbance(faults=(Fault.NTC,)))
    panel.soon(lambda: not panel.on(Page.SLEEP))
    assert panel.says("Temp. sensor failed")
    level = curve.raw(panel.state.display.night_pct, 255)
    panel.until(lambda: house.lit() == level)
    assert 0 < level < 255
    to_page_of(panel, "Temp. sensor failed")
    assert panel.says("Pack 2")


def tripped(house: "House") -> "HousePanel":
    """Pack 1 has stopped charging, some seconds later pack 2; the log is shown."""
    panel = dark(house)
    panel.go_on(300, 10)
    disturbed(panel)
    panel.go_on(4)
    panel.house.battery.disturb(2, CELL_TOO_HIGH)
    panel.go_on(10)
    to_page_of(panel, HIGH)
    panel.walk([HOME, "STATUS"])
    panel.on_to(Page.EVENTS)
    panel.until(panel.rows_are_there)
    return panel


def rows(texts: list[str], *words: str) -> list[str]:
    """Those that begin with one of these."""
    return [one for one in texts if one.startswith(words)]


def test_the_log_tells_what_happened_newest_first(house: "House") -> None:
    panel = tripped(house)
    told = panel.texts_of_all_parts()
    assert rows(told, "Current", "Charging", HIGH, "Panel") == [
        "Current has stopped",
        "Charging is off",
        HIGH,
        HIGH,
        "Charging is off",
        HIGH,
        HIGH,
        "Panel started",
    ]
    assert [re.sub(".*· ", "", one) for one in told if " · Pack" in one] == 3 * ["Pack 2"] + 3 * ["Pack 1"]


def test_the_story_of_a_trip_begins_with_the_first_out_whichever_of_its_rows_is_touched(
    house: "House",
) -> None:
    panel = tripped(house)
    panel.turn_to(HIGH)
    assert "Pack 2" in panel.texts()[panel.texts().index(HIGH) + 1]
    panel.walk([HIGH])
    panel.until(lambda: panel.state.past.story)
    assert "Pack 1 · Cell 1" in panel.texts()[panel.texts().index(HIGH) + 1]
    told = panel.texts_of_all_parts()
    seconds = [int(one[1:-2]) for one in rows(told, "+")]
    assert seconds == sorted(seconds)
    assert 3 <= seconds[-1] <= 10
    assert told.index("Charging is off") < told.index("Current has stopped")


def test_the_black_box_of_a_trip_is_stepped_through_by_touch(house: "House") -> None:
    panel = tripped(house)
    panel.turn_to(HIGH)
    panel.walk([HIGH, "10 min before"])
    panel.turn_to("At the trip", BEFORE)
    shown = panel.texts()
    panel.swipe(up=True)
    assert panel.says("High 1", "3.8", "Off")
    panel.swipe(up=False)
    panel.walk([BEFORE])
    assert panel.says(" sec before")
    panel.swipe(up=True)
    assert panel.says("No alarm")
    assert not panel.says("High 1")
    panel.swipe(up=False)
    panel.tap(panel.shape("Stepper", forth=1))
    assert panel.texts() == shown
