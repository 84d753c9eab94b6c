"""Chinese is broken between any characters, but marks stay with what they mark."""

import pytest
from babel.messages.pofile import read_po
from kivy.core.text import Label as CoreLabel

from hmi.resources import resource
from hmi.ui.line_breaks import CLOSING, OPENING, broken, pieces
from hmi.ui.panel import PANELS
from tests.ui.conftest import Start
from tests.ui.states import STATES

SIZE = 17.0
SAID = "地址相同的两组看似一组：请与实际组数核对。按目前速度，6,000 次循环（PYLON 协议）可用超过 99 年。"


@pytest.fixture(autouse=True)
def font(start: Start) -> None:
    """Registered by the panel."""
    start(PANELS["ctp28"], STATES["day"]())


def wide(text: str) -> int:
    return int(CoreLabel(font_name="pack", font_size=SIZE).get_extents(text)[0])


@pytest.mark.parametrize("width", range(84, 400, 7))
def test_lines_fit_and_marks_stay_with_what_they_mark(width: int) -> None:
    lines = broken(SAID, width, SIZE).split("\n")
    assert all(wide(line) <= width for line in lines)
    assert not [line for line in lines if line[0] in CLOSING or line[-1] in OPENING]
    assert all(any(word in line for line in lines) for word in ("PYLON", "6,000", "99"))
    assert "".join(lines).replace(" ", "") == SAID.replace(" ", "")


def test_lines_are_as_full_as_they_can_be() -> None:
    first, second, *_ = broken("电池先放电至保护，再充满", wide("电池先放电至保护") + 1, SIZE).split("\n")
    assert (first, second) == ("电池先放电至保", "护，再充满")


def test_a_line_end_of_its_own_stays() -> None:
    assert broken("电池\n逆变器", 400, SIZE) == "电池\n逆变器"


def test_a_compound_is_broken_behind_its_hyphen() -> None:
    assert broken("WR-Einstellung", wide("WR-Einstel"), SIZE) == "WR-\nEinstellung"
    assert broken("ES51.2-100LP bei -5 A", 60, SIZE) == "ES51.2-100LP bei -5 A"


def test_words_between_spaces_are_left_to_kivy() -> None:
    assert broken("Charging stopped because of a cell", 80, SIZE) == "Charging stopped because of a cell"


def test_nothing_of_any_text_is_lost() -> None:
    for path in resource("locales").glob("*/LC_MESSAGES/hmi.po"):
        with path.open("rb") as file:
            lines = [line for message in read_po(file) for line in str(message.string).split("\n")]
        assert [line for line in lines if "".join(pieces(line)) != line] == []
