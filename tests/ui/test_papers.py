"""Warranty, models, maintenance and pairing in words, and the code that a phone reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hmi.model import paper_pages
from hmi.model.intents import AdjustWarranty, Cancel, RegisterWarranty, ShowModel, ShowTask, TickOff, Turn
from hmi.model.navigation import Page, Place
from hmi.model.papers import Registration
from hmi.model.record import Logbook
from hmi.model.state import State
from hmi.ui import index, maintenance_lines, model_lines, pairing, registration_lines, warranty_lines
from hmi.ui.language import translator
from hmi.ui.panel import PANELS, Panel
from tests.ui import kept, states
from tests.ui.paper_states import DETAIL, PAPERS, day, unsure

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
SMALL, LARGE = PANELS["ctp28"].room(), PANELS["7in"].room()


@pytest.fixture(autouse=True)
def english() -> None:
    translator.choose("en")


def at(name: str, page: Page, part: int = 0, panel: str = "7in") -> State:
    """That state on a part of a page."""
    return replace(PAPERS[name](), room=PANELS[panel].room(), place=Place(page, part))


def since(first: date, years: int = 10, cycles: int = 6000) -> State:
    return replace(kept.registered(day(), Registration(first, years, cycles)), room=LARGE)


# The warranty.


@pytest.mark.parametrize(
    ("state", "short", "tile"),
    [
        (day(), "Warranty not registered", "Not yet"),
        (State(record=Logbook(ready=True)), "Warranty: --", "--"),
        (replace(day(), record=Logbook()), "Warranty: --", "--"),
        (since(date(2024, 6, 21)), "Warranty: 9.0 years", "9 years"),
        (unsure(since(date(2024, 6, 21))), "Warranty: 9.0 years ?", "9 years ?"),
        (since(date(2016, 6, 20)), "Warranty: 11 months", "11 months"),
        (since(date(2015, 7, 21)), "Warranty: 1 month", "1 month"),
        (since(date(2015, 7, 1)), "Warranty: 10 days", "10 days"),
        (since(date(2015, 6, 21)), "Warranty is over", "Expired"),
        (unsure(since(date(2015, 6, 21))), "Warranty is over ?", "Expired ?"),
        (unsure(since(date(2024, 6, 21), cycles=140)), "Warranty is over", "Expired"),
        (replace(since(date(2024, 6, 21)), clock=None), "Warranty, time not known", "--"),
    ],
)
def test_what_is_left_in_short(state: State, short: str, tile: str) -> None:
    assert (warranty_lines.in_short(state), warranty_lines.tile(state)) == (short, tile)


def test_what_is_left_in_figures_with_its_term_and_what_was_used() -> None:
    state = at("registered", Page.WARRANTY)
    assert [(one.value, one.unit) for one in warranty_lines.figures(state)] == [
        ("10.0", "years"),
        ("5,860", ""),
    ]
    assert [one.value for one in warranty_lines.facts(state)] == ["6/21/25 – 6/21/35", "140 of 6,000"]
    unknown = replace(state, clock=None, readings=())
    assert [one.value for one in warranty_lines.figures(unknown)] == ["--", "--"]
    assert warranty_lines.facts(unknown)[1].value == "-- of 6,000"


@pytest.mark.parametrize(
    ("name", "told", "action"),
    [
        ("not registered", "Not registered. It runs from the day of commissioning.", "Register"),
        ("registered", "Its pace can be told after 90 days.", "Change"),
        ("registered, not sure", "Its pace needs a clock that is right.", "Change"),
        ("warranty over", "The warranty is over", "Change"),
        ("in use for long", "At the pace so far, 6,000 cycles last 85 years.", "Change"),
    ],
)
def test_pace_and_what_can_be_done(name: str, told: str, action: str) -> None:
    state = at(name, Page.WARRANTY)
    assert (warranty_lines.told(state), warranty_lines.action(state)) == (told, action)


def test_a_pace_that_outlives_the_battery_is_told_as_such() -> None:
    state = replace(since(date(2015, 7, 1), cycles=20_000), place=Place(Page.WARRANTY))
    assert warranty_lines.told(state) == "At the pace so far, 20,000 cycles last more than 99 years."


def test_a_small_panel_has_figures_first_and_the_rest_on_a_second_part() -> None:
    first, second = (at("registered", Page.WARRANTY, part, "ctp28") for part in (0, 1))
    assert warranty_lines.figures(first)
    assert (warranty_lines.told(first), warranty_lines.action(first)) == ("", "")
    assert not warranty_lines.figures(second)
    assert warranty_lines.action(second)


def test_every_field_has_its_value_and_two_steps() -> None:
    told = registration_lines.steppers(at("registered", Page.REGISTRATION))
    assert [one.value for one in told] == ["21", "Jun", "2025", "10", "6,000"]
    assert [one.more for one in told] == [AdjustWarranty(field, 1) for field in paper_pages.FIELDS]
    assert [one.less for one in told] == [AdjustWarranty(field, -1) for field in paper_pages.FIELDS]
    assert len(registration_lines.steppers(at("registered", Page.REGISTRATION, 0, "ctp28"))) == 3


@pytest.mark.parametrize(
    ("name", "asked", "actions"),
    [
        (
            "drafted",
            "Dec 27, 2024 →\nNov 26, 2023\n28 → 27 years\n18,500 → 18,000 cycles",
            {"Back": Turn(-1), "Register": RegisterWarranty(date(2023, 11, 26), 27, 18_000)},
        ),
        ("drafted, asked", "Into the record", {}),
        ("drafted, registered", "Registered.\nNov 26, 2023\n27 years, 18,000 cycles", {"OK": Cancel()}),
        (
            "drafted, refused",
            f"Not registered, the record took nothing: {DETAIL}",
            {"Back": Turn(-1), "Try again": RegisterWarranty(date(2023, 11, 26), 27, 18_000)},
        ),
        ("drafted, to come", "That day is still to come.", {"Back": Turn(-1)}),
        ("registered", "It is registered so already.", {"Back": Turn(-1)}),
        (
            "not registered",
            "Not registered → Jun 21, 2025\n10 years, 6,000 cycles",
            {"Back": Turn(-1), "Register": RegisterWarranty(date(2025, 6, 21), 10, 6000)},
        ),
    ],
)
def test_old_and_new_are_said_before_and_the_result_after(
    name: str, asked: str, actions: dict[str, object]
) -> None:
    state = at(name, Page.REGISTRATION, 1)
    assert registration_lines.asked(state) == asked
    assert {one.words: one.intent for one in registration_lines.actions(state)} == actions


def test_before_the_last_part_one_goes_on_or_gives_up() -> None:
    state = at("drafted", Page.REGISTRATION)
    assert registration_lines.asked(state) == ""
    assert [(one.words, one.intent) for one in registration_lines.actions(state)] == [
        ("Cancel", Cancel()),
        ("Next", Turn(1)),
    ]


# Models.


def told(name: str) -> dict[str, str]:
    """Every line of a model's table."""
    state = replace(states.after(day(), ShowModel(name)), room=LARGE)
    lines: dict[str, str] = {}
    for place in (
        place for place in replace(state, place=Place(Page.MODEL)).places if place.page is Page.MODEL
    ):
        lines |= {one.name: one.value for one in model_lines.facts(replace(state, place=place))}
    return lines


def test_the_table_of_a_model_in_words() -> None:
    assert {
        "Proposed": "ES51.2-100LP",
        "Inverter settings": "",
        "Discharge cut-off": "50 V",
        "Normal charging": "58.4 V",
        "Cut-off at SOC": "10 %",
        "Nominal energy": "5.12 kWh",
        "Capacity": "100 Ah",
        "Cycles, at least": "6,000",
        "To discharge": "−10 – 60 °C",
        "Speaks": "RS232, RS485, CAN",
        "In parallel": "up to 15",
        "Inverter for one": "less than 5 kW",
        "Wires": "25 mm²",
        "Size L × W × H": "440 × 170 × 560 mm",
        "Weight": "about 41 kg",
    }.items() <= told("ES51.2-100LP").items()
    assert {
        "Other model": "Active16",
        "Inverter settings": "none recommended",
        "Capacity": "about 314 Ah",
        "Humidity": "20 – 95 %",
        "Altitude, at most": "3,000 m",
        "Wires": "42.4 mm² (AWG 1)",
        "Cooling": "Natural convection",
        "Weight": "118.5 kg",
    }.items() <= told("Active16").items()
    assert "Normal charging" not in told("Active16")


def test_remarks_and_sources_stand_after_the_lines() -> None:
    state = at("model Active16", Page.MODEL, 0)
    last = [place for place in state.places if place.page is Page.MODEL][-1]
    assert not model_lines.remarks(state)
    blocks = {one.heading: one.words for one in model_lines.remarks(replace(state, place=last))}
    assert blocks["Told in"] == "Active16 user manual, Technical Parameters"
    assert "Inverters of more than 5 kW need both pairs of terminals." in blocks["To know"]


def test_the_footer_leads_to_the_next_model() -> None:
    state = at("registered", Page.MODEL)
    other = index.other(state)
    assert (other.words, other.intent) == ("ES51.2-100LP?", ShowModel("ES25.6-100LP"))
    assert index.other(at("model Active16", Page.MODEL)).words == "Active16"
    assert index.other(at("registered", Page.WARRANTY)).words == ""
    nothing = replace(State(), place=Place(Page.MODEL))
    assert (model_lines.facts(nothing), model_lines.remarks(nothing), model_lines.name(nothing)) == (
        (),
        (),
        "",
    )
    assert (model_lines.tile(nothing), model_lines.tile(state)) == ("--", "51.2-100")


# Maintenance.


def test_how_a_task_stands_is_said_quietly() -> None:
    def lines(name: str) -> list[tuple[str, str, bool]]:
        rows = maintenance_lines.rows(at(name, Page.MAINTENANCE))
        return [(one.line, one.words, one.disabled) for one in rows]

    assert lines("not registered") == [
        ("Not done yet", "Done", False),
        ("Not done yet", "Done", False),
        ("Only in storage", "Done", False),
    ]
    assert lines("ticked")[:2] == [("Due since 6/12/25", "Done", False), ("Done today", "Undo", False)]
    assert lines("ticked, not sure")[0][0] == "Due since 6/12/25 ?"
    assert lines("tick refused")[0] == ("Not kept: see the record", "Done", False)
    assert lines("registered")[0][0] == "Next 12/21/25"
    assert all(disabled for *_, disabled in lines("all tasks"))


def test_that_a_task_was_not_done_is_not_told_of_a_record_that_was_not_read() -> None:
    assert maintenance_lines.rows(at("all tasks", Page.MAINTENANCE))[0].line == "--"
    unread = replace(at("not registered", Page.MAINTENANCE), record=Logbook())
    assert maintenance_lines.rows(unread)[0].line == "--"


def test_a_tick_and_its_undo() -> None:
    air, cables, _ = maintenance_lines.rows(at("ticked", Page.MAINTENANCE))
    assert (air.tick, cables.tick) == (TickOff("air"), TickOff("cables", done=False))
    assert air.show == ShowTask("air")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("not registered", "--"),
        ("ticked", "Due"),
        ("ticked, not sure", "Due ?"),
        ("registered", "12/21/25"),
        ("next tasks, not sure", "--"),
    ],
)
def test_the_tile_tells_what_is_due_first(name: str, line: str) -> None:
    assert maintenance_lines.tile(PAPERS[name]()) == line


def test_a_manual_without_tasks_is_no_empty_page() -> None:
    state = replace(PAPERS["ticked"](), facts=replace(PAPERS["ticked"]().facts, tasks=()))
    assert maintenance_lines.none_known(state)
    assert not maintenance_lines.none_known(PAPERS["ticked"]())


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("registered", "Every 6 months, next Dec 21, 2025"),
        ("ticked", "Every 6 months, done Dec 12, 2024, due since Jun 12, 2025"),
        ("ticked, not sure", "Every 6 months, done Dec 12, 2024 ?, due since Jun 12, 2025 ?"),
    ],
)
def test_a_task_says_what_to_do_how_often_and_when(name: str, when: str) -> None:
    state = replace(states.after(PAPERS[name](), ShowTask("air")), room=LARGE)
    steps, last = maintenance_lines.blocks(state)
    assert steps.heading == "Air and cooling holes"
    assert steps.words.startswith("1.\u00a0Disconnect the supply first: danger of shock.\n2.\u00a0")
    assert last.words == when


def test_without_a_task_its_page_says_so() -> None:
    state = replace(State(), place=Place(Page.TASK))
    assert (maintenance_lines.blocks(state), maintenance_lines.no_task(state)) == ((), "No task was chosen.")


# Pairing.


def test_the_code_for_the_phone_is_the_packs_own_serial_number_or_there_is_none() -> None:
    assert pairing.serial(states.day()) == kept.SERIAL
    assert pairing.said(states.day()) == "In the app: Add Device"
    assert pairing.typed(states.day()) == (kept.SERIAL, f"{kept.SERIAL[:10]}\n{kept.SERIAL[10:]}")
    assert pairing.serial(states.single()) == ""
    assert "no serial number of its own" in pairing.said(states.single())
    assert (pairing.serial(State()), pairing.said(State())) == ("", "Opening the port")


def test_a_touch_on_the_small_code_shows_one_as_large_as_the_panel_allows(start: Start) -> None:
    driver = start(PANELS["ctp28"], states.longest())
    driver.go(Page.SERIAL_NUMBER)
    driver.tap("Phone app")
    assert driver.page is Page.PAIR
    code = driver.shape("QrCode")
    assert code.text == "MW512100LP2411000456"
    assert code.module >= 5  # 0.9 mm
    left, bottom, right, top = code.extent()
    picture = driver.picture()
    for x, y in ((left + 2, bottom + 2), (right - 3, top - 3)):
        assert picture.at(round(x), round(y)) == "#FFFFFF"  # its quiet zone, in the dark theme
