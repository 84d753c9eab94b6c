"""Messages of made-up packs for scripted answers."""

from typing import Any

from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.control import Code, Empty
from hmi.protocol.frame import Frame
from hmi.protocol.identity import PackCount, Version
from hmi.protocol.messages import Command, read_request, reply
from hmi.protocol.status import PackStatus

ANALOG = PackAnalog(
    cell_voltages=(3.3,) * 16,
    temperatures=(21.0,) * 6,
    current=-2.25,
    voltage=52.8,
    remaining=48.0,
    user_items=3,
    full=100.0,
    cycles=140,
    design=100.0,
    tail=b"",
)
EMPTY = PackAnalog((0.0,) * 16, (0.0,) * 6, 0.0, 0.0, 0.0, 3, 0.0, 0, 0.0, b"")
STATUS = PackStatus((0,) * 16, (0,) * 6, 0, 0, 0, 0, 0, 0x0E, 0, 0, 0, 0, 0, 0, b"")
NOT_SUPPORTED = reply(address=0, code=0x04)


def one(block: Any, pack: int = 1) -> Blocks[Any]:
    """A reply about one pack."""
    return Blocks((block,), pack_byte=pack)


def answer(received: Frame, packs: int = 1, address: int | None = None) -> bytes:
    """What a stack of equal packs answers; the facts but its version it does not know."""
    own = address if address is not None else 1 if packs > 1 else 0
    command, message = read_request(received)
    match command, message:
        case ((Command.ANALOG | Command.STATUS), Code(asked)):
            block: Any = ANALOG if command is Command.ANALOG else STATUS
            if asked == WHOLE_STACK:
                return reply(Blocks((block,) * packs, pack_byte=packs), own)
            return reply(one(block, asked), own)
        case Command.PACK_COUNT, _:
            return reply(PackCount(packs), own)
        case Command.VERSION, _:
            return reply(Version("P16S100A-1812-1.00"), own)
        case _, Empty():
            return reply(address=own, code=0x04)
        case _:
            return reply(address=own)
