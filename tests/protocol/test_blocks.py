"""Splitting a reply into its packs: any number, shape and tail, and counts that lie."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.protocol import analog, blocks, status
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.errors import LayoutError
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command, read_reply
from hmi.protocol.status import PackStatus
from tests.protocol import strategies

SHAPES = [(cells, sensors) for cells in strategies.CELLS for sensors in range(1, 9)]


def analog_pack(cells: int, sensors: int, tail: bytes = b"", volts: float = 3.271) -> PackAnalog:
    whole = min(65.535, round(volts * cells, 3))
    return PackAnalog((volts,) * cells, (24.1,) * sensors, -2.25, whole, 48.19, 3, 103.46, 140, 100.0, tail)


def status_pack(cells: int, sensors: int, tail: bytes = b"") -> PackStatus:
    return PackStatus((0,) * cells, (0,) * sensors, 0, 0, 0, 0, 0, 0x0E, 0, 0, 0, 0, 0, 0, tail)


def read(command: Command, reply: Blocks[PackAnalog] | Blocks[PackStatus], asked: int | None) -> object:
    return read_reply(command, Frame(1, 0, blocks.encode(reply)), asked)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 15])
@pytest.mark.parametrize(("cells", "sensors"), SHAPES)
def test_a_stack_of_any_shape(count: int, cells: int, sensors: int) -> None:
    for tail in strategies.TAILS:
        packs = tuple(analog_pack(cells, sensors, bytes(tail), (320 + pack) / 100) for pack in range(count))
        reply = Blocks(packs, pack_byte=count)
        if len(blocks.encode(reply)) <= 0xFFF // 2:
            assert read(Command.ANALOG, reply, WHOLE_STACK) == reply
            assert read(Command.ANALOG, reply, None) == reply


@pytest.mark.parametrize("tail", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize(("cells", "sensors"), SHAPES)
def test_the_states_of_a_stack_of_any_shape(tail: int, cells: int, sensors: int) -> None:
    for count in (1, 2, 3, 7, 15):
        reply = Blocks((status_pack(cells, sensors, bytes(tail)),) * count, pack_byte=count)
        assert read(Command.STATUS, reply, WHOLE_STACK) == reply
        assert read(Command.STATUS, reply, None) == reply


@settings(max_examples=40)
@given(st.data())
def test_packs_of_different_shape_with_any_values(data: st.DataObject) -> None:
    shape = st.tuples(st.sampled_from(strategies.CELLS), st.integers(1, 8))
    shapes = data.draw(st.lists(shape, min_size=2, max_size=6))
    tail = data.draw(st.sampled_from((0, 1, 10, 14, 22)))
    packs = tuple(data.draw(strategies.analog(*shape, tail)) for shape in shapes)
    reply = Blocks(packs, pack_byte=len(packs))
    assert read(Command.ANALOG, reply, WHOLE_STACK) == reply


@pytest.mark.parametrize("pack_byte", [0, 1, 2, 15, 255])
@pytest.mark.parametrize("asked", [1, 2, 15])
def test_a_reply_about_one_pack_is_one_block_whatever_its_pack_byte(asked: int, pack_byte: int) -> None:
    for tail in range(40):
        reply = Blocks((analog_pack(16, 6, bytes(tail)),), pack_byte)
        assert read(Command.ANALOG, reply, asked) == reply


@pytest.mark.parametrize("count", range(1, 16))
def test_any_number_of_packs(count: int) -> None:
    for cells, sensors in ((8, 4), (15, 6), (16, 6), (16, 8)):
        packs = tuple(analog_pack(cells, sensors, b"\x40", (320 + pack) / 100) for pack in range(count))
        reply = Blocks(packs, pack_byte=count)
        assert read(Command.ANALOG, reply, WHOLE_STACK) == reply


@pytest.mark.parametrize("stated", [0, 1, 2, 3, 5, 16, 255])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("tail", strategies.TAILS)
def test_where_the_count_contradicts_the_length_the_length_is_right(
    stated: int, count: int, tail: int
) -> None:
    """Q9."""
    reply = Blocks((analog_pack(16, 6, bytes(tail)),) * count, pack_byte=stated)
    assert read(Command.ANALOG, reply, WHOLE_STACK) == reply


def test_a_tail_that_no_firmware_was_seen_to_send() -> None:
    for tail in (2, 5, 12, 18, 30):
        for count in (2, 3, 10):
            reply = Blocks((analog_pack(16, 6, bytes(tail)),) * count, pack_byte=count)
            assert read(Command.ANALOG, reply, WHOLE_STACK) == reply


@pytest.mark.parametrize("asked", [1, 2])
@pytest.mark.parametrize("count", [2, 3, 15])
def test_a_late_reply_about_the_stack_is_not_one_about_a_pack(asked: int, count: int) -> None:
    for tail in strategies.TAILS:
        reply = Blocks((analog_pack(16, 6, bytes(tail)),) * count, pack_byte=count)
        if len(blocks.encode(reply)) <= 0xFFF // 2:
            with pytest.raises(LayoutError):
                read(Command.ANALOG, reply, asked)


def test_a_tail_that_begins_like_a_block() -> None:
    """Chapter 20: a SOC of 16 % is 10H, a count of cells."""
    for tail in (b"\x10", b"\x10" + bytes(9), b"\x10" + bytes(13), b"\x10" * 22):
        reply = Blocks((analog_pack(16, 6, tail),) * 3, pack_byte=3)
        assert read(Command.ANALOG, reply, WHOLE_STACK) == reply


@pytest.mark.parametrize("cells", [0, 33, 255])
def test_no_battery_has_that_many_cells(cells: int) -> None:
    info = bytearray(blocks.encode(Blocks((analog_pack(16, 6),))))
    info[2] = cells
    for asked in (1, None, WHOLE_STACK):
        with pytest.raises(LayoutError):
            read_reply(Command.ANALOG, Frame(1, 0, bytes(info)), asked)


@pytest.mark.parametrize(("cells", "sensors"), [(17, 6), (32, 16), (16, 0), (1, 1), (16, 16)])
def test_unusual_counts_are_read(cells: int, sensors: int) -> None:
    for asked in (1, None, WHOLE_STACK):
        reply = Blocks((analog_pack(cells, sensors),))
        assert read(Command.ANALOG, reply, asked) == reply


def test_too_many_sensors() -> None:
    with pytest.raises(LayoutError):
        read(Command.ANALOG, Blocks((analog_pack(8, 17),)), 1)


@pytest.mark.parametrize("shape", [analog.SHAPE, status.SHAPE])
@pytest.mark.parametrize("info", [b"", b"\x00", b"\x00\x01", b"\x00\x01\x10", b"\x00\x00\x10\x00"])
def test_what_is_too_short(shape: blocks.Shape[PackAnalog | PackStatus], info: bytes) -> None:
    for asked in (1, None, WHOLE_STACK):
        assert not list(blocks.splits(shape, info, asked))
