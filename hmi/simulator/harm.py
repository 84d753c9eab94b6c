"""The wire faults: what becomes of an answer on its way. The pack itself knows nothing of them."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from hmi.protocol import frame
from hmi.protocol.blocks import WHOLE_STACK
from hmi.protocol.errors import RETURN_CODES
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command
from hmi.simulator.scenarios import WireFault

LATE = 0.7  # s more than usual
OTHER_ADDRESS = 5  # added to the real one
_OF_PACKS = (Command.ANALOG, Command.STATUS)
# What a confused pack answers instead; anything else gets the pack count.
CONFUSED = {
    Command.ANALOG: Command.STATUS,
    Command.STATUS: Command.ANALOG,
    Command.VERSION: Command.SERIALS,
    Command.SERIALS: Command.VERSION,
    Command.PACK_COUNT: Command.READ_CLOCK,
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes on the wire, and how much later than usual, s."""

    data: bytes
    delay: float = 0.0


def harmed(fault: WireFault, request: Frame, answer: Callable[[Frame], bytes], rng: random.Random) -> Sent:
    """The answer to this request with this fault. A request that is never answered is not carried out."""
    if fault is WireFault.SILENT:
        return Sent(b"")
    # Asking for the count changes nothing: what is refused must not happen all the same.
    whole = answer(Frame(request.address, Command.PACK_COUNT) if fault is WireFault.REFUSING else request)
    if not whole:
        return Sent(b"")
    match fault:
        case WireFault.GARBAGE:
            return Sent(rng.randbytes(len(whole)))
        case WireFault.LATE:
            return Sent(whole, LATE)
        case WireFault.TRUNCATED:
            return Sent(whole[: rng.randint(1, len(whole) - 2)])
        case WireFault.DOUBLED:
            return Sent(2 * whole)
        case WireFault.WRONG_COMMAND:
            return Sent(answer(_confused(request)))
        case _:
            return Sent(frame.encode(_altered(fault, request, frame.decode(whole), rng)))


def _confused(request: Frame) -> Frame:
    other = CONFUSED.get(Command(request.code), Command.PACK_COUNT)
    return Frame(request.address, other, request.info if other in _OF_PACKS else b"")


def _altered(fault: WireFault, request: Frame, right: Frame, rng: random.Random) -> Frame:
    match fault:
        case WireFault.REFUSING:
            return Frame(right.address, rng.choice([code for code in RETURN_CODES if code != request.code]))
        case WireFault.WRONG_ADDRESS:
            return Frame(right.address + OTHER_ADDRESS, right.code, right.info)
        case _:
            return _absurd(request, right)


def _absurd(request: Frame, right: Frame) -> Frame:
    """A 42H answer with a cell at 65.535 V and, about one pack, SOC 255 % in its tail; others as they are."""
    if request.code != Command.ANALOG or right.code:
        return right
    info = bytearray(right.info)
    info[3:5] = b"\xff\xff"
    cells = info[2]
    soc = 2 * cells + 2 * info[2 * cells + 3] + 17
    if soc < len(info) and request.info[0] != WHOLE_STACK:  # else the next pack may stand there
        info[soc] = 0xFF
    return Frame(right.address, right.code, bytes(info))
