"""Who speaks, and what a reply answers: in order, late, unasked, refused, echoed."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol import frame
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.command import MESSAGES, Command
from hmi.protocol.control import Code, Empty, MosfetReply
from hmi.protocol.conversation import Conversation, Reply, Request
from hmi.protocol.errors import ImplausibleError, LayoutError, ProtocolError
from hmi.protocol.frame import Frame
from hmi.protocol.identity import PackCount
from hmi.protocol.messages import reply, request
from tests.protocol.recorded import SOUND, Recorded
from tests.protocol.test_blocks import analog_pack, status_pack

ANALOG, STATUS = Blocks((analog_pack(16, 6),)), Blocks((status_pack(16, 6),))


def sent(text: bytes) -> Frame:
    return frame.decode(text)


def asked(command: Command, message: object = Empty()) -> Frame:
    return sent(request(command, message))


def answered(message: object, code: int = 0) -> Frame:
    return sent(reply(message, 1, code))


def hear_reply(conversation: Conversation, received: Frame) -> Reply:
    heard = conversation.hear(received)
    assert isinstance(heard, Reply)
    return heard


@pytest.mark.parametrize("recorded", [item for item in SOUND if item.is_request], ids=str)
def test_recorded_requests_are_told_from_replies(recorded: Recorded) -> None:
    heard = Conversation().hear(sent(recorded.text))
    assert isinstance(heard, Request)
    assert heard.command == recorded.command
    assert not heard.is_echo


@pytest.mark.parametrize("recorded", [item for item in SOUND if not item.is_request], ids=str)
def test_recorded_replies_unasked(recorded: Recorded) -> None:
    """Without its request a reply says its command, or that several have such a reply, its own among them."""
    heard = hear_reply(Conversation(), sent(recorded.text))
    if recorded.says["rtn"]:
        assert (heard.answers, heard.possible, heard.message) == (None, (), None)
    else:
        assert heard.answers == recorded.command or recorded.command in heard.possible


@pytest.mark.parametrize("command", [0x90, 0xE1, 0xE2, 0xE3, 0xE4])
def test_return_codes_of_other_papers_are_commands_here(command: int) -> None:
    message = next(iter(MESSAGES[Command(command)].request))
    info = b"" if message is Empty else bytes.fromhex({0xE2: "009604", 0xE4: "0C"}[command])
    heard = Conversation().hear(Frame(0, command, info))
    assert isinstance(heard, Request)
    assert heard.command == command


@pytest.mark.parametrize("code", [0x01, 0x04, 0x09, 0x0F, 0x91])
def test_return_codes(code: int) -> None:
    conversation = Conversation()
    conversation.hear(asked(Command.READ_CLOCK))
    heard = hear_reply(conversation, Frame(1, code))
    assert (heard.answers, heard.message) == (Command.READ_CLOCK, None)


def test_a_reply_answers_the_last_request() -> None:
    conversation = Conversation()
    conversation.hear(asked(Command.CHARGE_MOSFET, Code(0)))
    conversation.hear(asked(Command.PACK_COUNT))
    heard = hear_reply(conversation, answered(PackCount(2)))
    assert (heard.answers, heard.message) == (Command.PACK_COUNT, PackCount(2))
    again = hear_reply(conversation, answered(PackCount(2)))
    assert again.answers is None
    assert Command.PACK_COUNT in again.possible


@pytest.mark.parametrize("code", [1, 2, WHOLE_STACK])
def test_what_was_asked_of_which_pack_is_told(code: int) -> None:
    conversation = Conversation()
    conversation.hear(asked(Command.ANALOG, Code(code)))
    assert hear_reply(conversation, answered(ANALOG)).asked == code


def test_a_late_reply_is_known_by_its_layout_and_the_right_one_follows() -> None:
    """Q19."""
    conversation = Conversation()
    conversation.hear(asked(Command.ANALOG, Code(1)))
    conversation.hear(asked(Command.STATUS, Code(1)))
    late = hear_reply(conversation, answered(ANALOG))
    assert (late.answers, late.expected, late.message) == (Command.ANALOG, Command.STATUS, ANALOG)
    right = hear_reply(conversation, answered(STATUS))
    assert (right.answers, right.expected, right.message) == (Command.STATUS, None, STATUS)


def test_a_reply_that_nothing_fits() -> None:
    conversation = Conversation()
    with pytest.raises(LayoutError, match="fit none"):
        conversation.hear(Frame(1, 0, bytes(99)))
    conversation.hear(asked(Command.STATUS, Code(1)))
    with pytest.raises(LayoutError, match="PackStatus"):
        conversation.hear(Frame(1, 0, bytes(99)))


def test_a_reply_that_cannot_be_true() -> None:
    absurd = answered(Blocks((analog_pack(16, 6, volts=65.0),)))
    conversation = Conversation()
    with pytest.raises(ImplausibleError, match="cell 1"):
        conversation.hear(absurd)
    conversation.hear(asked(Command.ANALOG, Code(1)))
    with pytest.raises(ImplausibleError, match="cell 1"):
        conversation.hear(absurd)


def test_after_a_damaged_frame_nothing_is_known_of_the_request() -> None:
    conversation = Conversation()
    conversation.hear(asked(Command.PACK_COUNT))
    conversation.miss()
    assert hear_reply(conversation, answered(PackCount(1))).answers is None


def test_several_commands_may_have_the_same_message() -> None:
    """Pack over- and under-voltage: which limits they are is open, what they say is not."""
    heard = hear_reply(Conversation(), sent(b"~25004600F01001E100E740D2F00AFA24"))
    assert heard.possible == (Command.READ_PACK_OVER_VOLTAGE, Command.READ_PACK_UNDER_VOLTAGE)
    assert heard.message is not None


def test_a_refused_mosfet_command_tells_the_state() -> None:
    """Q11."""
    conversation = Conversation()
    conversation.hear(sent(b"~2500469BE00201FD1C"))
    refused = hear_reply(conversation, sent(b"~25004609E00204FD2B"))
    assert (refused.answers, refused.message) == (Command.DISCHARGE_MOSFET, MosfetReply(0x04))
    unasked = hear_reply(conversation, sent(b"~25004609E00204FD2B"))
    assert (unasked.answers, unasked.message) == (None, None)


def test_an_echo_is_no_second_request() -> None:
    """Q18."""
    conversation = Conversation()
    conversation.hear(asked(Command.PACK_COUNT))
    echo = conversation.hear(asked(Command.PACK_COUNT))
    assert isinstance(echo, Request)
    assert echo.is_echo
    assert hear_reply(conversation, answered(PackCount(1))).answers == Command.PACK_COUNT


@pytest.mark.parametrize(
    ("command", "message"), [(Command.ANALOG, ANALOG), (Command.STATUS, STATUS)], ids=["42", "44"]
)
def test_a_pushed_frame_carries_its_command(command: Command, message: Blocks[PackAnalog]) -> None:
    heard = hear_reply(Conversation(), answered(message, code=command))
    assert (heard.pushed, heard.answers, heard.message) == (True, command, message)
    with pytest.raises(LayoutError):
        Conversation().hear(Frame(1, command, bytes(7)))


def test_a_command_that_is_not_ours() -> None:
    """Another program may say what we never do; its answer is not read as one to what was asked before."""
    conversation = Conversation()
    conversation.hear(asked(Command.PACK_COUNT))
    heard = conversation.hear(Frame(0, 0x63, b"\x01\x02\x03"))
    assert isinstance(heard, Request)
    assert (heard.command, heard.message) == (None, None)
    answer = hear_reply(conversation, answered(PackCount(1)))
    assert (answer.answers, answer.message) == (0x63, None)


FRAMES = st.one_of(
    st.builds(Frame, st.integers(0, 15), st.integers(0, 255), st.binary(max_size=80)),
    st.sampled_from(SOUND).map(lambda recorded: sent(recorded.text)),
)


@given(st.lists(FRAMES, max_size=6))
def test_any_conversation_is_requests_replies_and_protocol_errors(frames: list[Frame]) -> None:
    conversation = Conversation()
    for received in frames:
        with contextlib.suppress(ProtocolError):
            assert conversation.hear(received).frame == received
