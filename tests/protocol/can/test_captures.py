"""Every recorded frame of a CAN bus says what its file says, and goes back on the wire byte for byte."""

import dataclasses
from typing import Any

import pytest

from hmi.protocol.can import tables
from hmi.protocol.errors import LayoutError
from tests.protocol.can.recorded import RECORDED, Recorded

# What a message tells beyond the file: which pairs are cleared, and that a voltage came in 0.1 V.
BEYOND = {"cleared", "voltage_in_tenths"}
# Frames that their message cannot give back: what it does not hold.
FILLED_WITH_ZEROS = {"35E 4A4B2D424D530000", "35E 4259440000000000"}  # names, which we fill with spaces
RESERVED_BIT = {"359 0000148803504E"}  # bit 7 of byte 3, of no meaning
NO_HEARTBEAT = {"305 2100000000000000"}  # nothing says what stands in it


def wire(recorded: Recorded) -> str:
    return f"{recorded.frame.name} {recorded.frame.data.hex().upper()}"


def as_filed(value: Any) -> Any:
    """Lists as sets where they are codes: their order is not the file's to say."""
    if isinstance(value, tuple | list):
        return set(value) if all(isinstance(code, str) for code in value) else list(value)
    return value


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_it_says_what_the_file_says(recorded: Recorded) -> None:
    message = tables.decode(recorded.language, recorded.frame)
    said = {key: as_filed(getattr(message, key)) for key in recorded.says}
    assert said == {key: as_filed(value) for key, value in recorded.says.items()}


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_it_says_nothing_else(recorded: Recorded) -> None:
    message = tables.decode(recorded.language, recorded.frame)
    names = {field.name for field in dataclasses.fields(message)} - recorded.says.keys() - BEYOND
    assert [name for name in names if getattr(message, name) not in (None, False)] == []


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_it_goes_back_on_the_wire_unchanged(recorded: Recorded) -> None:
    language, frame = recorded.language, recorded.frame
    message = tables.decode(language, frame)
    if wire(recorded) in NO_HEARTBEAT:
        with pytest.raises(
            LayoutError, match=r"305 InverterAlive\.heartbeat that fits its field, came False"
        ):
            tables.encode(language, frame.id, message)
        return
    again = tables.encode(language, frame.id, message, len(frame.data))
    if wire(recorded) in FILLED_WITH_ZEROS | RESERVED_BIT:
        assert tables.decode(language, again) == message
    else:
        assert again == frame


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_its_table_knows_who_sends_it(recorded: Recorded) -> None:
    entry = tables.MESSAGES[recorded.language][recorded.frame.id]
    # The file has one emulated battery that sends the inverter's frame.
    assert entry.from_inverter == recorded.from_inverter or wire(recorded) in NO_HEARTBEAT


def test_none_is_left_out() -> None:
    assert len(RECORDED) == 114
    assert {field for recorded in RECORDED for field in recorded.says} >= {"cleared_count", "datetime"}
