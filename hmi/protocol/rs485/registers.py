"""What stands in which VOLTRONIC register: one table, read and written by the same codings (D-VOL20).

Values carry their unit in their name. Registers 71H to 73H are "not used by UPS yet" in the paper: they need
not limit anything. Those from 30H to 3CH and 76H are about all packs, 3EH and 70H about one.
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hmi.protocol.errors import LayoutError
from hmi.protocol.rs485 import bits

MOST_CELLS = 20
MOST_SENSORS = 10
LAST = 0x77
ZERO_CELSIUS = 2731  # raw 0.1 K
_MOST_TENTHS = 100  # of a volt; a larger number for a cell is in mV


@dataclass(frozen=True, slots=True)
class Coding:
    """How a value stands in `size` registers."""

    size: int
    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes]


@dataclass(frozen=True, slots=True)
class Register:
    """One value: where it begins, what it is called, how it is written and its unit, "" for a pure number."""

    number: int
    name: str
    coding: Coding
    unit: str = ""


def _number(layout: str, per: int) -> Coding:
    packed = struct.Struct(layout)

    def read(data: bytes) -> int | float:
        (raw,) = packed.unpack(data)
        return int(raw) if per == 1 else raw / per

    return Coding(packed.size // 2, read, lambda value: packed.pack(round(value * per)))


def _celsius(raw: bytes) -> float | None:
    """None: nothing stands there, as behind the last sensor."""
    return (int.from_bytes(raw) - ZERO_CELSIUS) / 10 if any(raw) else None


def _celsius_written(celsius: float | None) -> bytes:
    return (0 if celsius is None else round(celsius * 10) + ZERO_CELSIUS).to_bytes(2)


def _cell_volts(raw: bytes) -> float:
    """The paper says 0.1 V, which cannot show a cell; devices are said to send mV."""
    number = int.from_bytes(raw)
    return number / 1000 if number > _MOST_TENTHS else number / 10


def _cell_written(volts: float) -> bytes:
    millivolts = round(volts * 1000)
    return (millivolts if millivolts > _MOST_TENTHS else round(volts * 10)).to_bytes(2)


def _bits(table: Mapping[int, str]) -> Coding:
    return Coding(
        1,
        lambda data: bits.named(table, int.from_bytes(data)),
        lambda names: bits.raw_of(table, names).to_bytes(2),
    )


_COUNT = _number(">H", 1)
_TENTHS = _number(">H", 10)
_AMPERE_HOURS = _number(">I", 1000)  # mAh on the wire
_CELL = Coding(1, _cell_volts, _cell_written)
_SENSOR = Coding(1, _celsius, _celsius_written)
_CODES = Coding(1, tuple, bytes)  # of two: 00 normal, 01 too low, 02 too high, F0 other
_VERSION = Coding(2, bytes, bytes)

_CODES_OF = (
    "module_charge_voltage_code",
    "module_discharge_voltage_code",
    "cell_charge_voltage_code",
    "cell_discharge_voltage_code",
    "module_charge_current_code",
    "module_discharge_current_code",
    "module_charge_temperature_code",
    "module_discharge_temperature_code",
    "cell_charge_temperature_code",
    "cell_discharge_temperature_code",
)

REGISTERS = (
    Register(0x01, "protocol_type", _COUNT),
    Register(0x02, "protocol_version", _COUNT),
    Register(0x03, "firmware_version", _VERSION),
    Register(0x05, "hardware_version", _VERSION),
    Register(0x10, "cells", _COUNT),
    *(Register(0x10 + cell, f"cell_{cell}_v", _CELL, "V") for cell in range(1, MOST_CELLS + 1)),
    Register(0x25, "sensors", _COUNT),
    *(
        Register(0x25 + sensor, f"sensor_{sensor}_c", _SENSOR, "degC")
        for sensor in range(1, MOST_SENSORS + 1)
    ),
    Register(0x30, "charge_current_a", _TENTHS, "A"),  # positive, as the next one
    Register(0x31, "discharge_current_a", _TENTHS, "A"),
    Register(0x32, "voltage_v", _TENTHS, "V"),  # mean
    Register(0x33, "soc_pct", _COUNT, "%"),  # mean
    Register(0x34, "full_capacity_ah", _AMPERE_HOURS, "Ah"),
    Register(0x36, "packs", _COUNT),  # online
    Register(0x37, "charge_alarms", _bits(bits.CHARGE_ALARM)),  # of any pack, as those up to 3CH
    Register(0x38, "discharge_alarms", _bits(bits.DISCHARGE_ALARM)),
    Register(0x39, "charge_protections_1", _bits(bits.CHARGE_PROTECTION_1)),
    Register(0x3A, "charge_protections_2", _bits(bits.CHARGE_PROTECTION_2)),
    Register(0x3B, "discharge_protections_1", _bits(bits.DISCHARGE_PROTECTION_1)),
    Register(0x3C, "discharge_protections_2", _bits(bits.DISCHARGE_PROTECTION_2)),
    Register(0x3D, "state", _COUNT),  # reserved
    Register(0x3E, "design_capacity_ah", _AMPERE_HOURS, "Ah"),
    Register(0x40, "cell_codes", _COUNT),
    *(
        Register(0x40 + pair, f"cells_{2 * pair - 1}_{2 * pair}_codes", _CODES)
        for pair in range(1, MOST_CELLS // 2 + 1)
    ),
    Register(0x50, "sensor_codes", _COUNT),
    *(
        Register(0x50 + pair, f"sensors_{2 * pair - 1}_{2 * pair}_codes", _CODES)
        for pair in range(1, MOST_SENSORS // 2 + 1)
    ),
    *(Register(0x60 + place, name, _COUNT) for place, name in enumerate(_CODES_OF)),
    Register(0x70, "charge_voltage_limit_v", _TENTHS, "V"),
    Register(0x71, "discharge_voltage_limit_v", _TENTHS, "V"),
    Register(0x72, "charge_current_limit_a", _TENTHS, "A"),
    Register(0x73, "discharge_current_limit_a", _TENTHS, "A"),
    Register(0x74, "requests", _bits(bits.REQUESTS)),
    Register(0x75, "time_to_empty_min", _COUNT, "min"),
    Register(0x76, "remaining_ah", _AMPERE_HOURS, "Ah"),
)
_BY_NAME = {register.name: register for register in REGISTERS}


def decode(first: int, data: bytes) -> dict[str, Any]:
    """The values in `data`, which stands from register `first` on, by their names.

    Reserved registers, and a value of which only a part was read, are passed over. Raises LayoutError for
    half a register.
    """
    if len(data) % 2:
        raise LayoutError("two bytes for each register", f"{len(data)} bytes")
    values = {}
    for register in REGISTERS:
        at = 2 * (register.number - first)
        end = at + 2 * register.coding.size
        if at >= 0 and end <= len(data):
            values[register.name] = register.coding.read(data[at:end])
    return values


def encode(values: Mapping[str, Any]) -> bytes:
    """All registers from 00H on with these values, the others zero.

    Raises LayoutError for a name that no register has and for a value that does not fit.
    """
    memory = bytearray(2 * (LAST + 1))
    for name, value in values.items():
        if name not in _BY_NAME:
            raise LayoutError("the name of a register", repr(name))
        register = _BY_NAME[name]
        size = 2 * register.coding.size
        try:
            written = register.coding.write(value)
        except (struct.error, ValueError, TypeError, OverflowError) as error:
            raise LayoutError(f"{name} that fits register {register.number:02X}H", repr(value)) from error
        if len(written) != size:
            raise LayoutError(f"{size} bytes for {name}", f"{len(written)}")
        memory[2 * register.number : 2 * register.number + size] = written
    return bytes(memory)


def cut(memory: bytes, register: int, count: int) -> bytes | None:
    """So many registers of such a memory; None when not all of them are there."""
    data = memory[2 * register : 2 * (register + count)]
    return data if count and len(data) == 2 * count else None
