"""The check without a tap: the panel shows three values, a human says whether the inverter shows the same."""

from dataclasses import dataclass
from enum import StrEnum


class Number(StrEnum):
    """A value that inverters display too."""

    SOC = "soc"  # %
    VOLTAGE = "voltage"  # V
    CHARGE_LIMIT = "charge_limit"  # A


@dataclass(frozen=True, slots=True)
class Numbers:
    """The answers so far, and what the panel showed when each was given."""

    same: tuple[tuple[Number, bool], ...] = ()  # in the order of the answers
    shown: tuple[tuple[Number, float], ...] = ()
    serial: str = ""  # of the battery that they are about
    at: float = 0.0  # s, of the last answer
