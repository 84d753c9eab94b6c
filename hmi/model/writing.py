"""The one path by which anything is written to the BMS.

    proposed -> confirmed -> put down in the record -> checked -> written -> read back -> put down -> ended
                                                       └────── for each change in turn ─────┘

A change is checked just before it is written: when the BMS has another value than the old one by now, nothing
is sent. The outcome is what is read back, whatever the BMS answered. Without a record nothing is written.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from hmi.model import change, concluding
from hmi.model.concluding import Effect
from hmi.model.events import Lost, Noted, NotNoted, Received, Trouble, Unusable
from hmi.model.job import Cause, Job, Reason, Result, Stage
from hmi.model.record import Entry, Kind, Mark
from hmi.model.state import Phase, State
from hmi.model.wanted import Note, Send
from hmi.protocol.errors import ReturnCodeError
from hmi.protocol.identity import Clock, Serials

ANSWER_S = 15.0  # for a request that is never answered, as when the port fails under it
AGAIN_S = 1.0  # between two attempts to read back
READ_BACK_S = 30.0  # after the write, for its read-back
SHUT_DOWN_S = 60.0  # for the BMS to fall silent


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
    if state.identity.serial != job.serial:
        return _nothing_sent(state, job, Reason.OTHER_PACK)
    if not state.record.ready:
        return _nothing_sent(state, job, Reason.NO_RECORD)
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
    ask = state.asks + 1
    job = replace(job, stage=Stage.NOTING, ask=ask, since=state.now)
    return replace(state, job=job, asks=ask), (Note(ask, entries),)


def noted(state: State, event: Noted) -> Effect:
    """The record has it: go on."""
    job = state.job
    if job is None or event.ask != job.ask:
        return state, ()
    if job.stage is Stage.NOTING:
        return _next(replace(state, job=replace(job, acts=event.rows)))
    if job.stage is Stage.CONCLUDING:
        return _next(state)
    return state, ()


def not_noted(state: State, event: NotNoted) -> Effect:
    """Without a record nothing is sent; an outcome that cannot be put down is true all the same."""
    job = state.job
    state = replace(state, record=replace(state.record, trouble=event.detail))
    if job is None or event.ask != job.ask:
        return state, ()
    if job.stage is Stage.NOTING:
        return _nothing_sent(state, job, Reason.NO_RECORD)
    if job.stage is Stage.CONCLUDING:
        return _next(replace(state, job=replace(job, noted=False)))
    return state, ()


def _nothing_sent(state: State, job: Job, reason: Reason) -> Effect:
    results = tuple(Result(one, Mark.REFUSED, reason) for one in job.changes)
    return replace(state, job=replace(job, stage=Stage.ENDED, results=results)), ()


def _next(state: State) -> Effect:
    """Look at the next change, or end."""
    job = state.job
    if job is None or len(job.results) == len(job.changes):
        return replace(state, job=replace(job, stage=Stage.ENDED) if job else None), ()
    fresh = replace(job, code=None)
    if job.cause is not Cause.CUT_OFF:
        return _enter(state, fresh, Stage.CHECKING)
    if job.change.subject == change.OFF:  # it answers now, whatever it did meanwhile
        return concluding.ended(state, fresh, Mark.UNCONFIRMED, Reason.STILL_ANSWERS, None)
    return _enter(state, fresh, Stage.READING_BACK)


def _enter(state: State, job: Job, stage: Stage) -> Effect:
    """The next stage; its request goes out at once, or as soon as that battery is there."""
    job = replace(job, stage=stage, ask=0, since=state.now)
    return _ask(state, job) if _there(state, job) else (replace(state, job=job), ())


def _there(state: State, job: Job) -> bool:
    return state.link.phase is Phase.LIVE and not job.adrift


def _ask(state: State, job: Job) -> Effect:
    """Send the request of the stage."""
    if job.stage is Stage.WRITING and job.change.subject == change.CLOCK:
        job = _at_this_time(job, state.clock)
    command, message = job.change.write if job.stage is Stage.WRITING else job.change.read
    ask = state.asks + 1
    job = replace(job, ask=ask, asked_at=state.now)
    return replace(state, job=job, asks=ask), (Send(command, message, ask),)


def _at_this_time(job: Job, clock: datetime | None) -> Job:
    """A clock is set to the time at which it is set, not to that of the proposal."""
    if clock is None:
        return job
    now = replace(job.change, new=Clock.of(clock))
    at = len(job.results)
    return replace(job, changes=(*job.changes[:at], now, *job.changes[at + 1 :]))


def answered(state: State, event: Received) -> Effect:
    """The BMS has answered. A serial number may say which battery is there after the link was lost."""
    job = state.job
    if job is None or not job.under_way:
        return state, ()
    if job.adrift and isinstance(event.message, Serials):
        return _found_again(state, job)
    if event.ask != job.ask:
        return state, ()
    if job.stage is Stage.WRITING:
        return _written(state, job, None)
    has = change.value_of(job.change.subject, event.message)
    if job.stage is Stage.CHECKING:
        if not job.change.untouched(has):
            return concluding.ended(state, job, Mark.REFUSED, Reason.CHANGED_MEANWHILE, has)
        return _enter(state, job, Stage.WRITING)
    if job.stage is Stage.READING_BACK and job.change.subject != change.OFF:
        return _read_back(state, job, has)
    return state, ()


def _found_again(state: State, job: Job) -> Effect:
    if state.identity.serial != job.serial:
        mark = Mark.REFUSED if job.stage is Stage.CHECKING else Mark.UNCONFIRMED
        return concluding.ended(state, job, mark, Reason.OTHER_PACK, None)
    return replace(state, job=replace(job, adrift=False)), ()


def _read_back(state: State, job: Job, has: Any) -> Effect:
    made = job.change.made(has)
    if job.cause is Cause.CUT_OFF and job.change.subject == change.CLOCK:
        made = state.clock is not None and change.shows(has, state.clock)
    if made:
        return concluding.ended(state, job, Mark.DONE, Reason.READ_BACK, has)
    if not job.change.untouched(has):
        return concluding.ended(state, job, Mark.UNCONFIRMED, Reason.OTHER_VALUE, has)
    reason = Reason.NOT_TAKEN if job.code is None else Reason.BMS_REFUSED
    reason = Reason.INTERRUPTED if job.cause is Cause.CUT_OFF else reason
    return concluding.ended(state, job, Mark.REFUSED, reason, has)


def failed(state: State, event: Unusable) -> Effect:
    """The BMS has refused, or not answered."""
    job = state.job
    if job is None or not job.under_way or event.ask != job.ask:
        return state, ()
    if job.stage is Stage.CHECKING:
        return concluding.ended(state, job, Mark.REFUSED, Reason.NOT_SENT, None)
    if job.stage is Stage.WRITING:
        refused = event.kind == ReturnCodeError.kind
        return _written(state, job, event.code if refused else None)
    return state, ()


def _written(state: State, job: Job, code: int | None) -> Effect:
    """The write was answered, refused or met with silence: what the BMS has now will tell."""
    job = replace(job, code=code)
    if job.change.subject != change.OFF:
        return _enter(state, job, Stage.READING_BACK)
    if code is not None:
        return concluding.ended(state, job, Mark.REFUSED, Reason.BMS_REFUSED, None)
    return replace(state, job=replace(job, stage=Stage.READING_BACK, since=state.now)), ()


def lost(state: State, event: Lost) -> Effect:
    """The link is lost: it may come back with another battery. To a shut-down it is the answer."""
    job = state.job
    if job is None or not job.under_way:
        return state, ()
    if job.change.subject == change.OFF and job.stage is Stage.READING_BACK and _silent(event):
        return concluding.ended(state, job, Mark.DONE, Reason.FELL_SILENT, None)
    return replace(state, job=replace(job, adrift=True)), ()


def _silent(event: Lost) -> bool:
    return event.trouble is Trouble.SILENT


def ticked(state: State) -> Effect:
    """Time passes: ask as soon as the battery is there, ask again, or give up."""
    job = state.job
    if job is None or job.stage not in (Stage.CHECKING, Stage.WRITING, Stage.READING_BACK):
        return state, ()
    waited = state.now - job.since
    match job.stage:
        case Stage.CHECKING if waited > ANSWER_S:
            return concluding.ended(state, job, Mark.REFUSED, Reason.NOT_SENT, None)
        case Stage.WRITING if waited > ANSWER_S and not job.ask:
            return concluding.ended(state, job, Mark.REFUSED, Reason.NOT_SENT, None)
        case Stage.WRITING if waited > ANSWER_S:
            return _written(state, job, None)
        case Stage.READING_BACK if job.change.subject == change.OFF:
            over = waited > SHUT_DOWN_S
            ended = concluding.ended(state, job, Mark.UNCONFIRMED, Reason.STILL_ANSWERS, None)
            return ended if over else (state, ())
        case Stage.READING_BACK if waited > READ_BACK_S:
            return concluding.ended(state, job, Mark.UNCONFIRMED, Reason.NO_READ_BACK, None)
    again = job.stage is Stage.READING_BACK and state.now - job.asked_at > AGAIN_S
    return _ask(state, job) if _there(state, job) and (again or not job.ask) else (state, ())


def settle_cut_off(state: State) -> Effect:
    """Acts that a restart has cut off: once that battery is connected, read back what it has."""
    serial = state.identity.serial
    rows = tuple(
        row for row in state.record.unfinished if row.entry.serial == serial and row.entry.kind is Kind.WRITE
    )
    if not rows or (state.job and not state.job.waiting) or state.identity.serials is None:
        return state, ()
    left = tuple(row for row in state.record.unfinished if row not in rows)
    state = replace(state, record=replace(state.record, unfinished=left))
    told = [(change.of_entry(row.entry.what, row.entry.old, row.entry.new), row.id) for row in rows]
    legible = [(one, row) for one, row in told if one is not None]
    if not legible:
        return state, ()
    changes, acts = zip(*legible, strict=True)
    return _next(replace(state, job=Job(tuple(changes), Cause.CUT_OFF, serial, acts=tuple(acts))))
