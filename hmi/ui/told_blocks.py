"""What is explained, block by block: of an alarm, or of a topic of the help."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from hmi.model import explaining
from hmi.model.explaining import Block, Heading
from hmi.model.navigation import Page
from hmi.model.room import LinesOf
from hmi.model.state import State
from hmi.protocol.status import Unsure
from hmi.ui import alarm_words, change_lines, fitting, names
from hmi.ui.language import translator as _
from hmi.ui.marked import N_
from hmi.ui.panel import Panel
from hmi.ui.theme import EDGE_MM, TEXT_MM, type_size

BOUND = "\N{NO-BREAK SPACE}"  # a mark is not left alone on its line before a long Chinese sentence

HEADINGS = {
    Heading.MEANING: N_("What it means"),
    Heading.CAUSES: N_("Likely causes"),
    Heading.NOW: N_("What to do now"),
    Heading.CALL: N_("When to call"),
}


@dataclass(frozen=True, slots=True)
class ToldBlock:
    """A heading and what stands below it."""

    heading: str
    words: str
    lines: int  # the heading among them; 0: what room is left


def blocks(state: State) -> tuple[ToldBlock, ...]:
    """Those on the present part of an alarm's page or of a topic's; the last has what room is left."""
    return filled(_block(state, one) for one in _part(state))


def filled(blocks: Iterable[ToldBlock]) -> tuple[ToldBlock, ...]:
    """A part of a page: what room is left goes to its last block."""
    told = tuple(blocks)
    return (*told[:-1], replace(told[-1], lines=0)) if told else ()


@lru_cache(4)
def lines_of(panel: Panel, language: str) -> LinesOf:
    """How many lines a sentence takes in that language, which is in use, on a share of the panel's width."""

    @lru_cache(1024)
    def lines(sentence: str, across: float = 1.0) -> int:
        width = (panel.width - 2 * panel.type * EDGE_MM) * across - fitting.ROUNDED
        return fitting.lines(f"8.{BOUND}{said(sentence)}", width, type_size(panel, TEXT_MM))

    return lines


def _part(state: State) -> explaining.Part:
    place = state.place
    if place.page not in (Page.TOPIC, Page.ALARM):
        return ()
    parts = explaining.of_topic(state) if place.page is Page.TOPIC else explaining.of_alarm(state)
    return parts[place.part] if place.part < len(parts) else ()


def _block(state: State, block: Block) -> ToldBlock:
    if block.heading is Heading.KNOWN:
        return ToldBlock("", alarm_words.known(state), block.lines)
    heading = HEADINGS.get(block.heading, "")
    return ToldBlock(heading and _(heading), words_of(block), block.lines)


def said(sentence: str) -> str:
    """What is told, or what is known by that name, in the language in use."""
    if sentence in list(Unsure):
        return names.unsure(Unsure(sentence))
    return change_lines.sentence(sentence) or _(sentence)


def title(state: State, question: str) -> str:
    """A topic's title, or the name of a state that the papers disagree about."""
    titles = (one.title for one in state.facts.topics if one.name == question)
    return said(next(titles, question))


def words_of(block: Block) -> str:
    """Steps are numbered, causes stand one below the other; what is one sentence stands for itself."""
    if block.of < 2:
        return " ".join(said(sentence) for sentence in block.sentences)
    numbered = enumerate(block.sentences, block.first)
    in_order = block.heading is Heading.NOW
    return "\n".join(
        f"{number}.{BOUND}{_(one)}" if in_order else f"·{BOUND}{_(one)}" for number, one in numbered
    )


def no_topic(state: State) -> str:
    """In place of a topic that there is not."""
    return "" if explaining.asked(state) else _("No topic was chosen.")
