"""How sure the SOC is, the guide, and a weak cell, in words, where no window is needed."""

from dataclasses import replace

import pytest

from hmi.model.learned.counting import Counting
from hmi.model.learned.guide import Guide
from hmi.model.ledger import Ledger
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.weak_cell import SENTENCES, Verdict
from hmi.ui import guide_words, sure_words, weak_words
from hmi.ui.language import languages, translator
from hmi.ui.portions import sentences
from tests.ui import states
from tests.ui.battery_states import AGO, BEGUN, doubtful, emptying, filling, learned, sure, weak
from tests.ui.states import after, pack


@pytest.fixture(autouse=True)
def english() -> None:
    translator.choose("en")


def guided(state: State) -> str:
    """The last part of the page on a large panel."""
    (told,) = guide_words.guidance(replace(state, place=Place(Page.SURE, 1)))
    return f"{told.title}: {told.said}"


def said(state: State) -> str:
    return sure_words.said(replace(state, place=Place(Page.SURE)))


def test_the_guide_says_what_to_do_what_is_missing_and_when_it_is_done() -> None:
    assert "Low-voltage alarms will come" in guided(doubtful())
    assert guided(emptying()).startswith("1 of 2: empty it: Lowest cell 3.308 V, end at -- V. Let the house")
    charged = learned(states.day(), Counting(AGO), guide=Guide(BEGUN, 88.0))
    assert guided(charged).endswith("It is being charged now.")
    assert "Not emptied: pack 2." in guided(filling())
    assert guided(sure()) == ("The SOC is sure: Emptied and filled, done on 5/1/25. Not emptied: pack 2.")


def test_an_inverter_that_has_stopped_before_the_protection_is_named() -> None:
    low = after(states.single(), *pack(1, replace(states.ANALOG, remaining=10.9, current=0.0)))
    assert "Stopped at 10 %?" in guided(learned(low, Counting(AGO), guide=Guide(BEGUN, 88.0)))
    higher = after(states.single(), *pack(1, replace(states.ANALOG, remaining=12.0, current=0.0)))
    assert "Stopped" not in guided(learned(higher, Counting(AGO), guide=Guide(BEGUN, 88.0)))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (states.day(), "Nothing is known of this battery's charge yet."),
        (learned(states.day(), Counting(BEGUN)), "It was full less than a day ago."),
        (learned(states.day(), Counting(AGO)), "It was full 12 days ago."),
        (learned(states.day(), Counting(replace(AGO, certain=False))), "It was full, but the clock is not"),
        (learned(states.single(), Counting()), "The panel has not seen this battery full yet"),
        (learned(states.day(), Counting()), "Not seen full yet: pack 1–3."),
    ],
)
def test_it_is_said_since_when_the_soc_is_counted(state: State, words: str) -> None:
    assert said(state).startswith(words)


def test_nothing_can_be_begun_with_a_battery_that_is_not_known() -> None:
    state = replace(states.start(), place=Place(Page.SURE, 1))
    assert sure_words.presses(state)[-1].intent is None


def test_every_kind_of_weak_cell_says_what_to_do() -> None:
    state = replace(weak(), place=Place(Page.WEAK_CELL))
    first = state.ledger.packs[0]
    for bottoms, verdict in (((), Verdict.UNDECIDED), (first.tops.found, Verdict.LOW_CAPACITY)):
        changed = replace(first, bottoms=replace(first.bottoms, found=bottoms))
        shown = replace(state, ledger=Ledger("A/16", (changed,)))
        assert weak_words.title(shown) == "Pack 1 – " + weak_words.TITLES[verdict].format(cell=16)
        assert weak_words.said(shown) == weak_words.ADVICE[verdict]
        assert weak_words.facts(shown)[1].value == ("15 of 15, by 999 mV" if bottoms else "0 of 0")
    assert weak_words.offered(replace(state, selected=2)) == ""


@pytest.mark.parametrize("language", languages())
def test_an_advice_has_as_many_sentences_as_it_is_parted_by(language: str) -> None:
    translator.choose(language)
    for verdict, advice in weak_words.ADVICE.items():
        assert len(sentences(translator(advice))) == SENTENCES[verdict], verdict
