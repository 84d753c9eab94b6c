"""PYLON on RS485, V3.3 and what is known of V3.5: every command with its messages, for both ends of the line.

The envelope is that of the BMS's own protocol with version 20H. 115200, on inverters' lines 9600, 8N1; the
inverter asks, addresses 02, 12H, 22H ... in turn until one answers.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from hmi.protocol import fields, frame
from hmi.protocol.blocks import Blocks
from hmi.protocol.blocks import encode as encode_blocks
from hmi.protocol.control import Empty
from hmi.protocol.errors import LayoutError, ReturnCodeError
from hmi.protocol.frame import Frame
from hmi.protocol.rs485 import pylon_pack
from hmi.protocol.rs485.pylon_pack import (
    FIRST_PACK,
    Maker,
    PackLimits,
    PackNumber,
    PackSerial,
    PackSoftware,
    Parameters,
)
from hmi.protocol.rs485.pylon_system import SystemAlarms, SystemAnalog, SystemIdentity, SystemLimits

VERSION = 0x20
ACCEPTED = 0x00


class Command(IntEnum):
    """CID2 of a request. Commands that set or switch something (94H, 95H) are left out."""

    ANALOG = 0x42
    STATUS = 0x44
    PARAMETERS = 0x47
    VERSION = 0x4F
    MAKER = 0x51
    LIMITS = 0x92
    SERIAL = 0x93
    SOFTWARE = 0x96
    SYSTEM_IDENTITY = 0x60
    SYSTEM_ANALOG = 0x61
    SYSTEM_ALARMS = 0x62
    SYSTEM_LIMITS = 0x63


@dataclass(frozen=True, slots=True)
class Exchange:
    """The messages of one command."""

    request: type[Any]
    answer: type[Any]


MESSAGES = {
    Command.ANALOG: Exchange(PackNumber, Blocks),
    Command.STATUS: Exchange(PackNumber, Blocks),
    Command.PARAMETERS: Exchange(Empty, Parameters),
    Command.VERSION: Exchange(Empty, Empty),  # the version of the answer's frame is the answer
    Command.MAKER: Exchange(Empty, Maker),
    Command.LIMITS: Exchange(PackNumber, PackLimits),
    Command.SERIAL: Exchange(PackNumber, PackSerial),
    Command.SOFTWARE: Exchange(PackNumber, PackSoftware),
    Command.SYSTEM_IDENTITY: Exchange(Empty, SystemIdentity),
    Command.SYSTEM_ANALOG: Exchange(Empty, SystemAnalog),
    Command.SYSTEM_ALARMS: Exchange(Empty, SystemAlarms),
    Command.SYSTEM_LIMITS: Exchange(Empty, SystemLimits),
}


def request(command: Command, message: object = Empty(), address: int = FIRST_PACK) -> bytes:
    """The bytes of a request, as they go on the wire. Raises LayoutError for another command's message."""
    if not isinstance(message, MESSAGES[command].request):
        raise LayoutError(f"a request of {command:02X}H", f"{message}")
    return frame.encode(Frame(address, command, fields.encode(message), version=VERSION))


def answer(message: object = Empty(), address: int = FIRST_PACK, code: int = ACCEPTED) -> bytes:
    """The bytes of an answer, as they go on the wire."""
    info = encode_blocks(message) if isinstance(message, Blocks) else fields.encode(message)
    return frame.encode(Frame(address, code, info, version=VERSION))


def decoder() -> frame.Decoder:
    """Finds frames in a stream, of whatever version: what is not 20H is to be refused, not overheard."""
    return frame.Decoder(version=None)


def read_request(received: Frame) -> tuple[Command, Any]:
    """The command of a request and its message. Raises LayoutError: unknown command, or another layout."""
    try:
        command = Command(received.code)
    except ValueError:
        raise LayoutError("a command of PYLON", f"{received.code:02X}H") from None
    return command, fields.decode(MESSAGES[command].request, received.info)


def read_answer(command: Command, received: Frame) -> Any:
    """The message of an answer to this command.

    Raises ReturnCodeError for a refusal, LayoutError for INFO of another shape.
    """
    if received.code != ACCEPTED:
        raise ReturnCodeError(received.code, received.info)
    match command:
        case Command.ANALOG:
            return pylon_pack.analog(received.info)
        case Command.STATUS:
            return pylon_pack.status(received.info)
        case _:
            return fields.decode(MESSAGES[command].answer, received.info)
