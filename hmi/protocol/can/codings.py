"""The kinds of fields that CAN frames have. Offsets are bytes from 0, bit 0 of a byte is its lowest."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.fields import Coding, sum_of_bits
from hmi.protocol.can.frame import CanFrame


@dataclass(frozen=True, slots=True)
class Scale:
    """The value is the raw number divided by `per`, or a whole number: raw times `times` plus `plus`."""

    per: int = 1
    times: int = 1
    plus: int = 0

    def value(self, raw: int) -> float:
        """The value of a raw number; an int when `per` is 1."""
        return raw / self.per if self.per > 1 else raw * self.times + self.plus

    def raw(self, value: float) -> int:
        """The raw number that is nearest to this value."""
        return round((value - self.plus) * self.per / self.times)


@dataclass(frozen=True, slots=True)
class Other:
    """A second scale that some senders use: met `when` the data say so; the field `flag` tells it."""

    flag: str
    when: Callable[[bytes], bool]
    scale: Scale


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of one byte order. `absent` is the raw number that says: no value, read as None."""

    order: Literal["little", "big"]

    def u8(self, start: int, per: int = 1, plus: int = 0) -> Any:
        """An unsigned byte."""
        return self._number(start, 1, False, Scale(per, plus=plus), None, None)

    def u16(
        self, start: int, per: int = 1, plus: int = 0, absent: int | None = None, other: Other | None = None
    ) -> Any:
        """Two bytes, unsigned."""
        return self._number(start, 2, False, Scale(per, plus=plus), absent, other)

    def s16(self, start: int, per: int = 1, absent: int | None = None, other: Other | None = None) -> Any:
        """Two bytes, two's complement. `absent` as it would read unsigned."""
        return self._number(start, 2, True, Scale(per), absent, other)

    def u32(self, start: int, per: int = 1) -> Any:
        """Four bytes, unsigned."""
        return self._number(start, 4, False, Scale(per), None, None)

    def several(self, count: int, signed: bool, per: int = 1) -> Any:
        """A tuple of this many 16-bit numbers, from the first byte on."""
        scale = Scale(per)

        def read(frame: CanFrame) -> tuple[float, ...]:
            return tuple(
                scale.value(int.from_bytes(frame.data[at : at + 2], self.order, signed=signed))
                for at in range(0, 2 * count, 2)
            )

        def write(values: tuple[float, ...], _message: Any) -> int:
            if len(values) != count:
                raise ValueError
            raws = (scale.raw(value).to_bytes(2, self.order, signed=signed) for value in values)
            return int.from_bytes(b"".join(raws), "little")

        return field(Coding(0, 2 * count, read, write, _area(0, 2 * count)))

    def _number(
        self, start: int, size: int, signed: bool, scale: Scale, absent: int | None, other: Other | None
    ) -> Any:
        def read(frame: CanFrame) -> float | None:
            part = frame.data[start : start + size]
            if int.from_bytes(part, self.order) == absent:
                return None
            met = other.scale if other and other.when(frame.data) else scale
            return met.value(int.from_bytes(part, self.order, signed=signed))

        def write(value: float | None, message: Any) -> int:
            if value is None:
                part = (absent or 0).to_bytes(size, self.order)
            else:
                wanted = other.scale if other and getattr(message, other.flag) else scale
                part = wanted.raw(value).to_bytes(size, self.order, signed=signed)
            return int.from_bytes(part, "little") << 8 * start

        return field(Coding(start, size, read, write, _area(start, size), says_none=absent is not None))


le = Numbers("little")
be = Numbers("big")


def field(coding: Coding, default: Any = None) -> Any:
    """A field of a message with this coding."""
    return dataclasses.field(default=default, metadata={"coding": coding})


def follows(read: Callable[[CanFrame], Any], default: Any = None) -> Any:
    """What the identifier or the data as a whole say; not written: it follows from the other fields."""
    return field(Coding(0, 0, read), default)


def flag(byte: int, bit: int) -> Any:
    """One bit; True: set."""
    return _part(byte, bit, 1, bool, (False, True).index)


def part(byte: int, bit: int, width: int) -> Any:
    """A number of a few bits, the lowest of them at `bit`."""
    return _part(byte, bit, width, int, round)


def named(byte: int, bit: int, width: int, *names: str | None) -> Any:
    """A number of a few bits as one word of a list; a number without a word is "unknown_" and the number."""
    words = dict(enumerate(names))

    def word(raw: int) -> str:
        return words.get(raw) or f"unknown_{raw}"

    def raw(value: str) -> int:
        number = names.index(value) if value in names else int(value.removeprefix("unknown_"))
        if word(number) != value:
            raise ValueError
        return number

    return _part(byte, bit, width, word, raw)


def _part(
    byte: int, bit: int, width: int, from_raw: Callable[[int], Any], to_raw: Callable[[Any], int]
) -> Any:
    lowest, most = 8 * byte + bit, (1 << width) - 1

    def read(frame: CanFrame) -> Any:
        return from_raw(int.from_bytes(frame.data, "little") >> lowest & most)

    def write(value: Any, _message: Any) -> int:
        raw = to_raw(value)
        if not 0 <= raw <= most:
            raise ValueError
        return raw << lowest

    return field(Coding(byte, (bit + width + 7) // 8, read, write, most << lowest))


def alarms(start: int, size: int, codes: Mapping[int, Alarm]) -> Any:
    """The codes of the bits that are set, lowest first; bits count on from byte to byte."""
    return _codes(start, size, {8 * start + bit: code for bit, code in codes.items()}, False)


def alarm_pairs(start: int, codes: Mapping[int, Alarm]) -> Any:
    """The codes of the pairs of bits that say 01, arrived. Missing bytes say nothing."""
    return _codes(start, 4, {8 * start + 2 * pair: code for pair, code in codes.items()}, True)


def _codes(start: int, size: int, codes: Mapping[int, Alarm], in_pairs: bool) -> Any:
    bits = {code: 1 << bit for bit, code in codes.items()}

    def read(frame: CanFrame) -> tuple[Alarm, ...]:
        number = int.from_bytes(frame.data, "little")
        if in_pairs:
            number &= ~(number >> 1)
        return tuple(code for bit, code in codes.items() if number >> bit & 1)

    def write(value: tuple[Alarm, ...], _message: Any) -> int:
        return sum_of_bits(bits[code] for code in value)

    return field(Coding(start, size, read, write, sum_of_bits(bits.values()), may_end_early=in_pairs))


def cleared_pairs() -> Any:
    """The numbers, 0 to 31, of the pairs of bits that say 10: left, explicitly not active."""

    def write(value: tuple[int, ...] | None, _message: Any) -> int:
        return sum_of_bits(2 << 2 * range(32).index(pair) for pair in value or ())

    return field(Coding(0, 8, pairs_cleared, write, 0, says_none=True, may_end_early=True))


def pairs_cleared(frame: CanFrame) -> tuple[int, ...]:
    """As `cleared_pairs` reads it."""
    number = int.from_bytes(frame.data, "little")
    return tuple(pair for pair in range(4 * len(frame.data)) if number >> 2 * pair & 3 == 2)


def text(start: int, size: int, pad: bytes = b"\0", may_end_early: bool = False) -> Any:
    """Characters of one byte. Control characters, zeros between letters too, and outer spaces are dropped."""

    def read(frame: CanFrame) -> str:
        characters = frame.data[start : start + size].decode("latin-1")
        return "".join(character for character in characters if character.isprintable()).strip()

    def write(value: str, _message: Any) -> int:
        characters = value.encode("latin-1")
        if len(characters) > size:
            raise ValueError
        return int.from_bytes(characters.ljust(size, pad), "little") << 8 * start

    return field(Coding(start, size, read, write, _area(start, size), may_end_early=may_end_early))


def hexadecimal(start: int, size: int, may_end_early: bool = False) -> Any:
    """Bytes of a meaning that is not known, as upper-case hexadecimal digits."""

    def read(frame: CanFrame) -> str:
        return frame.data[start : start + size].hex().upper()

    def write(value: str, _message: Any) -> int:
        content = bytes.fromhex(value)
        if len(content) > size:
            raise ValueError
        return int.from_bytes(content, "little") << 8 * start

    return field(Coding(start, size, read, write, _area(start, size), may_end_early=may_end_early))


def exactly(content: bytes) -> Any:
    """Whether the data are these. Only True can be sent: nothing says what else would stand there."""

    def write(value: bool, _message: Any) -> int:
        if value is not True:
            raise ValueError
        return int.from_bytes(content, "little")

    size = len(content)
    return field(
        Coding(0, size, lambda frame: frame.data == content, write, _area(0, size), may_end_early=True)
    )


def _area(start: int, size: int) -> int:
    return (1 << 8 * size) - 1 << 8 * start
