"""What a log of a CAN bus holds: frames, and places where it is damaged."""

from dataclasses import dataclass
from enum import StrEnum

from hmi.protocol.can.frame import CanFrame


class Kind(StrEnum):
    """What kind of frame. Only data frames carry values of a battery."""

    DATA = "data"
    REMOTE = "remote"
    ERROR = "error"
    FD = "fd"


@dataclass(frozen=True, slots=True)
class Logged:
    """One frame. `time_s` as the log has it: since its beginning or since 1970; None: it has none.

    Of an error frame the identifier tells what was wrong and is no address.
    """

    kind: Kind
    frame: CanFrame
    time_s: float | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Damaged:
    """Something that is no frame. `line` from 1; None: the log has no lines."""

    expected: str
    came: str
    line: int | None = None


Entry = Logged | Damaged


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a log. `ended`: it has an end; of the last one that may be missing."""

    number: int  # from 1
    text: str
    ended: bool = True


class DamagedLineError(Exception):
    """A line that is no frame: `expected` and `came` in words."""

    def __init__(self, expected: str, came: str) -> None:
        super().__init__(f"expected {expected}, came {came}")
        self.expected = expected
        self.came = came


class UnreadableError(Exception):
    """A log that cannot be read at all, in words."""
