"""Explanations over parts: nothing lost, nothing torn, as much on a part as it holds."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.facts import load_facts
from hmi.model import explaining
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Key
from hmi.model.alarm.watch import Watch
from hmi.model.explaining import Block, Heading, parted
from hmi.model.facts import Topic
from hmi.model.intents import Go, ShowTopic
from hmi.model.navigation import Page, Place
from hmi.model.parts import parts
from hmi.model.room import Room
from hmi.model.state import State
from hmi.protocol.status import Alarm, Fault, Unsure
from tests.model.known import QUIET, after, reading

FACTS = load_facts()


def letters_in_lines(words: str, across: float = 1.0) -> int:
    return -(-len(words) // round(27 * across))


SMALL = Room(told=5, questions=4, halves=False, beside=0, lines_of=letters_in_lines)
WIDE = Room(told=10)
NTC = Key(Priority.FAULT, Fault.NTC, 1)
SENTENCE = st.text("ab cd.", min_size=1, max_size=84).filter(str.strip)


@given(
    st.lists(st.tuples(st.sampled_from(Heading), st.lists(SENTENCE, min_size=1, max_size=5)), max_size=5),
    st.integers(22, 60),
    st.integers(3, 12),
)
@settings(max_examples=40, deadline=None)
def test_every_sentence_stands_once_in_order_and_no_part_is_too_full(
    sections: list[tuple[Heading, list[str]]], columns: int, room: int
) -> None:
    found = parted(sections, lambda sentence, across: -(-len(sentence) // columns), room)
    told = [(one.heading, sentence) for part in found for one in part for sentence in one.sentences]
    assert told == [(heading, sentence) for heading, each in sections for sentence in each]
    for part in found:
        assert sum(one.lines for one in part) <= room or sum(len(one.sentences) for one in part) == 1
        for one in part:
            assert one.sentences


def test_a_section_that_goes_on_says_with_which_sentence() -> None:
    ((first,), (second,)) = parted(
        [(Heading.NOW, ("Do this now.", "Then that."))], lambda sentence, across: 1, 2
    )
    assert (first, second) == (
        Block(Heading.NOW, ("Do this now.",), 1, 2, 2),
        Block(Heading.NOW, ("Then that.",), 2, 2, 2),
    )


def of_alarm(room: Room, key: Key | None = NTC) -> State:
    return State(facts=FACTS, room=room, place=Place(Page.ALARM), watch=Watch(shown=key))


def test_the_page_of_an_alarm_begins_with_what_is_known_or_has_it_beside() -> None:
    small, wide = of_alarm(SMALL), of_alarm(WIDE)
    assert parts(small, Page.ALARM) == len(explaining.of_alarm(small)) > 3
    assert explaining.of_alarm(small)[0] == ()
    assert parts(wide, Page.ALARM) == len(explaining.of_alarm(wide)) == 2
    headings = [one.heading for part in explaining.of_alarm(wide) for one in part]
    assert headings == [Heading.MEANING, Heading.CAUSES, Heading.NOW, Heading.CALL]


def test_with_very_little_room_the_rest_of_what_is_known_stands_before_the_explanation() -> None:
    tiny = of_alarm(replace(SMALL, apart=True))
    first, second, *_ = explaining.of_alarm(tiny)
    assert (first, second[0].heading) == ((), Heading.KNOWN)
    untold = replace(tiny, watch=Watch(shown=Key(Priority.FAULT, Alarm.LOW_SOC, 1)))
    assert [len(part) for part in explaining.of_alarm(untold)] == [0, 1]


def test_on_a_tall_page_the_explanation_begins_below_what_is_known() -> None:
    tall = of_alarm(replace(SMALL, told=20, beside=4))
    first, *others = explaining.of_alarm(tall)
    assert 0 < sum(one.lines for one in first) <= 4
    assert len(others) == 1


@pytest.mark.parametrize("key", [None, Key(Priority.FAULT, Alarm.LOW_SOC, 1)])
def test_what_was_not_chosen_or_has_no_explanation_is_one_part(key: Key | None) -> None:
    for room in (SMALL, WIDE):
        state = of_alarm(room, key)
        assert (explaining.of_alarm(state), parts(state, Page.ALARM)) == (((),), 1)
        assert explaining.explanation(state) is None


def test_a_topic_is_chosen_by_its_name_and_begins_with_its_title() -> None:
    state = after(ShowTopic("soc_wrong"), state=State(facts=FACTS, room=SMALL))
    assert state.place == Place(Page.TOPIC)
    topic = explaining.asked(state)
    assert isinstance(topic, Topic)
    assert topic is FACTS.topics[[one.name for one in FACTS.topics].index("soc_wrong")]
    every = explaining.of_topic(state)
    assert every[0][0] == Block(Heading.TITLE, (topic.title,), lines=1)
    assert parts(state, Page.TOPIC) == len(every) > 2


def test_a_state_that_the_papers_disagree_about_is_a_topic_while_a_pack_tells_it() -> None:
    status = replace(QUIET, control=0x40, system=0x0E | 0x80)
    packs = (reading(1, status=status), reading(2, status=replace(QUIET, control=0x40)))
    state = State(now=1.0, facts=FACTS, room=SMALL, readings=packs)
    assert explaining.contested(state) == (Unsure.HEATER_ON, Unsure.SYSTEM_LOCK)
    asked = explaining.questions(state)
    assert asked[:2] == (Unsure.HEATER_ON, Unsure.SYSTEM_LOCK)
    assert parts(state, Page.HELP) == -(-len(asked) // 4)
    state = after(ShowTopic(str(asked[1])), state=state)
    assert explaining.asked(state) is FACTS.contested[Unsure.SYSTEM_LOCK]
    headings = [one.heading for part in explaining.of_topic(state) for one in part]
    assert headings[:2] == [Heading.TITLE, Heading.MEANING]


def test_without_a_topic_the_page_is_empty() -> None:
    state = after(Go(Page.TOPIC), state=State(facts=FACTS, topic="nothing"))
    assert (explaining.asked(state), explaining.of_topic(state)) == (None, ((),))
    assert parts(state, Page.TOPIC) == 1
    assert explaining.asked(replace(state, facts=State().facts, topic="test_mode")) is None


def test_in_danger_the_first_words_are_what_to_do() -> None:
    first, *_ = explaining.of_topic(replace(of_alarm(SMALL), place=Place(Page.TOPIC), topic="danger"))
    assert [one.heading for one in first] == [Heading.TITLE, Heading.NOW]
    assert "fire brigade" in first[1].sentences[0]
