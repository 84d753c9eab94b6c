"""44H, alarms and states of one pack or of the whole stack. The bits' names are in `bits`.

Sources: PACE-RS232-TY16S 2018-07-05 (D18) and PACE RS232 V3.1 2024-06-17 (D31).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hmi.protocol import bits
from hmi.protocol.bits import (
    BUZZER_BIT,
    CHARGE_MOSFET_BIT,
    CHARGER_BIT,
    DISCHARGE_MOSFET_BIT,
    DISCHARGING_BIT,
    FAULT,
    FULLY_CHARGED_BIT,
    LED_BIT,
    LIMITER_BIT,
    LOW_GEAR_BIT,
    PROTECT_1,
    PROTECT_2,
    REVERSED_BIT,
    UNSURE,
    WARN_1,
    WARN_2,
    Alarm,
    Fault,
    Unsure,
)
from hmi.protocol.blocks import Shape
from hmi.protocol.fields import codes, rest, u8

__all__ = [
    "ABOVE_LIMIT",
    "BELOW_LIMIT",
    "BUZZER_BIT",
    "CHARGER_BIT",
    "CHARGE_MOSFET_BIT",
    "DISCHARGE_MOSFET_BIT",
    "DISCHARGING_BIT",
    "FAULT",
    "FULLY_CHARGED_BIT",
    "LED_BIT",
    "LIMITER_BIT",
    "LOW_GEAR_BIT",
    "NORMAL",
    "PROTECT_1",
    "PROTECT_2",
    "REVERSED_BIT",
    "SHAPE",
    "UNSURE",
    "WARN_1",
    "WARN_2",
    "Alarm",
    "Fault",
    "PackStatus",
    "Unsure",
]

# Alarm codes; any other (80..EF user defined, F0 other fault) is an alarm of a kind that has no name.
NORMAL, BELOW_LIMIT, ABOVE_LIMIT = 0x00, 0x01, 0x02

_OF_TEMPERATURE = frozenset(bits.PROTECT_2.values())


@dataclass(frozen=True, slots=True)
class PackStatus:
    """The alarms and states of one pack, raw bytes with their readings as properties."""

    cell_codes: tuple[int, ...] = codes()
    temperature_codes: tuple[int, ...] = codes()
    charge_current_code: int = u8()
    voltage_code: int = u8()
    discharge_current_code: int = u8()
    protect_1: int = u8()
    protect_2: int = u8()
    system: int = u8()
    control: int = u8()
    fault: int = u8()
    balance_1: int = u8()  # cells 1..8, bit 0 first: the papers' order; nkinnan reads the bytes swapped
    balance_2: int = u8()  # cells 9..16
    warn_1: int = u8()
    warn_2: int = u8()
    tail: bytes = rest()  # "extended state" of D31

    @property
    def protections(self) -> tuple[Alarm, ...]:
        """The protections that act now, a reversed charger among them."""
        return bits.protections(self.protect_1, self.protect_2, self.system)

    @property
    def warnings(self) -> tuple[Alarm, ...]:
        """The warnings, from the warn bits and from the alarm codes that name a limit."""
        by_bit = bits.warnings(self.warn_1, self.warn_2)
        return (*by_bit, *(alarm for alarm in self._coded() if alarm not in by_bit))

    def _coded(self) -> Iterator[Alarm]:
        *_, mosfet, environment = self.temperature_codes if self._roles_known else (NORMAL, NORMAL)
        readings = (
            (BELOW_LIMIT in self.cell_codes, Alarm.CELL_UNDER_VOLTAGE),
            (ABOVE_LIMIT in self.cell_codes, Alarm.CELL_OVER_VOLTAGE),
            (self.voltage_code == BELOW_LIMIT, Alarm.PACK_UNDER_VOLTAGE),
            (self.voltage_code == ABOVE_LIMIT, Alarm.PACK_OVER_VOLTAGE),
            (self.charge_current_code == ABOVE_LIMIT, Alarm.CHARGE_OVER_CURRENT),
            (self.discharge_current_code == ABOVE_LIMIT, Alarm.DISCHARGE_OVER_CURRENT),
            (mosfet == ABOVE_LIMIT, Alarm.MOSFET_OVER_TEMPERATURE),
            (environment == ABOVE_LIMIT, Alarm.ENVIRONMENT_OVER_TEMPERATURE),
            (environment == BELOW_LIMIT, Alarm.ENVIRONMENT_UNDER_TEMPERATURE),
        )
        return (alarm for holds, alarm in readings if holds)

    @property
    def _roles_known(self) -> bool:
        """With six sensors the last two are the MOSFETs' and the environment's (D18, D85)."""
        return len(self.temperature_codes) == 6

    @property
    def other_alarm(self) -> bool:
        """An alarm that no name in `warnings` tells: the codes themselves say where it is.

        User defined, "other fault", or about a temperature of which neither role nor warn bit says more.
        """
        currents = (self.charge_current_code, self.discharge_current_code)
        others = (*self.cell_codes, *self.temperature_codes, self.voltage_code)
        strange = any(code not in (NORMAL, BELOW_LIMIT, ABOVE_LIMIT) for code in others)
        strange = strange or any(code not in (NORMAL, ABOVE_LIMIT) for code in currents)
        return strange or (any(self.temperature_codes) and _OF_TEMPERATURE.isdisjoint(self.warnings))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The parts that have failed."""
        return bits.faults(self.fault)

    @property
    def fully_charged(self) -> bool:
        """A state, not a protection."""
        return bits.is_set(self.protect_2, FULLY_CHARGED_BIT)

    @property
    def charge_mosfet(self) -> bool:
        """True: the charge path is on."""
        return bits.is_set(self.system, CHARGE_MOSFET_BIT)

    @property
    def discharge_mosfet(self) -> bool:
        """True: the discharge path is on."""
        return bits.is_set(self.system, DISCHARGE_MOSFET_BIT)

    @property
    def discharging(self) -> bool:
        """The pack supplies power."""
        return bits.is_set(self.system, DISCHARGING_BIT)

    @property
    def charging(self) -> bool:
        """A charger is present and the charge path is on."""
        return bits.is_charging(self.system)

    @property
    def reverse_polarity(self) -> bool:
        """A charger is connected the wrong way round."""
        return bits.is_set(self.system, REVERSED_BIT)

    @property
    def buzzer_enabled(self) -> bool:
        """The BMS may sound its buzzer."""
        return bits.is_set(self.control, BUZZER_BIT)

    @property
    def low_gear(self) -> bool:
        """The charge limiter works in its low gear."""
        return bits.is_set(self.control, LOW_GEAR_BIT)

    @property
    def balancing_cells(self) -> tuple[int, ...]:
        """Numbers, from 1, of the cells that are being balanced."""
        both = self.balance_2 << 8 | self.balance_1
        return tuple(cell + 1 for cell in range(16) if bits.is_set(both, cell))

    @property
    def unsure(self) -> tuple[Unsure, ...]:
        """Readings of set bits on which the sources do not agree; the raw bytes stand in the fields."""
        by_bit = (name for field, table in UNSURE.items() for name in bits.named(table, getattr(self, field)))
        swapped_differs = (Unsure.BALANCING_CELLS,) if self.balance_1 != self.balance_2 else ()
        return (*by_bit, *swapped_differs)


# D31 documents up to five bytes of tail. The reference would try up to 32, but from nine on an empty slot's
# late 42H answer, all zeros, would pass for a healthy 44H one.
SHAPE = Shape(PackStatus, width=1, base=14, seen_tails=(0, 1, 2, 3, 5, 4), other_tails=(6, 7, 8))
