"""What is explained, block by block: of an alarm, or of a topic of the help."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hmi.model import explaining
from hmi.model.explaining import Block, Heading
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.protocol.status import Unsure
from hmi.ui import names
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

BOUND = "\N{NO-BREAK SPACE}"  # a mark is not left alone on its line before a long Chinese sentence

HEADINGS = {
    Heading.MEANING: N_("What it means"),
    Heading.CAUSES: N_("Likely causes"),
    Heading.NOW: N_("What to do now"),
    Heading.CALL: N_("When to call"),
}


@dataclass(frozen=True, slots=True)
class ToldBlock:
    """A heading and what stands below it; `share` of the page's height, in lines."""

    heading: str
    words: str
    share: int


def blocks(state: State) -> tuple[ToldBlock, ...]:
    """Those on the present part of an alarm's page or of a topic's; the last has what room is left."""
    return filled(state, (ToldBlock(_heading(state, one), words_of(one), one.lines) for one in _part(state)))


def filled(state: State, blocks: Iterable[ToldBlock]) -> tuple[ToldBlock, ...]:
    """A part of a page: what room is left goes to its last block."""
    told = tuple(blocks)
    if not told:
        return ()
    rest = max(0, state.room.told - sum(one.share for one in told))
    return (*told[:-1], replace(told[-1], share=told[-1].share + rest))


def _part(state: State) -> explaining.Part:
    place = state.place
    if place.page is Page.TOPIC:
        parts = explaining.of_topic(state)
    else:
        parts = (*(() if state.room.halves else ((),)), *explaining.of_alarm(state))
    shown = place.page in (Page.TOPIC, Page.ALARM) and place.part < len(parts)
    return parts[place.part] if shown else ()


def _heading(state: State, block: Block) -> str:
    return title(state, state.topic) if block.heading is Heading.TITLE else _(HEADINGS[block.heading])


def title(state: State, question: str) -> str:
    """A topic's title, or the name of a state that the papers disagree about."""
    if question in list(Unsure):
        return names.unsure(Unsure(question))
    titles = (one.title for one in state.facts.topics if one.name == question)
    return next((_(one) for one in titles), "")


def words_of(block: Block) -> str:
    """Steps are numbered, causes stand one below the other; what is one sentence stands for itself."""
    if block.of < 2:
        return " ".join(_(sentence) for sentence in block.sentences)
    numbered = enumerate(block.sentences, block.first)
    in_order = block.heading is Heading.NOW
    return "\n".join(
        f"{number}.{BOUND}{_(one)}" if in_order else f"·{BOUND}{_(one)}" for number, one in numbered
    )


def no_topic(state: State) -> str:
    """In place of a topic that there is not."""
    return "" if explaining.asked(state) else _("No topic was chosen.")
