"""How a change ends: its outcome goes into the record, and a new protocol onto trial in the same stroke."""

from dataclasses import replace
from typing import Any

from hmi.model import change
from hmi.model.change import INVERTER_PROTOCOL, Change, can_go_back
from hmi.model.effect import Effect
from hmi.model.job import Cause, Job, Reason, Result, Stage, Trial
from hmi.model.record import Entry, Kind, Mark
from hmi.model.state import State
from hmi.model.wanted import Note

TRIAL_S = 300.0

_OF_TRIALS = (Cause.TRIAL_OVER, Cause.TRIAL_ENDED)
_OF_ANOTHER_MASTER = (Reason.CHANGED_MEANWHILE, Reason.OTHER_VALUE)
_REFUSED = (Reason.BMS_REFUSED, Reason.NOT_TAKEN)
MOST_REFUSALS = 3  # of going back by itself


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
    one, mark, has = result.change, result.mark, result.has
    if mark is Mark.DONE:
        previous = {**state.record.previous, job.serial: change.spelled(one.old)}
        state = replace(state, record=replace(state.record, previous=previous))
    trial = state.trial if state.trial and state.trial.serial == job.serial else None
    if trial is not None and change.same(has, trial.old):
        return replace(state, trial=None), [_end(trial, Mark.WENT_BACK)]
    back = job.cause in _OF_TRIALS or (trial is not None and change.same(one.new, trial.old))
    if back:
        return _not_gone_back(state, trial, job.cause, result.reason)
    if mark is Mark.DONE or (mark is Mark.UNCONFIRMED and has is None):
        return _begun(state, trial, one, job.serial)
    return state, []


def _not_gone_back(
    state: State, trial: Trial | None, cause: Cause, reason: Reason
) -> tuple[State, list[Entry]]:
    """The trial goes on, unless somebody else has set another protocol or the BMS will not go back."""
    if trial is None:
        return state, []
    if cause is Cause.TRIAL_OVER and reason in _REFUSED:
        trial = replace(trial, refusals=trial.refusals + 1)
    if reason in _OF_ANOTHER_MASTER or trial.refusals >= MOST_REFUSALS:
        return replace(state, trial=None), [_end(trial, Mark.OVERTAKEN)]
    return replace(state, trial=trial), []


def _begun(state: State, trial: Trial | None, one: Change, serial: str) -> tuple[State, list[Entry]]:
    """A trial of what was written, or may have been: what was before the first trial is gone back to."""
    overtaken = [] if state.trial is None else [_end(state.trial, Mark.OVERTAKEN)]
    old = one.old if trial is None else trial.old
    if not can_go_back(Change(one.subject, old, one.new)):
        return replace(state, trial=None), overtaken
    fresh = Trial(0, serial, old, one.new, state.now + TRIAL_S)
    spelled = change.spelled(old), change.spelled(one.new)
    begun = Entry(Kind.TRIAL, one.subject, Mark.BEGUN, serial, *spelled)
    return replace(state, trial=fresh), [*overtaken, begun]


def _end(trial: Trial, mark: Mark) -> Entry:
    return Entry(Kind.TRIAL, INVERTER_PROTOCOL, mark, trial.serial, act=trial.act or None)
