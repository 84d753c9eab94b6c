"""The password gate as a value. hmi.model.gate moves it on; hmi.links.gatekeeper alone knows the code."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from hmi.model.digits import Digits

FACTORY_CODE = Digits("123456")
NO_DIGITS = Digits()


class Purpose(StrEnum):
    """What the keypad asks for."""

    UNLOCK = "unlock"
    NEW = "new"
    AGAIN = "again"  # the new code a second time


class Said(StrEnum):
    """What the keypad has to say about the last code."""

    WRONG = "wrong"
    WEAK_FACTORY = "weak_factory"  # a new code must not be 123456,
    WEAK_RUN = "weak_run"  # nor a run such as 345678 or 987654,
    WEAK_EQUAL = "weak_equal"  # nor six equal digits
    DIFFERENT = "different"  # the second time was not the same
    NOT_KEPT = "not_kept"  # the record cannot be kept: nothing is judged, nothing changed


class Verdict(StrEnum):
    """What the gatekeeper says about an entered code."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"  # not judged: the gate is locked
    NOT_KEPT = "not_kept"  # not judged: the attempt could not be put down first


@dataclass(frozen=True, slots=True)
class Access:
    """The gate. Times in s."""

    open: bool = False
    own_code: bool = False  # the factory's code is not in use any more
    offered: bool = False  # to choose an own code; it is offered once
    compulsory: bool = False  # by configuration: without an own code the gate does not open
    failures: int = 0  # since the last right code
    locked_until: float | None = None
    purpose: Purpose = Purpose.UNLOCK
    entry: Digits = NO_DIGITS
    new_code: Digits = NO_DIGITS  # as typed the first time
    judging: bool = False  # the gatekeeper has it
    said: Said | None = None
    detail: str = ""  # why it cannot be kept, in the system's words
    then: Any = None  # the event that waits for the gate
    offering: bool = False  # the new code is the panel's own idea: it may be declined
    late: int = 0  # answers still to come for a keypad that was left; they come in the order of the questions

    def awaits(self, purpose: Purpose) -> bool:
        """The next answer of the gatekeeper is meant for what this keypad asks."""
        return self.judging and not self.late and self.purpose is purpose

    def locked_s(self, now: float) -> float:
        """How long no code is taken."""
        return max(0.0, (self.locked_until or 0.0) - now)


def weakness(code: Digits) -> Said | None:
    """Why this must not be a new code. A run is one of 012345 to 456789, or one of them backwards."""
    if code == FACTORY_CODE:
        return Said.WEAK_FACTORY
    digits = [int(digit) for digit in code.typed]
    steps = {after - before for before, after in pairwise(digits)}
    if steps == {0}:
        return Said.WEAK_EQUAL
    return Said.WEAK_RUN if steps in ({1}, {-1}) else None
