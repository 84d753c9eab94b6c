"""Requests and replies as messages: round trips, refusals, and any INFO at all."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol import frame, plausibility
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.command import MESSAGES
from hmi.protocol.control import Code, ControlReply, Empty, MosfetReply
from hmi.protocol.errors import ImplausibleError, LayoutError, ProtocolError, ReturnCodeError
from hmi.protocol.frame import Frame
from hmi.protocol.history import Record
from hmi.protocol.identity import Serials, Version
from hmi.protocol.messages import Command, read_reply, read_request, reply, request
from hmi.protocol.parameters import (
    CurrentLimits,
    CurrentLimitsWithRelease,
    DischargeCurrentLimits,
    DischargeCurrentLimitsWithRelease,
    VoltageLimits,
)
from hmi.protocol.status import PackStatus
from tests.protocol import strategies

ADDRESSES = st.integers(0, 15)
ASKED = st.none() | st.sampled_from([1, 2, 15, WHOLE_STACK])


@given(strategies.requests(), ADDRESSES)
def test_a_request_arrives_as_it_was_meant(said: tuple[Command, Any], address: int) -> None:
    command, message = said
    received = frame.decode(request(command, message, address))
    assert received.address == address
    assert read_request(received) == (command, message)


@given(strategies.replies(), ADDRESSES)
def test_a_reply_arrives_as_it_was_meant_unless_it_cannot_be_true(
    said: tuple[Command, Any], address: int
) -> None:
    command, message = said
    received = frame.decode(reply(message, address))
    try:
        assert read_reply(command, received) == message
    except ImplausibleError:
        limits = isinstance(message, VoltageLimits)
        with pytest.raises(ImplausibleError):
            (plausibility.check_cell_limits if limits else plausibility.check)(message)


@given(strategies.analog(16, 6, 14), strategies.status(16, 6, 1))
def test_a_pack_arrives_as_it_was_meant(analog: PackAnalog, status: PackStatus) -> None:
    for command, pack in ((Command.ANALOG, analog), (Command.STATUS, status)):
        assert read_reply(command, frame.decode(reply(Blocks((pack,)))), 1) == Blocks((pack,))


@given(st.sampled_from(Command), st.binary(max_size=150), ASKED)
def test_any_info_is_a_message_or_a_protocol_error(command: Command, info: bytes, asked: int | None) -> None:
    with contextlib.suppress(ProtocolError):
        message = read_reply(command, Frame(0, 0, info), asked)
        assert isinstance(message, MESSAGES[command].reply)


@given(st.integers(0, 255), st.binary(max_size=40))
def test_any_request_is_a_message_or_a_layout_error(code: int, info: bytes) -> None:
    with contextlib.suppress(LayoutError):
        command, message = read_request(Frame(0, code, info))
        assert isinstance(message, MESSAGES[command].request)


@given(st.sampled_from(Command), st.integers(1, 255), st.binary(max_size=4))
def test_any_other_return_code_is_a_refusal(command: Command, code: int, info: bytes) -> None:
    with pytest.raises(ReturnCodeError, match=f"{code:02X}") as caught:
        read_reply(command, Frame(0, code, info))
    assert (caught.value.code, caught.value.info) == (code, info)


def test_a_refusal_says_what_it_means_or_that_nobody_knows() -> None:
    assert "command not supported" in str(ReturnCodeError(4))
    assert "unknown code" in str(ReturnCodeError(0x33))


def test_an_unknown_command_is_named() -> None:
    with pytest.raises(LayoutError, match="63H"):
        read_request(Frame(0, 0x63))


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (Command.SWITCH, Code(0x0E)),
        (Command.SWITCH, Code(0x04)),
        (Command.SWITCH, Empty()),
        (Command.CHARGE_MOSFET, Code(2)),
        (Command.SHUT_DOWN, Code(0)),
        (Command.READ_CLOCK, Code(1)),
        (Command.WRITE_DISCHARGE_OVER_CURRENT, DischargeCurrentLimits(1, 105, 110, 1.0)),
    ],
)
def test_what_may_never_be_sent_is_not_sent(command: Command, message: object) -> None:
    """D31 names codes that calibrate, erase or switch a protection off."""
    with pytest.raises(LayoutError):
        request(command, message)


def test_what_is_missing_is_told_of_the_usual_form() -> None:
    with pytest.raises(LayoutError, match="Record with"):
        read_reply(Command.READ_RECORD, Frame(0, 0, bytes(3)))


@pytest.mark.parametrize(
    ("command", "info", "message"),
    [
        (Command.READ_RECORD, "", Empty()),
        (Command.SWITCH, "", ControlReply()),
        (Command.WRITE_CLOCK, "0102", Empty()),
        (Command.SHUT_DOWN, "", Empty()),
        (Command.CHARGE_MOSFET, "26", MosfetReply(0x26)),
        (Command.READ_CHARGE_OVER_CURRENT, "010068006E0A", CurrentLimits(1, 104, 110, 1.0)),
        (
            Command.READ_CHARGE_OVER_CURRENT,
            "010068006E00640A",
            CurrentLimitsWithRelease(1, 104, 110, 100, 1.0),
        ),
        (
            Command.READ_DISCHARGE_OVER_CURRENT,
            "01FF97FF92FF9C0A",
            DischargeCurrentLimitsWithRelease(1, 105, 110, 100, 1.0),
        ),
        (
            Command.VERSION,
            (b"P16S100A".ljust(20) + b"BT-1".ljust(20)).hex(),
            Version("P16S100A", "BT-1"),
        ),
        (Command.SERIALS, b"1812101380309D".ljust(20).hex(), Serials("1812101380309D")),
    ],
    ids=lambda value: str(value)[:20],
)
def test_forms_of_other_firmwares(command: Command, info: str, message: object) -> None:
    assert read_reply(command, Frame(0, 0, bytes.fromhex(info))) == message


def test_a_shut_down_without_info_is_understood() -> None:
    """D31 sends it so; PBmsTools was captured sending 01."""
    assert read_request(Frame(0, Command.SHUT_DOWN)) == (Command.SHUT_DOWN, Empty())


@pytest.mark.parametrize("command", [command for command in Command if command not in strategies.OF_PACKS])
def test_an_answer_of_another_length_is_a_layout_error(command: Command) -> None:
    """Chapter 20, 3 and 8. An acknowledgement may carry anything."""
    if MESSAGES[command].reply == (Empty,):
        return
    with pytest.raises(LayoutError):
        read_reply(command, Frame(0, 0, bytes(99)))


def test_a_record_of_the_papers() -> None:
    """A1H of 16 cells and 6 temperatures is 72 bytes, LENID 090H (chapter 8)."""
    info = bytes.fromhex(
        "180815051D1F 10" + "0CC7" * 16 + "06" + "0B9B" * 6 + "FF1F CCCD 12D3 286A"
        "01 90 04 02 40 0E 008C FF FF FFFF"
    )
    assert len(info) == 0x90 // 2
    record = read_reply(Command.READ_RECORD, Frame(0, 0, info))
    assert isinstance(record, Record)
    assert (record.current, record.voltage, record.cycles) == (-2.25, 52.429, 140)
