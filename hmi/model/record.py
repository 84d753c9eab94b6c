"""The record: what was done at this panel, row by row. Nothing in it is ever changed or removed.

A row either tells something that is over, or begins an act, which a later row ends by naming it. An act
without such a row was cut off: by a power cut, or by a link that never came back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a row is about."""

    GATE = "gate"  # the password gate
    WRITE = "write"  # a write to the BMS
    TRIAL = "trial"  # a protocol on trial
    HANDOVER = "handover"
    CHECK = "check"  # of the link to the inverter: a verdict
    WARRANTY = "warranty"
    MAINTENANCE = "maintenance"


class Mark(StrEnum):
    """How it stands with what the row is about."""

    BEGUN = "begun"  # opens an act
    DONE = "done"  # the BMS has the new value: read back
    REFUSED = "refused"  # the BMS has the old value: read back, or nothing was sent
    UNCONFIRMED = "unconfirmed"  # what the BMS has is another value, or not known
    ATTEMPT = "attempt"  # gate: a code was entered; written before it is judged
    RIGHT = "right"
    WRONG = "wrong"
    LOCK_SERVED = "lock_served"  # gate: the time after too many wrong codes is over
    LOCKED = "locked"  # gate: closed by hand
    CODE_CHANGED = "code_changed"
    CODE_KEPT = "code_kept"  # gate: the offer to choose an own code was declined
    CODE_RESET = "code_reset"  # gate: by the administrator
    CONFIRMED = "confirmed"  # trial: the inverter works
    WENT_BACK = "went_back"  # trial: the old protocol is set again
    OVERTAKEN = "overtaken"  # trial: somebody else set another protocol, or it could not go back
    GIVEN = "given"  # handover
    GOOD = "good"  # check
    NEUTRAL = "neutral"  # check: not known, or normal for some
    BAD = "bad"  # check
    REGISTERED = "registered"  # warranty
    TICKED = "ticked"  # maintenance: a task was done
    TAKEN_BACK = "taken_back"  # maintenance: it was not, as somebody says who has ticked it; ends its row


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be written. `old` and `new`: values as `spelled` of hmi.model.change.

    A write begins with the old value and the new; it ends with what the BMS has as `new`. Of warranty and
    maintenance they are JSON (hmi.model.papers).
    """

    kind: Kind
    what: str  # the subject of a write; "code" for the gate; "inverter_protocol" for a trial; a task
    mark: Mark
    serial: str = ""  # of the pack, or of its BMS where the pack has none
    old: str = ""
    new: str = ""
    reason: str = ""  # of a write: its Cause where it begins, its Reason where it ends
    act: int | None = None  # the row whose act this one ends


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the record. `at` is UTC by the clock that counted, which may have been wrong."""

    id: int
    at: datetime
    entry: Entry
    certain: bool = True  # it was known to be right


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A text that is kept for a battery for ever. Of `as_found` the first one counts, of others the last."""

    serial: str
    name: str  # "as_found", "handover"
    at: datetime  # UTC
    content: str  # JSON


AS_FOUND, HANDOVER = "as_found", "handover"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the panel remembers when it starts."""

    failures: int = 0  # wrong codes since the last right one
    lock_s: float = 0.0  # for which the gate stays locked; all of it again after a restart
    own_code: bool = False  # the factory's code is not in use any more
    offered: bool = False  # to choose an own code
    unfinished: tuple[Row, ...] = ()  # acts that were begun and never ended, the oldest first
    # Serial number -> the protocol before the last change, spelled.
    previous: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, Row] = field(default_factory=dict)  # serial number -> its last verdict
    warranties: Mapping[str, Entry] = field(default_factory=dict)  # serial number -> as registered last
    ticks: tuple[Row, ...] = ()  # of the maintenance, that were not taken back
    snapshots: tuple[Snapshot, ...] = ()
    detail: str = ""  # why the record cannot be used, in the system's words; nothing is written to a BMS then


@dataclass(frozen=True, slots=True)
class Logbook:
    """What the panel remembers, and the rows of the record that are shown."""

    ready: bool = False  # it was read, and takes rows
    trouble: str = ""  # why not, in the system's words
    unfinished: tuple[Row, ...] = ()  # acts cut off by a restart, until the BMS says what came of them
    # Serial number -> the protocol before the last change, spelled.
    previous: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, Row] = field(default_factory=dict)  # serial number -> its last verdict
    warranties: Mapping[str, Entry] = field(default_factory=dict)  # serial number -> as registered last
    ticks: tuple[Row, ...] = ()  # of the maintenance, that were not taken back
    snapshots: tuple[Snapshot, ...] = ()
    asked_for: str = ""  # serial number of the battery whose as-found snapshot was asked for last
    asked_at: float = 0.0  # s, when
    first: int = 0
    rows: tuple[Row, ...] = ()
    total: int | None = None  # of the rows there are; None: not read yet

    def snapshot(self, serial: str, name: str) -> Snapshot | None:
        """The one that counts; None: there is none."""
        return next((one for one in self.snapshots if (one.serial, one.name) == (serial, name)), None)
