"""44H, alarms and states of one pack or of the whole stack, with the bit tables.

Sources: PACE-RS232-TY16S 2018-07-05 (D18) and PACE RS232 V3.1 2024-06-17 (D31). A bit that only one of them
names, or that they read differently, raises no alarm: it is in `unsure`, with the likelier reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from hmi.protocol import analog, blocks
from hmi.protocol.blocks import Blocks, Shape
from hmi.protocol.errors import LayoutError
from hmi.protocol.fields import codes, rest, u8

Name = TypeVar("Name", bound=StrEnum)


class Alarm(StrEnum):
    """What a protection or a warning is about."""

    CELL_OVER_VOLTAGE = "cell_over_voltage"
    CELL_UNDER_VOLTAGE = "cell_under_voltage"
    PACK_OVER_VOLTAGE = "pack_over_voltage"
    PACK_UNDER_VOLTAGE = "pack_under_voltage"
    CHARGE_OVER_CURRENT = "charge_over_current"
    DISCHARGE_OVER_CURRENT = "discharge_over_current"
    SHORT_CIRCUIT = "short_circuit"
    CHARGE_OVER_TEMPERATURE = "charge_over_temperature"
    DISCHARGE_OVER_TEMPERATURE = "discharge_over_temperature"
    CHARGE_UNDER_TEMPERATURE = "charge_under_temperature"
    DISCHARGE_UNDER_TEMPERATURE = "discharge_under_temperature"
    MOSFET_OVER_TEMPERATURE = "mosfet_over_temperature"
    ENVIRONMENT_OVER_TEMPERATURE = "environment_over_temperature"
    ENVIRONMENT_UNDER_TEMPERATURE = "environment_under_temperature"
    LOW_SOC = "low_soc"
    REVERSE_POLARITY = "reverse_polarity"


class Fault(StrEnum):
    """Which part of the BMS has failed."""

    CHARGE_MOSFET = "charge_mosfet"
    DISCHARGE_MOSFET = "discharge_mosfet"
    NTC = "ntc"
    CELL = "cell"
    SAMPLING = "sampling"


class Unsure(StrEnum):
    """A reading on which the sources disagree, or that a single one gives."""

    CURRENT_LIMITING = "current_limiting"
    SHUTTING_DOWN = "shutting_down"
    HEATER_ON = "heater_on"
    CHARGE_MOSFET_SWITCHED_OFF = "charge_mosfet_switched_off"
    DISCHARGE_MOSFET_SWITCHED_OFF = "discharge_mosfet_switched_off"
    CHARGE_LIMITER_DISABLED = "charge_limiter_disabled"
    LED_ALARM_DISABLED = "led_alarm_disabled"
    SYSTEM_LOCK = "system_lock"
    TEST_MODE = "test_mode"
    CHARGER_VOLTAGE_TOO_HIGH = "charger_voltage_too_high"
    COMMUNICATION_FAULT = "communication_fault"
    CURRENT_LIMITER_FAULT = "current_limiter_fault"
    HEATER_FAULT = "heater_fault"


# Bit number -> meaning. Warn state 2 has another order than protect state 2.
PROTECT_1 = dict(enumerate(list(Alarm)[:7]))
PROTECT_2 = dict(enumerate(list(Alarm)[7:14]))
FULLY_CHARGED_BIT = 7  # of protect state 2: a state, not a protection (nkinnan #30)
WARN_1 = dict(enumerate(list(Alarm)[:6]))
WARN_2 = {
    0: Alarm.CHARGE_OVER_TEMPERATURE,
    1: Alarm.DISCHARGE_OVER_TEMPERATURE,
    2: Alarm.CHARGE_UNDER_TEMPERATURE,
    3: Alarm.DISCHARGE_UNDER_TEMPERATURE,
    4: Alarm.ENVIRONMENT_OVER_TEMPERATURE,
    5: Alarm.ENVIRONMENT_UNDER_TEMPERATURE,
    6: Alarm.MOSFET_OVER_TEMPERATURE,
    7: Alarm.LOW_SOC,
}
FAULT = {
    0: Fault.CHARGE_MOSFET,
    1: Fault.DISCHARGE_MOSFET,
    2: Fault.NTC,
    4: Fault.CELL,
    5: Fault.SAMPLING,
}
CHARGE_MOSFET_BIT, DISCHARGE_MOSFET_BIT, DISCHARGING_BIT, REVERSED_BIT, CHARGER_BIT = (
    1,
    2,
    3,
    4,
    5,
)  # system status
BUZZER_BIT, LOW_GEAR_BIT, LIMITER_BIT, LED_BIT = 0, 3, 4, 5  # control state

# Field -> bit number -> the likelier reading.
UNSURE = {
    "system": {0: Unsure.CURRENT_LIMITING, 6: Unsure.SHUTTING_DOWN, 7: Unsure.HEATER_ON},
    "control": {
        1: Unsure.CHARGE_MOSFET_SWITCHED_OFF,
        2: Unsure.DISCHARGE_MOSFET_SWITCHED_OFF,
        4: Unsure.CHARGE_LIMITER_DISABLED,
        5: Unsure.LED_ALARM_DISABLED,
        6: Unsure.SYSTEM_LOCK,
        7: Unsure.TEST_MODE,
    },
    "protect_1": {7: Unsure.CHARGER_VOLTAGE_TOO_HIGH},
    "fault": {
        3: Unsure.COMMUNICATION_FAULT,
        6: Unsure.CURRENT_LIMITER_FAULT,
        7: Unsure.HEATER_FAULT,
    },
}

NORMAL, BELOW_LIMIT, ABOVE_LIMIT = 0x00, 0x01, 0x02  # alarm codes; any other is an alarm of unknown kind


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
        reversed_charger = (Alarm.REVERSE_POLARITY,) if self.reverse_polarity else ()
        return (*_set(PROTECT_1, self.protect_1), *_set(PROTECT_2, self.protect_2), *reversed_charger)

    @property
    def warnings(self) -> tuple[Alarm, ...]:
        """The warnings, from the warn bits and from the alarm codes that name a limit."""
        by_bit = (*_set(WARN_1, self.warn_1), *_set(WARN_2, self.warn_2))
        return (*by_bit, *(alarm for alarm in self._coded() if alarm not in by_bit))

    def _coded(self) -> Iterator[Alarm]:
        if BELOW_LIMIT in self.cell_codes:
            yield Alarm.CELL_UNDER_VOLTAGE
        if ABOVE_LIMIT in self.cell_codes:
            yield Alarm.CELL_OVER_VOLTAGE
        if self.voltage_code == BELOW_LIMIT:
            yield Alarm.PACK_UNDER_VOLTAGE
        if self.voltage_code == ABOVE_LIMIT:
            yield Alarm.PACK_OVER_VOLTAGE
        if self.charge_current_code == ABOVE_LIMIT:
            yield Alarm.CHARGE_OVER_CURRENT
        if self.discharge_current_code == ABOVE_LIMIT:
            yield Alarm.DISCHARGE_OVER_CURRENT

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The parts that have failed."""
        return tuple(_set(FAULT, self.fault))

    @property
    def fully_charged(self) -> bool:
        """A state, not a protection."""
        return _bit(self.protect_2, FULLY_CHARGED_BIT)

    @property
    def charge_mosfet(self) -> bool:
        """True: the charge path is on."""
        return _bit(self.system, CHARGE_MOSFET_BIT)

    @property
    def discharge_mosfet(self) -> bool:
        """True: the discharge path is on."""
        return _bit(self.system, DISCHARGE_MOSFET_BIT)

    @property
    def discharging(self) -> bool:
        """The pack supplies power."""
        return _bit(self.system, DISCHARGING_BIT)

    @property
    def charging(self) -> bool:
        """A charger is present and the charge path is on."""
        return _bit(self.system, CHARGER_BIT) and self.charge_mosfet

    @property
    def reverse_polarity(self) -> bool:
        """A charger is connected the wrong way round."""
        return _bit(self.system, REVERSED_BIT)

    @property
    def buzzer_enabled(self) -> bool:
        """The BMS may sound its buzzer."""
        return _bit(self.control, BUZZER_BIT)

    @property
    def low_gear(self) -> bool:
        """The charge limiter works in its low gear."""
        return _bit(self.control, LOW_GEAR_BIT)

    @property
    def balancing_cells(self) -> tuple[int, ...]:
        """Numbers, from 1, of the cells that are being balanced."""
        both = self.balance_2 << 8 | self.balance_1
        return tuple(cell + 1 for cell in range(16) if _bit(both, cell))

    @property
    def unsure(self) -> tuple[Unsure, ...]:
        """Readings of set bits on which the sources do not agree; the raw bytes stand in the fields."""
        return tuple(name for field, table in UNSURE.items() for name in _set(table, getattr(self, field)))


# D31 documents up to five bytes of tail; more would let a late 42H answer pass for a 44H one.
SHAPE = Shape(PackStatus, width=1, base=14, tails=(0, 1, 2, 3, 5, 4, 6, 7, 8))


def decode(info: bytes, asked: int | None) -> Blocks[PackStatus]:
    """Read INFO of a 44H reply; see `blocks.decode`. A late 42H reply, though some fit, is a LayoutError."""
    if _is_analog(info, asked):
        raise LayoutError("a 44H reply", "a reply in the layout of 42H")
    return blocks.decode(SHAPE, info, asked)


def _is_analog(info: bytes, asked: int | None) -> bool:
    seen = Shape(analog.PackAnalog, analog.SHAPE.width, analog.SHAPE.base, analog.SEEN_TAILS)
    return any(all(_has_temperatures(cut) for cut in cuts) for cuts in blocks.splits(seen, info, asked))


def _has_temperatures(cut: bytes) -> bool:
    return cut[1 + 2 * cut[0]] > 0


def _bit(byte: int, number: int) -> bool:
    return bool(byte >> number & 1)


def _set(table: dict[int, Name], byte: int) -> Iterator[Name]:
    return (name for number, name in table.items() if _bit(byte, number))
