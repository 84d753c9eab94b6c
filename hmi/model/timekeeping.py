"""Which time it is: a Pi has no clock of its own, the BMS may have one, the network may tell."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model.moment import Moment

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.events import Event
    from hmi.model.state import State


class Source(StrEnum):
    """By what the panel goes."""

    SYSTEM = "system"  # its own clock, which is known to be right
    BMS = "bms"
    UNCERTAIN = "uncertain"  # its own clock, as nothing better is known


@dataclass(frozen=True, slots=True)
class Timekeeping:
    """The clock that counts. `utc` was so at `at` (s of the steady clock)."""

    source: Source = Source.UNCERTAIN
    utc: datetime | None = None
    at: float = 0.0

    @property
    def certain(self) -> bool:
        """The time is known to be right, to within minutes."""
        return self.source is not Source.UNCERTAIN


def moment(state: "State") -> Moment:
    """Now, for the record."""
    return Moment(state.now, state.time.utc, state.time.certain)


def observed(before: "State", state: "State", event: "Event") -> "Effect":
    """After every second: which clock counts; the BMS's is asked for while the system's is not certain."""
    return state, ()
