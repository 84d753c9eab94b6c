"""Messages of any values, made from the codings of their fields: what any bytes on the wire can say."""

import dataclasses
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from hmi.protocol import fields
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import Blocks
from hmi.protocol.command import CODES, MESSAGES, Command
from hmi.protocol.control import Code
from hmi.protocol.fields import Coding
from hmi.protocol.identity import Clock, PackCount
from hmi.protocol.status import PackStatus

TAILS = (0, 1, 8, 10, 14, 22)
CELLS = (8, 13, 14, 15, 16)
OF_PACKS = (Command.ANALOG, Command.STATUS)


def field_values(coding: Coding) -> st.SearchStrategy[Any]:
    """What this coding reads from any bytes."""
    zeros = coding.read(bytes(64), 0)[1]
    ones = coding.read(b"\x01" * 64, 0)[1]
    if zeros == 64:
        return st.binary(max_size=22)
    if ones == zeros:
        return st.binary(min_size=zeros, max_size=zeros).map(lambda raw: coding.read(raw, 0)[0])
    width = ones - zeros
    return st.integers(0, 20).flatmap(
        lambda count: st.binary(min_size=count * width, max_size=count * width).map(
            lambda raw: coding.read(bytes((count,)) + raw, 0)[0]
        )
    )


def any_of(message: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of this message; of its optional fields any number, the first ones."""
    codings = [field.metadata["coding"] for field in dataclasses.fields(message)]
    least = sum(not coding.optional for coding in codings)
    return st.integers(least, len(codings)).flatmap(
        lambda count: st.tuples(*map(field_values, codings[:count])).map(lambda values: message(*values))
    )


def plausible_clock() -> st.SearchStrategy[Clock]:
    return st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(Clock.of)


def celsius() -> st.SearchStrategy[float | None]:
    return st.none() | st.integers(-400, 1200).map(lambda tenths: tenths / 10)


def hundredths(most: int) -> st.SearchStrategy[float]:
    return st.integers(0, most).map(lambda raw: raw / 100)


@st.composite
def analog(draw: st.DrawFn, cells: int, temperatures: int, tail: int) -> PackAnalog:
    """A plausible pack of this shape. Its tail tells a SOC and a SOH where these stand."""
    full = draw(st.integers(0, 0xFFFF))
    bytes_of_tail = bytearray(draw(st.binary(min_size=tail, max_size=tail)))
    for percent in (0, 9):
        if percent < tail:
            bytes_of_tail[percent] %= 101
    volts = st.integers(2000, 4200).map(lambda millivolts: millivolts / 1000)
    return PackAnalog(
        cell_voltages=tuple(draw(st.lists(volts, min_size=cells, max_size=cells))),
        temperatures=tuple(draw(st.lists(celsius(), min_size=temperatures, max_size=temperatures))),
        current=draw(st.integers(-32768, 32767)) / 100,
        voltage=draw(st.integers(0, min(5000 * cells, 0xFFFF))) / 1000,
        remaining=draw(st.integers(0, full)) / 100,
        user_items=draw(st.sampled_from((0, 2, 3, 4, 9))),
        full=full / 100,
        cycles=draw(st.integers(0, 0xFFFF)),
        design=draw(hundredths(0xFFFF)),
        tail=bytes(bytes_of_tail),
    )


ALARM_CODES = st.sampled_from((0x00, 0x01, 0x02, 0x80, 0xEF, 0xF0))


@st.composite
def status(draw: st.DrawFn, cells: int, temperatures: int, tail: int) -> PackStatus:
    """A pack of this shape with documented alarm codes and any states."""
    codes = (cells, *draw(st.lists(ALARM_CODES, min_size=cells, max_size=cells)))
    codes += (temperatures, *draw(st.lists(ALARM_CODES, min_size=temperatures, max_size=temperatures)))
    codes += tuple(draw(st.lists(ALARM_CODES, min_size=3, max_size=3)))
    return fields.decode(PackStatus, bytes(codes) + draw(st.binary(min_size=9 + tail, max_size=9 + tail)))


def requests() -> st.SearchStrategy[tuple[Command, Any]]:
    """Any request that may be sent."""

    def of(command: Command, message: type[Any]) -> st.SearchStrategy[tuple[Command, Any]]:
        codes = CODES.get(command)
        known = st.sampled_from(codes).map(Code) if message is Code and codes else any_of(message)
        return st.tuples(st.just(command), known)

    return st.one_of(*(of(command, kind) for command in Command for kind in MESSAGES[command].request))


def replies() -> st.SearchStrategy[tuple[Command, Any]]:
    """Any reply but those of blocks; clock and pack count as they can be."""
    plausible = {Clock: plausible_clock(), PackCount: st.integers(1, 32).map(PackCount)}

    def of(command: Command, message: type[Any]) -> st.SearchStrategy[tuple[Command, Any]]:
        return st.tuples(st.just(command), plausible.get(message, any_of(message)))

    kinds = ((command, kind) for command in Command for kind in MESSAGES[command].reply if kind is not Blocks)
    return st.one_of(*(of(command, kind) for command, kind in kinds))
