"""One 16-cell analog reply decoded with all checks, as a ratio to a plain decoder in the same run."""

import struct
import timeit

from hmi.protocol import frame, messages
from hmi.protocol.messages import Command

REPLY = (
    b"~25014600F07A0001100CC70CC80CC70CC70CC70CC50CC60CC70CC70CC60CC70CC60CC60CC70CC60CC7060B9B0B990B990B990BB3"
    b"0BBCFF1FCCCD12D303286A008C2710E1E4"
)


def plain(text: bytes) -> dict[str, object]:
    """What a short script does: no layout but this one, no error but the checksum's."""
    if -sum(text[1:-4]) & 0xFFFF != int(text[-4:], 16):
        raise ValueError("checksum")
    info = bytes.fromhex(text[13:-4].decode())
    count = info[2]
    cells = struct.unpack_from(f">{count}H", info, 3)
    at = 3 + 2 * count
    sensors = info[at]
    temperatures = struct.unpack_from(f">{sensors}H", info, at + 1)
    at += 1 + 2 * sensors
    current, voltage, remaining, _items, full, cycles, design = struct.unpack_from(">hHHBHHH", info, at)
    return {
        "cells": [raw / 1000 for raw in cells],
        "temperatures": [(raw - 2730) / 10 for raw in temperatures],
        "current": current / 100,
        "voltage": voltage / 1000,
        "remaining": remaining / 100,
        "full": full / 100,
        "cycles": cycles,
        "design": design / 100,
    }


def whole(text: bytes) -> object:
    """The product's way: frame, layout, plausibility."""
    return messages.read_reply(Command.ANALOG, frame.decode(text), 1)


def test_decoding_one_reply() -> None:
    rounds = 2000
    times = {
        way.__name__: min(timeit.repeat(lambda way=way: way(REPLY), number=rounds, repeat=5)) / rounds  # type: ignore[misc]
        for way in (plain, whole)
    }
    print(
        f"\ndecode one 16-cell reply: plain {times['plain'] * 1e6:.1f} us, "
        f"product {times['whole'] * 1e6:.1f} us, ratio {times['whole'] / times['plain']:.1f}"
    )
