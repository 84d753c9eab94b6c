"""A 42H or 44H reply: INFOFLAG, the pack byte, one block a pack. Blocks carry neither address nor length.

The pack byte counts the packs when all were asked for (COMMAND FFH) and else repeats the COMMAND. How many
bytes a firmware appends to its blocks, its tail, must be solved from the length of the whole (pace-v25,
chapter 9).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hmi.protocol import fields
from hmi.protocol.errors import LayoutError

WHOLE_STACK = 0xFF
MOST_CELLS = 32
MOST_TEMPERATURES = 16
MOST_PACKS = 34  # blocks of 59 bytes that fit into the longest frame

Block = TypeVar("Block")


@dataclass(frozen=True, slots=True)
class Shape(Generic[Block]):
    """How long a block is: `base` bytes beside `width` bytes for each cell and temperature, and a tail.

    `seen_tails` are the lengths of tails that firmwares send, the commonest first, `other_tails` those that
    a new firmware might send.
    """

    block: type[Block]
    width: int
    base: int
    seen_tails: tuple[int, ...]
    other_tails: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocks(Generic[Block]):
    """The packs of one reply, the master first."""

    packs: tuple[Block, ...]
    pack_byte: int = 1
    info_flag: int = 0  # undocumented, 00 in every capture


def encode(reply: Blocks[Any]) -> bytes:
    """INFO of a reply."""
    return bytes((reply.info_flag, reply.pack_byte)) + b"".join(map(fields.encode, reply.packs))


def decode(
    shape: Shape[Block], info: bytes, asked: int | None, believable: Callable[[Block], bool]
) -> Blocks[Block]:
    """Read INFO of a reply to COMMAND `asked`: 1..15, FFH, or None where the request was not seen.

    Of several ways to split it the likeliest is taken whose packs are all `believable`; where none is so,
    the likeliest. Raises LayoutError when INFO cannot be split into such blocks.
    """
    likeliest = None
    for cuts in splits(shape, info, asked):
        packs = tuple(fields.decode(shape.block, cut) for cut in cuts)
        likeliest = likeliest or packs
        if all(map(believable, packs)):
            return Blocks(packs, pack_byte=info[1], info_flag=info[0])
    if likeliest is None:
        raise LayoutError(f"blocks of {shape.block.__name__}", f"{len(info)} bytes that no split fits")
    return Blocks(likeliest, pack_byte=info[1], info_flag=info[0])


def splits(shape: Shape[Any], info: bytes, asked: int | None) -> Iterator[list[bytes]]:
    """Every way to cut INFO into blocks, the likeliest first.

    A reply about one pack is one block whatever its pack byte says; where the count of a reply about the
    stack contradicts the length, the length is right (observed on real packs).
    """
    if len(info) < 3:
        return
    for count, tails in _guesses(shape, info[1], asked):
        for tail in tails:
            cuts = _cut(shape, info, count, tail)
            if cuts is not None:
                yield cuts


def _guesses(shape: Shape[Any], stated: int, asked: int | None) -> list[tuple[int, tuple[int, ...]]]:
    """Numbers of blocks with the tails to try. A single block fits nearly any length when any tail may be."""
    seen, others = shape.seen_tails, shape.other_tails
    if asked is None:
        return [(1, seen), (stated, seen), (stated, others), (1, others)]
    if asked != WHOLE_STACK:
        return [(1, seen), (1, others)]
    counts = range(1, MOST_PACKS + 1)
    likely = [(stated, seen), (stated, others)] if stated > 1 else []
    return [*likely, *((count, seen) for count in counts), *((count, others) for count in counts)]


def _cut(shape: Shape[Any], info: bytes, count: int, tail: int) -> list[bytes] | None:
    blocks, at = [], 2
    for _ in range(count):
        size = _size(shape, info, at)
        if size is None or tail >= size:  # a tail as long as its block would be the next block
            return None
        blocks.append(info[at : at + size + tail])
        at += size + tail
    return blocks if blocks and at == len(info) else None


def _size(shape: Shape[Any], info: bytes, at: int) -> int | None:
    if at >= len(info):
        return None
    cells = info[at]
    after_cells = at + 1 + cells * shape.width
    if not 1 <= cells <= MOST_CELLS or after_cells >= len(info):
        return None
    temperatures = info[after_cells]
    if temperatures > MOST_TEMPERATURES:
        return None
    return shape.width * (cells + temperatures) + shape.base
