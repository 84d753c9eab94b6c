"""The pages of the link check with every finding, at every size and in every language: whole, apart."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import Place
from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import Panel
from tests.ui.link_states import LINK_STATES, pages_of

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


@pytest.mark.parametrize("language", languages())
def test_nothing_is_cut_or_crowded(start: Start, each_panel: Panel, language: str) -> None:
    from tests.ui.inspection import faults

    driver = start(each_panel, replace(State(), language=language))
    found = set()
    for name, make in LINK_STATES.items():
        state = replace(make(), room=each_panel.room, language=language)
        for page in pages_of(name):
            here = replace(state, place=Place(page))
            for place in [place for place in here.places if place.page is page]:
                driver.lay_out(replace(state, place=place))
                found |= {
                    f"{name}: {page}-{place.part}: {one}" for one in faults(driver.app.root, each_panel)
                }
    assert not found, "\n".join(sorted(found))
