"""Which JSON key tells which value of a message. A key ends in its unit; `_raw` is the byte itself."""

from collections.abc import Callable, Mapping
from typing import Any

from hmi.protocol import bits
from hmi.protocol.analog import PackAnalog
from hmi.protocol.control import ControlReply, Empty, MosfetReply
from hmi.protocol.history import Record, RecordNumber
from hmi.protocol.identity import Capacities, Clock, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.parameters import (
    Balancing,
    CellTemperatureLimits,
    CurrentLimits,
    CurrentLimitsWithRelease,
    DischargeCurrentLimits,
    DischargeCurrentLimitsWithRelease,
    EnvironmentTemperatureLimits,
    FastCurrentLimits,
    FullAndLowCharge,
    LimiterStart,
    MosfetTemperatureLimits,
    ShortCircuitDelay,
    Sleep,
    VoltageLimits,
)
from hmi.protocol.status import PackStatus

Keys = Mapping[str, str | Callable[[Any], Any]]  # key -> attribute of the message, or what makes the value


def _bit(field: str, number: int) -> Callable[[Any], bool | None]:
    def value(message: Any) -> bool | None:
        byte = getattr(message, field)
        return None if byte is None else bits.is_set(byte, number)

    return value


def _enabled(limits: Any) -> bool | int:
    """As the papers read it; another byte than theirs is told as it is."""
    enable: int = limits.enable
    return bool(enable) if enable in (0, 1) else enable


def _iso_time(message: Clock | Record) -> str | None:
    return message.time.isoformat() if message.time else None


def _alarm_codes(pack: PackStatus) -> dict[str, str]:
    """Where an alarm code stands: "cell_3", "temperature_5", "charge_current"..."""
    places = {f"cell_{number}": code for number, code in enumerate(pack.cell_codes, 1)}
    places |= {f"temperature_{number}": code for number, code in enumerate(pack.temperature_codes, 1)}
    places |= {
        "charge_current": pack.charge_current_code,
        "voltage": pack.voltage_code,
        "discharge_current": pack.discharge_current_code,
    }
    return {place: f"{code:02X}" for place, code in places.items() if code}


def _choice(protocol: InverterProtocol) -> str | int | None:
    names: dict[int, str | None] = {
        Choice.AUTOMATIC: "automatic",
        Choice.MANUAL: "manual",
        Choice.BLANK: None,
    }
    return names.get(protocol.choice, protocol.choice)


def _newer(field: str) -> Callable[[Record], int | None]:
    """The last bytes of a record, which older firmwares fill with FF."""

    def value(record: Record) -> int | None:
        filled = (record.fault_8, record.fault_10, record.cause) == (0xFF, 0xFF, 0xFFFF)
        byte: int = getattr(record, field)
        return None if filled else byte

    return value


_MEASURED: Keys = {
    "cell_voltages_v": "cell_voltages",
    "temperatures_c": "temperatures",
    "current_a": "current",
    "voltage_v": "voltage",
    "remaining_ah": "remaining",
    "full_ah": "full",
}
_ALARMS: Keys = {"protections": "protections", "warnings": "warnings", "faults": "faults"}
_SYSTEM: Keys = {
    "charge_mosfet": _bit("system", bits.CHARGE_MOSFET_BIT),
    "discharge_mosfet": _bit("system", bits.DISCHARGE_MOSFET_BIT),
    "charging": lambda message: bits.is_charging(message.system),
    "discharging": _bit("system", bits.DISCHARGING_BIT),
    "system_raw": "system",
}
_CONTROL: Keys = {
    "buzzer_enabled": _bit("control", bits.BUZZER_BIT),
    "low_gear": _bit("control", bits.LOW_GEAR_BIT),
    "control_raw": "control",
}
_LIMITS_A: Keys = {"enabled": _enabled, "alarm_a": "alarm", "protection_a": "protection"}
_CELLS_C: Keys = {
    "enabled": _enabled,
    "charge_alarm_c": "charge_alarm",
    "charge_protection_c": "charge_protection",
    "charge_release_c": "charge_release",
    "discharge_alarm_c": "discharge_alarm",
    "discharge_protection_c": "discharge_protection",
    "discharge_release_c": "discharge_release",
}
_SHORT_A: Keys = {**_LIMITS_A, "delay_s": "delay"}
_LONG_A: Keys = {**_LIMITS_A, "release_a": "release", "delay_s": "delay"}

KEYS: dict[type[Any], Keys] = {
    PackAnalog: {**_MEASURED, "design_ah": "design", "cycles": "cycles", "soc_pct": "soc", "soh_pct": "soh"},
    PackStatus: {
        **_ALARMS,
        "other_alarm": "other_alarm",
        "alarm_codes": _alarm_codes,
        "balancing_cells": "balancing_cells",
        **_SYSTEM,
        "fully_charged": "fully_charged",
        **_CONTROL,
        "protect_1_raw": "protect_1",
        "fault_raw": "fault",
        "balance_1_raw": "balance_1",
        "balance_2_raw": "balance_2",
        "status_tail_hex": lambda pack: pack.tail.hex().upper(),
    },
    Empty: {},
    PackCount: {"pack_count": "count"},
    ControlReply: {"code_raw": "code", **_CONTROL},
    MosfetReply: _SYSTEM,
    Capacities: {"remaining_ah": "remaining", "full_ah": "full", "design_ah": "design"},
    Clock: {"time": _iso_time},
    Version: {"version": "software", "bluetooth_name": "bluetooth_name"},
    Serials: {
        "serial_number": lambda serials: serials.pack or serials.bms or None,
        "bms_serial_number": lambda serials: serials.bms or None,
    },
    RecordNumber: {"record": "number"},
    Record: {
        "time": _iso_time,
        **_MEASURED,
        "cycles": "cycles",
        **_ALARMS,
        **_SYSTEM,
        "fully_charged": _bit("protect_2", bits.FULLY_CHARGED_BIT),
        "protect_1_raw": "protect_1",
        "fault_raw": "fault",
        "fault_8_raw": _newer("fault_8"),
        "fault_10_raw": _newer("fault_10"),
        "cause_raw": _newer("cause"),
    },
    InverterProtocol: {
        "can_protocol": "can_name",
        "can_protocol_code": "can",
        "rs485_protocol": "rs485_name",
        "rs485_protocol_code": "rs485",
        "protocol_choice": _choice,
    },
    VoltageLimits: {
        "enabled": _enabled,
        "alarm_v": "alarm",
        "protection_v": "protection",
        "release_v": "release",
        "delay_s": "delay",
    },
    CurrentLimits: _SHORT_A,
    CurrentLimitsWithRelease: _LONG_A,
    DischargeCurrentLimits: _SHORT_A,
    DischargeCurrentLimitsWithRelease: _LONG_A,
    FastCurrentLimits: {
        "discharge_protection_a": "discharge",
        "discharge_delay_s": "discharge_delay",
        "charge_protection_a": "charge",
        "charge_delay_s": "charge_delay",
    },
    ShortCircuitDelay: {"delay_us": "delay"},
    Balancing: {"start_voltage_v": "start_voltage", "start_difference_v": "start_difference"},
    Sleep: {"cell_voltage_v": "cell_voltage", "delay_min": "delay_min"},
    FullAndLowCharge: {
        "full_voltage_v": "full_voltage",
        "full_current_a": "full_current",
        "low_soc_alarm_pct": "low_soc",
    },
    CellTemperatureLimits: _CELLS_C,
    MosfetTemperatureLimits: {
        "enabled": _enabled,
        "alarm_c": "alarm",
        "protection_c": "protection",
        "release_c": "release",
    },
    EnvironmentTemperatureLimits: {
        "enabled": _enabled,
        "low_alarm_c": "low_alarm",
        "low_protection_c": "low_protection",
        "low_release_c": "low_release",
        "high_alarm_c": "high_alarm",
        "high_protection_c": "high_protection",
        "high_release_c": "high_release",
    },
    LimiterStart: {"start_current_a": "current"},
}

# What a newer firmware tells in the tail of a 42H block.
TAIL: Keys = {
    "soc_pct": "soc",
    "charge_throughput_ah": "charge_throughput",
    "discharge_throughput_ah": "discharge_throughput",
    "soh_pct": "soh",
    "voltage_v": "voltage",
    "current_a": "current",
    "group_remaining_ah": "group_remaining",
    "group_full_ah": "group_full",
}

# Layouts on which the sources disagree, with the keys that may be wrong (pace-v25, chapter 15).
CONTESTED: dict[type[Any], tuple[str, ...]] = {
    CurrentLimitsWithRelease: ("release_a", "delay_s"),
    DischargeCurrentLimitsWithRelease: ("release_a", "delay_s"),
    FastCurrentLimits: ("discharge_protection_a", "charge_protection_a", "charge_delay_s"),
    LimiterStart: ("start_current_a",),
}
