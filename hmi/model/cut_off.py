"""Writes that a restart of the panel has cut off: what the BMS has now says what came of them."""

from dataclasses import replace

from hmi.model import change, writing
from hmi.model.change import Change
from hmi.model.effect import Effect
from hmi.model.job import Cause, Job, Reason
from hmi.model.record import Kind, Mark, Row
from hmi.model.state import State
from hmi.model.wanted import Note


def settle(state: State) -> Effect:
    """Read back, once their battery is connected, what the writes of the last run have left there."""
    battery, unfinished = state.link.battery, state.record.unfinished
    rows = tuple(row for row in unfinished if (row.entry.kind, row.entry.serial) == (Kind.WRITE, battery))
    if not rows or (state.job and state.job.under_way):
        return state, ()
    left = tuple(row for row in unfinished if row not in rows)
    state = replace(state, record=replace(state.record, unfinished=left))
    told = [(row, _change(row)) for row in rows]
    state, wanted = _given_up(state, tuple(row for row, one in told if one is None))
    pairs = [(row.id, one) for row, one in told if one is not None]
    if not pairs:
        return state, wanted
    acts, changes = zip(*pairs, strict=True)
    state, more = writing.onward(state, Job(changes, Cause.CUT_OFF, rows[0].entry.serial, acts=acts))
    return state, (*wanted, *more)


def _change(row: Row) -> Change | None:
    return change.of_entry(row.entry.what, row.entry.old, row.entry.new)


def _given_up(state: State, rows: tuple[Row, ...]) -> Effect:
    """Rows that this version of the panel cannot read any more: nobody knows what came of them."""
    if not rows:
        return state, ()
    ask = state.asks + 1
    entries = tuple(
        replace(row.entry, mark=Mark.UNCONFIRMED, old="", new="", reason=Reason.NO_READ_BACK, act=row.id)
        for row in rows
    )
    return replace(state, asks=ask), (Note(ask, entries),)
