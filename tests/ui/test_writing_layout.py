"""The pages on the way of a write, at their longest, at every size and in both languages: whole, in reach."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import Place
from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import Panel
from tests.ui.writing_states import PICTURES

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.mark.parametrize("language", languages())
def test_nothing_is_cut_or_crowded(start: Start, each_panel: Panel, language: str) -> None:
    from tests.ui.inspection import faults

    driver = start(each_panel, replace(State(), language=language))
    found = set()
    for name, make in PICTURES.items():
        state = replace(make(), room=each_panel.room, language=language)
        parts = [place.part for place in state.places if place.page is state.place.page]
        for part in parts:
            driver.lay_out(replace(state, place=Place(state.place.page, part)))
            found |= {f"{name}, {part}: {fault}" for fault in faults(driver.app.root, each_panel)}
    assert not found, "\n".join(sorted(found))
