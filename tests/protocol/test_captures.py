"""Every recorded frame says what its file says, and goes back on the wire character for character."""

import pytest

from hmi.protocol import fields, frame, messages
from hmi.protocol.blocks import Blocks
from hmi.protocol.blocks import encode as encode_blocks
from hmi.protocol.control import MosfetReply
from hmi.protocol.errors import ChecksumError, LengthCheckError, ProtocolError, ReturnCodeError
from hmi.protocol.frame import Frame
from hmi.protocol.messages import read_reply, read_request
from tests.protocol.as_recorded import WORDS
from tests.protocol.recorded import DAMAGED, SOUND, Recorded

FAULTS = {"lchksum": LengthCheckError, "length": LengthCheckError, "chksum": ChecksumError}
# The texts of these are filled up with a NUL, or with spaces and NULs. We fill with spaces, as most do.
FILLED_OTHERWISE = (b"~25014600602850313653313030412D313831322D312E30302000F58E",)


def message_of(recorded: Recorded, read: Frame) -> object:
    if recorded.is_request:
        return read_request(read)[1]
    try:
        return read_reply(recorded.command, read)
    except ReturnCodeError as refusal:  # one recorded, of 9BH; it carries the system status
        return fields.decode(MosfetReply, refusal.info)


@pytest.mark.parametrize("recorded", SOUND, ids=str)
def test_it_says_what_the_file_says(recorded: Recorded) -> None:
    read = frame.decode(recorded.text)
    message = message_of(recorded, read)
    says = {"valid": True, "ver": frame.VERSION, "adr": read.address, "cid1": read.cid1}
    if not recorded.is_request:
        says["rtn"] = read.code
    assert says | WORDS[type(message)](message) == recorded.says


@pytest.mark.parametrize("recorded", SOUND, ids=str)
def test_it_goes_back_on_the_wire_unchanged(recorded: Recorded) -> None:
    read = frame.decode(recorded.text)
    message = message_of(recorded, read)
    info = encode_blocks(message) if isinstance(message, Blocks) else fields.encode(message)
    again = frame.encode(Frame(read.address, read.code, info, read.cid1))
    if recorded.text in FILLED_OTHERWISE:
        assert message_of(recorded, frame.decode(again)) == message
    else:
        assert again == recorded.text + b"\r"


@pytest.mark.parametrize("recorded", SOUND, ids=str)
def test_each_end_of_the_wire_says_it_alike(recorded: Recorded) -> None:
    read = frame.decode(recorded.text)
    if recorded.text == b"~25004699E0020EFD11":
        # nkinnan sent 0EH to a pack that did not answer. What it does is contested, so we never send it.
        with pytest.raises(ProtocolError):
            messages.request(recorded.command, message_of(recorded, read))
    elif recorded.text not in FILLED_OTHERWISE:
        said = (
            messages.request(recorded.command, message_of(recorded, read), read.address)
            if recorded.is_request
            else messages.reply(message_of(recorded, read), read.address, read.code)
        )
        assert said == recorded.text + b"\r"


@pytest.mark.parametrize("recorded", DAMAGED, ids=str)
def test_a_damaged_one_is_the_fault_that_the_file_names(recorded: Recorded) -> None:
    with pytest.raises(FAULTS[recorded.says["error"]]):
        frame.decode(recorded.text)


def test_none_is_left_out() -> None:
    assert len(SOUND) + len(DAMAGED) == 109
