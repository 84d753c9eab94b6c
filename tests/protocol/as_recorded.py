"""Messages in the words and units of the capture file: its own key for each value, all of them integers."""

from collections.abc import Callable
from typing import Any

from hmi.protocol.analog import AnalogTail, PackAnalog
from hmi.protocol.blocks import Blocks
from hmi.protocol.control import Code, ControlReply, Empty, MosfetReply
from hmi.protocol.history import RecordNumber
from hmi.protocol.identity import Capacities, Clock, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import (
    Balancing,
    CellTemperatureLimits,
    CurrentLimits,
    DischargeCurrentLimits,
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

Words = dict[str, Any]


def milli(value: float) -> int:
    return round(value * 1000)


def tenths(value: float) -> int:
    return round(value * 10)


def analog(pack: PackAnalog) -> Words:
    tail = _tail(pack.extras) if pack.extras else {}
    return tail | {
        "cells_mv": [milli(volts) for volts in pack.cell_voltages],
        "temps_dc": [None if celsius is None else tenths(celsius) for celsius in pack.temperatures],
        "current_ma": milli(pack.current),
        "voltage_mv": milli(pack.voltage),
        "remaining_mah": milli(pack.remaining),
        "p": pack.user_items,
        "full_mah": milli(pack.full),
        "cycles": pack.cycles,
        "design_mah": milli(pack.design),
        "tail_hex": pack.tail.hex().upper(),
    }


def _tail(tail: AnalogTail) -> Words:
    words = {
        "soc_pct": tail.soc,
        "soh_pct": tail.soh,
        "voltage2_mv": None if tail.voltage is None else milli(tail.voltage),
        "current2_ma": None if tail.current is None else milli(tail.current),
    }
    return {key: value for key, value in words.items() if value is not None}


def status(pack: PackStatus) -> Words:
    return {
        "cell_alarm": list(pack.cell_codes),
        "temp_alarm": list(pack.temperature_codes),
        "charge_current_alarm": pack.charge_current_code,
        "total_voltage_alarm": pack.voltage_code,
        "discharge_current_alarm": pack.discharge_current_code,
        "protect1": pack.protect_1,
        "protect2": pack.protect_2,
        "status": pack.system,
        "control": pack.control,
        "fault": pack.fault,
        "balance1": pack.balance_1,
        "balance2": pack.balance_2,
        "warn1": pack.warn_1,
        "warn2": pack.warn_2,
        "tail_hex": pack.tail.hex().upper(),
    }


def blocks(reply: Blocks[Any]) -> Words:
    packs = [WORDS[type(pack)](pack) for pack in reply.packs]
    return {"infoflag": reply.info_flag, "pack_byte": reply.pack_byte, "packs": packs}


def fast(limits: FastCurrentLimits) -> Words:
    words = {"protect_a": limits.discharge, "delay_ms": milli(limits.discharge_delay)}
    if limits.charge is None or limits.charge_delay is None:
        return words
    return words | {"charge_protect_a": limits.charge, "charge_delay_ms": milli(limits.charge_delay)}


def current(limits: CurrentLimits | DischargeCurrentLimits) -> Words:
    return {
        "enabled": limits.enable,
        "alarm_a": limits.alarm,
        "protect_a": limits.protection,
        "delay_ms": milli(limits.delay),
    }


def celsius(*names: str) -> Callable[[Any], Words]:
    """The limits of these names, "" for those without one."""

    def words(limits: Any) -> Words:
        fields = {
            f"{name}{kind}": f"{name}{word}_dc"
            for name in names
            for kind, word in (("alarm", "alarm"), ("protection", "protect"), ("release", "release"))
        }
        return {"enabled": limits.enable} | {
            word: tenths(getattr(limits, field)) for field, word in fields.items()
        }

    return words


WORDS: dict[type[Any], Callable[[Any], Words]] = {
    Blocks: blocks,
    PackAnalog: analog,
    PackStatus: status,
    Empty: lambda message: {"info": ""},
    Code: lambda message: {"command": message.value},
    RecordNumber: lambda message: {"record": message.number},
    PackCount: lambda message: {"pack_count": message.count},
    ControlReply: lambda message: {"echo": message.code, "control": message.control},
    MosfetReply: lambda message: {"status": message.system},
    Version: lambda message: {"software_version": message.software},
    Serials: lambda message: {"bms_serial": message.bms, "pack_serial": message.pack},
    Clock: lambda message: {"datetime": message.time.isoformat()},
    Capacities: lambda message: {
        "remaining_mah": milli(message.remaining),
        "full_mah": milli(message.full),
        "design_mah": milli(message.design),
    },
    InverterProtocol: lambda message: {"can": message.can, "rs485": message.rs485, "type": message.choice},
    VoltageLimits: lambda message: {
        "enabled": message.enable,
        "alarm_mv": milli(message.alarm),
        "protect_mv": milli(message.protection),
        "release_mv": milli(message.release),
        "delay_ms": milli(message.delay),
    },
    CurrentLimits: current,
    DischargeCurrentLimits: current,
    FastCurrentLimits: fast,
    ShortCircuitDelay: lambda message: {"delay_us": round(message.delay * 1e6)},
    Balancing: lambda message: {
        "threshold_mv": milli(message.start_voltage),
        "delta_mv": milli(message.start_difference),
    },
    Sleep: lambda message: {"cell_mv": milli(message.cell_voltage), "delay_min": message.delay_min},
    FullAndLowCharge: lambda message: {
        "full_voltage_mv": milli(message.full_voltage),
        "full_current_ma": milli(message.full_current),
        "low_soc_alarm_pct": message.low_soc,
    },
    CellTemperatureLimits: celsius("charge_", "discharge_"),
    MosfetTemperatureLimits: celsius(""),
    EnvironmentTemperatureLimits: celsius("low_", "high_"),
    LimiterStart: lambda message: {"start_current_a": message.current},
}
