"""Every page x language x size x theme, drawn: nothing cut, crowded, too small, dim, or left in English."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui.language import languages
from hmi.ui.panel import PANELS, Panel
from hmi.ui.theme import THEMES
from tests.ui.gallery import fullest, gallery
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
    "target too small": ("target of",),
    "type too small": ("too small",),
    "contrast too low": ("contrast",),
    "glyph missing": ("no glyph",),
    "left in English": ("in English",),
}
SHARE = 12  # of the states that a page can be in, one in so many is looked at on each size

Found = Callable[[str, object], None]
each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width}x{size.height}")


@dataclass
class Pictures:
    """What was looked at, and what was wrong with it."""

    count: int = 0
    faults: list[str] = field(default_factory=list)

    def looked_at(self, driver: "Driver", name: str, wrong: list[str]) -> None:
        """One more."""
        state, panel = driver.state, driver.app.panel
        look = "large" if state.display.large_text else state.theme
        where = f"{panel.width}x{panel.height} {state.language} {look}"
        self.count += 1
        self.faults += [f"{where} {state.place.page}-{state.place.part} ({name}): {one}" for one in wrong]

    def report(self, record_property: Found) -> None:
        """Count what was found by its kind; there is none."""
        record_property("pictures", self.count)
        for kind, signs in KINDS.items():
            record_property(kind, sum(any(sign in fault for sign in signs) for fault in self.faults))
        assert not self.faults, "\n".join(self.faults[:200])


@each_size
def test_every_page_in_every_language_and_theme(size: Panel, finger: Finger, record_property: Found) -> None:
    pictures = Pictures()
    states: dict[str, list[tuple[str, State]]] = {}
    plain, *others = THEMES
    with shown(size, State(theme=plain), finger) as driver:
        for language in languages():
            states[language] = list(fullest(driver.speak(language).room))
            for name, state in states[language]:
                driver.lay_out(replace(state, language=language))
                pictures.looked_at(driver, name, [*laid_out(driver), *drawn(driver)])
    for theme in others:
        with shown(size, State(theme=theme), finger) as driver:
            for language, (name, state) in ((tag, one) for tag in states for one in states[tag]):
                # A theme changes nothing but colours.
                if not state.place.part:
                    driver.lay_out(replace(state, theme=theme, language=language))
                    pictures.looked_at(driver, name, drawn(driver))
    pictures.report(record_property)


@each_size
@pytest.mark.parametrize("large_text", [False, True], ids=["", "large"])
def test_the_states_of_every_page_in_the_languages_by_turns(
    size: Panel, large_text: bool, finger: Finger, record_property: Found
) -> None:
    pictures = Pictures()
    text = replace(State().display, large_text=large_text)
    turn = (SIZES.index(size) + large_text) % SHARE
    with shown(size, State(display=text), finger) as driver:
        states = list(gallery(driver.state.room))[turn::SHARE]
        for at, language in enumerate(languages()):
            for name, state in states[at :: len(languages())]:
                text = replace(state.display, large_text=large_text)
                driver.lay_out(replace(state, language=language, display=text))
                pictures.looked_at(driver, name, laid_out(driver))
    pictures.report(record_property)


@contextmanager
def shown(size: Panel, state: State, finger: Finger) -> Iterator["Driver"]:
    """The panel at this size."""
    from tests.ui.driver import Driver

    with Driver(size, state, finger).running() as driver:
        yield driver


def laid_out(driver: "Driver") -> list[str]:
    """What is wrong with the layout of the page shown, and with its words."""
    from tests.ui.inspection import faults

    state = driver.state
    # In the words of others, as they came.
    foreign = state.notice_parts[state.place.part] if state.place.page is Page.NOTICES else ""
    texts = [text.replace(foreign, "") for text in driver.texts()]
    left = {text: words for text in texts if (words := english(text, state.language))}
    return [
        *faults(driver.app.root, driver.app.panel),
        *(f"in English: {', '.join(words)} in {text!r}" for text, words in left.items()),
    ]


def drawn(driver: "Driver") -> list[str]:
    """What is wrong with its contrast, as it is on the glass; further parts have the same colours."""
    from tests.ui.pixels import dim

    if driver.state.place.part:
        return []
    return dim(driver.app.root, driver.picture(), tuple(driver.app.theme.value))
