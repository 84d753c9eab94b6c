"""What can happen (named for what happened), and what the model asks for (named for what is wanted).

Times `at` are seconds of one steady clock, the same for links and user interface.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from hmi.model.navigation import Page
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


@dataclass(frozen=True, slots=True)
class Unusable:
    """The answer cannot be used: refused, of another layout, implausible, damaged; or this one never came."""

    command: Command
    slot: int
    kind: str  # of ProtocolError, or "silent"
    detail: str  # expected and came
    at: float


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
    """Time passes; sent about once a second. `clock` is the panel's local time."""

    at: float
    clock: datetime | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger went down anywhere."""

    at: float


@dataclass(frozen=True, slots=True)
class Go:
    """A page was chosen."""

    page: Page


@dataclass(frozen=True, slots=True)
class Turn:
    """`>>` or a swipe up (+1), `<<` or a swipe down (-1)."""

    pages: int


@dataclass(frozen=True, slots=True)
class SelectPack:
    """The pack whose values PACK-INFO shows was chosen; `slot` 1..15."""

    slot: int


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """A language was chosen, by its tag such as "en" or "zh_Hans"."""

    tag: str


@dataclass(frozen=True, slots=True)
class ChooseTheme:
    """A theme was chosen: "dark" or "light"."""

    name: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something of the panel's own is wrong that its owner should know, in words."""

    words: str


FromLink = Received | Unusable | Opened | Lost
FromUser = Touched | Go | Turn | SelectPack | ChooseLanguage | ChooseTheme
Event = FromLink | FromUser | Tick | Noticed


@dataclass(frozen=True, slots=True)
class Send:
    """Wanted: this request to the wired pack, before the next poll."""

    command: Command
    message: Any


@dataclass(frozen=True, slots=True)
class SaveSettings:
    """Wanted: the panel's own settings kept."""

    language: str
    theme: str


Wanted = Send | SaveSettings
