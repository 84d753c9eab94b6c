"""What the model asks for, named for what is wanted: of the link, and of the disk."""

from dataclasses import dataclass
from typing import Any

from hmi.model.digits import Digits
from hmi.model.display import Display
from hmi.model.happening import Happening
from hmi.model.history.blackbox import Kept
from hmi.model.history.trend import Sample, Span
from hmi.model.moment import Moment
from hmi.model.record import Entry
from hmi.protocol.messages import Command

_DISPLAY = Display()


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
    display: Display = _DISPLAY


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


@dataclass(frozen=True, slots=True)
class Log:
    """Wanted: this row in the panel's log, of this battery ("": of none); at once if it is `urgent`.

    `minutes`: the ten before it, still to be packed into its `box`.
    """

    battery: str
    moment: Moment
    happening: Happening
    urgent: bool = False
    minutes: Kept = ()
    box: bytes = b""


@dataclass(frozen=True, slots=True)
class Keep:
    """Wanted: this sample in the history, within a minute."""

    sample: Sample


@dataclass(frozen=True, slots=True)
class KeepLedger:
    """Wanted: what was learned of the battery, JSON, in place of what was kept before; within a minute."""

    battery: str
    content: str


@dataclass(frozen=True, slots=True)
class ReadTrend:
    """Wanted: the trend of all quantities in so many columns, and today's energy. Answered by TrendRead.

    `now` is its end; `midnight_s` ago the local day began.
    """

    battery: str
    span: Span
    columns: int
    now: Moment
    midnight_s: float


@dataclass(frozen=True, slots=True)
class ReadLog:
    """Wanted: so many rows of the log after the `first` newest ones. Answered by LogRead."""

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class ReadStory:
    """Wanted: the row of the log with this number and what followed it. Answered by StoryRead."""

    number: int


@dataclass(frozen=True, slots=True)
class SetLight:
    """Wanted: the display so bright, %; 0: dark."""

    percent: int


@dataclass(frozen=True, slots=True)
class SetPace:
    """Wanted: the pack on the wire read every so many seconds, but not more often than configured."""

    period_s: float  # 0: as configured


ForHistory = Log | Keep | KeepLedger | ReadTrend | ReadLog | ReadStory
ForDisk = SaveSettings | Note | Judge | SetCode | ReadRecord | KeepSnapshot
Wanted = Send | SetPace | SetLight | ForDisk | ForHistory
