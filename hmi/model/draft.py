"""A parameter group while it is edited: nothing of it is sent before it is written as a whole."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """What is wrong with a value, or with several values of a group together."""

    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    OFF_STEP = "off_step"
    PROTECTION_NOT_BEYOND_WARNING = "protection_not_beyond_warning"
    RELEASE_NOT_WITHIN = "release_not_within"  # it must lie on the safe side of the protection
    LOW_NOT_BELOW_HIGH = "low_not_below_high"
    CELLS_AND_PACK = "cells_and_pack"  # the cell limit times the cells is not the pack's
    FAST_NOT_BEYOND = "fast_not_beyond"  # the fast limit must not lie below the slow one


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, the fields it concerns, and the bounds that were expected."""

    fault: Fault
    fields: tuple[str, ...]
    least: float | None = None
    most: float | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The group in hand. `old` is as the BMS has it, `new` as it would be written."""

    group: str
    old: Any
    new: Any
    field: str | None = None  # being typed
    typed: str = ""  # as typed so far, with "." and "-"; empty: the value as it is
    problems: tuple[Problem, ...] = ()  # of the value typed, or of the group when writing it was wished

    @property
    def changed(self) -> bool:
        """Something would be written."""
        return bool(self.old != self.new)
