"""The one path by which anything is written to the BMS.

    proposed -> confirmed -> put down in the record -> checked -> written -> read back -> put down -> ended
                                                       └────── for each change in turn ─────┘

A change is checked just before it is written: when the BMS has another value than the old one by now, nothing
is sent. The outcome is what is read back, whatever the BMS answered. Without a record nothing is written, and
every request goes to a battery whose serial number was read since the link came.
"""

from dataclasses import replace
from typing import Any

from hmi.model import change, concluding
from hmi.model.effect import Effect
from hmi.model.events import NOT_SENT, Lost, Noted, NotNoted, Received, Trouble, Unusable
from hmi.model.job import Cause, Job, Reason, Result, Stage
from hmi.model.record import Entry, Kind, Mark
from hmi.model.state import Phase, State
from hmi.model.wanted import Note, Send
from hmi.protocol.identity import Clock

ANSWER_S = 15.0  # for a request that is never answered, as when the port fails under it
AGAIN_S = 1.0  # between two attempts to read back
SETTLE_S = 2.0  # for a BMS that has acknowledged and still tells the old value
READ_BACK_S = 30.0  # after the write, for its read-back
SHUT_DOWN_S = 60.0  # for the BMS to fall silent

_ASKING = (Stage.CHECKING, Stage.WRITING, Stage.READING_BACK)
_UNREACHED = (Reason.NOT_SENT, Reason.NO_READ_BACK, Reason.OTHER_PACK)


def confirmed(state: State) -> Effect:
    """The proposal is to be written. What takes a protection away is asked about once more."""
    job = state.job
    if job is None or not job.waiting or not job.changes:
        return state, ()
    if job.stage is Stage.PROPOSED and job.unguarding:
        return replace(state, job=replace(job, stage=Stage.WARNED)), ()
    return begun(state, job)


def begun(state: State, job: Job) -> Effect:
    """Put every change down as begun; only then the first one is looked at."""
    if not state.record.ready:
        return _without_record(state, job)
    ask = state.asks + 1
    entries = tuple(
        Entry(
            Kind.WRITE,
            one.subject,
            Mark.BEGUN,
            job.serial,
            change.spelled(one.old),
            change.spelled(one.new),
            job.cause,
        )
        for one in job.changes
    )
    job = replace(job, stage=Stage.NOTING, ask=ask, since=state.now)
    return replace(state, job=job, asks=ask), (Note(ask, entries),)


def noted(state: State, event: Noted) -> Effect:
    """The record has it: go on."""
    job = state.job
    state = replace(state, record=replace(state.record, trouble=""))
    if job is None or event.ask != job.ask:
        return state, ()
    if job.stage is Stage.NOTING:
        return onward(state, replace(job, acts=event.rows))
    return onward(state, job) if job.stage is Stage.CONCLUDING else (state, ())


def not_noted(state: State, event: NotNoted) -> Effect:
    """Without a record nothing is sent; an outcome that cannot be put down is true all the same."""
    job = state.job
    state = replace(state, record=replace(state.record, trouble=event.detail))
    if job is None or event.ask != job.ask:
        return state, ()
    if job.stage is Stage.NOTING:
        return _without_record(state, job)
    if job.stage is Stage.CONCLUDING:
        return onward(state, replace(job, noted=False))
    return state, ()


def _without_record(state: State, job: Job) -> Effect:
    results = tuple(Result(one, Mark.REFUSED, Reason.NO_RECORD) for one in job.changes)
    return replace(state, job=replace(job, stage=Stage.ENDED, results=results)), ()


def onward(state: State, job: Job) -> Effect:
    """Look at the next change, or end. What a restart has cut off is only read back."""
    if len(job.results) == len(job.changes):
        return replace(state, job=replace(job, stage=Stage.ENDED)), ()
    cut_off = job.cause is Cause.CUT_OFF
    stage = Stage.READING_BACK if cut_off else Stage.CHECKING
    job = replace(job, stage=stage, code=None, ask=0, adrift=False, since=state.now)
    gone = state.link.battery != job.serial
    if gone and job.results and job.results[-1].reason in _UNREACHED:  # one wait is enough for all
        return _unreached(state, job)
    if cut_off and job.change.subject == change.OFF:  # it answers now, whatever it did meanwhile
        return concluding.ended(state, job, Mark.UNCONFIRMED, Reason.STILL_ANSWERS, None)
    return _go_on(state, job)


def _go_on(state: State, job: Job) -> Effect:
    """Send the request of the stage as soon as that battery is there."""
    battery = state.link.battery
    if battery and battery != job.serial:
        return _unreached(state, job, Reason.OTHER_PACK)
    return _ask(state, job) if battery == job.serial else (replace(state, job=job), ())


def _ask(state: State, job: Job) -> Effect:
    command, message = job.change.write if job.stage is Stage.WRITING else job.change.read
    ask = state.asks + 1
    job = replace(job, ask=ask, asked_at=state.now, adrift=False)
    return replace(state, job=job, asks=ask), (Send(command, message, ask),)


def _unreached(state: State, job: Job, reason: Reason | None = None) -> Effect:
    """That battery does not answer: either nothing was sent, or what came of it is not known."""
    if job.stage is Stage.CHECKING:
        return concluding.ended(state, job, Mark.REFUSED, reason or Reason.NOT_SENT, None)
    return concluding.ended(state, job, Mark.UNCONFIRMED, reason or Reason.NO_READ_BACK, None)


def answered(state: State, event: Received) -> Effect:
    """The BMS has answered a request of this path."""
    job = state.job
    if job is None or not event.ask or event.ask != job.ask:
        return state, ()
    if job.stage is Stage.WRITING:
        return _written(state, job, None)
    if state.link.battery != job.serial:
        return state, ()
    has = change.value_of(job.change.subject, event.message)
    return _checked(state, job, has) if job.stage is Stage.CHECKING else _read_back(state, job, has)


def _checked(state: State, job: Job, has: Any) -> Effect:
    """The value just before the write. A clock runs on, and is set to the time at which it is set."""
    if job.change.subject == change.CLOCK:
        new = Clock.of(state.clock) if state.clock else job.change.new
        at = len(job.results)
        now = replace(job.change, old=has, new=new)
        job = replace(job, changes=(*job.changes[:at], now, *job.changes[at + 1 :]))
    elif not job.change.untouched(has):
        return concluding.ended(state, job, Mark.REFUSED, Reason.CHANGED_MEANWHILE, has)
    return _ask(state, replace(job, stage=Stage.WRITING, since=state.now))


def _written(state: State, job: Job, code: int | None) -> Effect:
    """The write was answered, refused or met with silence: what the BMS has now will tell."""
    job = replace(job, stage=Stage.READING_BACK, code=code, ask=0, since=state.now)
    if job.change.subject != change.OFF:
        return _go_on(state, job)
    if code is not None:
        return concluding.ended(state, job, Mark.REFUSED, Reason.BMS_REFUSED, None)
    return replace(state, job=job), ()


def _read_back(state: State, job: Job, has: Any) -> Effect:
    cut_off = job.cause is Cause.CUT_OFF
    if job.change.made(has) or (cut_off and state.clock and change.shows(has, state.clock)):
        return concluding.ended(state, job, Mark.DONE, Reason.READ_BACK, has)
    if not cut_off and job.code is None and state.now - job.since < SETTLE_S:
        return replace(state, job=replace(job, ask=0)), ()
    if not job.change.untouched(has):
        return concluding.ended(state, job, Mark.UNCONFIRMED, Reason.OTHER_VALUE, has)
    reason = Reason.NOT_TAKEN if job.code is None else Reason.BMS_REFUSED
    return concluding.ended(state, job, Mark.REFUSED, Reason.INTERRUPTED if cut_off else reason, has)


def failed(state: State, event: Unusable) -> Effect:
    """The BMS has refused, or not answered, or it was not even asked."""
    job = state.job
    if job is None or not event.ask or event.ask != job.ask:
        return state, ()
    unsent = event.kind == NOT_SENT
    if job.stage is Stage.WRITING and not unsent:
        return _written(state, job, event.code)
    if job.stage is Stage.WRITING or (job.stage is Stage.CHECKING and not unsent):
        other = bool(state.link.battery) and state.link.battery != job.serial
        reason = Reason.OTHER_PACK if other else Reason.NOT_SENT
        return concluding.ended(state, job, Mark.REFUSED, reason, None)
    return replace(state, job=replace(job, ask=0)), ()


def lost(state: State, event: Lost) -> Effect:
    """The link is lost: it may come back with another battery. To a shut-down, silence is the answer."""
    job = state.job
    if job is None or job.stage not in _ASKING:
        return state, ()
    sent = job.stage is Stage.READING_BACK or (job.stage is Stage.WRITING and job.adrift)
    if sent and job.change.subject == change.OFF and event.trouble is Trouble.SILENT:
        return concluding.ended(state, job, Mark.DONE, Reason.FELL_SILENT, None)
    return replace(state, job=replace(job, adrift=True)), ()


def ticked(state: State) -> Effect:
    """Time passes: ask as soon as the battery is there, ask again, or give up."""
    job = state.job
    if job is None or job.stage not in _ASKING:
        return state, ()
    waited, silent_for = state.now - job.since, state.now - job.asked_at
    if job.stage is Stage.WRITING:
        vanished = job.adrift and state.link.battery is not None
        return _written(state, job, None) if vanished or waited > ANSWER_S else (state, ())
    if job.stage is Stage.READING_BACK and job.change.subject == change.OFF:
        return _still_there(state, job) if waited > SHUT_DOWN_S else (state, ())
    if waited > (ANSWER_S if job.stage is Stage.CHECKING else READ_BACK_S):
        return _unreached(state, job)
    due = job.adrift or silent_for > (ANSWER_S if job.ask else AGAIN_S)
    return _go_on(state, job) if due else (state, ())


def _still_there(state: State, job: Job) -> Effect:
    """A BMS that should have shut down. With the link lost by other than silence, nobody knows."""
    reason = Reason.STILL_ANSWERS if state.link.phase is Phase.LIVE else Reason.NO_READ_BACK
    return concluding.ended(state, job, Mark.UNCONFIRMED, reason, None)
