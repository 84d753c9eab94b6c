"""A protocol on trial: kept by a confirm, given up by hand, or gone back from when its time is over."""

from dataclasses import replace
from datetime import datetime

from hmi.model import change, moving, writing
from hmi.model.change import INVERTER_PROTOCOL, Change
from hmi.model.concluding import TRIAL_S
from hmi.model.effect import Effect
from hmi.model.events import Noted, NotNoted, Remembered
from hmi.model.job import Cause, Job, Stage, Trial
from hmi.model.navigation import Page
from hmi.model.record import Entry, Kind, Mark, Row
from hmi.model.state import State
from hmi.model.wanted import Note
from hmi.protocol.inverter_protocol import InverterProtocol

AGAIN_S = 10.0  # between two attempts to go back


def remembered(state: State, event: Remembered) -> State:
    """A trial that a restart has interrupted runs on. A clock that is wrong shortens it, or gives it all."""
    rows = [row for row in event.memory.unfinished if row.entry.kind is Kind.TRIAL]
    trial = _of_row(rows[-1], event.at, event.utc) if rows else None
    return replace(state, trial=trial)


def _of_row(row: Row, at: float, utc: datetime) -> Trial | None:
    one = change.of_entry(row.entry.what, row.entry.old, row.entry.new)
    if one is None or not isinstance(one.old, InverterProtocol) or not isinstance(one.new, InverterProtocol):
        return None
    left_s = min(TRIAL_S, max(0.0, TRIAL_S - (utc - row.at).total_seconds()))
    return Trial(row.id, row.entry.serial, one.old, one.new, at + left_s)


def noted(state: State, event: Noted) -> State:
    """The trial stands in the record, as its last row; or its confirm does."""
    trial, job = state.trial, state.job
    if trial is None:
        return state
    if trial.confirming == event.ask:
        return replace(state, trial=None)
    concluded = job is not None and job.ask == event.ask and job.stage is Stage.CONCLUDING
    if concluded and not trial.act and len(event.rows) > 1:
        return replace(state, trial=replace(trial, act=event.rows[-1]))
    return state


def not_noted(state: State, event: NotNoted) -> State:
    """The confirm is not in the record: the trial goes on."""
    trial = state.trial
    if trial is None or trial.confirming != event.ask:
        return state
    return replace(state, trial=replace(trial, confirming=0))


def kept(state: State) -> Effect:
    """The inverter works: the new protocol stays, as soon as the record says so."""
    trial = state.trial
    if trial is None or trial.confirming or trial.left_s(state.now) <= 0 or _being_set(state):
        return state, ()
    ask = state.asks + 1
    entry = Entry(Kind.TRIAL, INVERTER_PROTOCOL, Mark.CONFIRMED, trial.serial, act=trial.act or None)
    return replace(state, trial=replace(trial, confirming=ask), asks=ask), (Note(ask, (entry,)),)


def given_up(state: State) -> Effect:
    """The old protocol shall be set again: shown as old -> new, and confirmed."""
    trial = state.trial
    if trial is None or trial.confirming:
        return state, ()
    if not _at_work(state):
        state = replace(state, job=_going_back(trial, Cause.TRIAL_ENDED))
    return moving.entered(state, Page.CHANGE), ()


def ticked(state: State) -> Effect:
    """When the time is over, the old protocol is set again, as soon as that battery is there."""
    trial = state.trial
    if trial is None or trial.confirming or trial.left_s(state.now) > 0 or _at_work(state):
        return state, ()
    tried = trial.tried_at is not None and state.now - trial.tried_at < AGAIN_S
    if tried or state.link.battery != trial.serial or not state.record.ready:
        return state, ()
    state = replace(state, trial=replace(trial, tried_at=state.now))
    return writing.begun(state, _going_back(trial, Cause.TRIAL_OVER))


def _at_work(state: State) -> bool:
    return state.job is not None and state.job.under_way


def _being_set(state: State) -> bool:
    """A protocol is being written: which one will stay is not known yet."""
    subjects = {one.subject for one in state.job.changes} if state.job else set()
    return _at_work(state) and INVERTER_PROTOCOL in subjects


def _going_back(trial: Trial, cause: Cause) -> Job:
    return Job((Change(INVERTER_PROTOCOL, trial.new, trial.old),), cause, trial.serial)
