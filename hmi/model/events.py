"""What can happen, named for what happened; what fingers mean is in hmi.model.intents.

Times `at` are seconds of one steady clock, the same for links and user interface.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from hmi.model.access import Verdict
from hmi.model.check.traffic import Silent, TapTrouble, Traffic
from hmi.model.display import Means
from hmi.model.history.past import LogRow, Story
from hmi.model.history.trend import Energy, Trend
from hmi.model.intents import Intent
from hmi.model.record import Memory, Row, Snapshot
from hmi.protocol.messages import Command


class Trouble(StrEnum):
    """Why nothing is heard of the BMS."""

    BAD_PORT_NAME = "bad_port_name"  # the link's URL cannot be understood
    NO_PORT = "no_port"  # does not exist, or was unplugged
    NO_PERMISSION = "no_permission"
    NOT_A_PORT = "not_a_port"  # a file or device of another kind
    PORT_BUSY = "port_busy"
    SILENT = "silent"  # the port is open, nothing answers
    GARBAGE = "garbage"  # characters arrive, frames do not: baud rate, noise, another protocol


@dataclass(frozen=True, slots=True)
class Received:
    """A message of the BMS. `slot` is the pack's place in the stack, 1 for the pack on the wire."""

    command: Command
    message: Any  # the reply's message; for 42H and 44H one PackAnalog or PackStatus
    slot: int
    address: int  # DIP address of the pack
    at: float
    period: float = 1.0  # s, how often the link means to read this again
    ask: int = 0  # the Send that this answers; 0: the link read it by itself


NOT_SENT = "not_sent"  # kind of an Unusable: the link is down, nothing was asked


@dataclass(frozen=True, slots=True)
class Unusable:
    """The answer cannot be used: refused, of another layout, implausible, damaged; or this one never came."""

    command: Command
    slot: int
    kind: str  # of ProtocolError, or "silent", or NOT_SENT
    detail: str  # expected and came
    at: float
    code: int | None = None  # return code of a refusal
    ask: int = 0  # the Send that this answers; 0: the link read it by itself


@dataclass(frozen=True, slots=True)
class Opened:
    """The port is open; nothing has been heard yet."""

    port: str
    at: float


@dataclass(frozen=True, slots=True)
class Lost:
    """Nothing usable comes from the port, or there is no port. The link keeps trying."""

    trouble: Trouble
    detail: str  # the system's own words, or what came
    at: float


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes; sent about once a second. `clock` is the system's local time, `utc` the same in UTC.

    `synchronized`: the system knows that its clock is right, by the network or a clock with a battery.
    """

    at: float
    clock: datetime | None = None
    utc: datetime | None = None
    synchronized: bool = False


@dataclass(frozen=True, slots=True)
class Remembered:
    """The panel's memory was read, once, at its start. `utc` is the panel's clock then."""

    memory: Memory
    at: float
    utc: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """The entries of a Note stand in the record, all of them, safe from a power cut."""

    ask: int
    rows: tuple[int, ...]  # their ids, in order
    at: float


@dataclass(frozen=True, slots=True)
class NotNoted:
    """No entry of a Note stands in the record."""

    ask: int
    detail: str  # in the system's words
    at: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The gatekeeper has judged a code."""

    verdict: Verdict
    failures: int  # since the last right one
    lock_s: float  # for which no code is taken from now on
    own_code: bool
    at: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A new code is in use; or not, and `detail` says why."""

    detail: str
    at: float


@dataclass(frozen=True, slots=True)
class RecordRead:
    """Rows of the record, the newest first, as asked for, and how many there are in all."""

    first: int
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SnapshotKept:
    """A snapshot is kept, safe from a power cut; of `as_found` this is the first one of its battery."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something of the panel's own is wrong that its owner should know, in words."""

    words: str


@dataclass(frozen=True, slots=True)
class TapOpened:
    """The tap listens on the inverter's CAN bus; nothing has been heard yet."""

    name: str  # interface and channel
    silent: Silent
    at: float


@dataclass(frozen=True, slots=True)
class TapLost:
    """The tap cannot listen. It keeps trying."""

    name: str
    trouble: TapTrouble
    detail: str  # in the system's words
    at: float


@dataclass(frozen=True, slots=True)
class BusHeard:
    """What the tap has heard so far; told twice a second, also while nothing comes."""

    traffic: Traffic


@dataclass(frozen=True, slots=True)
class HistoryOpened:
    """The history was opened, or cannot be: `detail` says why, in the system's words.

    Told again when that changes.

    `ledgers`: battery -> its ledger, JSON, as kept last.
    """

    ledgers: Mapping[str, str]
    detail: str
    at: float


@dataclass(frozen=True, slots=True)
class TrendRead:
    """A trend as asked for, with the energy of the day."""

    trend: Trend
    energy: Energy


@dataclass(frozen=True, slots=True)
class LogRead:
    """Rows of the panel's log, the newest first, as asked for, and how many there are in all."""

    first: int
    rows: tuple[LogRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class StoryRead:
    """The story of a row of the log. `asked`: that row; None: the story begins with it."""

    story: Story
    asked: int | None = None

    @property
    def number(self) -> int:
        """Of the row that was asked for."""
        return self.story.number if self.asked is None else self.asked


@dataclass(frozen=True, slots=True)
class LightFound:
    """What the panel dims its picture with; `detail` names it, or says why it cannot be used."""

    means: Means
    detail: str


FromLink = Received | Unusable | Opened | Lost
FromHistory = HistoryOpened | TrendRead | LogRead | StoryRead
FromTap = TapOpened | TapLost | BusHeard
FromDisk = Remembered | Noted | NotNoted | Judged | CodeSet | RecordRead | SnapshotKept | Noticed
Event = FromLink | FromTap | FromDisk | FromHistory | LightFound | Intent | Tick
