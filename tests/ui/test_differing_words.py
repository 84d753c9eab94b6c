"""In what packs differ, on their tiles and in the line below; the overview's sentence among its figures."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.model.differing import differing
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.ui import items
from hmi.ui.differing_words import lines, on_tile
from hmi.ui.language import translator
from hmi.ui.panel import PANELS
from tests.model.known import ANALOG, QUIET, reading
from tests.model.test_because import PROTECTED
from tests.model.test_because import state as stopped

SAME: dict[str, Any] = {}
WARM = (25.5, 26.0, 25.5, 25.0, 25.0, 24.0)


@pytest.fixture(autouse=True)
def english() -> None:
    translator.choose("en")


def stack(*changes: dict[str, Any]) -> State:
    analogs = [replace(ANALOG, **change) for change in changes]
    return State(readings=tuple(reading(slot, analog=analog) for slot, analog in enumerate(analogs, 1)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"remaining": 48.0}, "12 % below"),
        ({"remaining": 72.0}, "12 % above"),
        ({"current": -8.0}, "60 % less current"),
        ({"current": -30.0}, "50 % more current"),
        ({"current": 0.0}, "no current"),
        ({"current": 2.0}, "current the other way"),
        ({"voltage": 52.4}, "0.40 V lower"),
        ({"temperatures": WARM}, "4 °C warmer"),
        ({"cell_voltages": (3.3, 3.345, 3.29, *(3.3,) * 13)}, "cells 35 mV wider"),
        ({"cell_voltages": (3.3, 3.3, 1.0, *(3.3,) * 13)}, "cells 2.28 V wider"),
        ({"full": 94.0, "remaining": 56.4}, "SOH 6 % lower"),
        ({"cycles": 300}, "160 cycles more"),
    ],
)
def test_a_tile_says_in_a_word_in_what_its_pack_differs(change: dict[str, Any], words: str) -> None:
    state = stack(SAME, change, SAME)
    assert [tile.differs for tile in items.packs(state)] == ["", words, ""]


def test_the_line_below_names_the_pack_and_all_its_differences_and_the_same_in_fewer_words() -> None:
    state = stack(SAME, {"remaining": 30.0, "temperatures": WARM}, SAME)
    assert lines(state) == ("Pack 2: 30 % below, 4 °C warmer", "Pack 2: 30 % below")
    assert lines(stack(SAME, SAME)) == ("",)


def test_of_two_packs_none_is_named() -> None:
    state = stack(SAME, {"remaining": 48.0})
    assert lines(state) == ("The two packs differ: 12 % apart",)
    assert {on_tile(differing(state.packs), slot) for slot in (1, 2)} == {"12 % apart"}


@pytest.mark.parametrize(
    ("panel", "captions"),
    [
        (
            "ctp28",
            [
                ["Pack voltage", "Current Im"],
                ["Discharging", "State of charge", "State of health", "Cycles"],
            ],
        ),
        (
            "7in",
            [["Pack voltage", "Current Im", "Discharging", "State of charge", "State of health", "Cycles"]],
        ),
    ],
)
def test_the_sentence_takes_a_row_of_figures_only_where_they_are_on_several_parts(
    panel: str, captions: list[list[str]]
) -> None:
    state = replace(stopped(PROTECTED), room=PANELS[panel].room(), place=Place(Page.OVERVIEW))
    shown = [replace(state, place=place) for place in state.places if place.page is Page.OVERVIEW]
    assert [[tile.caption for tile in items.overview(one)] for one in shown] == captions
    sentences = [items.because(one) for one in shown]
    assert sentences[0].startswith("Charging stopped because cell 7")
    assert sentences[1:] == [""] * (len(captions) - 1)
    assert items.rows(shown[0]) == (1 if panel == "ctp28" else 2)


def test_without_a_sentence_all_figures_stay_where_they_are() -> None:
    quiet = replace(stopped((QUIET, ANALOG)), room=PANELS["ctp28"].room(), place=Place(Page.OVERVIEW))
    assert (len(items.overview(quiet)), items.because(quiet)) == (4, "")
