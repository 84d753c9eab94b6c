"""Talking to a simulated wire with a driven clock."""

from typing import Any

from hmi.protocol.control import Code
from hmi.protocol.errors import ReturnCodeError
from hmi.protocol.frame import Decoder, Frame
from hmi.protocol.messages import Command, read_reply, request
from hmi.simulator.peer import StackPeer
from hmi.simulator.stack import Stack
from hmi.simulator.wire import Wire

LONG = 10.0  # s; any reply has come by then


def frames(wire: Wire, data: bytes, at: float = 0.0) -> list[Any]:
    """Every frame and fault that comes back for these bytes."""
    wire.feed(data, at)
    return list(Decoder().feed(wire.due(at + LONG)))


def answer(wire: Wire, command: Command, message: Any = None, at: float = 0.0, address: int = 0) -> Frame:
    """The one frame that comes back."""
    data = request(command, address=address) if message is None else request(command, message, address)
    (found,) = frames(wire, data, at)
    assert isinstance(found, Frame)
    return found


def ask(wire: Wire, command: Command, message: Any = None, at: float = 0.0) -> Any:
    """The message that comes back."""
    asked = message.value if isinstance(message, Code) else None
    return read_reply(command, answer(wire, command, message, at), asked)


def refused(wire: Wire, command: Command, message: Any = None, at: float = 0.0) -> ReturnCodeError:
    """The refusal that comes back."""
    try:
        got = ask(wire, command, message, at)
    except ReturnCodeError as refusal:
        return refusal
    raise AssertionError(f"accepted: {got}")


def analog(wire: Wire, slot: int = 1, at: float = 0.0) -> Any:
    """42H of one pack."""
    return ask(wire, Command.ANALOG, Code(slot), at).packs[0]


def status(wire: Wire, slot: int = 1, at: float = 0.0) -> Any:
    """44H of one pack."""
    return ask(wire, Command.STATUS, Code(slot), at).packs[0]


def stack_of(wire: Wire) -> Stack:
    """The stack behind a wire."""
    assert isinstance(wire.peer, StackPeer)
    return wire.peer.stack
