"""What the model asks for, named for what is wanted: of the link, and of the disk."""

from dataclasses import dataclass
from typing import Any

from hmi.model.digits import Digits
from hmi.model.record import Entry
from hmi.protocol.messages import Command


@dataclass(frozen=True, slots=True)
class Send:
    """Wanted: this request to the wired pack, before the next poll. Its answer carries the same `ask`."""

    command: Command
    message: Any
    ask: int = 0


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """Wanted: the panel's own settings kept."""

    language: str
    theme: str
    expected_packs: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """Wanted: these entries in the record, all or none. Answered by Noted or NotNoted."""

    ask: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Wanted: is this the code? Answered by Judged."""

    code: Digits


@dataclass(frozen=True, slots=True)
class SetCode:
    """Wanted: this is the code from now on. Answered by CodeSet."""

    code: Digits


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """Wanted: so many rows of the record after the `first` newest ones. Answered by RecordRead."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class KeepSnapshot:
    """Wanted: this text kept for the battery. Answered by SnapshotKept, or by Noticed."""

    serial: str
    name: str
    content: str


ForDisk = SaveSettings | Note | Judge | SetCode | ReadRecord | KeepSnapshot
Wanted = Send | ForDisk
