"""Every page x language x size x theme, drawn: nothing cut, crowded, too small, dim, or left in English."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import PANELS, Panel
from hmi.ui.theme import THEMES
from tests.ui.gallery import fullest
from tests.ui.leftovers import english
from tests.ui.screen import Finger

if TYPE_CHECKING:
    from tests.ui.driver import Driver

# As they hang, and upright.
SIZES = [
    size
    for panel in PANELS.values()
    for size in (panel, replace(panel, width=panel.height, height=panel.width))
]
KINDS = {
    "cut": ("shortened", "needs more height", "leaves"),
    "overlapping": (" touch",),
    "target too small": ("target",),
    "type too small": ("too small",),
    "contrast too low": ("contrast",),
    "glyph missing": ("no glyph",),
    "left in English": ("in English",),
}
Report = Callable[[str, object], None]


@pytest.fixture
def unhurried() -> Iterator[None]:
    """Widgets come and go in cycles by the thousand: looking for these takes longer than all else."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("unhurried")
def test_every_page_in_every_language_size_and_theme(finger: Finger, record_property: Report) -> None:
    found: list[str] = []
    pictures = 0
    for size in SIZES:
        for theme in THEMES:
            with shown(size, State(theme=theme), finger) as driver:
                for language in languages():
                    for name, state in fullest(driver.speak(language).room):
                        pictures += 1
                        found += looked_at(driver, name, replace(state, theme=theme, language=language))
        gc.collect()
    report(record_property, pictures, found)


@contextmanager
def shown(size: Panel, state: State, finger: Finger) -> Iterator["Driver"]:
    """The panel at this size, every page's rule read."""
    from tests.ui.driver import Driver

    with Driver(size, state, finger).running() as driver:
        yield driver


def laid_out(driver: "Driver", name: str, state: State) -> Iterator[str]:
    """What is wrong with the layout of this picture, and with its words."""
    from tests.ui.inspection import faults

    driver.lay_out(state)
    yield from _told(driver, name, faults(driver.app.root, driver.app.panel))
    language = driver.state.language
    left = {text: words for text in driver.texts() if (words := english(text, language))}
    yield from _told(driver, name, [f"in English: {words} in {text!r}" for text, words in left.items()])


def looked_at(driver: "Driver", name: str, state: State) -> Iterator[str]:
    """And with its contrast, as drawn. A theme changes nothing but colours."""
    from tests.ui.pixels import dim

    if state.theme == next(iter(THEMES)):
        yield from laid_out(driver, name, state)
    else:
        driver.lay_out(state)
    yield from _told(driver, name, dim(driver.app.root, driver.picture(), tuple(driver.app.theme.value)))


def _told(driver: "Driver", name: str, wrong: list[str]) -> Iterator[str]:
    state, panel = driver.state, driver.app.panel
    where = f"{panel.width}x{panel.height} {state.language} {state.theme}"
    yield from (f"{where} {state.place.page}-{state.place.part} ({name}): {one}" for one in wrong)


def report(record_property: Report, pictures: int, found: list[str]) -> None:
    """Count what was found by its kind."""
    record_property("pictures", pictures)
    for kind, signs in KINDS.items():
        record_property(kind, sum(any(sign in fault for sign in signs) for fault in found))
    assert not found, "\n".join(found[:200])
