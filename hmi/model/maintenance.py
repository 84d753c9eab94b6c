"""What the manuals want done from time to time, when it was done last, and when it is due."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hmi.model import filing, handed, moving
from hmi.model.days import months_on
from hmi.model.effect import Effect
from hmi.model.facts import Task
from hmi.model.intents import ShowTask, TickOff
from hmi.model.navigation import Page
from hmi.model.paper_pages import task_shown, tasks
from hmi.model.record import Entry, Kind, Mark, Row
from hmi.model.state import State
from hmi.model.timekeeping import plausible


@dataclass(frozen=True, slots=True)
class Done:
    """That a task was done. `certain`: the day is by a clock that was right."""

    day: date  # local
    certain: bool
    row: int  # of the record


@dataclass(frozen=True, slots=True)
class Due:
    """How it stands with a task. None: never, or not known."""

    task: Task
    last: Done | None
    next: date | None  # when it is due
    overdue: bool
    today: bool  # it was done today
    certain: bool  # these days, by the clocks of then and now


def shown(state: State) -> Due | None:
    """The task whose page is shown; None: there is none."""
    task = task_shown(state)
    return due(state, task) if task else None


def chosen(state: State, event: ShowTask) -> State:
    """The page of a task."""
    papers = replace(state.papers, task=event.name, outcome=None, detail="")
    return moving.entered(replace(state, papers=papers), Page.TASK)


def due(state: State, task: Task) -> Due:
    """When it was done last, and when it is to be done again.

    What was never done is due so long after the commissioning. What is for storage alone is never overdue:
    nobody can tell the panel that the battery is in store.
    """
    last = max(_done(state, task), key=lambda one: one.row, default=None)
    begun = handed.registration(state)
    first = last.day if last else begun.since if begun and not task.in_storage else None
    following = months_on(first, task.every_months) if first else None
    today = _today(state)
    return Due(
        task=task,
        last=last,
        next=following,
        overdue=bool(following and today and today >= following and not task.in_storage),
        today=last is not None and last.day == today,
        certain=state.time.certain and (last is None or last.certain),
    )


def first_due(state: State) -> Due | None:
    """The task that is due first; None: of none it is known."""
    known = [one for one in (due(state, task) for task in tasks(state)) if one.next]
    return min(known, key=lambda one: one.next or date.max, default=None)


def _done(state: State, task: Task) -> Iterator[Done]:
    for row in state.record.ticks:
        if (row.entry.serial, row.entry.what) == (state.identity.serial, task.name):
            done = _read(row)
            if done is not None:
                yield done


def _read(row: Row) -> Done | None:
    """None: it cannot be read any more."""
    try:
        told = json.loads(row.entry.new)
        return Done(date.fromisoformat(told["day"]), bool(told["certain"]), row.id)
    except (ValueError, KeyError, TypeError):
        return None


def _today(state: State) -> date | None:
    return state.clock.date() if state.clock and plausible(state.clock) else None


def can_be_kept(state: State) -> bool:
    """Which battery and which day it is are known, and the record takes rows."""
    return bool(state.identity.serial) and _today(state) is not None and state.record.ready


def ticked(state: State, event: TickOff) -> Effect:
    """A task was done today; it stands in the record once a day. Or that was a mistake."""
    task = next((one for one in tasks(state) if one.name == event.task), None)
    today = _today(state)
    if task is None or today is None or not can_be_kept(state) or not filing.idle(state.papers):
        return state, ()
    now = due(state, task)
    if now.today == event.done:
        return state, ()
    state = replace(state, papers=replace(state.papers, task=task.name))
    entry = Entry(Kind.MAINTENANCE, task.name, Mark.TICKED, state.identity.serial)
    if event.done:
        content = json.dumps({"day": today.isoformat(), "certain": state.time.certain})
        return filing.filed(state, replace(entry, new=content))
    act = now.last.row if now.last else None
    return filing.filed(state, replace(entry, mark=Mark.TAKEN_BACK, act=act))
