"""When something was, by the panel's best clock."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that goes on record. `certain`: the clock is known to be right, not merely set."""

    at: float  # s of the steady clock
    utc: datetime | None = None  # None: there is no clock at all
    certain: bool = False
