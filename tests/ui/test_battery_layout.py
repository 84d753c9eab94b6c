"""The pages of what the panel has learned, at every size and in every language: whole, apart, in reach."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import Panel
from tests.ui.battery_states import BATTERY_STATES
from tests.ui.test_layout import places

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.mark.parametrize("language", languages())
def test_what_was_learned_is_neither_cut_nor_crowded(start: Start, each_panel: Panel, language: str) -> None:
    from tests.ui.inspection import faults

    driver = start(each_panel, replace(State(), language=language))
    found = set()
    for name, (make, pages) in BATTERY_STATES.items():
        state = replace(make(), room=each_panel.room, language=language)
        for place in places(state, pages):
            driver.lay_out(replace(state, place=place))
            here = f"{name}: {place.page}-{place.part}"
            found |= {f"{here}: {fault}" for fault in faults(driver.app.root, each_panel)}
    assert not found, "\n".join(sorted(found))
