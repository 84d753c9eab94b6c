"""Every page in every state that changes it, at every size and in every language: whole, apart, in reach."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import PAGES, Page, Place, Section
from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import Panel, panel_named
from tests.ui.group_states import GROUP_STATES
from tests.ui.protocol_states import PROTOCOL_STATES
from tests.ui.states import STATES

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]

# States in which every page is looked at; the others change what they are named for.
WHOLE = ("never", "day", "single", "longest")
# What a state of the link alone changes.
OF_THE_LINK = (Page.BOOT, Page.MIN_STATE, Page.HOME, Page.RS485, Page.NOTICES)
# States that change no more than that.
OF_LITTLE = ("searching", "aged simulated", "notices", "discharging")
# What the values of the packs change.
OF_THE_VALUES = (
    *OF_THE_LINK,
    *PAGES[Section.PACK_INFO],
    *PAGES[Section.STATUS],
    Page.VERSIONS,
    Page.CONTROLS,
)
# What the parameters of the BMS change.
OF_A_GROUP = (Page.PARAMETERS, Page.GROUP, Page.VALUE, Page.CONTROLS)

OF_A_PROTOCOL = (Page.CAN, Page.RS485)
# With states of their own (test_link_layout).
OF_THE_LINK_CHECK = (
    Page.LINK_DETAILS,
    Page.LINK_VALUES,
    Page.LINK_BUS,
    Page.LINK_NUMBERS,
    Page.LINK_ADVICE,
)


def places(state: State, pages: tuple[Page, ...]) -> Iterator[Place]:
    """Every part of these pages."""
    for page in pages:
        yield from (place for place in replace(state, place=Place(page)).places if place.page is page)


def pages_of(name: str) -> tuple[Page, ...]:
    """The pages that this state changes."""
    if name in GROUP_STATES:
        return OF_A_GROUP
    if name in PROTOCOL_STATES:
        return (Page.INVERTER,) if name.startswith("brand") else OF_A_PROTOCOL
    if name.startswith(("lost", "fading")) or name in OF_LITTLE:
        return OF_THE_LINK
    if name not in WHOLE:
        return OF_THE_VALUES
    return tuple(page for page in Page if page not in OF_THE_LINK_CHECK)


@pytest.mark.parametrize("language", languages())
def test_nothing_is_cut_or_crowded(start: Start, each_panel: Panel, language: str) -> None:
    from tests.ui.inspection import faults

    driver = start(each_panel, replace(State(), language=language))
    found = set()
    for name, make in (STATES | GROUP_STATES | PROTOCOL_STATES).items():
        state = replace(make(), room=each_panel.room, language=language)
        for place in places(state, pages_of(name)):
            driver.lay_out(replace(state, place=place))
            here = f"{name}: {place.page}-{place.part}"
            found |= {f"{here}: {fault}" for fault in faults(driver.app.root, each_panel)}
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("size", ["400x300", "1024x600"])
def test_a_panel_of_another_size_holds_its_pages_too(start: Start, size: str) -> None:
    from tests.ui.inspection import faults

    panel = panel_named(size)
    state = replace(STATES["longest"](), room=panel.room)
    driver = start(panel, state)
    found = []
    for place in places(state, tuple(Page)):
        driver.lay_out(replace(state, place=place))
        found += [f"{place.page}-{place.part}: {fault}" for fault in faults(driver.app.root, panel)]
    assert not found, "\n".join(found)
