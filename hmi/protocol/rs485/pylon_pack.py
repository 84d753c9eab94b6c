"""PYLON messages about single packs: 42H, 44H, 47H, 51H, 92H, 93H, 96H (D-PYR33).

A pack is asked for by its address, 02 for the first one of a group; FFH asks for all of the group.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hmi.protocol import fields
from hmi.protocol.blocks import Blocks
from hmi.protocol.errors import LayoutError
from hmi.protocol.fields import codes, s16, text, u8, u16
from hmi.protocol.rs485 import bits
from hmi.protocol.rs485.pylon_fields import Capacity, capacity, cells, celsius, data, flags, sensors

WHOLE_GROUP = 0xFF
FIRST_PACK = 0x02  # the address of a group's first pack; the next ones follow
GROUP = 0x10  # added to it for each group


@dataclass(frozen=True, slots=True)
class PackNumber:
    """INFO of a request about one pack or all of the group."""

    value: int = u8()


@dataclass(frozen=True, slots=True)
class PackAnalog:
    """One block of 42H."""

    cell_voltages: tuple[float, ...] = cells()  # V
    temperatures: tuple[float, ...] = sensors()  # degC
    current: float = s16(per=10)  # A, positive: charging
    voltage: float = u16(per=1000)  # V
    capacity: Capacity = capacity()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class PackStatus:
    """One block of 44H. Codes: 00 normal, 01 below, 02 above the limit, F0 other."""

    cell_codes: tuple[int, ...] = codes()
    temperature_codes: tuple[int, ...] = codes()
    charge_current_code: int = u8()
    voltage_code: int = u8()
    discharge_current_code: int = u8()
    alarms: tuple[str, ...] = flags(bits.STATUS_1)
    paths: tuple[str, ...] = flags(bits.STATUS_2)
    states: tuple[str, ...] = flags(bits.STATUS_3)
    faulty_1_to_8: tuple[str, ...] = flags(bits.STATUS_4)
    faulty_9_to_16: tuple[str, ...] = flags(bits.STATUS_5)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The answer of 47H."""

    info_flag: int = u8()
    cell_high: float = u16(per=1000)  # V
    cell_low: float = u16(per=1000)  # V
    cell_under: float = u16(per=1000)  # V
    charge_high: float = celsius()
    charge_low: float = celsius()
    charge_current: float = s16(per=10)  # A
    module_high: float = u16(per=1000)  # V
    module_low: float = u16(per=1000)  # V
    module_under: float = u16(per=1000)  # V
    discharge_high: float = celsius()
    discharge_low: float = celsius()
    discharge_current: float = s16(per=10)  # A, by some makers negative


@dataclass(frozen=True, slots=True)
class Maker:
    """The answer of 51H."""

    name: str = text(10)
    version: bytes = data(2)  # of the software
    maker: str = text(20)


@dataclass(frozen=True, slots=True)
class PackLimits:
    """The answer of 92H."""

    pack: int = u8()
    charge_voltage_limit: float = u16(per=1000)  # V
    discharge_voltage_limit: float = u16(per=1000)  # V
    charge_current_limit: float = s16(per=10)  # A
    discharge_current_limit: float = s16(per=10)  # A, by some makers negative
    requests: tuple[str, ...] = flags(bits.REQUESTS)


@dataclass(frozen=True, slots=True)
class PackSerial:
    """The answer of 93H."""

    pack: int = u8()
    serial: str = text(16)


@dataclass(frozen=True, slots=True)
class PackSoftware:
    """The answer of 96H."""

    pack: int = u8()
    maker_version: bytes = data(2)
    main_version: bytes = data(3)


def analog(info: bytes) -> Blocks[PackAnalog]:
    """Read INFO of a 42H answer. Raises LayoutError."""
    return Blocks(tuple(_blocks(PackAnalog, info)), pack_byte=info[1], info_flag=info[0])


def status(info: bytes) -> Blocks[PackStatus]:
    """Read INFO of a 44H answer. Raises LayoutError."""
    return Blocks(tuple(_blocks(PackStatus, info)), pack_byte=info[1], info_flag=info[0])


def _blocks(block: type[fields.Message], info: bytes) -> Iterator[fields.Message]:
    """Each block says how long it is, so the pack byte, a count or a number, need not be believed."""
    if len(info) < 3:
        raise LayoutError("INFOFLAG, pack and a block of 42H or 44H", f"{len(info)} bytes")
    at = 2
    while at < len(info):
        pack, at = fields.decode_from(block, info, at)
        yield pack
