"""VOLTRONIC frames: like Modbus, and not Modbus, for the answer's length has two bytes (D-VOL20).

    request   id, function, register u16, count u16, CRC
    answer    id, function, length u16, data, CRC
    refusal   id, function + 80H, code, CRC

Numbers have the high byte first, the CRC the low one. 9600 8N1; the inverter asks.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError
from hmi.protocol.rs485 import crc
from hmi.protocol.rs485.registers import LAST

READ, WRITE = 0x03, 0x10
FIRST_ID, LAST_ID = 1, 16
REFUSED = 0x80  # added to the function
_REQUEST = struct.Struct(">BBHH")
_ANSWER = struct.Struct(">BBH")
_REFUSAL = struct.Struct(">BBB")
_ASKING = _REQUEST.size + crc.SIZE  # bytes of a request


class Counting(StrEnum):
    """What an answer's length counts."""

    REGISTERS = "registers"  # D-VOL20
    BYTES = "bytes"  # observed on a Seplos


class Cause(IntEnum):
    """Why a request is refused."""

    ID = 1  # not 1 to 16
    FUNCTION = 2
    CRC = 3


@dataclass(frozen=True, slots=True)
class Request:
    """Asks for `count` registers from `register` on."""

    address: int  # id, 1 to 16; every BMS answers to 1 as well as to its own
    register: int
    count: int
    function: int = READ


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in the registers, two bytes each. It does not say which they are."""

    address: int
    data: bytes
    function: int = READ
    counting: Counting = Counting.REGISTERS


@dataclass(frozen=True, slots=True)
class Refusal:
    """The BMS says no. `cause`: one of `Cause`, or a number that the paper does not know."""

    address: int
    function: int
    cause: int


@dataclass(frozen=True, slots=True)
class Damaged:
    """What looks like a request but for its CRC."""

    address: int
    function: int


def encode(frame: Request | Answer | Refusal) -> bytes:
    """The frame as it goes on the wire. Raises FramingError for a number that does not fit."""
    try:
        return crc.sealed(_body(frame))
    except struct.error:
        raise FramingError("numbers that fit their bytes", f"{frame}") from None


def _body(frame: Request | Answer | Refusal) -> bytes:
    match frame:
        case Request(address, register, count, function):
            return _REQUEST.pack(address, function, register, count)
        case Answer(address, data, function, counting):
            length = len(data) if counting is Counting.BYTES else len(data) // 2
            return _ANSWER.pack(address, function, length) + data
        case _:
            return _REFUSAL.pack(frame.address, frame.function | REFUSED, frame.cause)


def decode_request(frame: bytes) -> Request:
    """Read one request. Raises LengthCheckError or ChecksumError."""
    if len(frame) != _ASKING:
        raise LengthCheckError(f"{_ASKING} bytes of request", f"{len(frame)}")
    _check(frame)
    address, function, register, count = _REQUEST.unpack_from(frame)
    return Request(address, register, count, function)


def decode_answer(frame: bytes) -> Answer | Refusal:
    """Read one answer, whichever way its length counts. Raises LengthCheckError or ChecksumError."""
    refusal, least = _REFUSAL.size + crc.SIZE, _ANSWER.size + crc.SIZE
    if len(frame) < refusal:
        raise LengthCheckError(f"at least {refusal} bytes of answer", f"{len(frame)}")
    _check(frame)
    if frame[1] & REFUSED:
        if len(frame) != refusal:
            raise LengthCheckError(f"{refusal} bytes of refusal", f"{len(frame)}")
        return Refusal(frame[0], frame[1] & ~REFUSED, frame[2])
    if len(frame) < least:
        raise LengthCheckError(f"at least {least} bytes of answer", f"{len(frame)}")
    address, function, length = _ANSWER.unpack_from(frame)
    data = frame[_ANSWER.size : -crc.SIZE]
    if len(data) == 2 * length:
        return Answer(address, data, function, Counting.REGISTERS)
    if len(data) == length and length % 2 == 0:
        return Answer(address, data, function, Counting.BYTES)
    raise LengthCheckError(f"{length} registers, or as many bytes", f"{len(data)} bytes")


def _check(frame: bytes) -> None:
    if not crc.is_sound(frame):
        expected = crc.sealed(frame[: -crc.SIZE])[-crc.SIZE :]
        raise ChecksumError(f"CRC {expected.hex(' ').upper()}", frame[-crc.SIZE :].hex(" ").upper())


class Decoder:
    """Finds requests in a stream that arrives in any pieces, between noise, cut short or damaged.

    Frames have no mark at their begin: every eight bytes with a right CRC are a request, and no other byte
    belongs to one.
    """

    def __init__(self) -> None:
        self._open = b""

    def feed(self, data: bytes) -> list[Request | Damaged]:
        """Take the next piece of the stream; return every request that it completed."""
        self._open += data
        found: list[Request | Damaged] = []
        at = 0
        while at + _ASKING <= len(self._open):
            window = self._open[at : at + _ASKING]
            if crc.is_sound(window):
                found.append(decode_request(window))
                at += _ASKING
                continue
            address, function, register, count = _REQUEST.unpack_from(window)
            asks = function in (READ, WRITE) and register <= LAST and 0 < count <= LAST
            if asks and FIRST_ID <= address <= LAST_ID:
                found.append(Damaged(address, function))
            at += 1
        self._open = self._open[at:]
        return found
