"""Requests as JSON: which pack, which switch, what is written."""

import json
from typing import Any

import pytest
from hypothesis import given

from hmi.commands.as_json import request_json
from hmi.protocol.command import Command
from hmi.protocol.control import Code, Empty
from hmi.protocol.history import RecordNumber
from tests.protocol import strategies


@pytest.mark.parametrize(
    ("command", "message", "told"),
    [
        (Command.ANALOG, Code(2), {"pack": 2}),
        (Command.STATUS, Code(0xFF), {"pack": "all"}),
        (Command.CHARGE_MOSFET, Code(0), {"switch": "on", "code_raw": "00"}),
        (Command.DISCHARGE_MOSFET, Code(1), {"switch": "off", "code_raw": "01"}),
        (Command.DISCHARGE_MOSFET, Code(2), {"switch": None, "code_raw": "02"}),
        (Command.SWITCH, Code(0x0D), {"switch": "buzzer_on", "code_raw": "0D"}),
        (
            Command.SWITCH,
            Code(0x0A),
            {"switch": "charge_limiter_on", "code_raw": "0A", "unsure": ["charge_limiter_on"]},
        ),
        (Command.SWITCH, Code(0x0E), {"switch": None, "code_raw": "0E"}),
        (Command.SHUT_DOWN, Code(1), {"code_raw": "01"}),
        (Command.SHUT_DOWN, Empty(), {}),
        (Command.READ_RECORD, RecordNumber(7), {"record": 7}),
    ],
)
def test_requests(command: Command, message: object, told: dict[str, Any]) -> None:
    assert request_json(command, message) == told


@given(strategies.requests())
def test_any_request_can_be_written(said: tuple[Command, Any]) -> None:
    json.dumps(request_json(*said), allow_nan=False)
