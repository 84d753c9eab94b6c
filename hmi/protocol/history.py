"""A1H, the BMS's own event records, as far as they are known.

Layout: PACE RS232 V3.1 2024-06-17, which matches the one capture of an older firmware; that one fills the
last four bytes with FF. A reply without INFO means that there is no such record.
"""

from dataclasses import dataclass
from datetime import datetime

from hmi.protocol import bits
from hmi.protocol.bits import Alarm, Fault
from hmi.protocol.fields import s16, temperatures, u8, u16, voltages
from hmi.protocol.identity import moment


@dataclass(frozen=True, slots=True)
class RecordNumber:
    """The request: 0 is the newest record."""

    number: int = u16()


@dataclass(frozen=True, slots=True)
class Record:
    """One record. Bits as in `bits`; the time as in `identity.Clock`."""

    year: int = u8()  # from 2000
    month: int = u8()
    day: int = u8()
    hour: int = u8()
    minute: int = u8()
    second: int = u8()
    cell_voltages: tuple[float, ...] = voltages()  # V
    temperatures: tuple[float | None, ...] = temperatures()  # degC
    current: float = s16(per=100)  # A, positive: charging
    voltage: float = u16(per=1000)  # V
    remaining: float = u16(per=100)  # Ah
    full: float = u16(per=100)  # Ah
    protect_1: int = u8()
    protect_2: int = u8()
    fault: int = u8()
    warn_1: int = u8()
    warn_2: int = u8()
    system: int = u8()
    cycles: int = u16()
    fault_8: int = u8()
    fault_10: int = u8()
    cause: int = u16()  # bit 0: power-on

    @property
    def time(self) -> datetime | None:
        """The time of the event; None when the clock of the BMS was not set."""
        return moment(self.year, self.month, self.day, self.hour, self.minute, self.second)

    @property
    def protections(self) -> tuple[Alarm, ...]:
        """The protections that acted then."""
        return bits.protections(self.protect_1, self.protect_2, self.system)

    @property
    def warnings(self) -> tuple[Alarm, ...]:
        """The warnings of then."""
        return bits.warnings(self.warn_1, self.warn_2)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The parts that had failed."""
        return bits.faults(self.fault)
