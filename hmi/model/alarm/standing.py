"""One alarm from its appearance until it is over and was seen."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hmi.model.alarm.name import Name, Priority
from hmi.model.alarms import Active


class Condition(StrEnum):
    """Where an alarm is in its life."""

    NEW = "new"  # active, nobody has acknowledged it
    SEEN = "seen"  # active, acknowledged
    OVER_UNSEEN = "over_unseen"  # over, and nobody has acknowledged it
    OVER = "over"  # over, acknowledged; or a warning that came and went by itself long ago


@dataclass(frozen=True, slots=True)
class Key:
    """Which alarm: one of one pack."""

    priority: Priority
    name: Name
    slot: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured when it appeared, and the limit that the BMS is set to; None: not known."""

    number: int | None = None  # of the cell or sensor, from 1
    value: float | None = None  # of a current signed, positive: charging
    limit: float | None = None
    unit: str = ""  # V, A, °C, %


_NONE = Evidence()


@dataclass(frozen=True, slots=True)
class Standing:
    """An alarm with its story so far. Times in s of the steady clock."""

    key: Key
    address: int | None
    condition: Condition
    since: float  # when it appeared
    clock: datetime | None = None  # local time then
    certain: bool = False  # that local time is right
    ended: float | None = None  # when it was over last
    count: int = 1  # how often it has come since
    first_out: bool = False  # the one with which the others of its time began
    silenced: bool = False  # it neither flashes nor wakes
    evidence: Evidence = _NONE
    latest: float | None = None  # s, when it came last; None: it came once

    @property
    def active(self) -> bool:
        """It is not over."""
        return self.condition in (Condition.NEW, Condition.SEEN)

    @property
    def unseen(self) -> bool:
        """Nobody has acknowledged it."""
        return self.condition in (Condition.NEW, Condition.OVER_UNSEEN)

    def as_active(self) -> Active:
        """The alarm itself."""
        return Active(self.key.priority, self.key.name, self.key.slot, self.address)
