"""42H: the worked examples of the reference, what is computed, what is a filler, what is no data."""

import dataclasses
from dataclasses import replace

import pytest

from hmi.protocol import fields, frame
from hmi.protocol.analog import AnalogTail, PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command, read_reply, reply
from tests.protocol.test_blocks import analog_pack

ONE_PACK = (
    b"~25014600F07A0001100CC70CC80CC70CC70CC70CC50CC60CC70CC70CC60CC70CC60CC60CC70CC60CC7060B9B0B990B990B990BB3"
    b"0BBCFF1FCCCD12D303286A008C2710E1E4"
)
LONG_TAIL = (
    b"~2501460010960001100D030D030D030D020D030D030D030D030D040D040D030D030D030D030D030D03060B4A0B4C0B4B0B4B0B60"
    b"0B57FF3BD0313EC809514300054E204D4E204E204E204E2064CF990000DDA4"
)
THREE_PACKS = (
    b"~25014600916000030F0CC70CC80CC90CC80CCA0CCA0CC80CC90CC80CC90CCA0CC90CC90CC90CC9060B7D0B7F0B7C0B7A0B940B97"
    b"FD26C0171DC6024A7A00EF4E20280F0CC80CC70CC70CC70CC80CC70CC60CC70CC70CC70CC90CC70CC80CC70CC7060B7B0B7B0B7D0B7B"
    b"0B950B97FDFABFAD1AE4024A7200F14E20240F0CC90CCA0CC80CC80CC90CC90CC70CC40CC90CC90CC80CC70CC90CD20CB3060B7E0B7D"
    b"0B7B0B790B8B0B92FDFBBFB31C08024DC000184E2024AD2C"
)
TAIL_22 = AnalogTail(77, 1234, 1200, 98, 53.145, -1.5, 400.25, 500.5)


def packs(text: bytes, asked: int) -> tuple[PackAnalog, ...]:
    blocks: Blocks[PackAnalog] = read_reply(Command.ANALOG, frame.decode(text), asked)
    return blocks.packs


def test_worked_example_of_one_pack() -> None:
    [pack] = packs(ONE_PACK, 1)
    assert pack == PackAnalog(
        cell_voltages=(
            *(3.271, 3.272, 3.271, 3.271, 3.271, 3.269, 3.270, 3.271),
            *(3.271, 3.270, 3.271, 3.270, 3.270, 3.271, 3.270, 3.271),
        ),
        temperatures=(24.1, 23.9, 23.9, 23.9, 26.5, 27.4),
        current=-2.25,
        voltage=52.429,
        remaining=48.19,
        user_items=3,
        full=103.46,
        cycles=140,
        design=100.0,
        tail=b"",
    )
    assert pack.soc == pytest.approx(46.6, abs=0.05)
    assert pack.soh == 100
    assert pack.power == pytest.approx(-117.97, abs=0.01)
    assert pack.extras is None


def test_worked_example_of_a_tail_of_14_bytes() -> None:
    [pack] = packs(LONG_TAIL, 1)
    assert pack.temperatures == (16.0, 16.2, 16.1, 16.1, 18.2, 17.3)
    assert (pack.current, pack.voltage, pack.remaining) == (-1.97, 53.297, 160.72)
    assert (pack.user_items, pack.full, pack.cycles, pack.design) == (9, 208.03, 5, 200.0)
    assert pack.extras == AnalogTail(soc=77, soh=100, voltage=53.145, current=0.0)


def test_worked_example_of_three_packs() -> None:
    three = packs(THREE_PACKS, WHOLE_STACK)
    assert [pack.current for pack in three] == [-7.30, -5.18, -5.17]
    assert [pack.voltage for pack in three] == [49.175, 49.069, 49.075]
    assert [pack.remaining for pack in three] == [76.22, 68.84, 71.76]
    assert [pack.full for pack in three] == [190.66, 190.58, 199.04]
    assert [pack.cycles for pack in three] == [239, 241, 24]
    assert [pack.extras.soc for pack in three if pack.extras] == [40, 36, 36]


@pytest.mark.parametrize("length", [0, 2, 8, 13, 15, 64])
def test_a_tail_of_unknown_layout_is_not_interpreted(length: int) -> None:
    """The eight bytes of TheSunPays packs do not begin with a SOC."""
    pack = analog_pack(16, 6, b"\x55" * length)
    assert pack.extras is None
    assert pack.tail == b"\x55" * length


@pytest.mark.parametrize(("length", "known"), [(1, 1), (10, 4), (14, 6), (22, 8)])
def test_a_firmware_sends_some_prefix_of_the_tail(length: int, known: int) -> None:
    tail = fields.encode(TAIL_22)[:length]
    names = [field.name for field in dataclasses.fields(AnalogTail)]
    extras = analog_pack(16, 6, tail).extras
    assert extras == AnalogTail(**{name: getattr(TAIL_22, name) for name in names[:known]})


def test_fillers_of_the_tail_are_no_values() -> None:
    """Q4."""
    filler = 20000 << 16 | 20000
    tail = fields.encode(AnalogTail(50, filler, filler, 0))
    assert replace(analog_pack(16, 6, tail), design=200.0).extras == AnalogTail(50)
    other = replace(analog_pack(16, 6, tail), design=100.0).extras
    assert other is not None
    assert other.charge_throughput == other.discharge_throughput == filler


def test_soc_and_soh_are_computed() -> None:
    pack = analog_pack(16, 6)
    assert replace(pack, remaining=50.0, full=100.0).soc == 50
    assert replace(pack, remaining=101.0, full=100.0).soc == 100
    assert replace(pack, full=0.0).soc is None
    assert replace(pack, full=90.0, design=100.0).soh == 90
    assert replace(pack, full=110.0, design=100.0).soh == 100  # Q17
    assert replace(pack, design=0.0).soh is None


def test_an_empty_slot_has_no_data() -> None:
    """Q8."""
    assert analog_pack(16, 6, volts=0.0).no_data
    assert not replace(analog_pack(16, 6), cell_voltages=(0.0,) * 15 + (3.2,)).no_data


@pytest.mark.parametrize("current", [-327.68, -0.01, 0.0, 327.67])
def test_the_ends_of_the_current(current: float) -> None:
    pack = replace(analog_pack(16, 6), current=current)
    [again] = packs(reply(Blocks((pack,))), 1)
    assert again.current == current


def test_a_sensor_that_is_not_fitted_and_one_below_zero() -> None:
    pack = replace(analog_pack(16, 6), temperatures=(None, -35.0, 0.0, 24.1, None, 60.0))
    [again] = packs(reply(Blocks((pack,))), 1)
    assert again.temperatures == pack.temperatures


def test_a_full_capacity_of_zero_is_read() -> None:
    pack = replace(analog_pack(16, 6), full=0.0, remaining=0.0)
    assert read_reply(Command.ANALOG, Frame(0, 0, bytes((0, 1)) + fields.encode(pack)), 1) == Blocks((pack,))
