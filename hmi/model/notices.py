"""What the connection page tells in the words of others: configuration, system, BMS; cut into parts."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from hmi.model.events import Unusable
from hmi.model.navigation import Page

if TYPE_CHECKING:
    from hmi.model.state import State

ADVICE_LINES = 3  # of the first part, for what to check while the link is lost


def of_panel(state: "State") -> tuple[str, ...]:
    """What is wrong with the panel itself, also that it cannot keep anything just now."""
    return (*state.notices, *filter(None, (state.record.trouble, state.past.trouble)))


def pending(state: "State") -> bool:
    """Something of it stands there that was not shown on its page yet."""
    return not {*of_panel(state)} <= {*state.read_notices}


def settled(state: "State") -> "State":
    """What its page shows is read. What goes and comes again is to be read again."""
    read = {*state.read_notices} & {*of_panel(state)}
    if state.place.page is Page.NOTICES:
        read = {*of_panel(state)}
    return state if read == {*state.read_notices} else replace(state, read_notices=tuple(sorted(read)))


def unusable_words(one: Unusable) -> str:
    """An answer that cannot be used: which command, which pack, what was expected and came."""
    return f"{one.command:02X}H, {one.slot}: {one.detail}"


def parts(state: "State") -> tuple[str, ...]:
    """All of it, over as many parts as the page needs."""
    unusable = tuple(unusable_words(one) for one in state.unusable_values)
    advised = state.link.trouble is not None or bool(unusable)
    port = state.link.port if advised else ""
    paragraphs = filter(None, (*of_panel(state), state.link.detail, *unusable, port))
    return in_parts(paragraphs, state.room.columns, state.room.lines, ADVICE_LINES if advised else 0)


def in_parts(paragraphs: Iterable[str], columns: int, lines: int, taken: int = 0) -> tuple[str, ...]:
    """The paragraphs, all of them, over as many parts as they need; `taken` lines of the first are in use."""
    parts: list[list[str]] = [[]]
    left = lines - taken
    for paragraph in paragraphs:
        wrapped = list(_wrapped(paragraph, columns))
        if left < min(len(wrapped), lines):
            parts.append([])
            left = lines
        while wrapped:
            if left <= 0:
                parts.append([])
                left = lines
            parts[-1].append("".join(wrapped[:left]).strip())
            left, wrapped = left - len(wrapped[:left]), wrapped[left:]
    return tuple("\n".join(part) for part in parts)


def _wrapped(text: str, columns: int) -> Iterator[str]:
    """Pieces of the text, none longer than a line, which put together are the text again."""
    text = " ".join(text.split())
    # A Chinese character is as wide as two others.
    lines = textwrap.wrap(text, columns if text.isascii() else columns // 2)
    at = 0
    for line, following in zip_longest(lines, lines[1:]):
        end = len(text) if following is None else text.index(following, at + len(line))
        yield text[at:end]
        at = end
