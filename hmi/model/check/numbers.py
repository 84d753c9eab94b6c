"""The check without a tap: the panel shows three values, a human says whether the inverter shows the same."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model.check.finding import Holds

if TYPE_CHECKING:
    from hmi.model.state import State


class Number(StrEnum):
    """A value that inverters display too."""

    SOC = "soc"  # %
    VOLTAGE = "voltage"  # V
    CHARGE_LIMIT = "charge_limit"  # A


_MEASURED = {Number.SOC, Number.VOLTAGE}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The answers so far."""

    same: tuple[tuple[Number, bool], ...] = ()  # in the order of the answers
    serial: str = ""  # of the battery that they are about
    protocol: tuple[int, int] | None = None  # that it spoke: codes of CAN and RS485; None: was not known
    at: float = 0.0  # s, of the last answer
    estimated: bool = False  # the charge limit that was compared is the manual's


def of_now(state: "State") -> bool:
    """Whether the answers are about this battery and what it speaks now, as far as it tells that."""
    numbers, codes = state.inverter.numbers, state.identity.codes
    return numbers.serial == state.identity.serial and codes in (None, numbers.protocol)


def agreed(state: "State") -> Holds:
    """Whether the inverter shows the same: every value does, or one of them does not.

    A charge limit that is not known, as the packs' model is not, cannot be compared; and near full a BMS may
    announce a lower one than the manual has.
    """
    numbers = state.inverter.numbers
    if not numbers.same or not of_now(state):
        return Holds.UNKNOWN
    same = dict(numbers.same)
    if not all(fits for number, fits in same.items() if number in _MEASURED or not numbers.estimated):
        return Holds.NO
    enough = same.get(Number.CHARGE_LIMIT, state.pack_model is None)
    return Holds.YES if enough and same.keys() >= _MEASURED else Holds.UNKNOWN


def limit_differs(state: "State") -> bool:
    """Whether nothing but the manual's charge limit is another one on the inverter."""
    same = dict(state.inverter.numbers.same)
    all_answered = same.keys() >= _MEASURED and same.get(Number.CHARGE_LIMIT) is False
    return all_answered and of_now(state) and agreed(state) is Holds.UNKNOWN
