"""States of the pages of model, warranty, maintenance and pairing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import count

from hmi.facts import load_facts
from hmi.model.events import Noted, NotNoted
from hmi.model.intents import AdjustWarranty, Go, RegisterWarranty, ShowModel, ShowTask, TickOff, Turn
from hmi.model.navigation import Page
from hmi.model.papers import Registration
from hmi.model.record import Entry, Kind, Logbook, Mark, Row
from hmi.model.state import State
from hmi.model.timekeeping import Source
from tests.ui import kept, states
from tests.ui.group_states import SURE
from tests.ui.states import after

LONG = Registration(date(2024, 12, 27), 28, 18_500)
DETAIL = "/var/lib/pack-hmi/panel.db: database or disk is full"


def day() -> State:
    """Three packs and a clock that is right; the gate is open, the record takes rows."""
    state = after(replace(states.day(), record=Logbook(ready=True)), SURE)
    return replace(state, access=replace(state.access, open=True))


def unsure(state: State) -> State:
    """By a clock of which nobody knows."""
    return replace(state, time=replace(state.time, source=Source.UNCERTAIN))


def drafted() -> State:
    """Every field is another than before; on the last part, whatever the panel."""
    state = after(kept.registered(day(), LONG), Go(Page.WARRANTY), Go(Page.REGISTRATION))
    fields = ("day", "month", "year", "years", "cycles")
    return after(state, *(AdjustWarranty(field, -1) for field in fields), Turn(1), Turn(1))


def asked(state: State) -> State:
    """What is drafted is on its way to the disk."""
    draft = state.papers.draft
    assert draft is not None
    return after(state, RegisterWarranty(draft.since, draft.years, draft.cycles))


def to_come() -> State:
    """A day to come."""
    return after(day(), Go(Page.REGISTRATION), AdjustWarranty("year", 1), Turn(1), Turn(1))


def ticked(certain: bool = True) -> State:
    """One task is overdue, one was done today."""
    numbers = count(1)
    ticks = []
    for task, when in (("air", date(2024, 12, 12)), ("cables", SURE.clock.date() if SURE.clock else None)):
        content = json.dumps({"day": str(when), "certain": certain})
        entry = Entry(Kind.MAINTENANCE, task, Mark.TICKED, kept.SERIAL, new=content)
        ticks.append(Row(next(numbers), datetime(2025, 1, 1, tzinfo=UTC), entry))
    state = day()
    return replace(state, record=replace(state.record, ticks=tuple(ticks)))


def tick_refused() -> State:
    """The disk takes no tick."""
    state = after(day(), Go(Page.MAINTENANCE), TickOff("air"))
    return after(state, NotNoted(state.asks, DETAIL, states.NOW))


def registered_now() -> State:
    """The disk has taken what was drafted."""
    state = asked(drafted())
    return after(state, Noted(state.asks, (1,), states.NOW))


def refused() -> State:
    """The disk has not taken what was drafted."""
    state = asked(drafted())
    return after(state, NotNoted(state.asks, DETAIL, states.NOW))


PAPERS: dict[str, Callable[[], State]] = {
    "not registered": day,
    "registered": lambda: kept.registered(day()),
    "registered, not sure": lambda: unsure(kept.registered(day(), LONG)),
    "registered, no clock": lambda: replace(kept.registered(day()), clock=None),
    "warranty over": lambda: kept.registered(day(), Registration(date(2015, 1, 1), 10, 500)),
    "days left": lambda: unsure(kept.registered(day(), Registration(date(2020, 7, 1), 5, 500))),
    "in use for long": lambda: kept.registered(day(), Registration(date(2023, 7, 1), 10, 6000)),
    "drafted": drafted,
    "drafted, asked": lambda: asked(drafted()),
    "drafted, registered": registered_now,
    "drafted, refused": refused,
    "drafted, to come": to_come,
    "ticked": ticked,
    "ticked, not sure": lambda: unsure(ticked(certain=False)),
    "tick refused": tick_refused,
    "next tasks, not sure": lambda: unsure(kept.registered(day(), Registration(date(2025, 6, 11), 10, 6000))),
    "all tasks": lambda: replace(states.start(), record=Logbook(ready=True)),
    **{f"task {one.name}": partial(after, states.start(), ShowTask(one.name)) for one in load_facts().tasks},
    **{f"model {one.name}": partial(after, day(), ShowModel(one.name)) for one in load_facts().models},
}
SHOWN: dict[Page, tuple[str, ...]] = {
    Page.WARRANTY: (
        "not registered",
        "registered",
        "registered, not sure",
        "registered, no clock",
        "warranty over",
        "days left",
        "in use for long",
    ),
    Page.REGISTRATION: (
        "drafted",
        "drafted, asked",
        "drafted, registered",
        "drafted, refused",
        "drafted, to come",
    ),
    Page.MAINTENANCE: ("not registered", "ticked", "ticked, not sure", "tick refused", "all tasks"),
    Page.TASK: tuple(name for name in PAPERS if name.startswith("task ")),
    Page.MODEL: tuple(name for name in PAPERS if name.startswith("model ")),
    Page.PAIR: ("longest", "single", "never"),
    Page.SYSTEM: ("registered, not sure", "warranty over", "days left", "next tasks, not sure"),
}
