"""The bits of the state bytes that 44H and A1H carry, and their names.

Sources: PACE-RS232-TY16S 2018-07-05 (D18) and PACE RS232 V3.1 2024-06-17 (D31). A bit that only one of them
names, or that they read differently, raises no alarm: it is in `Unsure`, with the likelier reading.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

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
    BALANCING_CELLS = "balancing_cells"


# Bit number -> meaning. Warn state 2 has another order than protect state 2.
PROTECT_1 = {
    0: Alarm.CELL_OVER_VOLTAGE,
    1: Alarm.CELL_UNDER_VOLTAGE,
    2: Alarm.PACK_OVER_VOLTAGE,
    3: Alarm.PACK_UNDER_VOLTAGE,
    4: Alarm.CHARGE_OVER_CURRENT,
    5: Alarm.DISCHARGE_OVER_CURRENT,
    6: Alarm.SHORT_CIRCUIT,
}
PROTECT_2 = {
    0: Alarm.CHARGE_OVER_TEMPERATURE,
    1: Alarm.DISCHARGE_OVER_TEMPERATURE,
    2: Alarm.CHARGE_UNDER_TEMPERATURE,
    3: Alarm.DISCHARGE_UNDER_TEMPERATURE,
    4: Alarm.MOSFET_OVER_TEMPERATURE,
    5: Alarm.ENVIRONMENT_OVER_TEMPERATURE,
    6: Alarm.ENVIRONMENT_UNDER_TEMPERATURE,
}
FULLY_CHARGED_BIT = 7  # of protect state 2: a state, not a protection (nkinnan #30)
WARN_1 = {number: alarm for number, alarm in PROTECT_1.items() if alarm is not Alarm.SHORT_CIRCUIT}
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
# Of system status:
CHARGE_MOSFET_BIT, DISCHARGE_MOSFET_BIT, DISCHARGING_BIT, REVERSED_BIT, CHARGER_BIT = 1, 2, 3, 4, 5
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


def is_set(byte: int, number: int) -> bool:
    """True when this bit of the byte is 1; bit 0 is the lowest."""
    return bool(byte >> number & 1)


def named(table: dict[int, Name], byte: int) -> Iterator[Name]:
    """The names of the bits that are set, lowest bit first; a bit without a name is passed over."""
    return (name for number, name in table.items() if is_set(byte, number))


def is_charging(system: int) -> bool:
    """A charger is present and the charge path is on."""
    return is_set(system, CHARGER_BIT) and is_set(system, CHARGE_MOSFET_BIT)


def protections(protect_1: int, protect_2: int, system: int) -> tuple[Alarm, ...]:
    """The protections that act, a charger connected the wrong way round among them."""
    reversed_charger = (Alarm.REVERSE_POLARITY,) if is_set(system, REVERSED_BIT) else ()
    return (*named(PROTECT_1, protect_1), *named(PROTECT_2, protect_2), *reversed_charger)


def warnings(warn_1: int, warn_2: int) -> tuple[Alarm, ...]:
    """The warnings that the warn bits name."""
    return (*named(WARN_1, warn_1), *named(WARN_2, warn_2))


def faults(fault: int) -> tuple[Fault, ...]:
    """The parts that have failed."""
    return tuple(named(FAULT, fault))
