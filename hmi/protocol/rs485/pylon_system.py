"""PYLON messages about the whole system: 60H to 63H, which V3.5 has added.

The paper was not seen: layouts from captures and from implementations that agree; where only one stands
behind a message it is said.
"""

from dataclasses import dataclass

from hmi.protocol.fields import s16, text, u8, u16
from hmi.protocol.rs485 import bits
from hmi.protocol.rs485.pylon_fields import celsius, data, flags, serials


@dataclass(frozen=True, slots=True)
class SystemIdentity:
    """The answer of 60H; ai-republic/bms-to-inverter alone."""

    name: str = text(10)
    maker: str = text(20)
    version: bytes = data(2)
    serials: tuple[str, ...] = serials(16)


@dataclass(frozen=True, slots=True)
class SystemAnalog:
    """The answer of 61H. A place is the number of the pack and, within it, of the cell or sensor."""

    voltage: float = u16(per=1000)  # V, mean of the packs
    # A, sum. Three implementations read 0.01 A, one 0.1 A, and all captures show 0: compare with the UART.
    current: float = s16(per=100)
    soc: int = u8()  # %
    mean_cycles: int = u16()
    most_cycles: int = u16()
    mean_soh: int = u8()  # %
    least_soh: int = u8()  # %
    highest_cell: float = u16(per=1000)  # V
    highest_cell_at: bytes = data(2)
    lowest_cell: float = u16(per=1000)  # V
    lowest_cell_at: bytes = data(2)
    mean_temperature: float = celsius()  # of the cells
    hottest: float = celsius()
    hottest_at: bytes = data(2)
    coldest: float = celsius()
    coldest_at: bytes = data(2)
    mean_mosfet: float = celsius()
    hottest_mosfet: float = celsius()
    hottest_mosfet_at: bytes = data(2)
    coldest_mosfet: float = celsius()
    coldest_mosfet_at: bytes = data(2)
    mean_bms: float = celsius()
    hottest_bms: float = celsius()
    hottest_bms_at: bytes = data(2)
    coldest_bms: float = celsius()
    coldest_bms_at: bytes = data(2)


@dataclass(frozen=True, slots=True)
class SystemAlarms:
    """The answer of 62H."""

    warnings_1: tuple[str, ...] = flags(bits.SYSTEM_ALARM_1)
    warnings_2: tuple[str, ...] = flags(bits.SYSTEM_ALARM_2)
    protections_1: tuple[str, ...] = flags(bits.SYSTEM_PROTECTION_1)
    protections_2: tuple[str, ...] = flags(bits.SYSTEM_PROTECTION_2)


@dataclass(frozen=True, slots=True)
class SystemLimits:
    """The answer of 63H. Currents in 0.1 A, as every capture has them (three implementations read 0.01 A)."""

    # V; in 16 bits of 1 mV a voltage above 65.535 V begins again at 0, as was seen.
    charge_voltage_limit: float = u16(per=1000)
    discharge_voltage_limit: float = u16(per=1000)  # V
    charge_current_limit: float = s16(per=10)  # A
    discharge_current_limit: float = s16(per=10)  # A, by some makers negative
    requests: tuple[str, ...] = flags(bits.REQUESTS)
