"""Parameter groups by real touches: opened, edited through the keypad, refused in words, proposed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.change import Change
from hmi.model.draft import Fault, Problem
from hmi.model.events import Lost, Trouble
from hmi.model.intents import Restore, ShowGroup
from hmi.model.job import Cause, Stage
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.wanted import Send
from hmi.protocol.command import Command
from hmi.protocol.control import Empty
from hmi.ui import parameter_lines, value_lines
from hmi.ui.language import translator
from hmi.ui.panel import PANELS, Panel
from tests.ui import group_states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def at(driver: "Driver", text: str) -> bool:
    return any(text in one for one in driver.texts())


def type_in(driver: "Driver", keys: str) -> None:
    for key in keys:
        driver.tap(driver.label({"<": "←", "-": "−"}.get(key, key)))


@pytest.fixture
def group(start: Start, panel: Panel) -> "Driver":
    """The cell over-voltage group, read."""
    return start(panel, group_states.parameters())


def test_a_group_is_opened_from_the_overview_and_left_by_the_bar(start: Start, panel: Panel) -> None:
    driver = start(panel, group_states.parameters())
    driver.go(Page.PARAMETERS)
    driver.tap("Pack over-voltage")
    assert driver.sees(Page.GROUP)
    assert driver.state.group == "pack_over_voltage"
    assert {"Pack over-voltage", "Protection on", "59.20", "V"} <= set(driver.texts())
    driver.tap(driver.shape("Back"))
    assert driver.sees(Page.PARAMETERS)


def test_the_overview_tells_where_each_group_acts(start: Start, panel: Panel) -> None:
    driver = start(panel, group_states.parameters("environment_temperature", enable=0))
    seen: set[str] = set()
    driver.go(Page.PARAMETERS)
    for place in driver.state.places:
        if place.page is Page.PARAMETERS:
            driver.go(place.page, place.part)
            seen |= set(driver.texts())
    assert {"3.70 V", "59.20 V", "110 A", "150 A", "300 µs", "55 / 60 °C", "110 °C", "3.10 V"} <= seen
    assert {"Ambient", "Off"} <= seen


def test_a_value_goes_through_the_keypad_into_the_draft_and_on_to_the_change(group: "Driver") -> None:
    old = group.state.parameters.groups["cell_over_voltage"]
    group.tap("Release")
    assert group.sees(Page.VALUE)
    assert at(group, "On again")
    assert at(group, "2.50–4.50 V")
    assert at(group, "in steps of 0.01 V")
    type_in(group, "3.41<0")
    assert at(group, "Now 3.38 V")
    assert group.label("3.40").font_size >= group.app.theme.figure
    group.tap("OK")
    assert group.sees(Page.GROUP)
    assert {"3.40", "was 3.38"} <= set(group.texts())
    group.tap("Write")
    assert group.sees(Page.CHANGE)
    job = group.state.job
    assert job is not None
    assert job.stage is Stage.PROPOSED
    assert [(one.old, one.new) for one in job.changes] == [(old, replace(old, release=3.4))]
    assert not [one for one in group.wanted if one != Send(Command.READ_CELL_OVER_VOLTAGE, Empty())]


def test_a_value_out_of_range_stays_on_the_keypad_and_says_the_range(group: "Driver") -> None:
    group.tap("Protection")
    type_in(group, "9.9")
    group.tap("OK")
    assert group.sees(Page.VALUE)
    assert at(group, "out of range:\n2.50–4.50 V")
    type_in(group, "<")
    assert not at(group, "out of range")


def test_a_value_out_of_order_is_not_written(group: "Driver") -> None:
    group.tap("Protection")
    type_in(group, "3.5")
    group.tap("OK")
    assert at(group, "Protection not beyond the warning: at least 3.61 V")
    assert "Write" not in group.texts()
    assert group.state.job is None


def test_going_back_from_the_keypad_changes_nothing(group: "Driver") -> None:
    group.tap("Protection")
    type_in(group, "3.6")
    group.tap(group.shape("Back"))
    assert group.sees(Page.GROUP)
    assert "3.70" in group.texts()
    assert "Write" not in group.texts()


def test_an_enable_is_turned_over_where_the_group_says_that_it_guards(group: "Driver") -> None:
    group.tap("Protection on")
    assert "Protection off" in group.texts()
    group.tap("Write")
    assert group.sees(Page.CHANGE)
    assert group.state.job is not None
    assert group.state.job.unguarding


def test_a_contested_group_is_shown_and_not_edited(start: Start, panel: Panel) -> None:
    driver = start(panel, group_states.parameters("limiter_start"))
    assert at(driver, "Shown only: sources disagree on it")
    assert "100" in driver.texts()
    driver.tap("Starts above")
    assert driver.sees(Page.GROUP)
    assert driver.state.draft is None


def test_what_the_bms_does_not_tell_is_not_edited(start: Start, panel: Panel) -> None:
    driver = start(panel, group_states.unclear())
    assert at(driver, "This BMS does not tell")
    driver.tap("Protection")
    assert driver.sees(Page.GROUP)


def test_without_a_link_no_value_is_shown(group: "Driver") -> None:
    group.hear(Lost(Trouble.SILENT, "nothing came", group.now))
    assert not {"3.70", "Protection on"} & set(group.texts())
    assert "--" in group.texts()


def test_a_group_of_two_directions_has_three_numbers_a_part_on_the_small_panel(start: Start) -> None:
    driver = start(PANELS["ctp28"], group_states.parameters("cell_under_temperature"))
    assert {"Cells too cold, charging", "Warning", "Protection", "Release"} <= set(driver.texts())
    driver.tap(driver.shape("Chevrons", forth=1))
    assert driver.sees(Page.GROUP, 1)
    assert {"Cells too cold, discharging", "Warning", "Protection", "Release"} <= set(driver.texts())
    driver.tap("Protection")
    type_in(driver, "-18")
    driver.tap("OK")
    assert driver.sees(Page.GROUP, 1)
    assert {"−18", "was −20"} <= set(driver.texts())


def test_what_differs_from_the_factory_is_marked(start: Start, panel: Panel) -> None:
    driver = start(panel, group_states.parameters("cell_over_voltage", release=3.4))
    marked = [tile for tile in parameter_lines.fields(driver.state) if tile.differs]
    assert [tile.name for tile in marked] == ["Release"]
    assert [text for text in driver.texts() if "factory" in text] == ["factory 3.38"]


def test_factory_values_are_restored_by_way_of_a_change(start: Start, panel: Panel) -> None:
    state = group_states.parameters("sleep", delay_min=60)
    driver = start(panel, state)
    driver.go(Page.PARAMETERS)
    last = [place for place in driver.state.places if place.page is Page.PARAMETERS][-1]
    driver.go(last.page, last.part)
    assert driver.button("Restore as found").disabled
    assert "nothing kept yet" in driver.texts()
    driver.tap("Restore factory")
    assert driver.sees(Page.CHANGE)
    job = driver.state.job
    assert job is not None
    assert job.cause is Cause.FACTORY
    old = state.parameters.groups["sleep"]
    assert [(one.subject, one.old) for one in job.changes] == [("sleep", old)]
    assert isinstance(job.changes[0], Change)
    assert job.changes[0].write[0] is Command.WRITE_SLEEP


def test_the_decimal_key_shows_the_sign_of_the_language_and_means_a_point() -> None:
    translator.locale = translator.locale.parse("de")
    try:
        assert value_lines.key(".") == ","
        assert (
            value_lines.typed(group_states.edited("cell_over_voltage", "protection", "3.6", done=False))
            == "3,6"
        )
    finally:
        translator.choose("en")


@pytest.mark.parametrize(
    ("group", "field", "special"),
    [
        ("cell_over_voltage", "protection", "."),
        ("cell_under_temperature", "charge_alarm", "-"),
        ("sleep", "delay_min", ""),
    ],
)
def test_a_key_is_there_only_for_what_the_value_can_have(group: str, field: str, special: str) -> None:
    assert value_lines.keys(group_states.edited(group, field, "", done=False))[9] == special


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words_with_its_bounds(fault: Fault) -> None:
    field = ("delay_min",)
    plain = value_lines.problem("sleep", Problem(fault, field))
    assert plain.startswith("For ")
    assert value_lines.problem("sleep", Problem(fault, field, 3)) == f"{plain}: at least 3 min"
    assert value_lines.problem("sleep", Problem(fault, field, None, 9)) == f"{plain}: at most 9 min"
    assert value_lines.problem("sleep", Problem(fault, field, 3, 9)) == f"{plain}: 3–9 min"
    assert value_lines.problem("sleep", Problem(fault, field, step=2)) == f"{plain}: in steps of 2 min"


def test_every_group_and_both_ways_back_are_on_the_overview() -> None:
    state = group_states.parameters()
    tiles = [
        tile
        for place in replace(state, place=Place(Page.PARAMETERS)).places
        if place.page is Page.PARAMETERS
        for tile in parameter_lines.tiles(replace(state, place=place))
    ]
    groups = [tile.intent.group for tile in tiles if isinstance(tile.intent, ShowGroup)]
    assert groups == list(state.facts.parameters)
    assert [tile.intent.cause for tile in tiles if isinstance(tile.intent, Restore)] == [
        Cause.AS_FOUND,
        Cause.FACTORY,
    ]
