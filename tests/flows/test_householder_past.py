"""What is kept: the trend by touch, all of it after a power cut, other batteries, a disk that fails."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from hmi.model.history.trend import Quantity
from hmi.model.navigation import Page
from hmi.model.state import Phase
from hmi.protocol.status import Fault
from hmi.simulator.pack import Disturbance
from hmi.ui.theme import THEMES
from tests.flows.taps import HOME

if TYPE_CHECKING:
    from tests.flows.battery import Battery
    from tests.flows.house import House, HousePanel

FAILED = "Temp. sensor failed"
STEP_S = 25.0  # in a driven hour; a sample each
NOT_SEEN_FULL = "The panel has not seen this battery full yet"


def to_trend(panel: "HousePanel") -> None:
    panel.walk([HOME, "PACK-INFO"])
    panel.on_to(Page.TREND)
    panel.until(lambda: panel.shape("TrendGraph").trend)


def to_sure(panel: "HousePanel") -> None:
    panel.walk([HOME, "PACK-INFO", "State of charge"])


def swap(panel: "HousePanel", battery: "Battery") -> None:
    """Another one is plugged in."""
    panel.house.unplug()
    panel.soon(lambda: panel.state.link.phase is Phase.LOST)
    panel.house.plug(battery)
    panel.soon(panel.at_rest)
    panel.go_on(20)


def stretches(panel: "HousePanel") -> list[tuple[bool, float]]:
    """Of the trend shown: whether something is known, and for how long (s)."""
    trend = panel.shape("TrendGraph").trend
    column_s = trend.span / len(trend.bands[Quantity.SOC])
    known = groupby(trend.bands[Quantity.SOC], lambda one: one is not None)
    return [(there, len(list(columns)) * column_s) for there, columns in known]


def known_s(panel: "HousePanel") -> float:
    """For how long something is."""
    return sum(seconds for there, seconds in stretches(panel) if there)


def line(panel: "HousePanel") -> int:
    """So many pixels of the graph's line are drawn."""
    graph = panel.shape("TrendGraph")
    x, y = map(round, graph.to_window(*graph.pos))
    colours = panel.picture().colours(x, y, round(x + graph.width), round(y + graph.height))
    return colours[THEMES["dark"]["words"]]


def test_the_trend_is_chosen_by_touch_and_a_lost_link_is_a_gap_in_it(house: "House") -> None:
    panel = house.start()
    panel.go_on(900, STEP_S)
    house.unplug()
    panel.soon(lambda: panel.state.link.phase is Phase.LOST)
    panel.go_on(600, STEP_S)
    house.plug()
    panel.soon(lambda: panel.state.link.phase is Phase.LIVE)
    panel.go_on(900, STEP_S)
    panel.wake()
    to_trend(panel)
    assert panel.says("SOC", "100 %", "24 hours", "no data")
    panel.walk(["24 hours", "7 days", "30 days", "1 hour"][:3])
    panel.until(lambda: panel.says("1 hour", "now") and len(stretches(panel)) == 4)
    (before, _), (first, first_s), (gap, gap_s), (second, second_s) = stretches(panel)
    assert (before, first, gap, second) == (False, True, False, True)
    assert all(850 <= known_s <= 950 for known_s in (first_s, second_s))
    assert 570 <= gap_s <= 700
    assert line(panel) > first_s / 15 + second_s / 15
    panel.walk(["SOC", "Current"])
    assert panel.says("Power", "kW")


def test_nothing_is_lost_when_the_power_goes(house: "House") -> None:
    house.battery = house.another_battery(packs=2, scenario="full")
    panel = house.start()
    panel.register_warranty()
    panel.to_papers("Service")
    panel.walk(["Done"])
    panel.until(lambda: panel.says("Done today"))
    panel.go_on(300, STEP_S)
    house.battery.disturb(1, Disturbance(faults=(Fault.NTC,)))
    panel.soon(lambda: panel.state.alarms)
    panel.go_on(60)
    house.cut_power()

    house.battery.disturb(1)
    panel = house.start()
    assert panel.state.readings
    assert not panel.state.alarms
    panel.walk(["STATUS"])
    panel.on_to(Page.EVENTS)
    panel.until(panel.rows_are_there)
    panel.turn_to(FAILED)
    panel.walk([FAILED])
    panel.until(lambda: panel.says("Pack 1", "10 min before"))
    to_trend(panel)
    panel.until(lambda: known_s(panel) >= 360)
    to_sure(panel)
    assert panel.tells("It was full less than a day ago.", "± 1")
    panel.to_papers("Warranty")
    assert panel.says("6/21/25 – 6/21/35")
    panel.to_papers("Service")
    assert panel.says("Done today")


def test_another_battery_has_a_past_of_its_own(house: "House") -> None:
    first = house.battery = house.another_battery(packs=2, scenario="full")
    panel = house.start()
    panel.register_warranty()
    panel.go_on(1200, STEP_S)
    panel.wake()
    swap(panel, house.another_battery(model="ES25.6-100LP"))
    to_trend(panel)
    assert known_s(panel) <= 400
    to_sure(panel)
    assert panel.tells(NOT_SEEN_FULL)
    panel.to_papers("Warranty")
    assert panel.says("Not registered.")
    panel.walk([HOME, "STATUS"])
    panel.on_to(Page.EVENTS)
    assert "Another battery" in panel.texts_of_all_parts()
    swap(panel, first)
    to_trend(panel)
    panel.until(lambda: known_s(panel) >= 1200)
    to_sure(panel)
    assert panel.tells("It was full less than a day ago.")
    panel.to_papers("Warranty")
    assert panel.says("6/21/25 – 6/21/35")


def test_a_damaged_history_is_kept_aside_with_a_notice_and_a_new_one_begun(house: "House") -> None:
    panel = house.start()
    panel.go_on(120, 10)
    house.stop()
    history = house.directory / "history.db"
    damaged = history.read_bytes()[:100] + bytes(4000)
    history.write_bytes(damaged)
    panel = house.start()
    panel.go_on(60)
    assert (house.directory / "history.db.damaged-1").read_bytes() == damaged
    panel.walk(["Notice"])
    assert "a new history is begun" in " ".join(panel.texts_of_all_parts())
    panel.walk([HOME, "PACK-INFO"])
    assert panel.says("Pack voltage", "53.")
    to_trend(panel)
    panel.until(lambda: stretches(panel)[-1][0])


def test_where_nothing_can_be_kept_that_is_said_and_live_values_are_shown(house: "House") -> None:
    panel = house.start(directory=Path("/proc/pack-hmi"))
    panel.go_on(60)
    assert panel.says("53.", "No alarm", "Notice")
    panel.walk(["Notice"])
    told = "".join(panel.texts_of_all_parts())
    assert "/proc/pack-hmi/panel.db" in told
    assert "/proc/pack-hmi/history.db" in told
    to_trend(panel)
    panel.until(lambda: panel.says("History not kept now"))
    panel.walk([HOME, "STATUS"])
    panel.on_to(Page.EVENTS)
    assert "The log cannot be kept." in "".join(panel.texts_of_all_parts())
