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
    # On the safe side of the protection, but not beyond the opposite release.
    RELEASE_NOT_WITHIN = "release_not_within"
    LOW_NOT_BELOW_HIGH = "low_not_below_high"
    CELLS_AND_PACK = "cells_and_pack"  # the pack does not act while its cells go from warning to protection
    FAST_NOT_BEYOND = "fast_not_beyond"  # the fast limit must not lie below the slow one


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, the fields it concerns, and the bounds that were expected, in the units of the message."""

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
    typed: str = ""  # so far, with "." and "-", in the unit of hmi.model.units; empty: the value as it is
    problems: tuple[Problem, ...] = ()  # of the value typed, else of the group as it would be written

    @property
    def changed(self) -> bool:
        """Something would be written."""
        return bool(self.old != self.new)
