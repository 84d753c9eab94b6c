"""How a change ends: its outcome goes into the record, and a new protocol onto trial in the same stroke."""

from dataclasses import replace
from typing import Any

from hmi.model import change
from hmi.model.change import INVERTER_PROTOCOL, Change, can_go_back
from hmi.model.job import Cause, Job, Reason, Result, Stage, Trial
from hmi.model.record import Entry, Kind, Mark
from hmi.model.state import State
from hmi.model.wanted import Note, Wanted

TRIAL_S = 300.0

Effect = tuple[State, tuple[Wanted, ...]]

_OF_TRIALS = (Cause.TRIAL_OVER, Cause.TRIAL_ENDED)
_FINAL = (Reason.BMS_REFUSED, Reason.NOT_TAKEN, Reason.CHANGED_MEANWHILE, Reason.OTHER_VALUE)


def ended(state: State, job: Job, mark: Mark, reason: Reason, has: Any) -> Effect:
    """The change in hand has come to this; `has` is what the BMS has, None: not known."""
    one = job.change
    result = Result(one, mark, reason, has, job.code)
    act = job.acts[len(job.results)] if len(job.results) < len(job.acts) else None
    entry = Entry(Kind.WRITE, one.subject, mark, job.serial, "", change.spelled(has), reason, act)
    entries = [entry]
    if one.subject == INVERTER_PROTOCOL:
        state, more = _on_trial(state, job, result)
        entries += more
    ask = state.asks + 1
    results = (*job.results, result)
    job = replace(job, stage=Stage.CONCLUDING, results=results, ask=ask, since=state.now)
    return replace(state, job=job, asks=ask), (Note(ask, tuple(entries)),)


def _on_trial(state: State, job: Job, result: Result) -> tuple[State, list[Entry]]:
    """What an outcome means for the protocol on trial, and which one is on trial now."""
    trial, one, has = state.trial, result.change, result.has
    if result.mark is Mark.DONE:
        previous = {**state.record.previous, job.serial: change.spelled(one.old)}
        state = replace(state, record=replace(state.record, previous=previous))
    if trial is not None and trial.serial == job.serial:
        if change.same(has, trial.old):
            return replace(state, trial=None), [_end(trial, Mark.WENT_BACK)]
        if job.cause in _OF_TRIALS and result.reason in _FINAL:
            return replace(state, trial=None), [_end(trial, Mark.OVERTAKEN)]
    if result.mark is not Mark.DONE or job.cause in _OF_TRIALS:
        return state, []
    old = trial.old if trial is not None and trial.serial == job.serial else one.old
    overtaken = [] if trial is None else [_end(trial, Mark.OVERTAKEN)]
    if not can_go_back(Change(one.subject, old, one.new)):
        return replace(state, trial=None), overtaken
    begun = Entry(
        Kind.TRIAL, one.subject, Mark.BEGUN, job.serial, change.spelled(old), change.spelled(one.new)
    )
    fresh = Trial(0, job.serial, old, one.new, state.now + TRIAL_S)
    return replace(state, trial=fresh), [*overtaken, begun]


def _end(trial: Trial, mark: Mark) -> Entry:
    return Entry(Kind.TRIAL, INVERTER_PROTOCOL, mark, trial.serial, act=trial.act or None)
