"""The way from message to bytes and back, for both ends of the wire.

The panel writes requests and reads replies, the simulated pack reads requests and writes replies, both from
the table `MESSAGES`. A reply does not name its command, so `read_reply` is told what was asked.
"""

import contextlib
from typing import Any

from hmi.protocol import blocks, fields, frame, plausibility, telling
from hmi.protocol.blocks import Blocks
from hmi.protocol.command import CODES, MESSAGES, Command, Types
from hmi.protocol.control import Code, Empty
from hmi.protocol.errors import LayoutError, ReturnCodeError
from hmi.protocol.frame import Frame

__all__ = ["ACCEPTED", "MESSAGES", "Command", "read_reply", "read_request", "reply", "request"]

_OF_ONE_CELL = (Command.READ_CELL_OVER_VOLTAGE, Command.READ_CELL_UNDER_VOLTAGE)

ACCEPTED = 0x00


def request(
    command: Command, message: object = Empty(), address: int = 0, cid1: int = frame.BATTERY
) -> bytes:
    """The bytes of a request, as they go on the wire.

    Raises LayoutError for a message that is not this command's: some codes calibrate or erase, so nothing is
    sent by mistake.
    """
    if not isinstance(message, MESSAGES[command].request) or not _is_known_code(command, message):
        raise LayoutError(f"a request of {command:02X}H", f"{message}")
    return frame.encode(Frame(address, command, fields.encode(message), cid1))


def reply(
    message: object = Empty(), address: int = 0, code: int = ACCEPTED, cid1: int = frame.BATTERY
) -> bytes:
    """The bytes of a reply, as they go on the wire."""
    info = blocks.encode(message) if isinstance(message, Blocks) else fields.encode(message)
    return frame.encode(Frame(address, code, info, cid1))


def _is_known_code(command: Command, message: object) -> bool:
    codes = CODES.get(command)
    return codes is None or not isinstance(message, Code) or message.value in codes


def read_request(received: Frame) -> tuple[Command, Any]:
    """The command of a request and its message. Raises LayoutError: unknown command, or another layout."""
    try:
        command = Command(received.code)
    except ValueError:
        raise LayoutError("a command of this protocol", f"{received.code:02X}H") from None
    return command, _first_fit(MESSAGES[command].request, received.info)


def read_reply(command: Command, received: Frame, asked: int | None = None) -> Any:
    """The message of a reply to this command; `asked`: the COMMAND of a 42H or 44H request, None: not known.

    Raises ReturnCodeError for a refusal, LayoutError for INFO of another shape, ImplausibleError for a value
    that cannot be true.
    """
    if received.code != ACCEPTED:
        raise ReturnCodeError(received.code, received.info)
    message = _read_message(command, received.info, asked)
    for part in message.packs if isinstance(message, Blocks) else (message,):
        plausibility.check(part)
    if command in _OF_ONE_CELL:
        plausibility.check_cell_limits(message)
    return message


def _read_message(command: Command, info: bytes, asked: int | None) -> Any:
    match command:
        case Command.ANALOG:
            return telling.read_analog(info, asked)
        case Command.STATUS:
            return telling.read_status(info, asked)
        case _ if MESSAGES[command].reply == (Empty,):
            return Empty()  # some firmwares acknowledge with INFO; the return code decides
        case _:
            return _first_fit(MESSAGES[command].reply, info)


def _first_fit(types: Types, info: bytes) -> Any:
    usual, *others = types
    try:
        return fields.decode(usual, info)
    except LayoutError:
        for message in others:
            with contextlib.suppress(LayoutError):
                return fields.decode(message, info)
        raise
