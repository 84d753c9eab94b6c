"""A dataclass as a CAN frame: each field with its coding and its place, read and written by one walk.

    @dataclass(frozen=True, slots=True)
    class Installed:
        installed_ah: int | None = le.u16(0)

`decode(Installed, frame)` and `encode(message, identifier)` use the same table, so both ends of the wire
agree. A field behind the end of a short frame is None, as is one that its sender says nothing in. Bytes and
bits that no field claims are filler: read past, written as zeros.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from hmi.protocol.can.frame import MOST_DATA, CanFrame
from hmi.protocol.errors import LayoutError

Message = TypeVar("Message")


@dataclass(frozen=True, slots=True)
class Coding:
    """How one field stands in a frame.

    Bits are those of the frame as one number, its first byte the lowest. A field of no size stands in no
    byte: it follows from the identifier or from the frame as a whole.
    """

    start: int  # first byte
    size: int  # bytes
    read: Callable[[CanFrame], Any]
    write: Callable[[Any, Any], int] | None = None  # value and message -> bits; None: follows from the others
    bits: int = 0  # those that are its own
    says_none: bool = False  # has a way to write None
    may_end_early: bool = False  # its last bytes may be missing


def decode(message: type[Message], frame: CanFrame) -> Message:
    """The frame as this message. Raises LayoutError for a length that cuts a field or leaves none."""
    _check_length(message, frame.name, len(frame.data))
    return message(*(_read(coding, frame) for _, coding in _codings(message)))


def encode(message: Any, identifier: int, length: int | None = None, extended: bool = False) -> CanFrame:
    """The message as a frame of `length`, else of 8 bytes or as many as stand before the first field of None.

    Raises LayoutError for a value that does not fit its field or contradicts another one, for a field that
    has to be told and is None, and for a length that the message cannot have.
    """
    codings = _codings(type(message))
    of = CanFrame(identifier, b"", extended).name
    name = f"{of} {type(message).__name__}"
    told, untold = _told(message, name), _untold(message)
    if length is None:
        usual = MOST_DATA if any(coding.size for _, coding in codings) else 0
        length = min((coding.start for _, coding in untold), default=usual)
    reach = max((length, *(coding.start + 1 for field, coding in codings if field in told)))
    for field, coding in untold:
        if coding.start < reach:
            raise LayoutError(f"{name}.{field} told", "None")
    number = sum_of_bits(told.values())
    for field, coding in codings:
        if getattr(message, field) is None and coding.says_none and coding.write and coding.start < length:
            number |= coding.write(None, message)
    _check_length(type(message), of, length)
    frame = CanFrame(identifier, number.to_bytes(MOST_DATA, "little")[:length], extended)
    _check(message, frame, told, name)
    return frame


def sum_of_bits(numbers: Any) -> int:
    """All bits that are set in one of the numbers."""
    total = 0
    for number in numbers:
        total |= number
    return total


def lengths(message: Any) -> tuple[int, ...]:
    """Data lengths, in bytes, of this type of message: they cut no field in two and leave at least one."""
    return _table(message)[1]


def _codings(message: Any) -> tuple[tuple[str, Coding], ...]:
    return _table(message)[0]


@cache
def _table(message: Any) -> tuple[tuple[tuple[str, Coding], ...], tuple[int, ...]]:
    codings = tuple((field.name, field.metadata["coding"]) for field in dataclasses.fields(message))
    placed = [coding for _, coding in codings if coding.size]

    def fits(length: int) -> bool:
        met = [coding for coding in placed if coding.start < length]
        return (bool(met) or not placed) and all(
            coding.may_end_early or coding.start + coding.size <= length for coding in met
        )

    return codings, tuple(length for length in range(MOST_DATA + 1) if fits(length))


def _check_length(message: Any, frame: str, length: int) -> None:
    possible = lengths(message)
    if length not in possible:
        raise LayoutError(f"frame {frame} of {_either(possible)} bytes", f"{length}")


def _read(coding: Coding, frame: CanFrame) -> Any:
    return coding.read(frame) if not coding.size or coding.start < len(frame.data) else None


def _told(message: Any, name: str) -> dict[str, int]:
    """The bits of each field that has a value."""
    told = {}
    for field, coding in _codings(type(message)):
        value = getattr(message, field)
        if value is not None and coding.write:
            bits = _written(coding.write, value, message)
            if bits is None:
                raise LayoutError(f"{name}.{field} that fits its field", repr(value))
            told[field] = bits
    return told


def _written(write: Callable[[Any, Any], int], value: Any, message: Any) -> int | None:
    """None: no bits can say this value."""
    try:
        return write(value, message)
    except (ValueError, TypeError, OverflowError, LookupError, AttributeError):
        return None


def _untold(message: Any) -> list[tuple[str, Coding]]:
    """Fields that are None and have no way to say so, in bits that no other field tells."""
    codings = _codings(type(message))
    claimed = sum_of_bits(coding.bits for field, coding in codings if getattr(message, field) is not None)
    return [
        (field, coding)
        for field, coding in codings
        if getattr(message, field) is None and coding.bits & ~claimed and not coding.says_none
    ]


def _check(message: Any, frame: CanFrame, told: dict[str, int], name: str) -> None:
    """Each value comes back as it was told, to the field's resolution."""
    for field, coding in _codings(type(message)):
        value = getattr(message, field)
        if value is None:
            continue
        back = _read(coding, frame)
        same = back == value
        if not same and coding.write and back is not None:
            same = _written(coding.write, back, message) == told[field]
        if not same:
            raise LayoutError(f"{name}.{field} that can be read back", f"{value!r}, read as {back!r}")


def _either(numbers: tuple[int, ...]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} or {last}" if first else last
