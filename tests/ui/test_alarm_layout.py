"""The pages about alarms at their fullest, at every size and in every language: whole, apart, in reach."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import Place
from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import PANELS, Panel
from tests.ui.alarm_states import ALARM_STATES, explained

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
MOST_PARTS = 2  # of a page; on further ones there is no more


def faults_of(driver: "Driver", panel: Panel, language: str) -> set[str]:
    from tests.ui.inspection import faults

    found = set()
    shown = [(name, replace(make(), room=panel.room)) for name, make in ALARM_STATES.items()]
    shown += [(one.topic or str(one.watch.shown), one) for one in explained(panel.room)]
    for name, state in shown:
        page = state.place.page
        parts = [place.part for place in state.places if place.page is page]
        for part in {*parts[:MOST_PARTS], state.place.part}:
            driver.lay_out(replace(state, language=language, place=Place(page, part)))
            found |= {f"{name}, {page}-{part}: {fault}" for fault in faults(driver.app.root, panel)}
    return found


@pytest.mark.parametrize("language", languages())
def test_nothing_is_cut_or_crowded(start: Start, panel: Panel, language: str) -> None:
    found = faults_of(start(panel, replace(State(), language=language)), panel, language)
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("name", ["ctp35", "7in"])
def test_nor_on_larger_panels(start: Start, name: str) -> None:
    found = faults_of(start(PANELS[name], State()), PANELS[name], "en")
    assert not found, "\n".join(sorted(found))
