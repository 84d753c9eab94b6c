"""What the tap hears on the CAN bus between BMS and inverter, counted, and what may hinder it."""

from dataclasses import dataclass
from enum import StrEnum

from hmi.protocol.can.frame import CanFrame

EXPECTED_PERIOD_S = 1.0  # of an identifier until its own is known


class TapTrouble(StrEnum):
    """Why nothing can be heard of the bus."""

    BAD_SETTINGS = "bad_settings"  # no interface of that name, or a channel or bitrate it cannot have
    NO_DRIVER = "no_driver"  # what the interface needs is not installed
    NO_ADAPTER = "no_adapter"  # does not exist, or was unplugged
    NO_PERMISSION = "no_permission"
    DOWN = "down"  # the interface is there and not brought up
    BUSY = "busy"


class Silent(StrEnum):
    """Whether the adapter listens without acknowledging."""

    YES = "yes"
    NO = "no"  # it acknowledges: a BMS without an inverter then looks like one that is heard
    UNKNOWN = "unknown"


class TapPhase(StrEnum):
    """How far the tap has come."""

    NONE = "none"  # none is configured
    OPENING = "opening"
    OPEN = "open"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Heard:
    """One identifier: its last frame, and how it comes. Times are s of the steady clock."""

    frame: CanFrame
    count: int  # since the tap was opened
    at: float  # of the last one
    period_s: float | None = None  # median of the last gaps; None: not known yet
    rate: float = 0.0  # a second, over the last window
    # How many times in the last window two kinds of data came in turns, as two senders make them.
    alternations: int = 0


@dataclass(frozen=True, slots=True)
class Errors:
    """What else came. Counts since the tap was opened, rates a second over the last window."""

    error_frames: int = 0
    error_rate: float = 0.0
    not_acknowledged: int = 0  # of the error frames: those that say so
    bus_off: bool = False  # the adapter, or the last error frame, says that it left the bus
    remote_frames: int = 0
    fd_frames: int = 0
    missed: int = 0  # frames that the adapter or the system says were lost on the way
    unkept: int = 0  # data frames of more identifiers than are kept apart: counted, in no Heard


_NO_ERRORS = Errors()


@dataclass(frozen=True, slots=True)
class Traffic:
    """Everything that was heard up to `at`. `heard`: in the order of identifiers, data frames only."""

    at: float = 0.0
    since: float = 0.0  # when the tap was opened
    heard: tuple[Heard, ...] = ()
    frames: int = 0  # data frames
    rate: float = 0.0  # data frames a second, over the last window
    errors: Errors = _NO_ERRORS


_NOTHING = Traffic()


@dataclass(frozen=True, slots=True)
class Tap:
    """The tap. While `trouble` stands, `detail` says it in the system's words."""

    name: str = ""  # interface and channel, "socketcan:can0"; empty: none is configured
    phase: TapPhase = TapPhase.NONE
    trouble: TapTrouble | None = None
    detail: str = ""
    since: float = 0.0  # s, when the phase began
    silent: Silent = Silent.UNKNOWN
    traffic: Traffic = _NOTHING
