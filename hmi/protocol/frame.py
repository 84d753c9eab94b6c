"""The envelope of a PACE V2.5 frame: bytes <-> `Frame`, and a decoder for any stream of bytes.

    ~ VER ADR CID1 CID2/RTN LENGTH INFO CHKSUM CR

Everything between `~` and CR is hexadecimal in ASCII (PACE-RS232-TY16S, chapters 2 to 4). A reply has
the return code where a request has the command; it does not say which command it answers. Other protocols
have the same envelope with another VER: theirs is read only where their version is asked for.
"""

import re
from dataclasses import dataclass

from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError

VERSION = 0x25
BATTERY = 0x46  # CID1; one ternary pack answers 4F (nkinnan/esphome-pace-bms)
SOI = 0x7E
SHORTEST = 18  # characters of a frame without INFO, SOI and CR included
HEADER = 13  # characters before INFO
LONGEST = SHORTEST + 0xFFF

_HEX = frozenset(b"0123456789ABCDEFabcdef")


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame whose checks were right. `code` is the command of a request, the return code of a reply."""

    address: int  # 0..15, the pack's DIP switches
    code: int
    info: bytes = b""
    cid1: int = BATTERY
    version: int = VERSION


def length_field(characters: int) -> int:
    """LENGTH for an INFO of that many characters: check nibble above twelve bits of count."""
    nibbles = (characters >> 8) + (characters >> 4 & 0xF) + (characters & 0xF)
    return (-nibbles & 0xF) << 12 | characters


def checksum(characters: bytes) -> int:
    """CHKSUM over the ASCII codes from VER to the end of INFO."""
    return -sum(characters) & 0xFFFF


def encode(frame: Frame) -> bytes:
    """The frame as it goes on the wire, `~` and CR included.

    Raises LengthCheckError for too long an INFO, FramingError for a number that is no byte.
    """
    if len(frame.info) > 0xFFF // 2:
        raise LengthCheckError(f"INFO of at most {0xFFF // 2} bytes", f"{len(frame.info)}")
    try:
        head = bytes((frame.version, frame.address, frame.cid1, frame.code))
    except ValueError:
        raise FramingError("version, address, CID1 and code of a byte each", f"{frame}") from None
    length = length_field(2 * len(frame.info))
    body = (head + length.to_bytes(2, "big") + frame.info).hex().upper().encode()
    return b"~%b%04X\r" % (body, checksum(body))


def decode(text: bytes, version: int | None = VERSION) -> Frame:
    """Read one frame of this version (None: of any), from `~` to the last character of CHKSUM, CR optional.

    Raises FramingError, LengthCheckError or ChecksumError, checked in this order: characters, check
    nibble of LENGTH, number of characters, CHKSUM, version.
    """
    text = text.removesuffix(b"\r")
    if not text.startswith(b"~"):
        raise FramingError("'~' first", repr(text[:1].decode("latin-1")))
    stray = next((char for char in text[1:] if char not in _HEX), None)
    if stray is not None:
        raise FramingError("hexadecimal characters only", repr(chr(stray)))
    if len(text) < SHORTEST - 1:
        raise FramingError(f"at least {SHORTEST - 1} characters", f"{len(text)}")
    _check_length(text)
    _check_sum(text)
    body = bytes.fromhex(text[1:-4].decode())
    if version is not None and body[0] != version:
        raise FramingError(f"protocol version {version:02X}H", f"{body[0]:02X}H")
    return Frame(address=body[1], code=body[3], info=body[6:], cid1=body[2], version=body[0])


def _check_length(text: bytes) -> None:
    length = int(text[9:HEADER], 16)
    characters = length & 0xFFF
    if length != length_field(characters):
        raise LengthCheckError(f"LENGTH {length_field(characters):04X}", f"{length:04X}")
    if characters % 2:
        raise LengthCheckError("an even LENID", f"{characters}")
    if characters != len(text) - SHORTEST + 1:
        raise LengthCheckError(f"{characters} characters of INFO", f"{len(text) - SHORTEST + 1}")


def _check_sum(text: bytes) -> None:
    came = int(text[-4:], 16)
    computed = checksum(text[1:-4])
    # Lower case digits have other codes: the sum is over what was sent, or over what it was before a program
    # on the way changed the case.
    if came not in (computed, checksum(text[1:-4].upper())):
        raise ChecksumError(f"CHKSUM {computed:04X}", text[-4:].decode())


WireFault = FramingError | LengthCheckError | ChecksumError

_BORDER = re.compile(rb"[~\r]")


class Decoder:
    """Finds frames in a stream that arrives in any pieces, between noise, cut short or damaged.

    Feed it what came; it gives the frames and the faults it found, in order, and keeps an unfinished
    frame for the next piece, so that the cuts between pieces change nothing. A new `~` always begins a
    new frame. `noise` counts the characters that stood outside frames (line ends do not count).
    """

    def __init__(self, version: int | None = VERSION) -> None:
        """`version`: of the frames that are meant, None: any."""
        self._version = version
        self._open = b""
        self.noise = 0

    @property
    def needed(self) -> int:
        """The least number of characters until the frame that is open, or the next one, can be complete."""
        have = len(self._open)
        if have < HEADER:
            return SHORTEST - have
        field = self._open[9:HEADER]
        if not _HEX.issuperset(field):
            return 1
        length = int(field, 16)
        if length != length_field(length & 0xFFF):
            return 1  # a damaged length would have the link wait for characters that never come
        return max(1, SHORTEST + (length & 0xFFF) - have)

    @property
    def unfinished(self) -> bool:
        """A frame has begun and not ended."""
        return bool(self._open)

    def reset(self) -> None:
        """Forget an unfinished frame."""
        self._open = b""

    def feed(self, data: bytes) -> list[Frame | WireFault]:
        """Take the next piece of the stream; return every frame and fault that it completed."""
        found: list[Frame | WireFault] = []
        while data:
            if not self._open:
                data = self._skip_noise(data)
                continue
            border = _BORDER.search(data, 0, LONGEST - len(self._open))
            end = border.start() if border else LONGEST - len(self._open)
            self._open += data[:end]
            data = data[end:]
            if border and border[0] == b"\r":
                found.append(self._close())
                data = data[1:]
            elif border or len(self._open) == LONGEST:
                found.append(self._without_end())
        return found

    def _without_end(self) -> WireFault:
        fault = FramingError("CR at the end of a frame", f"{len(self._open)} characters without")
        self.reset()
        return fault

    def _skip_noise(self, data: bytes) -> bytes:
        noise, start, rest = data.partition(b"~")
        self.noise += len(noise.translate(None, b"\r\n"))
        self._open = start
        return rest

    def _close(self) -> Frame | WireFault:
        text, self._open = self._open, b""
        try:
            return decode(text, self._version)
        except (FramingError, LengthCheckError, ChecksumError) as fault:
            return fault
