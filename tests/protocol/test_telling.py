"""A late answer to 42H is never read as one to 44H, nor the other way round."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol import blocks
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.errors import LayoutError, ProtocolError
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command, read_reply
from tests.protocol import strategies
from tests.protocol.test_blocks import SHAPES, analog_pack, status_pack

ASKED = (1, 2, None, WHOLE_STACK)


def assert_not(command: Command, info: bytes) -> None:
    for asked in ASKED:
        with pytest.raises(LayoutError):
            read_reply(command, Frame(1, 0, info), asked)


@pytest.mark.parametrize(("cells", "sensors"), SHAPES)
@pytest.mark.parametrize("volts", [1.2, 3.271, 4.2])
def test_analog_is_not_status(cells: int, sensors: int, volts: float) -> None:
    for tail in (*strategies.TAILS, 3, 7):
        for count in (1, 2, 15):
            pack = analog_pack(cells, sensors, b"\x40" * tail, volts)
            assert_not(Command.STATUS, blocks.encode(Blocks((pack,) * count, pack_byte=count)))


@pytest.mark.parametrize(("cells", "sensors"), SHAPES)
@pytest.mark.parametrize("tail", range(6))
def test_status_is_not_analog(cells: int, sensors: int, tail: int) -> None:
    for count in (1, 2, 15):
        pack = status_pack(cells, sensors, bytes(tail))
        assert_not(Command.ANALOG, blocks.encode(Blocks((pack,) * count, pack_byte=count)))


@given(st.data(), st.sampled_from(SHAPES), st.sampled_from(strategies.TAILS))
def test_analog_of_any_values_is_not_status(data: st.DataObject, shape: tuple[int, int], tail: int) -> None:
    pack = data.draw(strategies.analog(*shape, tail))
    assert_not(Command.STATUS, blocks.encode(Blocks((pack,))))


@given(st.data(), st.sampled_from(SHAPES), st.integers(0, 5))
def test_status_of_any_values_is_not_analog(data: st.DataObject, shape: tuple[int, int], tail: int) -> None:
    pack = data.draw(strategies.status(*shape, tail))
    assert_not(Command.ANALOG, blocks.encode(Blocks((pack,))))


@given(st.data(), st.sampled_from(SHAPES), st.integers(0, 8))
def test_status_of_any_values_is_status(data: st.DataObject, shape: tuple[int, int], tail: int) -> None:
    pack = data.draw(strategies.status(*shape, tail))
    assert read_reply(Command.STATUS, Frame(1, 0, blocks.encode(Blocks((pack,)))), 1) == Blocks((pack,))


@pytest.mark.parametrize(("cells", "sensors"), SHAPES)
def test_an_empty_slot_is_analog_and_not_status(cells: int, sensors: int) -> None:
    """Q8: all cells 0 mV, all temperatures 0.0 degC, SOC 100 %."""
    for tail in strategies.TAILS:
        empty = replace(
            analog_pack(cells, sensors, b"\x64" * tail, 0.0),
            temperatures=(0.0,) * sensors,
            current=0.0,
            voltage=0.0,
            remaining=0.0,
            full=0.0,
            cycles=0,
            design=0.0,
        )
        info = blocks.encode(Blocks((empty,), pack_byte=2))
        assert read_reply(Command.ANALOG, Frame(1, 0, info), 2) == Blocks((empty,), pack_byte=2)
        assert_not(Command.STATUS, info)


def test_a_pack_with_dead_cells_is_still_analog() -> None:
    pack = replace(analog_pack(16, 6), cell_voltages=(0.3,) * 15 + (3.2,))
    info = blocks.encode(Blocks((pack,)))
    assert read_reply(Command.ANALOG, Frame(1, 0, info), 1) == Blocks((pack,))


@given(st.binary(min_size=2, max_size=140), st.sampled_from(ASKED))
def test_nothing_is_both(info: bytes, asked: int | None) -> None:
    both = 0
    for command in strategies.OF_PACKS:
        with contextlib.suppress(ProtocolError):
            read_reply(command, Frame(1, 0, info), asked)
            both += 1
    assert both < 2
