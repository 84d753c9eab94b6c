"""The table of VOLTRONIC registers: what the reference says of each, and both directions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.errors import LayoutError
from hmi.protocol.rs485 import registers
from hmi.protocol.rs485.registers import LAST, REGISTERS, cut, decode, encode


def test_no_two_values_share_a_register() -> None:
    taken = [register.number + place for register in REGISTERS for place in range(register.coding.size)]
    assert len(taken) == len(set(taken))
    assert max(taken) == LAST
    assert len({register.name for register in REGISTERS}) == len(REGISTERS)


@pytest.mark.parametrize(
    ("number", "raw", "values"),
    [
        (0x01, "0000 0000", {"protocol_type": 0, "protocol_version": 0}),
        (0x03, "01020304", {"firmware_version": b"\1\2\3\4"}),
        (0x10, "0010 0CE4", {"cells": 16, "cell_1_v": 3.3}),
        (0x24, "0D8E", {"cell_20_v": 3.47}),
        (0x25, "0004 0BAE", {"sensors": 4, "sensor_1_c": 25.9}),
        (0x2E, "0BAE 0000", {"sensor_9_c": 25.9, "sensor_10_c": None}),
        (0x30, "000A 0000", {"charge_current_a": 1.0, "discharge_current_a": 0.0}),
        (0x32, "0217 0046", {"voltage_v": 53.5, "soc_pct": 70}),
        (0x34, "00030D40", {"full_capacity_ah": 200.0}),
        (0x36, "0003", {"packs": 3}),
        (0x3E, "000186A0", {"design_capacity_ah": 100.0}),
        (0x41, "0102 00F0", {"cells_1_2_codes": (1, 2), "cells_3_4_codes": (0, 0xF0)}),
        (0x55, "0200", {"sensors_9_10_codes": (2, 0)}),
        (0x60, "0002", {"module_charge_voltage_code": 2}),
        (0x69, "0001", {"cell_discharge_temperature_code": 1}),
        (0x70, "0240", {"charge_voltage_limit_v": 57.6}),
        (
            0x71,
            "01A0 03E8 0BB8",
            {
                "discharge_voltage_limit_v": 41.6,
                "charge_current_limit_a": 100.0,
                "discharge_current_limit_a": 300.0,
            },
        ),
        (
            0x74,
            "00C4",
            {"requests": ("small_charge_current_requested", "discharge_enabled", "charge_enabled")},
        ),
        (0x75, "0078 00030D40", {"time_to_empty_min": 120, "remaining_ah": 200.0}),
        (0x37, "0009", {"charge_alarms": ("over_temperature", "charge_over_current")}),
        (0x38, "000C", {"discharge_alarms": ("mosfet_over_temperature", "cell_under_voltage")}),
        (0x39, "8400", {"charge_protections_1": ("cell_over_voltage", "second_level_charge_over_current")}),
        (0x3A, "0004", {"charge_protections_2": ("charge_short_circuit",)}),
        (0x3B, "1800", {"discharge_protections_1": ("cell_under_voltage", "discharge_over_current")}),
        (0x3C, "0002", {"discharge_protections_2": ("short_circuit",)}),
    ],
)
def test_each_register_says_what_the_paper_gives_it(number: int, raw: str, values: dict[str, Any]) -> None:
    data = bytes.fromhex(raw)
    assert decode(number, data) == values
    assert cut(encode(values), number, len(data) // 2) == data


class TestCellVoltage:
    """The paper's 0.1 V cannot show a cell, and devices send mV."""

    def test_a_number_of_the_papers_scale_is_read_too(self) -> None:
        assert decode(0x11, bytes.fromhex("0021")) == {"cell_1_v": 3.3}

    def test_what_is_written_reads_the_same(self) -> None:
        for volts in (0.0, 0.1, 0.101, 2.5, 3.335, 3.65):
            assert decode(0x11, cut(encode({"cell_1_v": volts}), 0x11, 1) or b"") == {"cell_1_v": volts}

    def test_a_dead_cell_never_reads_as_a_live_one(self) -> None:
        assert decode(0x11, cut(encode({"cell_1_v": 0.033}), 0x11, 1) or b"") == {"cell_1_v": 0.0}


def test_a_value_of_which_a_part_was_read_is_passed_over() -> None:
    assert decode(0x34, b"\0\3") == {}
    assert decode(0x35, b"\x0d\x40\0\2") == {"packs": 2}
    assert decode(0x07, bytes(4)) == {}
    assert decode(0x78, bytes(4)) == {}


def test_half_a_register_is_named() -> None:
    with pytest.raises(LayoutError, match="two bytes"):
        decode(0x70, b"\0")


@given(st.binary(min_size=2 * LAST + 2, max_size=2 * LAST + 2))
def test_any_memory_is_read_and_its_values_written_again(memory: bytes) -> None:
    values = decode(0, memory)
    assert len(values) == len(REGISTERS)
    assert decode(0, encode(values)) == values


@given(st.integers(0, 0x100), st.binary(max_size=300))
def test_any_answer_is_values_or_a_fault(first: int, data: bytes) -> None:
    try:
        decode(first, data)
    except LayoutError:
        assert len(data) % 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"nonsense": 1}, "the name of a register"),
        ({"soc_pct": -1}, "soc_pct that fits register 33H"),
        ({"voltage_v": None}, "voltage_v that fits"),
        ({"voltage_v": 7000.0}, "voltage_v that fits"),
        ({"cell_1_v": -1.0}, "cell_1_v that fits"),
        ({"requests": ("nonsense",)}, "requests that fits"),
        ({"firmware_version": b"\0"}, "4 bytes for firmware_version"),
        ({"cells_1_2_codes": (0, 300)}, "cells_1_2_codes that fits"),
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, Any], said: str) -> None:
    with pytest.raises(LayoutError, match=said):
        encode(values)


@pytest.mark.parametrize(("register", "count"), [(0x00, 0), (0x77, 2), (0x78, 1), (0xFFFF, 1), (0, LAST + 2)])
def test_registers_that_are_not_there(register: int, count: int) -> None:
    assert cut(registers.encode({}), register, count) is None


def test_all_registers_at_once() -> None:
    assert cut(encode({}), 0, LAST + 1) == bytes(2 * LAST + 2)
