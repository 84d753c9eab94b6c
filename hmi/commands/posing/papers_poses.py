"""Warranty, maintenance, and the code for the phone."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from hmi.commands.posing.after import after
from hmi.model import papers
from hmi.model.intents import AdjustWarranty, Go, ShowTask
from hmi.model.navigation import Page
from hmi.model.papers import WARRANTY, Registration
from hmi.model.record import Entry, Kind, Mark, Row
from hmi.model.state import State

SINCE = date(2024, 3, 4)
TICKED = {"air": date(2025, 2, 10), "cables": date(2024, 12, 1)}  # the second is due again


def furnished(state: State) -> State:
    """What was read of the disk by then: the warranty, and what was done."""
    serial = state.identity.serial
    if not serial:
        return state
    registered = papers.spelled(Registration(SINCE, 10, 6000))
    warranty = Entry(Kind.WARRANTY, WARRANTY, Mark.REGISTERED, serial, new=registered)
    ticks = tuple(_ticked(number, serial, task, day) for number, (task, day) in enumerate(TICKED.items(), 1))
    return replace(state, record=replace(state.record, warranties={serial: warranty}, ticks=ticks))


def _ticked(number: int, serial: str, task: str, day: date) -> Row:
    content = json.dumps({"day": day.isoformat(), "certain": True})
    entry = Entry(Kind.MAINTENANCE, task, Mark.TICKED, serial, new=content)
    return Row(number, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), entry)


def _registering(state: State) -> State:
    return after(
        state, Go(Page.WARRANTY), Go(Page.REGISTRATION), AdjustWarranty("day", 1), AdjustWarranty("years", 2)
    )


POSES: dict[Page, Callable[[State], State]] = {
    Page.PAIR: lambda state: after(state, Go(Page.PAIR)),
    Page.REGISTRATION: _registering,
    Page.TASK: lambda state: after(state, ShowTask(next(iter(TICKED)))),
}
