"""How much of what comes and goes is written into the log: what flaps must not fill it, and must not be lost.

The log follows the truth as fast as it may: what got no row is told with the next one, by its count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hmi.model.alarm.standing import Key

HOUR_S, DAY_S = 3600.0, 24 * 3600.0
APART_S = 60.0  # between two rows that say the same
ROWS_AN_HOUR = 6  # of one thing: three comings and three goings
ALL_AN_HOUR = 60  # of everything together, but for the alarms with which a trip begins
# A box of fifteen packs is 60 KB; a day may bring a card five megabytes, trend and all.
BOXES_AN_HOUR, BOXES_A_DAY = 6, 24
BOX_APART_S = 10.0  # what follows a trip that soon stands in the box of the trip


class Track(StrEnum):
    """What else comes and goes."""

    LINK = "link"  # lost
    CURRENT = "current"  # stopped
    CHARGE_PATH = "charge_path"  # open
    DISCHARGE_PATH = "discharge_path"  # open
    BATTERY = "battery"  # is another one
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Thing:
    """One of these, of one pack; 0: of the stack."""

    track: Track
    slot: int = 0


Subject = Key | Thing


@dataclass(frozen=True, slots=True)
class Said:
    """What the log says of a subject. `behind`: it is otherwise by now, but has rows enough."""

    on: bool = False
    behind: bool = False
    missed: int = 0  # comings since its last row that got none, the present one among them


_NOTHING = Said()


@dataclass(frozen=True, slots=True)
class Written:
    """A row that was written."""

    subject: Subject
    on: bool
    at: float  # s


@dataclass(frozen=True, slots=True)
class Journal:
    """What the log says, and what was written into it within the last hour; oldest first."""

    says: Mapping[Subject, Said] = field(default_factory=dict)  # without those that were never on
    written: tuple[Written, ...] = ()
    boxes: tuple[float, ...] = ()  # s, when black boxes were kept within a day

    @property
    def behind(self) -> tuple[Subject, ...]:
        """Of which the log does not say what is."""
        return tuple(subject for subject, said in self.says.items() if said.behind)

    def of(self, subject: Subject) -> Said:
        """What the log says of this one."""
        return self.says.get(subject, _NOTHING)

    def knowing(self, subject: Subject, said: Said) -> "Journal":
        """It says that now."""
        others = {one: old for one, old in self.says.items() if one != subject}
        return replace(self, says=others if said == _NOTHING else {**others, subject: said})

    def forgetting(self, subject: Subject) -> "Journal":
        """Of this one nothing is known any more."""
        return self.knowing(subject, _NOTHING)


def follow(
    journal: Journal, subject: Subject, on: bool, at: float, leading: bool = False
) -> tuple[Journal, int]:
    """The subject is so. With of how many comings a row is to tell; 0: none is to be written now.

    `leading`: a trip begins with it, so the rows of others do not count.
    """
    said = journal.of(subject)
    if said.on is on:
        return (journal.knowing(subject, replace(said, behind=False)) if said.behind else journal), 0
    recent = tuple(one for one in journal.written if at - one.at < HOUR_S)
    if not _room(recent, subject, on, at, leading):
        missed = said.missed + (on and not said.behind)
        return journal.knowing(subject, Said(said.on, behind=True, missed=missed)), 0
    written = replace(journal, written=(*recent, Written(subject, on, at)))
    return written.knowing(subject, Said(on)), max(1, said.missed + (not said.behind))


def once(journal: Journal, subject: Subject, at: float) -> tuple[Journal, bool]:
    """It has happened, and leaves nothing that goes again. With whether a row is to tell it."""
    tried, count = follow(replace(journal, says={}), subject, True, at)
    return replace(journal, written=tried.written), count > 0


def _room(recent: tuple[Written, ...], subject: Subject, on: bool, at: float, leading: bool) -> bool:
    own = tuple(one for one in recent if one.subject == subject)
    same = tuple(one.at for one in own if one.on is on)
    return (
        (not same or at - same[-1] >= APART_S)
        and len(own) < ROWS_AN_HOUR
        and (leading or len(recent) < ALL_AN_HOUR)
    )


def boxed(journal: Journal, at: float) -> tuple[Journal, bool]:
    """A trip begins. With whether its black box is to be kept."""
    today = tuple(one for one in journal.boxes if at - one < DAY_S)
    recent = [one for one in today if at - one < HOUR_S]
    follows = bool(recent) and at - recent[-1] < BOX_APART_S
    if follows or len(recent) >= BOXES_AN_HOUR or len(today) >= BOXES_A_DAY:
        return journal, False
    return replace(journal, boxes=(*today, at)), True
