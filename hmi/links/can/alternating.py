"""The sign of two senders of one identifier: two kinds of data come in turns.

Data are taken as 16-bit words, the way all five languages pack their values, and in whichever byte order
two words are nearer to each other: which one holds is the language's business.
"""

import struct

from hmi.protocol.can.frame import MOST_DATA

# By so many counts a value may flicker or drift and still be of the same sender: 0.04 V, 0.4 A, 4 %.
ALIKE_COUNTS = 4
# A value that differs by more than this is not the flicker of one sender.
APART_COUNTS = 16


_WORDS = [struct.Struct(f"{(length + 1) // 2}H").unpack for length in range(MOST_DATA + 1)]
Data = bytes | bytearray


def alternates(data: Data, last: Data, before: Data) -> bool:
    """Whether these data return to what came before the last, and the last were clearly others.

    Alike: of the same length, no word further apart than ALIKE_COUNTS. Clearly others: of another length, or
    some word further apart than APART_COUNTS. A load that is switched on and off again makes one return; two
    senders make one for every frame of the rarer one.
    """
    return _within(data, before, ALIKE_COUNTS) and not _within(data, last, APART_COUNTS)


def _within(one: Data, other: Data, counts: int) -> bool:
    if one == other:
        return True
    if len(one) != len(other):
        return False
    words = _WORDS[len(one)]
    padding = b"\0" * (len(one) % 2)
    for here, there in zip(words(one + padding), words(other + padding), strict=True):
        if here != there and _distance(here, there) > counts:
            return False
    return True


def _distance(one: int, other: int) -> int:
    apart = (one - other) & 0xFFFF
    swapped = (_swapped(one) - _swapped(other)) & 0xFFFF
    return min(apart, 0x10000 - apart, swapped, 0x10000 - swapped)


def _swapped(word: int) -> int:
    return (word & 0xFF) << 8 | word >> 8
