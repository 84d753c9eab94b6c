"""What can be wrong with bytes from the wire, one type per kind of fault.

    ProtocolError
    ├── FramingError        not a frame: stray characters, cut short, another protocol version
    ├── LengthCheckError    LENGTH contradicts itself or the characters that came
    ├── ChecksumError       CHKSUM does not fit the characters that came
    ├── ReturnCodeError     a sound answer in which the BMS refuses the request
    ├── LayoutError         INFO, or the data of a CAN frame, has another shape than this message's
    ├── UnknownFrameError   an identifier that the language of a CAN bus does not have
    └── ImplausibleError    the shape fits, the value cannot be true of a battery

Every error says in words what was expected and what came; `kind` is its name outside the program.
"""

from typing import ClassVar


class ProtocolError(Exception):
    """Bytes that are no valid message: `expected` and `came` in words."""

    kind: ClassVar[str] = "protocol"

    def __init__(self, expected: str, came: str) -> None:
        super().__init__(f"expected {expected}, came {came}")
        self.expected = expected
        self.came = came


class FramingError(ProtocolError):
    """No frame of this protocol can be found in the characters."""

    kind = "framing"


class LengthCheckError(ProtocolError):
    """The check nibble of LENGTH is wrong, or INFO is shorter or longer than LENID says."""

    kind = "length_check"


class ChecksumError(ProtocolError):
    """CHKSUM is not the one computed over the frame."""

    kind = "checksum"


class LayoutError(ProtocolError):
    """INFO, or the data of a CAN frame, cannot be read as the message that was asked for."""

    kind = "layout"


class UnknownFrameError(ProtocolError):
    """A CAN frame whose identifier this language does not have."""

    kind = "unknown_frame"


class ImplausibleError(ProtocolError):
    """A value that no battery has, although the checksum is right."""

    kind = "implausible"


# The meanings of 01, 05, 06 and 07 come from nkinnan/esphome-pace-bms alone (the maker's paper leaves the
# first three undefined), those from 90 on from other papers of this family: the number is always said too.
RETURN_CODES = {
    0x01: "protocol version not accepted",
    0x02: "checksum not accepted",
    0x03: "length check not accepted",
    0x04: "command not supported",
    0x05: "command format not accepted",
    0x06: "data not accepted",
    0x07: "no data",
    0x09: "operation failed or refused",
    0x90: "address not accepted",
    0x91: "communication failed",
    0xE1: "device type not accepted",
    0xE2: "execution failed",
    0xE3: "equipment failure",
    0xE4: "no permission",
}


class ReturnCodeError(ProtocolError):
    """The BMS answered, and the answer is no. `info` is what the refusal carried, often nothing."""

    kind = "return_code"

    def __init__(self, code: int, info: bytes = b"") -> None:
        super().__init__("return code 00", f"{code:02X} ({RETURN_CODES.get(code, 'unknown code')})")
        self.code = code
        self.info = info
