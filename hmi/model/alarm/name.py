"""What an alarm is about, and how much it matters."""

from enum import IntEnum, StrEnum

from hmi.protocol.status import Alarm, Fault


class Unnamed(StrEnum):
    """An alarm that the protocol has no name for."""

    OTHER = "other"


Name = Alarm | Fault | Unnamed


class Priority(IntEnum):
    """How much an alarm matters; the higher the worse."""

    WARNING = 1
    PROTECTION = 2
    FAULT = 3
