"""Messages as JSON: units in the keys, no noise in the numbers, null for what is not known."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from hmi.commands.as_json import analog_json, message_json, status_json
from hmi.commands.json_keys import KEYS
from hmi.protocol import fields
from hmi.protocol.analog import AnalogTail
from hmi.protocol.blocks import Blocks
from hmi.protocol.command import MESSAGES, Command
from hmi.protocol.control import Code, ControlReply, Empty, MosfetReply
from hmi.protocol.identity import Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import (
    CurrentLimits,
    CurrentLimitsWithRelease,
    FastCurrentLimits,
    FullAndLowCharge,
    LimiterStart,
    ShortCircuitDelay,
)
from tests.protocol import strategies
from tests.protocol.test_blocks import analog_pack
from tests.protocol.test_history import RECORD
from tests.protocol.test_status import QUIET


def test_a_pack() -> None:
    assert analog_json(analog_pack(4, 2)) == {
        "present": True,
        "cell_voltages_v": [3.271, 3.271, 3.271, 3.271],
        "temperatures_c": [24.1, 24.1],
        "current_a": -2.25,
        "voltage_v": 13.084,
        "remaining_ah": 48.19,
        "full_ah": 103.46,
        "design_ah": 100.0,
        "cycles": 140,
        "soc_pct": 46.6,
        "soh_pct": 100.0,
    }


def test_what_a_pack_does_not_know_is_null() -> None:
    pack = analog_json(replace(analog_pack(8, 1), temperatures=(None, 24.1), full=0.0, design=0.0))
    assert (pack["temperatures_c"], pack["soc_pct"], pack["soh_pct"]) == ([None, 24.1], None, None)


def test_an_empty_slot_has_no_values() -> None:
    assert analog_json(analog_pack(16, 6, b"\x64", volts=0.0)) == {"present": False}


def test_a_tail_is_told_as_it_came_and_as_far_as_it_is_understood() -> None:
    design = 10000
    filler = design << 16 | design
    tail = fields.encode(AnalogTail(46, filler, 1234, 0, 52.3, -2.0))
    told = analog_json(analog_pack(16, 6, tail))
    assert told["tail_hex"] == tail.hex().upper()
    assert told["tail"] == {
        "soc_pct": 46,
        "discharge_throughput_ah": 1234,
        "voltage_v": 52.3,
        "current_a": -2.0,
    }
    assert analog_json(analog_pack(16, 6, bytes(8)))["tail"] == {}


def test_states() -> None:
    pack = replace(
        QUIET,
        cell_codes=(0, 0, 1) + (0,) * 12 + (0xF0,),
        charge_current_code=2,
        protect_1=0x81,
        protect_2=0x80,
        system=0x27,
        control=0x29,
        fault=0x84,
        balance_1=0x05,
        balance_2=0x41,
        warn_1=0x01,
        warn_2=0x80,
        tail=b"\x01",
    )
    assert status_json(pack) == {
        "protections": ["cell_over_voltage"],
        "warnings": ["cell_over_voltage", "low_soc", "cell_under_voltage", "charge_over_current"],
        "faults": ["ntc"],
        "other_alarm": True,
        "alarm_codes": {"cell_3": "01", "cell_16": "F0", "charge_current": "02"},
        "balancing_cells": [1, 3, 9, 15],
        "charge_mosfet": True,
        "discharge_mosfet": True,
        "charging": True,
        "discharging": False,
        "system_raw": "27",
        "fully_charged": True,
        "buzzer_enabled": True,
        "low_gear": True,
        "control_raw": "29",
        "protect_1_raw": "81",
        "fault_raw": "84",
        "balance_1_raw": "05",
        "balance_2_raw": "41",
        "status_tail_hex": "01",
        "unsure": [
            "current_limiting",
            "led_alarm_disabled",
            "charger_voltage_too_high",
            "heater_fault",
            "balancing_cells",
        ],
    }


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (Empty(), {}),
        (Version("P16S100A"), {"version": "P16S100A", "bluetooth_name": None}),
        (Serials("B1", "S1"), {"serial_number": "S1", "bms_serial_number": "B1"}),
        (Serials("B1", ""), {"serial_number": "B1", "bms_serial_number": "B1"}),
        (Serials("", ""), {"serial_number": None, "bms_serial_number": None}),
        (ShortCircuitDelay(0.0003), {"delay_us": 300}),
        (
            FullAndLowCharge(56.0, 2.0),
            {"full_voltage_v": 56.0, "full_current_a": 2.0, "low_soc_alarm_pct": None},
        ),
        (
            InverterProtocol(0x13, 0x99, 0),
            {
                "can_protocol": "Afore",
                "can_protocol_code": 19,
                "rs485_protocol": "99H",
                "rs485_protocol_code": 153,
                "protocol_choice": "automatic",
            },
        ),
        (
            InverterProtocol(0xFF, 0xFF, 0xFF),
            {
                "can_protocol": None,
                "can_protocol_code": 255,
                "rs485_protocol": None,
                "rs485_protocol_code": 255,
                "protocol_choice": None,
            },
        ),
        (
            MosfetReply(0x05),
            {
                "charge_mosfet": False,
                "discharge_mosfet": True,
                "charging": False,
                "discharging": False,
                "system_raw": "05",
                "unsure": ["current_limiting"],
            },
        ),
        (
            ControlReply(),
            {"code_raw": None, "buzzer_enabled": None, "low_gear": None, "control_raw": None, "unsure": []},
        ),
        (
            CurrentLimits(1, 104, 110, 1.0),
            {"enabled": True, "alarm_a": 104, "protection_a": 110, "delay_s": 1.0},
        ),
        (
            CurrentLimitsWithRelease(2, 104, 110, 90, 1.0),
            {
                "enabled": 2,
                "alarm_a": 104,
                "protection_a": 110,
                "release_a": 90,
                "delay_s": 1.0,
                "unsure": ["release_a", "delay_s"],
                "info_hex": "020068006E005A0A",
            },
        ),
        (LimiterStart(100), {"start_current_a": 100, "unsure": ["start_current_a"], "info_hex": "0064"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_other_messages(message: object, told: dict[str, Any]) -> None:
    assert message_json(message) == told


def test_a_record_of_an_older_and_a_newer_firmware() -> None:
    older = message_json(RECORD)
    assert older["time"] == "2024-08-21T05:29:31"
    assert older["protections"] == ["cell_under_voltage", "mosfet_over_temperature", "reverse_polarity"]
    assert older["fully_charged"] is True
    assert (older["fault_8_raw"], older["fault_10_raw"], older["cause_raw"]) == (None, None, None)
    newer = message_json(replace(RECORD, fault_8=0, fault_10=1, cause=1, month=0))
    assert (newer["fault_8_raw"], newer["fault_10_raw"], newer["cause_raw"]) == ("00", "01", "01")
    assert newer["time"] is None


def test_every_message_has_its_keys() -> None:
    kinds = {kind for exchange in MESSAGES.values() for kind in (*exchange.request, *exchange.reply)}
    assert kinds - {Blocks, Code} <= set(KEYS)


def test_a_half_of_the_fast_limits_is_null() -> None:
    assert message_json(FastCurrentLimits(150, 0.1))["charge_protection_a"] is None


@given(strategies.replies())
def test_any_reply_can_be_written(said: tuple[Command, Any]) -> None:
    json.dumps(message_json(said[1]), allow_nan=False)


@given(strategies.analog(16, 6, 22), strategies.status(16, 6, 5))
def test_any_pack_can_be_written(analog: Any, status: Any) -> None:
    """Numbers are those of the wire, not their nearest binary fractions."""
    for part in json.loads(json.dumps(analog_json(analog)))["cell_voltages_v"]:
        assert len(repr(part).split(".")[1]) <= 3
    json.dumps(status_json(status), allow_nan=False)
