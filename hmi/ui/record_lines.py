"""The page of the record: one line a row, the newest first."""

from dataclasses import dataclass

from hmi.model import change, papers
from hmi.model.check import spelled
from hmi.model.job import Reason
from hmi.model.record import Entry, Kind, Mark, Row
from hmi.model.state import State
from hmi.ui import link_words, text
from hmi.ui import write_words as words
from hmi.ui.language import translator as _


@dataclass(frozen=True, slots=True)
class RecordLine:
    """When by the panel's clock, what, and what came of it: in words, and in fewer words."""

    day: str
    time: str
    what: tuple[str, ...]
    how: tuple[str, ...]


def lines(state: State) -> tuple[RecordLine, ...]:
    """The rows on this part; nothing until they were read."""
    record = state.record
    if record.trouble or record.first != state.place.part * state.room.entries:
        return ()
    return tuple(_line(state, row) for row in record.rows[: state.room.entries])


def told(state: State) -> str:
    """In place of rows: why the record cannot be kept, or that nothing was done yet."""
    if state.record.trouble:
        reason = _("The record cannot be kept, so nothing is written to the BMS.")
        return f"{reason} {state.record.trouble}"
    return _("Nothing yet") if state.record.total == 0 else ""


def _line(state: State, row: Row) -> RecordLine:
    local, entry = row.at.astimezone(), row.entry
    time = text.certain(text.time_of_day(local), row.certain)
    return RecordLine(text.short_day(local), time, _what(entry), _how(state, entry))


def _what(entry: Entry) -> tuple[str, ...]:
    if entry.kind is Kind.CHECK:
        verdict = spelled.read(entry.new)
        protocol = f" {verdict.protocol}" if verdict and verdict.protocol else ""
        return words.kind(entry.kind) + protocol, _("Check") + protocol
    return (words.subject(entry.what) if entry.kind is Kind.WRITE else words.kind(entry.kind),)


def _how(state: State, entry: Entry) -> tuple[str, ...]:
    """Old -> new where it began, else the outcome with its reason where there is room."""
    if entry.mark is Mark.BEGUN:
        return _began(state, entry)
    outcome = words.mark(entry.mark)
    if entry.kind is Kind.CHECK:
        return _found(entry, outcome)
    more = _more(state, entry)
    return (f"{outcome}: {more}", outcome) if more else (outcome,)


def _more(state: State, entry: Entry) -> str:
    """What is behind the outcome: its reason, the task, since when a warranty runs."""
    if entry.kind is Kind.MAINTENANCE:
        return next((_(task.title) for task in state.facts.tasks if task.name == entry.what), entry.what)
    if entry.kind is Kind.WARRANTY:
        one = papers.read(entry.new)
        return text.day(one.since) if one else ""
    return words.reason(Reason(entry.reason)) if entry.reason in list(Reason) else ""


def _found(entry: Entry, outcome: str) -> tuple[str, ...]:
    """What the link check found, and how good that is where there is room."""
    verdict = spelled.read(entry.new)
    if verdict is None:
        return (outcome,)
    found = link_words.in_short(verdict.finding)
    return f"{outcome}: {found}", found


def _began(state: State, entry: Entry) -> tuple[str, ...]:
    one = change.of_entry(entry.what, entry.old, entry.new)
    told = words.lines(state, one) if one is not None else ()
    if len(told) != 1:
        count = _.plural("{count} value", "{count} values", len(told)).format(count=len(told))
        return (f"{words.mark(entry.mark)}: {count}" if told else words.mark(entry.mark),)
    whole = f"{told[0].old} → {told[0].new}"
    return (f"{told[0].what}: {whole}", whole) if told[0].what != words.subject(entry.what) else (whole,)
