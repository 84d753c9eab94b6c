from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hmi.model import notices
from hmi.model.history.past import Past
from hmi.model.intents import Go
from hmi.model.navigation import Page, Place
from hmi.model.notices import in_parts
from hmi.model.record import Logbook
from hmi.model.state import State
from hmi.model.step import step
from hmi.protocol.messages import Command
from tests.model.known import complaint

WORDS = st.lists(st.text("abcdefgh/.-", min_size=1, max_size=30), min_size=1, max_size=30).map(" ".join)


def test_paragraphs_that_fit_stand_on_one_part() -> None:
    assert in_parts(["one", "two"], columns=20, lines=4) == ("one\ntwo",)


def test_nothing_to_tell_is_one_empty_part() -> None:
    assert in_parts([], columns=20, lines=4) == ("",)


def test_a_paragraph_that_does_not_fit_any_more_begins_the_next_part() -> None:
    assert in_parts(["a" * 10, "b" * 15], columns=10, lines=2) == ("a" * 10, "b" * 15)


def test_a_paragraph_longer_than_a_part_continues_on_the_next() -> None:
    assert in_parts(["aaaa bbbb cccc"], columns=4, lines=2) == ("aaaa bbbb", "cccc")


def test_lines_in_use_are_left_free_on_the_first_part_only() -> None:
    assert in_parts(["one", "two"], columns=10, lines=3, taken=2) == ("one", "two")
    assert in_parts(["one"], columns=10, lines=3, taken=3) == ("", "one")


def test_characters_as_wide_as_two_fill_a_line_with_half_as_many() -> None:
    assert in_parts(["串口不存在请检查"], columns=8, lines=1) == ("串口不存", "在请检查")


def test_that_nothing_can_be_kept_is_a_notice_for_as_long_as_it_is_so() -> None:
    state = State(notices=("config.toml: wrong",))
    assert notices.of_panel(state) == ("config.toml: wrong",)
    record, past = Logbook(trouble="panel.db: full"), Past(trouble="history.db: full")
    told = ("config.toml: wrong", "panel.db: full", "history.db: full")
    assert notices.of_panel(replace(state, record=record, past=past)) == told


def test_a_notice_is_pending_until_its_page_has_shown_it_and_again_when_it_comes_back() -> None:
    full = Logbook(trouble="panel.db: full")
    state = State(place=Place(Page.HOME), record=full)
    assert notices.pending(state)
    state, _ = step(state, Go(Page.NOTICES))
    assert not notices.pending(state)
    state, _ = step(state, Go(Page.HOME))
    assert not notices.pending(state)
    for record, pending in ((Logbook(), False), (full, True)):
        state, _ = step(replace(state, record=record), Go(Page.SYSTEM))
        assert notices.pending(state) is pending


def test_a_complaint_names_command_and_pack() -> None:
    assert notices.unusable_words(complaint(Command.STATUS, 3)).startswith("44H, 3: expected")


@given(st.lists(WORDS, max_size=6), st.integers(2, 40), st.integers(1, 6))
def test_nothing_of_what_is_told_gets_lost(paragraphs: list[str], columns: int, lines: int) -> None:
    told = "".join(in_parts(paragraphs, columns, lines))
    assert "".join(told.split()) == "".join("".join(paragraphs).split())
