"""What a pack says of itself: pack count (90H), capacities (A6H), clock (B1H, B2H), version (C1H), serials
(C2H).

Source: PACE-RS232-TY16S 2018-07-05; the second halves of C1H and C2H from PACE RS232 V3.1 2024-06-17.
"""

from dataclasses import dataclass
from datetime import datetime

from hmi.protocol.errors import ImplausibleError
from hmi.protocol.fields import text, u8, u16


@dataclass(frozen=True, slots=True)
class PackCount:
    """How many packs the wired pack can report; 1 unless it is the master, address 1."""

    count: int = u8()  # 1..32


@dataclass(frozen=True, slots=True)
class Capacities:
    """Capacities of the wired pack, whatever address is asked."""

    remaining: float = u16(per=100)  # Ah
    full: float = u16(per=100)  # Ah, learned
    design: float = u16(per=100)  # Ah


@dataclass(frozen=True, slots=True)
class Version:
    """The firmware's name, such as "P16S100A-1812-1.00": cells, current class, build."""

    software: str = text(20)
    bluetooth_name: str | None = text(20, optional=True)


@dataclass(frozen=True, slots=True)
class Serials:
    """Serial numbers of the BMS board and of the pack; older firmwares leave the second out."""

    bms: str = text(20)
    pack: str | None = text(20, optional=True)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of the BMS, local time without a zone. `year` counts from 2000."""

    year: int = u8()
    month: int = u8()
    day: int = u8()
    hour: int = u8()
    minute: int = u8()
    second: int = u8()

    @classmethod
    def of(cls, time: datetime) -> "Clock":
        """The clock that shows this time. Raises ImplausibleError outside the years 2000 to 2099."""
        if not 2000 <= time.year <= 2099:
            raise ImplausibleError("a year from 2000 to 2099", str(time.year))
        return cls(time.year - 2000, time.month, time.day, time.hour, time.minute, time.second)

    @property
    def time(self) -> datetime | None:
        """The time it shows; None for a date that no calendar has."""
        return moment(self.year, self.month, self.day, self.hour, self.minute, self.second)


def moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime | None:
    """The time of six numbers of a clock, the year 0..99 from 2000; None for a date that no calendar has."""
    try:
        return datetime(2000 + year, month, day, hour, minute, second) if year <= 99 else None
    except ValueError:
        return None
