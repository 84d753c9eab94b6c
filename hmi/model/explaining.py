"""What an alarm or a topic of the help has to say, over as many parts as the panel needs."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from hmi.model.facts import Explanation, Topic
from hmi.protocol.status import Unsure

if TYPE_CHECKING:
    from hmi.model.state import State

BESIDE = 0.54  # of the page's width is the explanation's, where it stands beside what is known
SPARE = 2  # characters of a line that are left to the sign before a sentence


class Heading(StrEnum):
    """What a block of sentences is about."""

    TITLE = "title"  # of a topic; without sentences
    MEANING = "meaning"
    CAUSES = "causes"
    NOW = "now"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences under a heading, untranslated; some, where others of them stand on another part."""

    heading: Heading
    sentences: tuple[str, ...]
    first: int = 1  # the number of the first of them under this heading
    of: int = 0  # so many there are in all
    lines: int = 0  # that they take in English, the heading among them

    def with_another(self, sentence: str, lines: int) -> "Block":
        """One sentence more."""
        return replace(self, sentences=(*self.sentences, sentence), lines=self.lines + lines)


Part = tuple[Block, ...]
Sections = Iterable[tuple[Heading, Sequence[str]]]


def parted(sections: Sections, columns: int, room: int) -> tuple[Part, ...]:
    """The sections over parts of so many lines, each of so many columns; a heading takes one."""
    parts: list[list[Block]] = [[]]
    for heading, sentences in sections:
        block = Block(heading, (), of=len(sentences), lines=1)
        for number, sentence in enumerate(sentences, 1):
            lines = len(textwrap.wrap(sentence, columns - SPARE))
            taken = sum(one.lines for one in parts[-1])
            if taken + block.lines + lines > room and (parts[-1] or block.sentences):
                if block.sentences:
                    parts[-1].append(block)
                    block = Block(heading, (), number, block.of, 1)
                parts.append([])
            block = block.with_another(sentence, lines)
        parts[-1].append(block)
    return tuple(map(tuple, parts))


def explanation(state: "State") -> Explanation | None:
    """Of the alarm whose page is shown; None: none was chosen."""
    key = state.watch.shown
    return state.facts.explanations.get((key.priority, key.name)) if key else None


def of_alarm(state: "State") -> tuple[Part, ...]:
    """What the alarm means, and what to do."""
    told, room = explanation(state), state.room
    columns = round(room.english * BESIDE) if room.halves else room.english
    return _told(told, columns, room.told) if told else ()


def alarm_parts(state: "State") -> int:
    """Of the alarm's page: what is known of it, then its explanation; or both side by side."""
    told = len(of_alarm(state))
    return max(1, told) if state.room.halves else 1 + told


def asked(state: "State") -> Topic | Explanation | None:
    """What the page of the help is about: a topic, or a state that the papers disagree about."""
    topic = next((one for one in state.facts.topics if one.name == state.topic), None)
    if topic is not None or state.topic not in list(Unsure):
        return topic
    return state.facts.contested.get(Unsure(state.topic))


def of_topic(state: "State") -> tuple[Part, ...]:
    """What the page of the help has to say; nothing while no topic was chosen."""
    told = asked(state)
    return _told(told, state.room.english, state.room.told, titled=True) if told else ((),)


def contested(state: "State") -> tuple[Unsure, ...]:
    """What some pack says of itself that the papers disagree about, each once."""
    said = (name for pack in state.packs if pack.status for name in pack.status.unsure)
    return tuple(dict.fromkeys(said))


def questions(state: "State") -> tuple[str, ...]:
    """What the help can be asked: what a pack tells just now, then every topic; by name."""
    return (*contested(state), *(one.name for one in state.facts.topics))


# A page asks after every word of the link, and what is told stays the same.
@lru_cache(maxsize=8)
def _told(told: Explanation | Topic, columns: int, room: int, titled: bool = False) -> tuple[Part, ...]:
    title: list[tuple[Heading, Sequence[str]]] = [(Heading.TITLE, ())] if titled else []
    return parted((*title, *_sections(told)), columns, room)


def _sections(told: Explanation | Topic) -> Sections:
    causes, now, call = (Heading.CAUSES, told.causes), (Heading.NOW, told.now), (Heading.CALL, (told.call,))
    if isinstance(told, Explanation):
        return (Heading.MEANING, (told.meaning,)), causes, now, call
    return (now, call, causes) if told.urgent else (causes, now, call)
