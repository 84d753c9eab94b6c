"""Entries of warranty and maintenance on their way into the record; one at a time."""

from dataclasses import replace
from datetime import UTC

from hmi.model import timekeeping
from hmi.model.effect import Effect
from hmi.model.events import Noted, NotNoted
from hmi.model.navigation import Page
from hmi.model.papers import Outcome, Papers
from hmi.model.record import Entry, Kind, Logbook, Mark, Row
from hmi.model.state import State
from hmi.model.timekeeping import EARLIEST
from hmi.model.wanted import Note

# While these are shown, what is half done and what came of it is kept; the keypad may be on the way there.
_PAGES = (Page.REGISTRATION, Page.MAINTENANCE, Page.TASK, Page.KEYPAD)


def filed(state: State, entry: Entry) -> Effect:
    """It shall stand in the record."""
    ask = state.asks + 1
    papers = replace(state.papers, ask=ask, entry=entry, outcome=None, detail="")
    return replace(state, asks=ask, papers=papers), (Note(ask, (entry,)),)


def noted(state: State, event: Noted) -> State:
    """It does: from now on it counts."""
    entry = _awaited(state, event)
    if entry is None:
        return state
    row = Row(event.rows[0], timekeeping.moment(state).utc or EARLIEST.replace(tzinfo=UTC), entry)
    papers = replace(state.papers, draft=None, ask=0, entry=None, outcome=Outcome.KEPT)
    return replace(state, record=_with(state.record, row), papers=papers)


def not_noted(state: State, event: NotNoted) -> State:
    """It does not, and does not count."""
    if _awaited(state, event) is None:
        return state
    papers = replace(state.papers, ask=0, entry=None, outcome=Outcome.NOT_KEPT, detail=event.detail)
    return replace(state, papers=papers)


def _awaited(state: State, event: Noted | NotNoted) -> Entry | None:
    return state.papers.entry if event.ask == state.papers.ask else None


def _with(record: Logbook, row: Row) -> Logbook:
    if row.entry.kind is Kind.WARRANTY:
        return replace(record, warranties={**record.warranties, row.entry.serial: row.entry})
    ticks = tuple(one for one in record.ticks if one.id != row.entry.act)
    return replace(record, ticks=(*ticks, row) if row.entry.mark is Mark.TICKED else ticks)


def settled(state: State) -> State:
    """What is half done goes with its page; what is on its way to the disk goes on."""
    papers = state.papers
    if state.place.page in _PAGES or (papers.draft, papers.outcome) == (None, None):
        return state
    return replace(state, papers=replace(papers, draft=None, outcome=None, detail=""))


def idle(papers: Papers) -> bool:
    """Nothing is on its way to the disk."""
    return papers.entry is None
