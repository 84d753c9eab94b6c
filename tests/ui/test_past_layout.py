"""Trend and black box at their fullest and emptiest, at every size and in every language."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import Panel
from tests.ui.past_states import PAST

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.mark.parametrize("language", languages())
def test_nothing_is_cut_or_crowded(start: Start, each_panel: Panel, language: str) -> None:
    from tests.ui.inspection import faults

    driver = start(each_panel, replace(State(), language=language))
    found = set()
    for name, make in PAST.items():
        driver.lay_out(replace(make(), language=language))
        found |= {f"{name}: {fault}" for fault in faults(driver.app.root, each_panel)}
    assert not found, "\n".join(sorted(found))
