"""Frames in captured text, as people and programs write them down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol import frame
from hmi.protocol.capture import frames
from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError, ProtocolError
from hmi.protocol.frame import Frame
from tests.protocol.recorded import DAMAGED, SOUND, Recorded

ASKED, ANSWER = b"~250146900000FDA5", b"~25014600E00202FD35"


def sound(line: bytes) -> list[Frame]:
    found = [item for _, item in frames(line)]
    assert all(isinstance(item, Frame) for item in found)
    return [item for item in found if isinstance(item, Frame)]


@pytest.mark.parametrize(
    "line",
    [
        ASKED,
        ASKED + b"\r",
        ASKED.lower(),
        b"  " + ASKED + b"\t",
        b"12:00:01.250 > " + ASKED,
        b"[TX] '" + ASKED + b"',",
        b'"' + ASKED + b'\\r",',
        ASKED + b"<CR>",
        ASKED + b" # asks for ~1 pack",
        ASKED + b"  17 chars",
        b"~" + ASKED,
        b"\xff\x00" + ASKED + b"\x00",
    ],
)
def test_one_frame_amid_other_things(line: bytes) -> None:
    assert sound(line) == [frame.decode(ASKED)]


@pytest.mark.parametrize("between", [b"", b"\r", b" ", b" -> ", b"\r\n", b"~"])
def test_two_frames_in_a_line(between: bytes) -> None:
    """Q21."""
    assert sound(ASKED + between + ANSWER) == [frame.decode(ASKED), frame.decode(ANSWER)]


@pytest.mark.parametrize("line", [b"", b"   ", b"\r", b"# a comment", b"  # with ~250146 in it", b"\t#"])
def test_nothing_to_decode(line: bytes) -> None:
    assert frames(line) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"no frame at all", FramingError),
        (b"~", FramingError),
        (b"~~", FramingError),
        (b"~2501", FramingError),
        (ASKED.replace(b"46", b"4x"), FramingError),
        (ANSWER[:-1], LengthCheckError),
        (ANSWER + b"00", LengthCheckError),
        (ANSWER.replace(b"02FD", b"03FD"), ChecksumError),
        (b'"' + ANSWER.replace(b"02FD", b"03FD") + b'",', ChecksumError),
    ],
)
def test_one_fault(line: bytes, fault: type[ProtocolError]) -> None:
    [(text, found)] = frames(line)
    assert isinstance(found, fault)
    assert text in line


def test_a_damaged_frame_does_not_harm_its_neighbours() -> None:
    first, fault, last = frames(ASKED + ANSWER[:12] + ASKED)
    assert first == last == (ASKED, frame.decode(ASKED))
    assert fault[0] == ANSWER[:12]
    assert isinstance(fault[1], FramingError)


@pytest.mark.parametrize("recorded", DAMAGED, ids=str)
def test_damaged_ones(recorded: Recorded) -> None:
    [(text, found)] = frames(recorded.text)
    assert text == recorded.text
    assert isinstance(found, LengthCheckError | ChecksumError)


@given(st.lists(st.sampled_from(SOUND), max_size=5), st.sampled_from([b"", b" ", b"\r", b" ... "]))
def test_any_number_of_frames(recorded: list[Recorded], between: bytes) -> None:
    line = between.join(item.text for item in recorded)
    assert sound(line) == [frame.decode(item.text) for item in recorded]


@given(st.binary(max_size=80))
def test_any_line_is_frames_and_faults(line: bytes) -> None:
    for text, found in frames(line):
        assert text
        assert isinstance(found, Frame | FramingError | LengthCheckError | ChecksumError)
