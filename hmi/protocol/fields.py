"""A dataclass as a register table: fields in wire order, each with its coding, read and written by one walk.

    @dataclass(frozen=True, slots=True)
    class Capacities:
        remaining: float = u16(per=100)  # Ah

`decode(Capacities, info)` and `encode(capacities)` use the same table, so both ends of the wire agree.
16-bit and 32-bit numbers have the high byte first; a physical value is the raw number divided by `per`.
"""

import dataclasses
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from hmi.protocol.errors import LayoutError

Message = TypeVar("Message")


@dataclass(frozen=True, slots=True)
class Coding:
    """How one field stands on the wire. An `optional` field may be missing at the end of INFO: None."""

    read: Callable[[bytes, int], tuple[Any, int]]  # INFO, offset -> value, offset behind it
    write: Callable[[Any], bytes]
    optional: bool = False


def decode(message: type[Message], info: bytes) -> Message:
    """Read all of INFO as this message. Raises LayoutError when INFO is shorter or longer."""
    value, end = decode_from(message, info, 0)
    if end != len(info):
        raise LayoutError(f"{end} bytes of INFO for {message.__name__}", f"{len(info)}")
    return value


def decode_from(message: type[Message], info: bytes, at: int) -> tuple[Message, int]:
    """Read this message from INFO at an offset; also return the offset behind it."""
    values: list[Any] = []
    for name, coding in _codings(message):
        if coding.optional and at == len(info):
            values.append(None)
            continue
        try:
            value, at = coding.read(info, at)
        except (struct.error, IndexError):
            raise LayoutError(
                f"{message.__name__} with {name} at offset {at}", f"{len(info)} bytes"
            ) from None
        values.append(value)
    return message(*values), at


def encode(message: Any) -> bytes:
    """INFO of this message. Raises LayoutError for a value that does not fit its field."""
    return b"".join(_written(message))


def _written(message: Any) -> list[bytes]:
    parts = []
    for name, coding in _codings(type(message)):
        value = getattr(message, name)
        if coding.optional and value is None:
            break
        try:
            parts.append(coding.write(value))
        except (struct.error, ValueError, TypeError, OverflowError) as error:
            raise LayoutError(f"{type(message).__name__}.{name} that fits its field", repr(value)) from error
    return parts


def _codings(message: type[Any]) -> tuple[tuple[str, Coding], ...]:
    return tuple((field.name, field.metadata["coding"]) for field in dataclasses.fields(message))


def coded(coding: Coding) -> Any:
    """A field with a coding of its own."""
    if coding.optional:
        return dataclasses.field(default=None, metadata={"coding": coding})
    return dataclasses.field(metadata={"coding": coding})


def _number(layout: str, per: int, optional: bool = False) -> Any:
    packed = struct.Struct(layout)

    def read(info: bytes, at: int) -> tuple[Any, int]:
        (raw,) = packed.unpack_from(info, at)
        return (raw if per == 1 else raw / per), at + packed.size

    return coded(Coding(read, lambda value: packed.pack(round(value * per)), optional))


def u8(per: int = 1, optional: bool = False) -> Any:
    """An unsigned byte; an int when `per` is 1, else a float."""
    return _number(">B", per, optional)


def u16(per: int = 1, optional: bool = False) -> Any:
    """Two bytes, unsigned."""
    return _number(">H", per, optional)


def s16(per: int = 1, optional: bool = False) -> Any:
    """Two bytes, two's complement."""
    return _number(">h", per, optional)


def u32(per: int = 1, optional: bool = False) -> Any:
    """Four bytes, unsigned."""
    return _number(">I", per, optional)


def negative16() -> Any:
    """A magnitude that stands as a negative number on the wire; a positive one is read too."""
    packed = struct.Struct(">h")

    def read(info: bytes, at: int) -> tuple[int, int]:
        return abs(packed.unpack_from(info, at)[0]), at + 2

    return coded(Coding(read, lambda value: packed.pack(-value)))


ZERO_CELSIUS = 2730  # raw 0.1 K; not 2731.5 (pace-v25, chapter 5)
NOT_FITTED = 0x8000


def _celsius(raw: int, zero: int = ZERO_CELSIUS) -> float:
    return (raw - zero) / 10


def _kelvin_tenths(celsius: float, zero: int = ZERO_CELSIUS) -> int:
    return round(celsius * 10) + zero


def _sensor_celsius(raw: int) -> float | None:
    return None if raw == NOT_FITTED else _celsius(raw)


def _sensor_kelvin_tenths(celsius: float | None) -> int:
    return NOT_FITTED if celsius is None else _kelvin_tenths(celsius)


def temperature(zero: int = ZERO_CELSIUS) -> Any:
    """Two bytes of 0.1 K, read as degC; `zero`: what stands for 0 degC."""
    packed = struct.Struct(">H")

    def read(info: bytes, at: int) -> tuple[float, int]:
        return _celsius(packed.unpack_from(info, at)[0], zero), at + 2

    return coded(Coding(read, lambda value: packed.pack(_kelvin_tenths(value, zero))))


def counted(layout: str, from_raw: Callable[[int], Any], to_raw: Callable[[Any], int]) -> Any:
    """A count and that many numbers of this `struct` layout."""
    size = struct.calcsize(">" + layout)

    def read(info: bytes, at: int) -> tuple[tuple[Any, ...], int]:
        count = info[at]
        raws = struct.unpack_from(f">{count}{layout}", info, at + 1)
        return tuple(map(from_raw, raws)), at + 1 + count * size

    def write(values: tuple[Any, ...]) -> bytes:
        return struct.pack(f">B{len(values)}{layout}", len(values), *map(to_raw, values))

    return coded(Coding(read, write))


def voltages() -> Any:
    """A count and that many unsigned 16-bit numbers of 1 mV, read as V."""
    return counted("H", lambda raw: raw / 1000, lambda value: round(value * 1000))


def temperatures() -> Any:
    """A count and that many sensors of 0.1 K each, read as degC; None: the sensor is not fitted."""
    return counted("H", _sensor_celsius, _sensor_kelvin_tenths)


def codes() -> Any:
    """A count and that many bytes."""
    return counted("B", int, int)


def text(size: int, optional: bool = False) -> Any:
    """One character a byte, padded on the right with spaces or NULs, which are not part of the text."""

    def read(info: bytes, at: int) -> tuple[str, int]:
        if at + size > len(info):
            raise IndexError
        return info[at : at + size].decode("latin-1").rstrip(" \0"), at + size

    def write(value: str) -> bytes:
        characters = value.encode("latin-1")
        if len(characters) > size:
            raise ValueError
        return characters.ljust(size)

    return coded(Coding(read, write, optional))


def rest() -> Any:
    """All bytes that are left."""
    return coded(Coding(lambda info, at: (info[at:], len(info)), bytes))
