"""Tells a 42H reply from a 44H reply: both are blocks, and neither says which it is.

A late answer to one must never be read as the other. Both first blocks begin with the number of cells; what
stands behind it decides: no two documented alarm codes make a voltage that a cell has.
"""

import struct
from dataclasses import replace

from hmi.protocol import analog, blocks, fields, plausibility, status
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.errors import LayoutError
from hmi.protocol.status import ABOVE_LIMIT, BELOW_LIMIT, NORMAL, PackStatus

BELIEVABLE_MV = range(1000, 5001)  # a pair of documented alarm codes reads as less or more
DOCUMENTED_CODES = frozenset((NORMAL, BELOW_LIMIT, ABOVE_LIMIT, *range(0x80, 0xF1)))

_STATUS_SEEN = replace(status.SHAPE, other_tails=())


def read_analog(info: bytes, asked: int | None) -> Blocks[PackAnalog]:
    """Read INFO of a 42H reply; see `blocks.decode`. A late 44H reply, though some fit, is a LayoutError."""
    if not _begins_with_voltages(info) and _has_alarm_codes(info):
        raise LayoutError("a 42H reply", "a reply in the layout of 44H")
    return blocks.decode(analog.SHAPE, info, asked, plausibility.is_plausible)


def read_status(info: bytes, asked: int | None) -> Blocks[PackStatus]:
    """Read INFO of a 44H reply; see `blocks.decode`. A late 42H reply, though some fit, is a LayoutError."""
    if _begins_with_voltages(info):
        raise LayoutError("a 44H reply", "a reply in the layout of 42H")
    return blocks.decode(status.SHAPE, info, asked, _is_documented)


def _begins_with_voltages(info: bytes) -> bool:
    """Half of the cells or more have one, or none has: an empty slot. Single cells may be dead or unwired."""
    cells = info[2] if len(info) > 2 else 0
    if not cells or len(info) < 3 + 2 * cells:
        return False
    millivolts = struct.unpack_from(f">{cells}H", info, 3)
    return not any(millivolts) or 2 * sum(raw in BELIEVABLE_MV for raw in millivolts) >= cells


def _has_alarm_codes(info: bytes) -> bool:
    """In some number of blocks of 44H, which need not be the number that was asked for."""
    return any(
        all(_is_documented(fields.decode(PackStatus, cut)) for cut in cuts)
        for cuts in blocks.splits(_STATUS_SEEN, info, WHOLE_STACK)
    )


def _is_documented(pack: PackStatus) -> bool:
    return DOCUMENTED_CODES.issuperset((*pack.cell_codes, *pack.temperature_codes))
