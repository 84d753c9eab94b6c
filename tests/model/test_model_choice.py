"""Which model's table is shown: proposed from cells and capacity, configured, or chosen."""

from dataclasses import replace

import pytest

from hmi.model import model_choice, model_sheet, paper_pages
from hmi.model.facts import Facts
from hmi.model.intents import ShowModel
from hmi.model.model_choice import Standing
from hmi.model.model_sheet import Line
from hmi.model.navigation import Page, Place
from hmi.model.room import Room, lines_in_letters
from hmi.model.state import State
from tests.model.known import ANALOG, after, heard
from tests.model.papers_known import FACTS, battery

NAMES = [model.name for model in FACTS.models]


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_proposed_from_the_number_of_cells_and_the_capacity(name: str) -> None:
    model = next(one for one in FACTS.models if one.name == name)
    analog = replace(ANALOG, cell_voltages=(3.3,) * model.cells, design=model.capacity_ah)
    state = after(heard(analog), state=State(facts=FACTS))
    assert paper_pages.model_shown(state) is model
    assert model_choice.standing(state, model) is Standing.PROPOSED
    assert [one.name for one in paper_pages.models(state)] == [name, *(one for one in NAMES if one != name)]


def test_the_configured_one_is_this_pack_whatever_was_measured() -> None:
    state = battery(model="active16")
    shown = paper_pages.model_shown(state)
    assert shown is not None
    assert shown.name == "Active16"
    assert model_choice.standing(state, shown) is Standing.CONFIGURED


def test_where_nothing_is_known_none_is_called_this_pack() -> None:
    state = State(facts=FACTS)
    shown = paper_pages.model_shown(state)
    assert shown is FACTS.models[0]
    assert model_choice.standing(state, shown) is Standing.ONE_OF_ALL


def test_every_model_can_be_looked_at_round_and_round() -> None:
    state = battery()
    seen = []
    for _ in NAMES:
        shown = paper_pages.model_shown(state)
        assert shown is not None
        seen.append(shown.name)
        state = after(ShowModel(model_choice.following(state)), state=state)
    assert sorted(seen) == sorted(NAMES)
    assert seen[0] == "ES51.2-100LP"
    assert paper_pages.model_shown(state) is paper_pages.model_shown(battery())
    other = after(ShowModel(seen[1]), state=state)
    assert (
        model_choice.standing(other, next(one for one in FACTS.models if one.name == seen[1]))
        is Standing.OTHER
    )


def test_without_tables_there_is_no_model_to_look_at() -> None:
    state = State(facts=Facts())
    assert paper_pages.model_shown(state) is None
    assert model_choice.following(state) == ""
    assert (paper_pages.model(state), paper_pages.remarks(state)) == (1, ())


@pytest.mark.parametrize("name", NAMES)
def test_only_what_its_manual_tells_has_a_line(name: str) -> None:
    model = next(one for one in FACTS.models if one.name == name)
    lines = model_sheet.lines(model)
    settings = [line for line in lines if line.name.startswith("SET_")]
    assert len(settings) == (0 if name == "Active16" else 6)
    assert Line.INVERTER in lines
    assert all(model_sheet.value(model, line) for line in lines if line is not Line.INVERTER)
    assert {line.value.removeprefix("set_") for line in Line} <= set(type(model).__dataclass_fields__) | {
        "over_discharge_recovery_v",
        "charging_v",
        "over_voltage_protection_v",
        "over_voltage_recovery_v",
        "discharge_cut_off_soc_pct",
    }


def half(sentence: str, across: float = 1.0) -> int:
    """Lines on a narrow page."""
    return lines_in_letters(sentence, across / 2)


@pytest.mark.parametrize(("name", "remarks"), [("ES51.2-100LP", 1), ("Active16", 4)])
def test_its_page_has_parts_for_its_lines_then_for_remarks_and_sources(name: str, remarks: int) -> None:
    state = after(ShowModel(name), state=battery())
    state = replace(state, place=Place(Page.MODEL), room=Room(facts=4, told=5, lines_of=half))
    model = paper_pages.model_shown(state)
    assert model is not None
    parts = sum(place.page is Page.MODEL for place in state.places)
    assert parts == -(-len(model_sheet.lines(model)) // 4) + remarks
    told = [sentence for part in paper_pages.remarks(state) for block in part for sentence in block.sentences]
    assert told == [*model.notes, *model.sources]
