"""What an alarm or a topic of the help has to say, over as many parts as the panel needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from hmi.model.facts import Explanation, Topic
from hmi.model.room import LinesOf
from hmi.protocol.status import Unsure

if TYPE_CHECKING:
    from hmi.model.state import State


BESIDE = 0.54  # of the page's width is the explanation's, where it stands beside what is known
KNOWN_LINES = 5  # of what is known of an alarm, where that does not stand with its value


class Heading(StrEnum):
    """What a block of sentences is about."""

    TITLE = "title"  # of a topic: the one sentence itself
    KNOWN = "known"  # of an alarm, by the page itself
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
    lines: int = 0  # that they take, the heading among them

    def with_another(self, sentence: str, lines: int) -> "Block":
        """One sentence more."""
        return replace(self, sentences=(*self.sentences, sentence), lines=self.lines + lines)


Part = tuple[Block, ...]
Sections = Iterable[tuple[Heading, Sequence[str]]]


def parted(
    sections: Sections, lines_of: LinesOf, room: int, across: float = 1.0, begun: Part = (), first: int = 0
) -> tuple[Part, ...]:
    """The sections over parts of so many lines, across a share of the page's width; a heading takes one.

    `begun`: what stands before them. `first`: the lines of the first part, where it has another room.
    """
    parts: list[list[Block]] = [[*begun]]
    for heading, sentences in sections:
        block = Block(heading, (), of=len(sentences), lines=1)
        for number, sentence in enumerate(sentences, 1):
            lines = lines_of(sentence, across)
            taken = sum(one.lines for one in parts[-1]) + block.lines + lines
            here = first if first and len(parts) == 1 else room
            if taken > here and (parts[-1] or block.sentences):
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
    """What the alarm means, and what to do, part by part of its page; nothing where that is not known."""
    told, room = explanation(state), state.room
    begun = (Block(Heading.KNOWN, (), lines=KNOWN_LINES),) if room.apart and state.watch.shown else ()
    if told is None:
        return ((), begun) if begun else ((),)
    if room.halves:
        return _told(told, room.lines_of, room.beside, BESIDE)
    if room.beside:
        return _told(told, room.lines_of, room.told, first=room.beside)
    return ((), *_told(told, room.lines_of, room.told, begun=begun))


def asked(state: "State") -> Topic | Explanation | None:
    """What the page of the help is about: a topic, or a state that the papers disagree about."""
    topic = next((one for one in state.facts.topics if one.name == state.topic), None)
    if topic is not None or state.topic not in list(Unsure):
        return topic
    return state.facts.contested.get(Unsure(state.topic))


def of_topic(state: "State") -> tuple[Part, ...]:
    """What the page of the help has to say; nothing while no topic was chosen."""
    told, room = asked(state), state.room
    if told is None:
        return ((),)
    title = told.title if isinstance(told, Topic) else state.topic
    return _told(told, room.lines_of, room.told, begun=(_titled(title, room.lines_of),))


def _titled(title: str, lines_of: LinesOf) -> Block:
    return Block(Heading.TITLE, (title,), lines=lines_of(title, 1.0))


def contested(state: "State") -> tuple[Unsure, ...]:
    """What some pack says of itself that the papers disagree about, each once."""
    said = (name for pack in state.packs if pack.status for name in pack.status.unsure)
    return tuple(dict.fromkeys(said))


def questions(state: "State") -> tuple[str, ...]:
    """What the help can be asked: what a pack tells just now, then every topic; by name."""
    return (*contested(state), *(one.name for one in state.facts.topics))


# A page asks after every word of the link, and what is told stays the same.
@lru_cache(maxsize=8)
def _told(
    told: Explanation | Topic,
    lines_of: LinesOf,
    room: int,
    across: float = 1.0,
    begun: Part = (),
    first: int = 0,
) -> tuple[Part, ...]:
    return parted(_sections(told), lines_of, room, across, begun, first)


def _sections(told: Explanation | Topic) -> Sections:
    causes, now, call = (Heading.CAUSES, told.causes), (Heading.NOW, told.now), (Heading.CALL, (told.call,))
    if isinstance(told, Explanation):
        return (Heading.MEANING, (told.meaning,)), causes, now, call
    return (now, call, causes) if told.urgent else (causes, now, call)
