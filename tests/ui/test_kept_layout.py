"""Address switches, handover, record, papers at their fullest; at every size, in every language."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import Panel
from tests.ui import kept, paper_states, states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]

STACKS = (
    "not the host",
    "of many",
    "alone of three",
    "gap",
    "silent pack",
    "garbled pack",
    "fewer packs",
    "more packs",
    "other BMS",
)
SHOWN = {
    Page.DIP: STACKS,
    Page.HANDOVER: (
        "ready to hand over",
        "handed over",
        "changed since",
        "handed over, longest",
        "no record",
        "never",
    ),
    Page.CARD: ("handed over, longest",),
    Page.RECORD: ("recorded", "no record", "never"),
    Page.MIN_STATE: ("handed over", "gap"),
}


@pytest.mark.parametrize("language", languages())
def test_nothing_is_cut_or_crowded(start: Start, each_panel: Panel, language: str) -> None:
    from tests.ui.inspection import faults

    driver = start(each_panel, replace(State(), language=language))
    found = set()
    for page, names in (*SHOWN.items(), *paper_states.SHOWN.items()):
        for name in names:
            make = {**states.STATES, **kept.KEPT, **paper_states.PAPERS}[name]
            state = replace(make(), room=each_panel.room, language=language, place=Place(page))
            for part in [place.part for place in state.places if place.page is page]:
                here = kept.at_part(replace(state, place=Place(page, part)), part)
                driver.lay_out(here)
                found |= {f"{name}: {page}-{part}: {fault}" for fault in faults(driver.app.root, each_panel)}
    assert not found, "\n".join(sorted(found))
