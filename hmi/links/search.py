"""Which addresses to ask when the pack's own is not known."""

from collections.abc import Iterator
from itertools import cycle

ADDRESSES = range(16)  # of the DIP switches
_USUAL = (0, 1)  # a pack alone, the host of a stack


def addresses(known: int | None) -> Iterator[int]:
    """For ever: every other time the likely address, in between all others in turn.

    On RS232 and UART a pack answers to any address, on RS485 only to its own (pace-v25, chapter 7).
    """
    likely = _USUAL if known is None else (known,)
    others = (address for address in ADDRESSES if address not in likely)
    for first, second in zip(cycle(likely), cycle(others), strict=False):
        yield first
        yield second
