"""VOLTRONIC: the stack as registers, and what is answered to a request."""

from typing import Any

from hmi.protocol.rs485 import registers
from hmi.protocol.rs485.registers import MOST_CELLS, MOST_SENSORS
from hmi.protocol.rs485.voltronic import (
    FIRST_ID,
    LAST_ID,
    READ,
    Answer,
    Cause,
    Damaged,
    Refusal,
    Request,
    encode,
)
from hmi.protocol.status import NORMAL
from hmi.simulator import readings
from hmi.simulator.bms import Bms
from hmi.simulator.inverter.announced import Announced, announced
from hmi.simulator.inverter.rs485_alarms import CODES, PROTECTIONS, WARNINGS, acting, code, named
from hmi.simulator.stack import Stack

# The pack on the wire stands alone or is the master of others, so its own id is the one that all answer to.
OWN_ID = FIRST_ID
VERSION = b"\x00\x01\x00\x00"
NEVER = 0xFFFF  # minutes until empty, while nothing is discharged


def answer(stack: Stack, asked: Request | Damaged) -> bytes:
    """The bytes of the answer; none to what is for another BMS.

    The paper knows refusals for id, function and CRC alone, so registers that do not exist get no answer.
    """
    match asked:
        case Damaged(address, function) if address == OWN_ID:
            return encode(Refusal(address, function, Cause.CRC))
        case Request(address, _, _, function) if not FIRST_ID <= address <= LAST_ID:
            return encode(Refusal(address, function, Cause.ID))
        case Request(address, register, count, function) if address == OWN_ID:
            if function != READ:
                return encode(Refusal(address, function, Cause.FUNCTION))
            data = registers.cut(memory(stack), register, count)
            return b"" if data is None else encode(Answer(address, data))
        case _:
            return b""


def memory(stack: Stack) -> bytes:
    """All registers as they stand now."""
    return registers.encode(_of_stack(announced(stack)) | _of_pack(stack.wired.bms))


def _of_stack(told: Announced) -> dict[str, Any]:
    discharge = max(0.0, -told.current_a)
    minutes = min(NEVER, round(60 * told.remaining_ah / discharge)) if discharge else NEVER
    return {
        "charge_current_a": max(0.0, told.current_a),
        "discharge_current_a": discharge,
        "voltage_v": told.voltage_v,
        "soc_pct": round(told.soc_pct),
        "full_capacity_ah": told.full_ah,
        "packs": len(told.packs),
        **{name: named(words, told.warnings) for name, words in WARNINGS.items()},
        **{name: named(words, acting(told)) for name, words in PROTECTIONS.items()},
        **{name: code(told.warnings, *limits) for name, limits in CODES.items()},
        "charge_voltage_limit_v": told.charge_voltage_limit_v,
        "discharge_voltage_limit_v": told.discharge_voltage_limit_v,
        "charge_current_limit_a": told.charge_current_limit_a,
        "discharge_current_limit_a": told.discharge_current_limit_a,
        "requests": told.requests,
        "time_to_empty_min": minutes,
        "remaining_ah": told.remaining_ah,
    }


def _of_pack(bms: Bms) -> dict[str, Any]:
    """Of the pack on the wire."""
    status, sensors = readings.status(bms, readings.FIRMWARES[0]), readings.sensors(bms)
    return {
        "firmware_version": VERSION,
        "hardware_version": VERSION,
        "cells": len(bms.sensed.cells),
        **{f"cell_{number}_v": volts for number, volts in enumerate(bms.sensed.cells, 1)},
        "sensors": len(sensors),
        **{f"sensor_{number}_c": celsius for number, celsius in enumerate(sensors, 1)},
        "design_capacity_ah": bms.counter.design,
        "cell_codes": len(status.cell_codes),
        **_pairs("cells", status.cell_codes, MOST_CELLS),
        "sensor_codes": len(status.temperature_codes),
        **_pairs("sensors", status.temperature_codes, MOST_SENSORS),
    }


def _pairs(of: str, codes: tuple[int, ...], most: int) -> dict[str, tuple[int, int]]:
    padded = (*codes, *(NORMAL,) * (most - len(codes)))
    return {f"{of}_{at + 1}_{at + 2}_codes": (padded[at], padded[at + 1]) for at in range(0, most, 2)}
