"""Values with a right checksum that no battery has; and that nothing which a battery may have is refused."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.protocol import fields, plausibility
from hmi.protocol.errors import ImplausibleError
from hmi.protocol.frame import Frame
from hmi.protocol.identity import Capacities, Clock, PackCount
from hmi.protocol.messages import Command, read_reply
from hmi.protocol.parameters import (
    CurrentLimits,
    CurrentLimitsWithRelease,
    DischargeCurrentLimits,
    FullAndLowCharge,
    VoltageLimits,
)
from tests.protocol.test_blocks import analog_pack
from tests.protocol.test_history import RECORD

PACK = analog_pack(16, 6)


def cells(volts: float) -> tuple[float, ...]:
    return (volts,) + (3.3,) * 15


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cell_voltages": cells(65.535)}, "cell 1, came 65.535 V"),
        ({"cell_voltages": cells(5.001)}, "at most 5.000 V on cell 1"),
        ({"temperatures": (24.1, 201.0)}, "sensor 2, came 201.0 degC"),
        ({"temperatures": (-60.1,)}, "sensor 1"),
        ({"cell_voltages": (3.3,) * 8, "voltage": 53.2}, "53.200 V in all"),
        ({"remaining": 120.0}, "Ah remaining, came 120.0 Ah"),
        ({"tail": b"\xff"}, "SOC from 0 to 100 %, came 255 %"),
        ({"tail": b"\x65" + bytes(9)}, "101 %"),
        ({"tail": b"\x64" + bytes(8) + b"\xff"}, "SOH"),
    ],
)
def test_a_pack_that_cannot_be(changes: dict[str, Any], reason: str) -> None:
    pack = replace(PACK, **changes)
    with pytest.raises(ImplausibleError, match=reason):
        plausibility.check(pack)
    assert not plausibility.is_plausible(pack)
    info = bytes((0, 1)) + fields.encode(pack)
    with pytest.raises(ImplausibleError, match=reason):
        read_reply(Command.ANALOG, Frame(0, 0, info), 1)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"cell_voltages": cells(5.0)},
        {"cell_voltages": cells(0.0)},
        {"cell_voltages": (0.0,) * 16, "remaining": 300.0},
        {"temperatures": (None, -60.0, 200.0)},
        {"temperatures": ()},
        {"remaining": 113.8},
        {"full": 0.0},
        {"current": -327.68},
        {"voltage": 0.0},
        {"tail": b"\x64"},
        {"tail": b"\x00" * 9 + b"\x6e"},
        {"tail": b"\xff" * 8},
    ],
)
def test_a_pack_that_may_be(changes: dict[str, Any]) -> None:
    plausibility.check(replace(PACK, **changes))
    assert plausibility.is_plausible(replace(PACK, **changes))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (PackCount(0), "1 to 32 packs, came 0"),
        (PackCount(33), "33"),
        (Capacities(120.0, 100.0, 100.0), "120.0 Ah"),
        (Clock(24, 13, 1, 0, 0, 0), "a date and time"),
        (Clock(0, 0, 0, 0, 0, 0), "a date and time"),
        (Clock(100, 1, 1, 0, 0, 0), "a date and time"),
        (FullAndLowCharge(56.0, 2.0, 101), "101 %"),
        (CurrentLimits(1, 104, 0x6E00, 1.0), "28160 A"),
        (CurrentLimits(1, -104, 110, 1.0), "-104 A"),
        (CurrentLimitsWithRelease(1, 104, 110, 1001, 1.0), "1001 A"),
        (DischargeCurrentLimits(1, 1001, 110, 1.0), "0 to 1000 A"),
        (replace(RECORD, cell_voltages=cells(65.535)), "cell 1"),
    ],
    ids=str,
)
def test_other_messages_that_cannot_be(message: object, reason: str) -> None:
    with pytest.raises(ImplausibleError, match=reason):
        plausibility.check(message)


@pytest.mark.parametrize(
    "message",
    [
        PackCount(1),
        PackCount(32),
        Capacities(0.0, 0.0, 100.0),
        FullAndLowCharge(56.0, 2.0),
        CurrentLimits(1, 220, 1000, 1.0),
        RECORD,
    ],
    ids=lambda message: type(message).__name__,
)
def test_other_messages_that_may_be(message: object) -> None:
    plausibility.check(message)


@pytest.mark.parametrize("limit", ["alarm", "protection", "release"])
def test_a_limit_of_a_pack_is_none_of_a_cell(limit: str) -> None:
    """All four groups have the same layout: a late answer to D5H must not pass for one to D1H."""
    usual = VoltageLimits(1, 3.6, 3.7, 3.38, 1.0)
    change: dict[str, Any] = {limit: 57.6}
    info = fields.encode(replace(usual, **change))
    with pytest.raises(ImplausibleError, match=limit):
        read_reply(Command.READ_CELL_OVER_VOLTAGE, Frame(0, 0, info))
    with pytest.raises(ImplausibleError, match=limit):
        read_reply(Command.READ_CELL_UNDER_VOLTAGE, Frame(0, 0, info))
    read_reply(Command.READ_PACK_OVER_VOLTAGE, Frame(0, 0, info))
    assert read_reply(Command.READ_CELL_OVER_VOLTAGE, Frame(0, 0, fields.encode(usual))) == usual


def test_capacities_are_no_clock() -> None:
    """Both have six bytes. The worked example of A6H, answered late to B1H."""
    with pytest.raises(ImplausibleError):
        read_reply(Command.READ_CLOCK, Frame(0, 0, bytes.fromhex("183C286A2710")))
