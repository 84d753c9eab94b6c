"""The page CHANGE: its rows in words, what goes on, and what can be pressed."""

from dataclasses import dataclass, replace

from hmi.model import change, sheet
from hmi.model.cautions import Caution
from hmi.model.intents import Cancel, Confirm, Intent
from hmi.model.job import Job, Reason, Stage
from hmi.model.record import Mark
from hmi.model.sheet import Note, Piece, Shows
from hmi.model.state import State
from hmi.ui import text, write_words
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

# That the inverter must be set to the same protocol: manual, chapter 9, item 4. No source names a restart.
NOTES = {
    Note.UNNOTED: N_("The record could not take what follows:"),
    Note.NOTHING: N_("Nothing to change: the BMS has these values."),
    Note.UNGUARDED: N_("Really? The BMS will not guard any more against:"),
    Note.GOES_BACK: N_("Goes back by itself after 5 min, unless you keep it."),
    Note.STAYS: N_("No way back: none was set, and none cannot be written."),
    Note.MATCHING: N_("Choose the matching protocol on the inverter."),
    Note.RESTART: N_("No link then? Restart the inverter, after it the BMS."),
    Note.CUTS_CHARGING: N_("Cuts off charging: solar and grid charge nothing."),
    Note.CUTS_DISCHARGING: N_("Cuts off the battery: it supplies nothing any more."),
    Note.WAKES: N_("Its power button switches it on again."),
    Note.CUTS_ALL: N_("The battery goes off, and all that it supplies."),
}

# By the papers (pace-v25, chapter 12): firmwares may do otherwise, so none of it is promised.
CAUTIONS = {
    Caution.REFUSED_OTHER_OFF: N_("The BMS may refuse: the other MOSFET is off."),
    Caution.REFUSED_DISCHARGING: N_("The BMS may refuse while it discharges."),
    Caution.REFUSED_CHARGING: N_("The BMS may refuse while it charges."),
    Caution.WAKES_AT_ONCE: N_("With a charger or a load it starts again at once."),
    Caution.NEVER_WORKS: N_("SMA inverters ignore packs of this voltage."),
    Caution.TIME_NOT_SURE: N_("Is this time right? The panel is not sure of it."),
}
SENTENCES = {str(known_by): words for known_by, words in (*NOTES.items(), *CAUTIONS.items())}

STEPS = {
    Stage.NOTING: N_("Into the record"),
    Stage.CHECKING: N_("Checking first"),
    Stage.WRITING: N_("Writing"),
    Stage.READING_BACK: N_("Reading back"),
    Stage.CONCLUDING: N_("Into the record"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: a mark, a caption and words, each of which may be missing; and how high it is."""

    words: str
    what: str = ""
    mark: str = ""
    halves: int = sheet.LINE  # of a line


@dataclass(frozen=True, slots=True)
class Action:
    """Something to press."""

    words: str
    intent: Intent


def rows(state: State) -> tuple[Row, ...]:
    """What stands on the present part of the page."""
    job = state.job
    if job is None:
        return ()
    return tuple(
        replace(_row(state, job, piece), halves=min(state.room.changes, sheet.halves(job, piece, state.room)))
        for piece in sheet.shown(state)
    )


def sentence(known_by: str) -> str:
    """What to know before a change, or what came of it; empty for something else."""
    mark, _space, reason = known_by.partition(" ")
    if mark in list(Mark) and reason in list(Reason):
        return _("{outcome}. {reason}").format(
            outcome=write_words.mark(Mark(mark)), reason=write_words.reason(Reason(reason))
        )
    return _(SENTENCES[known_by]) if known_by in SENTENCES else ""


def _row(state: State, job: Job, piece: Piece) -> Row:
    if piece.note is not None:
        return Row(sentence(piece.note))
    one = job.changes[piece.at]
    match piece.shows:
        case Shows.CAUSE:
            return Row(write_words.cause(job.cause))
        case Shows.TITLE:
            return Row(write_words.subject(one.subject))
        case Shows.VERDICT:
            return Row(write_words.subject(one.subject), mark=job.results[piece.at].mark)
        case Shows.REASON:
            return Row(sentence(sheet.outcome(job.results[piece.at])))
    if job.stage is Stage.ENDED:
        what, has = write_words.told(state, one.subject, piece.field, job.results[piece.at].has)
        return Row(_("now {value}").format(value=has), what)
    line = write_words.line(state, one, piece.field)
    if sheet.apart(piece, state.room):
        return Row(f"{line.old}\n→ {line.new}", line.what)
    return Row(f"{_without_unit(line.old, line.new)} → {line.new}", line.what)


def _without_unit(old: str, new: str) -> str:
    """The old value without the unit that the new one has as well."""
    figure, space, unit = old.rpartition(" ")
    return figure if space and new.endswith(" " + unit) and figure[-1:].isdigit() else old


def going_on(state: State) -> str:
    """What is being done; empty while it waits for a finger."""
    job = state.job
    if job is None or not job.under_way:
        return ""
    words = _step(state, job)
    if len(job.changes) == 1:
        return words
    number = min(len(job.results) + 1, len(job.changes))
    which = _("{number} of {count}").format(number=text.count(number), count=text.count(len(job.changes)))
    return f"{which}\n{words}"


def _step(state: State, job: Job) -> str:
    on_the_wire = job.stage in (Stage.CHECKING, Stage.WRITING, Stage.READING_BACK)
    if job.change.subject == change.OFF and job.stage is Stage.READING_BACK:
        return _("Until it is silent")
    if on_the_wire and state.link.battery != job.serial:
        return _("No link: waiting")
    return _(STEPS[job.stage])


def actions(state: State) -> tuple[Action, ...]:
    """What can be pressed, from the left."""
    job = state.job
    if job is None or job.under_way:
        return ()
    if job.stage is Stage.ENDED or not job.changes:
        return (Action(_("OK"), Cancel()),)
    cancel = Action(_("Cancel"), Cancel())
    if held(state):
        return (cancel,)
    if job.stage is Stage.WARNED:
        # Where the first confirm was, a second tap by mistake cancels.
        return (Action(_("Switch off"), Confirm()), cancel)
    return (cancel, Action(_("Write"), Confirm()))


def held(state: State) -> bool:
    """Confirming is a hold, as all is off afterwards."""
    job = state.job
    return job is not None and job.waiting and any(one.subject == change.OFF for one in job.changes)
