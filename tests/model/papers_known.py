"""A battery whose papers are looked at: by its day, by its clock, by what its record has."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hmi.facts import load_facts
from hmi.model import papers
from hmi.model.access import Access
from hmi.model.events import Received, Tick
from hmi.model.papers import WARRANTY, Registration
from hmi.model.record import Entry, Kind, Logbook, Mark, Row
from hmi.model.state import State
from hmi.protocol.command import Command
from hmi.protocol.identity import PackCount, Serials
from tests.model.known import ANALOG, after, heard

SERIAL = "ES512100LP2411000123"
TODAY = date(2026, 6, 21)
SINCE = date(2025, 6, 21)
FACTS = load_facts()


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def time(day: date, certain: bool = True, at: float = 1.0) -> Tick:
    """Noon of that day."""
    return Tick(at, noon(day), noon(day).replace(tzinfo=UTC), certain)


def serials(pack: str = SERIAL) -> Received:
    return Received(Command.SERIALS, Serials("BMS1", pack), 1, 1, 0.0)


def battery(
    day: date = TODAY,
    certain: bool = True,
    cycles: tuple[int, ...] = (600,),
    registered: Registration | None = None,
    ticks: Iterable[Row] = (),
    **known: Any,
) -> State:
    """Packs with so many cycles at noon of that day; the gate is open."""
    entry = Entry(
        Kind.WARRANTY, WARRANTY, Mark.REGISTERED, SERIAL, new=papers.spelled(registered) if registered else ""
    )
    record = Logbook(ready=True, warranties={SERIAL: entry} if registered else {}, ticks=tuple(ticks))
    state = State(access=Access(open=True), facts=FACTS, record=record)
    packs = (heard(replace(ANALOG, cycles=count), slot) for slot, count in enumerate(cycles, 1))
    state = after(heard(PackCount(len(cycles))), *packs, serials(), state=state)
    # Serials drop what was heard before another battery; these are heard anew.
    packs = (heard(replace(ANALOG, cycles=count), slot) for slot, count in enumerate(cycles, 1))
    return replace(after(*packs, time(day, certain), state=state), **known)


def ticked(number: int, task: str, day: date, serial: str = SERIAL, certain: bool = True) -> Row:
    """A task was done on that day."""
    content = json.dumps({"day": day.isoformat(), "certain": certain})
    entry = Entry(Kind.MAINTENANCE, task, Mark.TICKED, serial, new=content)
    return Row(number, noon(day).replace(tzinfo=UTC), entry)
