"""The envelope: LENGTH, CHKSUM, and each fault under its own name."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError, ProtocolError
from hmi.protocol.frame import LONGEST, Frame, checksum, decode, encode, length_field
from tests.protocol.recorded import SOUND, Recorded

FRAMES = st.builds(
    Frame, st.integers(0, 255), st.integers(0, 255), st.binary(max_size=2047), st.integers(0, 255)
)
SOUND_TEXT = b"~25014600E00202FD35"


@pytest.mark.parametrize(
    ("characters", "field"),
    [
        (0x000, 0x0000),
        (0x002, 0xE002),
        (0x004, 0xC004),
        (0x006, 0xA006),
        (0x00C, 0x400C),
        (0x012, 0xD012),
        (0x07A, 0xF07A),
        (0x096, 0x1096),
        (0x160, 0x9160),
        (0x568, 0xD568),
    ],
)
def test_length_of_the_papers(characters: int, field: int) -> None:
    assert length_field(characters) == field


def test_checksum_of_the_papers() -> None:
    assert checksum(b"1203400356ABCEFE") == 0xFC72


def test_checksum_has_four_digits_however_small_it_is() -> None:
    """Q27: of very long frames it may be below 1000H."""
    frame = Frame(0, 0, bytes(656))
    assert encode(frame)[-5:-4] == b"0"
    assert decode(encode(frame)) == frame


def test_the_longest_frame() -> None:
    longest = Frame(0, 0, b"\xff" * 2047)
    assert len(encode(longest)) == LONGEST - 1  # an odd LENID is no whole byte
    assert decode(encode(longest)) == longest


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (b"~250146040000FDAA", Frame(1, 0x04)),
        (b"~250046020000FDAD", Frame(0, 0x02)),
        (b"~25014642E00201FD30", Frame(1, 0x42, b"\x01")),
        (b"~250046000000FDAF", Frame(0, 0x00)),
    ],
    ids=["unknown command (constructed)", "checksum error (constructed)", "analog of pack 1", "accepted"],
)
def test_worked_examples(text: bytes, frame: Frame) -> None:
    assert decode(text) == frame
    assert encode(frame) == text + b"\r"


@given(FRAMES)
def test_round_trip(frame: Frame) -> None:
    assert decode(encode(frame)) == frame


@pytest.mark.parametrize("recorded", SOUND[:8], ids=str)
def test_lower_case_is_accepted_whichever_case_the_checksum_was_made_for(recorded: Recorded) -> None:
    text = recorded.text
    body = text[1:-4].lower()
    assert decode(text.lower()) == decode(text)
    assert decode(b"~%b%04x" % (body, checksum(body))) == decode(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", FramingError),
        (b"\r", FramingError),
        (SOUND_TEXT[1:], FramingError),
        (b"~", FramingError),
        (b"~250146\r", FramingError),
        (b"~25014600 00202FD35", FramingError),
        (b"~25014600E002G2FD35", FramingError),
        (SOUND_TEXT.replace(b"~25", b"~+5"), FramingError),
        (SOUND_TEXT + b"\n", FramingError),
        (b"~25014600D00202FD36", LengthCheckError),
        (SOUND_TEXT[:-1], LengthCheckError),
        (SOUND_TEXT[:-4] + b"02" + SOUND_TEXT[-4:], LengthCheckError),
        (b"~25014600F0010FD82", LengthCheckError),
        (b"~25014600E00203FD35", ChecksumError),
        (b"~25014600E00202FD36", ChecksumError),
    ],
)
def test_each_fault_has_its_name(text: bytes, fault: type[ProtocolError]) -> None:
    with pytest.raises(fault) as caught:
        decode(text)
    assert caught.value.expected
    assert caught.value.came
    assert str(caught.value) == f"expected {caught.value.expected}, came {caught.value.came}"


def test_an_odd_length_is_named_as_such() -> None:
    with pytest.raises(LengthCheckError, match="even"):
        decode(b"~25014600F0010FD82")


@pytest.mark.parametrize("version", [b"20", b"21", b"22", b"12"])
def test_another_version_is_not_this_protocol(version: bytes) -> None:
    """Q22: the same framing with other layouts."""
    body = version + b"014600" + b"0000"
    with pytest.raises(FramingError, match="version"):
        decode(b"~%b%04X" % (body, checksum(body)))


def test_a_sister_protocol_is_read_and_written_where_its_version_is_asked_for() -> None:
    """The check frame of Pylon's RS485 paper V3.3."""
    text = b"~20024642E00202FD33"
    assert decode(text, 0x20) == decode(text, None) == Frame(2, 0x42, b"\x02", version=0x20)
    assert encode(decode(text, 0x20)) == text + b"\r"
    with pytest.raises(FramingError, match="protocol version 20H"):
        decode(SOUND_TEXT, 0x20)


@given(st.data())
def test_a_changed_character_is_always_noticed(data: st.DataObject) -> None:
    text = bytearray(data.draw(st.sampled_from(SOUND)).text)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda code: code != text[place]))
    if bytes((other,)).upper() == bytes((text[place],)).upper():
        return
    text[place] = other
    with pytest.raises((FramingError, LengthCheckError, ChecksumError)):
        decode(bytes(text))


@given(st.binary(max_size=60))
def test_any_bytes_are_a_frame_or_a_fault(text: bytes) -> None:
    with contextlib.suppress(FramingError, LengthCheckError, ChecksumError):
        assert isinstance(decode(text), Frame)


def test_what_no_frame_can_carry_is_refused() -> None:
    with pytest.raises(LengthCheckError):
        encode(Frame(0, 0, bytes(2048)))
    with pytest.raises(FramingError):
        encode(Frame(256, 0))
    with pytest.raises(FramingError):
        encode(Frame(0, -1))
