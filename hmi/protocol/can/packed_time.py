"""A date and time in 32 bits, as GROWATT has it."""

from datetime import datetime
from typing import Any

from hmi.protocol.can.codings import field
from hmi.protocol.can.fields import Coding
from hmi.protocol.can.frame import CanFrame

# The first year of a clock that was set: makers put versions and zeros there too.
FIRST_YEAR = 2015
# From the highest bit on: year from 2000, month, day, hour, minute, second.
_WIDTHS = (6, 4, 5, 5, 6, 6)


def packed_time(start: int) -> Any:
    """ISO 8601 without a zone; None where the bits cannot be the time of a clock that was set."""

    def read(frame: CanFrame) -> str | None:
        return _iso(int.from_bytes(frame.data[start : start + 4], "big"))

    def write(value: str, _message: Any) -> int:
        raw = _packed(datetime.fromisoformat(value))
        return int.from_bytes(raw.to_bytes(4, "big"), "little") << 8 * start

    return field(Coding(start, 4, read, write, 0xFFFFFFFF << 8 * start))


def _iso(raw: int) -> str | None:
    parts = []
    for width in reversed(_WIDTHS):
        parts.append(raw & (1 << width) - 1)
        raw >>= width
    second, minute, hour, day, month, year = parts
    try:
        date = datetime(2000 + year, month, day, hour, minute, second)
    except ValueError:
        return None
    return date.isoformat() if date.year >= FIRST_YEAR else None


def _packed(date: datetime) -> int:
    raw = 0
    parts = (date.year - 2000, date.month, date.day, date.hour, date.minute, date.second)
    for width, number in zip(_WIDTHS, parts, strict=True):
        raw = raw << width | number
    return raw
