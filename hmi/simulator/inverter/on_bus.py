"""What appears on the CAN bus, and who may speak there. Time is an argument, s of a steady clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hmi.protocol.can.frame import CanFrame

# Classes of error frames, as SocketCAN numbers them.
PROTOCOL_ERROR, NOT_ACKNOWLEDGED, BUS_OFF = 0x08, 0x20, 0x40
LATE = 2.0  # s; what was held up for longer is not made up for


@dataclass(frozen=True, slots=True)
class OnBus:
    """A frame at a time, or an error frame, which carries bits of error classes."""

    at: float  # s
    frame: CanFrame | None
    error_class: int = 0


class Talker(Protocol):
    """Someone who speaks on the bus by a clock of its own."""

    next_due: float  # s, when it speaks next

    def due(self, now: float) -> list[OnBus]:
        """What it says up to now."""
        ...


class Repeater:
    """Says something at an even rate: noise, a controller that repeats itself, foreign traffic."""

    def __init__(self, began: float, rate: float, say: Callable[[int], CanFrame | int]) -> None:
        """`say`: the nth frame, or the class of an error frame; `rate`: of them in a second."""
        self.next_due = began
        self._every = 1 / rate  # s
        self._say = say
        self._count = 0

    def due(self, now: float) -> list[OnBus]:
        """What it says up to now."""
        if now - self.next_due > LATE:
            self.next_due = now
        sent = []
        while self.next_due <= now:
            said = self._say(self._count)
            error_class, frame = (said, None) if isinstance(said, int) else (0, said)
            sent.append(OnBus(self.next_due, frame, error_class))
            self._count += 1
            self.next_due += self._every
        return sent
