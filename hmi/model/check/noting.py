"""A verdict that lasts, put down in the record: once, and not more often than once a minute."""

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from hmi.model.check import spelled
from hmi.model.check.finding import UNCHECKED, Grade
from hmi.model.effect import Effect
from hmi.model.events import Noted, NotNoted
from hmi.model.record import Entry, Kind, Mark, Row
from hmi.model.wanted import Note

if TYPE_CHECKING:
    from hmi.model.state import State

WHAT = "inverter_link"
LASTS_S = 10.0  # before it is put down
APART_S = 60.0  # from one row to the next

_MARKS = {Grade.GOOD: Mark.GOOD, Grade.NEUTRAL: Mark.NEUTRAL, Grade.WRONG: Mark.BAD}


def ticked(state: "State") -> Effect:
    """How long the present verdict has stood; the row, once that is long enough and it is a new one."""
    if not state.inverter.watched:
        return state, ()
    state = _stands(state)
    # By the serial number as read since the UART's link came: without one, another battery may be on the bus.
    link, serial, clock = state.inverter, state.link.battery, state.clock
    if not state.record.ready or not serial or clock is None or link.note or not _due(state, serial):
        return state, ()
    entry = Entry(Kind.CHECK, WHAT, _MARKS[state.check.grade], serial, new=link.verdict)
    ask = state.asks + 1
    link = replace(link, note=(ask, Row(0, clock.astimezone(UTC), entry)), noted_at=state.now)
    return replace(state, asks=ask, inverter=link), (Note(ask, (entry,)),)


def _stands(state: "State") -> "State":
    link, check = state.inverter, state.check
    text = spelled.spell(spelled.of(check))
    if link.finding is not check.finding:
        link = replace(link, finding=check.finding, finding_since=state.now)
    if link.verdict != text:
        link = replace(link, verdict=text, verdict_since=state.now)
    return state if link is state.inverter else replace(state, inverter=link)


def _due(state: "State", serial: str) -> bool:
    link, last = state.inverter, state.record.checks.get(serial)
    return (
        link.finding not in UNCHECKED
        and state.now - link.verdict_since >= LASTS_S
        and (link.noted_at is None or state.now - link.noted_at >= APART_S)
        and (last is None or last.entry.new != link.verdict)
    )


def noted(state: "State", event: Noted) -> "State":
    """The row stands in the record: it is the battery's last one."""
    note = state.inverter.note
    if note is None or note[0] != event.ask:
        return state
    row = replace(note[1], id=event.rows[0])
    record = replace(state.record, checks={**state.record.checks, row.entry.serial: row})
    return replace(state, record=record, inverter=replace(state.inverter, note=None))


def not_noted(state: "State", event: NotNoted) -> "State":
    """The row is not in the record: another one is asked for in a minute."""
    note = state.inverter.note
    if note is None or note[0] != event.ask:
        return state
    return replace(state, inverter=replace(state.inverter, note=None))
