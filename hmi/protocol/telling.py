"""Tells a 42H reply from a 44H reply: both are blocks, and neither says which it is.

A late answer to one must never be read as the other. Where INFO has the length of both, what stands in the
place of the cell voltages decides: of two alarm codes none of the documented ones make a voltage of a cell.
"""

from dataclasses import replace

from hmi.protocol import analog, blocks, fields, status
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.errors import LayoutError
from hmi.protocol.status import PackStatus

BELIEVABLE_V = 1.0, 5.0  # a pair of documented alarm codes, 00 to 02 or 80 to F0, reads as less or more

# A whole stack can be cut in many more ways; its likely tails are enough and cost little.
_ANALOG_SEEN = replace(analog.SHAPE, other_tails=())
_STATUS_SEEN = replace(status.SHAPE, other_tails=())


def read_analog(info: bytes, asked: int | None) -> Blocks[PackAnalog]:
    """Read INFO of a 42H reply; see `blocks.decode`. A late 44H reply, though some fit, is a LayoutError."""
    reply = blocks.decode(analog.SHAPE, info, asked)
    doubtful = not any(pack.no_data or _has_cell_voltages(pack) for pack in reply.packs)
    if doubtful and next(blocks.splits(_STATUS_SEEN, info, asked), None) is not None:
        raise LayoutError("a 42H reply", "a reply in the layout of 44H")
    return reply


def read_status(info: bytes, asked: int | None) -> Blocks[PackStatus]:
    """Read INFO of a 44H reply; see `blocks.decode`. A late 42H reply, though some fit, is a LayoutError."""
    reply = blocks.decode(status.SHAPE, info, asked)
    if _is_analog(info, asked):
        raise LayoutError("a 44H reply", "a reply in the layout of 42H")
    return reply


def _is_analog(info: bytes, asked: int | None) -> bool:
    shape = _ANALOG_SEEN if asked == WHOLE_STACK else analog.SHAPE
    return any(
        any(_has_cell_voltages(fields.decode(PackAnalog, cut)) for cut in cuts)
        for cuts in blocks.splits(shape, info, asked)
    )


def _has_cell_voltages(pack: PackAnalog) -> bool:
    low, high = BELIEVABLE_V
    return 2 * sum(low <= volts <= high for volts in pack.cell_voltages) > len(pack.cell_voltages)
