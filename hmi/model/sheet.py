"""What the page CHANGE shows of a job, piece by piece, over as many parts as it takes."""

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hmi.model import cautions, change
from hmi.model.cautions import Caution
from hmi.model.change import Change, can_go_back
from hmi.model.check import beforehand
from hmi.model.facts import Interface
from hmi.model.job import Cause, Job, Result, Stage
from hmi.model.room import Room
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.status import PackStatus

if TYPE_CHECKING:
    from hmi.model.state import State

LINE = 2  # half lines
WHOLE: Final = ""  # in place of a field: the value is one
TIME: Final = "time"  # of a clock: two of them take two lines
Cautioned = Callable[[Change], tuple[Caution, ...]]


class Shows(StrEnum):
    """What a piece of the page is."""

    CAUSE = "cause"  # why it is written, where it was not chosen value by value
    TITLE = "title"  # the subject of the change
    LINE = "line"  # one value of it: old -> new, or what the BMS has now
    NOTE = "note"
    VERDICT = "verdict"  # the subject and what came of it
    REASON = "reason"


class Note(StrEnum):
    """What to know before confirming, or of the outcome."""

    UNNOTED = "unnoted"  # the outcome is true, but the record could not take it
    NOTHING = "nothing"  # nothing would change
    UNGUARDED = "unguarded"  # the changes below switch a protection off
    GOES_BACK = "goes_back"  # unless somebody says in time that the inverter works
    STAYS = "stays"  # the old protocol was none, which cannot be written again
    MATCHING = "matching"  # the inverter must be set to it as well
    RESTART = "restart"
    CUTS_CHARGING = "cuts_charging"
    CUTS_DISCHARGING = "cuts_discharging"
    CUTS_ALL = "cuts_all"
    WAKES = "wakes"  # how it is switched on again


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the page: of which change, and of which field of it."""

    shows: Shows
    at: int = 0  # index of the change
    field: str = WHOLE
    note: Note | Caution | None = None


def apart(piece: Piece, room: Room) -> bool:
    """What it was and what it will be stand on a line each."""
    return piece.field == TIME or (piece.field in list(Interface) and room.change_halves > LINE)


def outcome(result: Result) -> str:
    """By what its sentence is known."""
    return f"{result.mark} {result.reason}"


def halves(job: Job, piece: Piece, room: Room) -> int:
    """How many half lines it takes."""
    match piece.shows:
        case Shows.NOTE:
            return LINE * room.lines_of(str(piece.note), 1.0)
        case Shows.REASON:
            return LINE * room.lines_of(outcome(job.results[piece.at]), 1.0)
        case Shows.LINE:
            return room.change_halves * (2 if apart(piece, room) else 1)
    return LINE


def parts(
    job: Job | None,
    room: Room,
    status: PackStatus | None = None,
    hopeless: frozenset[int] = frozenset(),
    time_certain: bool = True,
) -> tuple[tuple[Piece, ...], ...]:
    """The pieces on each part of the page.

    `status`: of the pack to be written to. `hopeless`: codes of CAN that cannot work with these packs.
    """

    def cautioned(one: Change) -> tuple[Caution, ...]:
        return cautions.of(one, status, hopeless, time_certain)

    return _parted(job, tuple(_pieces(job, cautioned)), room) if job else ((),)


def _parted(job: Job, pieces: tuple[Piece, ...], room: Room) -> tuple[tuple[Piece, ...], ...]:
    made: list[list[Piece]] = [[]]
    left = room.changes
    for piece, following in zip(pieces, (*pieces[1:], None), strict=True):
        takes = needed = halves(job, piece, room)
        if piece.shows in (Shows.TITLE, Shows.VERDICT) and following:
            needed += halves(job, following, room)  # it is not left alone at the end of a part
        if needed > left and made[-1]:
            made.append([])
            left = room.changes
        made[-1].append(piece)
        left -= takes
    return tuple(tuple(part) for part in made)


def parts_of(state: "State") -> tuple[tuple[Piece, ...], ...]:
    """The pieces on each part of the page now."""
    hopeless = beforehand.hopeless(state)
    return parts(state.job, state.room, state.host_status, hopeless, state.time.certain)


def shown(state: "State") -> tuple[Piece, ...]:
    """The pieces on the present part."""
    made = parts_of(state)
    return made[min(state.place.part, len(made) - 1)]


def changed(one: Change) -> tuple[str, ...]:
    """The fields in which a change's old value and its new one differ; WHOLE where the value is one."""
    if one.new is None or isinstance(one.new, bool):
        return (WHOLE,)
    if isinstance(one.new, Clock):
        return (TIME,)
    names = [field.name for field in dataclasses.fields(one.new)]
    if isinstance(one.new, InverterProtocol):
        names.remove("choice")
    return tuple(name for name in names if getattr(one.old, name, None) != getattr(one.new, name))


def _pieces(job: Job, cautioned: Cautioned) -> Iterator[Piece]:
    if job.cause is not Cause.CHOSEN:
        yield Piece(Shows.CAUSE)
    if not job.changes:
        yield Piece(Shows.NOTE, note=Note.NOTHING)
    elif job.stage is Stage.WARNED:
        yield Piece(Shows.NOTE, note=Note.UNGUARDED)
        yield from (Piece(Shows.TITLE, job.changes.index(one)) for one in job.unguarding)
    elif job.stage is Stage.ENDED:
        yield from _ended(job)
    else:
        yield from _proposed(job, cautioned)


def _proposed(job: Job, cautioned: Cautioned) -> Iterator[Piece]:
    for at, one in enumerate(job.changes):
        if one.subject in change.GROUPS:
            yield Piece(Shows.TITLE, at)
        if one.subject != change.OFF:
            yield from (Piece(Shows.LINE, at, field) for field in changed(one))
        notes: tuple[Note | Caution, ...] = (*_notes(job, one), *cautioned(one))
        yield from (Piece(Shows.NOTE, at, note=note) for note in notes)


def _ended(job: Job) -> Iterator[Piece]:
    if not job.noted:
        yield Piece(Shows.NOTE, note=Note.UNNOTED)
    for at, result in enumerate(job.results):
        yield Piece(Shows.VERDICT, at)
        yield Piece(Shows.REASON, at)
        if result.change.subject != change.OFF:
            yield from (Piece(Shows.LINE, at, field) for field in changed(result.change))


def _notes(job: Job, one: Change) -> Iterator[Note]:
    if one.subject == change.INVERTER_PROTOCOL:
        if job.cause is Cause.CHOSEN:
            yield Note.GOES_BACK if can_go_back(one) else Note.STAYS
        yield Note.MATCHING
        yield Note.RESTART
    elif one.subject == change.OFF:
        yield from (Note.CUTS_ALL, Note.WAKES)
    elif one.subject in change.MOSFETS and not one.new:
        charging = one.subject == change.CHARGE_MOSFET
        yield Note.CUTS_CHARGING if charging else Note.CUTS_DISCHARGING
