"""The wire faults: what becomes of an answer on its way. The pack itself knows nothing of them."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from hmi.protocol import frame
from hmi.protocol.errors import RETURN_CODES
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command, reply
from hmi.simulator.scenarios import WireFault

LATE = 0.7  # s more than usual
OTHER_ADDRESS = 5  # added to the real one
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
    """The answer to this request with this fault."""
    match fault:
        case WireFault.SILENT:
            return Sent(b"")
        case WireFault.GARBAGE:
            return Sent(rng.randbytes(len(answer(request))))
        case WireFault.REFUSING:
            code = rng.choice([code for code in RETURN_CODES if code != request.code])
            return Sent(reply(address=_sound(answer(request)).address, code=code))
        case WireFault.ABSURD:
            return Sent(_absurd(request, answer(request)))
        case WireFault.LATE:
            return Sent(answer(request), LATE)
        case WireFault.TRUNCATED:
            whole = answer(request)
            return Sent(whole[: rng.randint(1, max(1, len(whole) - 2))])
        case WireFault.DOUBLED:
            return Sent(2 * answer(request))
        case WireFault.WRONG_ADDRESS:
            right = _sound(answer(request))
            return Sent(frame.encode(Frame(right.address + OTHER_ADDRESS, right.code, right.info)))
        case WireFault.WRONG_COMMAND:
            other = CONFUSED.get(Command(request.code), Command.PACK_COUNT)
            info = request.info if other in (Command.ANALOG, Command.STATUS) else b""
            return Sent(answer(Frame(request.address, other, info)))


def _sound(data: bytes) -> Frame:
    return frame.decode(data)


def _absurd(request: Frame, data: bytes) -> bytes:
    """A 42H answer with its first cell at 65.535 V and SOC 255 % in its tail; others as they are."""
    right = _sound(data)
    if request.code != Command.ANALOG or right.code:
        return data
    info = bytearray(right.info)
    info[3:5] = b"\xff\xff"
    soc = 2 + 2 * info[2] + 2 * info[3 + 2 * info[2]] + 17
    if soc < len(info):
        info[soc] = 0xFF
    return frame.encode(Frame(right.address, right.code, bytes(info)))
