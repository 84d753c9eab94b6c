"""How the fields of PYLON messages stand on the wire, where that differs from the BMS's own protocol."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hmi.protocol import fields
from hmi.protocol.errors import LayoutError
from hmi.protocol.fields import Coding, coded, counted
from hmi.protocol.rs485 import bits

ZERO_CELSIUS = 2731  # raw 0.1 K
NARROW, WIDE = 2, 4  # numbers behind the current and voltage: capacities of 16 bits, or of 24 bits too
_IN_24_BITS = 0xFFFF  # in place of a capacity above 65.534 Ah
_CAPACITIES = struct.Struct(">HBHH")


def celsius() -> Any:
    """Two bytes of 0.1 K, read as degC."""
    return fields.temperature(ZERO_CELSIUS)


def sensors() -> Any:
    """A count and that many temperatures, degC. The first is the BMS's own."""
    return counted(
        "h", lambda raw: (raw - ZERO_CELSIUS) / 10, lambda degrees: round(degrees * 10) + ZERO_CELSIUS
    )


def cells() -> Any:
    """A count and that many signed numbers of 1 mV, read as V."""
    return counted("h", lambda raw: raw / 1000, lambda volts: round(volts * 1000))


def flags(table: Mapping[int, str]) -> Any:
    """A byte of bits, read as the names of those that are set."""

    def read(info: bytes, at: int) -> tuple[bits.Names, int]:
        return bits.named(table, info[at]), at + 1

    return coded(Coding(read, lambda names: bytes((bits.raw_of(table, names),))))


def data(size: int) -> Any:
    """So many bytes without a meaning of their own."""

    def read(info: bytes, at: int) -> tuple[bytes, int]:
        if at + size > len(info):
            raise IndexError
        return info[at : at + size], at + size

    def write(value: bytes) -> bytes:
        if len(value) != size:
            raise ValueError
        return value

    return coded(Coding(read, write))


def serials(size: int) -> Any:
    """A count and that many texts of `size` characters, padded with spaces or NULs."""

    def read(info: bytes, at: int) -> tuple[tuple[str, ...], int]:
        end = at + 1 + info[at] * size
        if end > len(info):
            raise IndexError
        raws = (info[start : start + size] for start in range(at + 1, end, size))
        return tuple(raw.decode("latin-1").rstrip(" \0") for raw in raws), end

    def write(texts: tuple[str, ...]) -> bytes:
        raws = [text.encode("latin-1").ljust(size) for text in texts]
        if any(len(raw) != size for raw in raws):
            raise ValueError
        return bytes((len(raws),)) + b"".join(raws)

    return coded(Coding(read, write))


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a pack holds. `wide`: sent with the fields of 24 bits, which count above 65.534 Ah."""

    remaining: float  # Ah
    full: float  # Ah
    cycles: int
    wide: bool = True


def capacity() -> Any:
    """Remaining, number of items, full, cycles; with 4 items remaining and full once more in 24 bits. mAh."""
    return coded(Coding(_read_capacity, _write_capacity))


def _read_capacity(info: bytes, at: int) -> tuple[Capacity, int]:
    remaining, items, full, cycles = _CAPACITIES.unpack_from(info, at)
    at += _CAPACITIES.size
    if items == NARROW:
        return Capacity(remaining / 1000, full / 1000, cycles, wide=False), at
    if items != WIDE:
        raise LayoutError(f"{NARROW} or {WIDE} items behind the voltage", f"{items}")
    if at + 6 > len(info):
        raise IndexError
    remaining, full = (int.from_bytes(info[start : start + 3]) for start in (at, at + 3))
    return Capacity(remaining / 1000, full / 1000, cycles), at + 6


def _write_capacity(value: Capacity) -> bytes:
    remaining, full = round(value.remaining * 1000), round(value.full * 1000)
    if not value.wide:
        return _CAPACITIES.pack(remaining, NARROW, full, value.cycles)
    narrow = _CAPACITIES.pack(min(remaining, _IN_24_BITS), WIDE, min(full, _IN_24_BITS), value.cycles)
    return narrow + remaining.to_bytes(3) + full.to_bytes(3)
