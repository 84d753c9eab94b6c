"""The stream decoder: any pieces, any garbage, and no frame lost that came whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError
from hmi.protocol.frame import LONGEST, SHORTEST, Decoder, Frame, WireFault, decode, encode
from tests.protocol.recorded import DAMAGED, SOUND, Recorded

TEXTS = [recorded.text + b"\r" for recorded in SOUND]
FIRST, SECOND, THIRD = TEXTS[:3]
NOISE = b"\x00\xff 12:00 \r\n\n"


def heard(*pieces: bytes) -> list[Frame | WireFault]:
    decoder = Decoder()
    return [found for piece in pieces for found in decoder.feed(piece)]


def said(found: list[Frame | WireFault]) -> list[object]:
    """Faults are equal when they say the same."""
    return [item if isinstance(item, Frame) else (type(item), str(item)) for item in found]


def single(data: bytes) -> list[bytes]:
    return [data[place : place + 1] for place in range(len(data))]


@pytest.mark.parametrize("text", TEXTS)
def test_at_once_and_byte_by_byte(text: bytes) -> None:
    assert heard(text) == heard(*single(text)) == [decode(text)]


@pytest.mark.parametrize("text", TEXTS[:10])
def test_between_noise(text: bytes) -> None:
    assert heard(NOISE + text + NOISE + text + NOISE) == [decode(text)] * 2


@pytest.mark.parametrize("text", TEXTS[:4])
def test_cut_short_anywhere_the_next_frame_is_whole(text: bytes) -> None:
    for length in range(1, len(text)):
        *faults, last = heard(text[:length] + SECOND)
        assert last == decode(SECOND)
        assert len(faults) == 1
        assert isinstance(faults[0], FramingError)


@pytest.mark.parametrize("recorded", DAMAGED, ids=str)
def test_damaged_ones_are_faults(recorded: Recorded) -> None:
    [fault] = heard(recorded.text + b"\r")
    assert isinstance(fault, LengthCheckError | ChecksumError)


def test_hears_the_version_that_it_is_meant_for() -> None:
    sister = b"~20024642E00202FD33\r"
    [fault] = heard(sister)
    assert isinstance(fault, FramingError)
    assert Decoder(0x20).feed(sister) == Decoder(None).feed(sister) == [decode(sister, 0x20)]


def test_three_in_a_row() -> None:
    assert heard(FIRST + SECOND + THIRD) == [decode(FIRST), decode(SECOND), decode(THIRD)]


def test_damaged_in_the_middle() -> None:
    damaged = SECOND.replace(b"0CC7", b"0CC6", 1)
    first, fault, third = heard(FIRST + damaged + THIRD)
    assert (first, third) == (decode(FIRST), decode(THIRD))
    assert isinstance(fault, ChecksumError)


def test_characters_lost_in_the_middle() -> None:
    fault, frame = heard(SECOND[:40] + SECOND[42:] + FIRST)
    assert isinstance(fault, LengthCheckError)
    assert frame == decode(FIRST)


def test_a_doubled_begin() -> None:
    fault, frame = heard(b"~" + FIRST)
    assert isinstance(fault, FramingError)
    assert frame == decode(FIRST)


def test_a_lost_end() -> None:
    fault, frame = heard(FIRST.removesuffix(b"\r") + SECOND)
    assert isinstance(fault, FramingError)
    assert frame == decode(SECOND)


@pytest.mark.parametrize("surplus", [0, 1, 5000])
def test_what_is_too_long_is_dropped_and_the_next_frame_found(surplus: int) -> None:
    endless = b"~" + b"0" * (LONGEST - 1 + surplus)
    for pieces in ([endless + FIRST], single(endless + FIRST)):
        fault, frame = heard(*pieces)
        assert isinstance(fault, FramingError)
        assert frame == decode(FIRST)


def test_the_longest_frame_fits() -> None:
    longest = encode(Frame(1, 0, bytes(2047)))
    assert heard(longest) == heard(*single(longest)) == [decode(longest)]


def test_noise_is_counted_without_line_ends() -> None:
    decoder = Decoder()
    decoder.feed(b"ab\r\n" + FIRST + b"\r\ncde")
    assert decoder.noise == 5


def test_unfinished_from_begin_to_end() -> None:
    decoder = Decoder()
    states = []
    for byte in single(b"x" + FIRST):
        states.append(decoder.unfinished)
        decoder.feed(byte)
    assert states == [False, False, *[True] * (len(FIRST) - 1)]
    assert not decoder.unfinished


def test_reset_forgets_what_is_unfinished() -> None:
    decoder = Decoder()
    decoder.feed(FIRST[:10])
    decoder.reset()
    assert decoder.feed(FIRST[10:]) == []
    assert decoder.feed(FIRST) == [decode(FIRST)]


@pytest.mark.parametrize("text", [FIRST, SECOND])
def test_needed_never_asks_for_more_than_the_frame_has(text: bytes) -> None:
    decoder = Decoder()
    needed = [decoder.needed]
    for place, byte in enumerate(single(text), 1):
        decoder.feed(byte)
        needed.append(decoder.needed)
        assert 1 <= decoder.needed <= max(1, len(text) - place) or place == len(text)
    assert needed[0] == needed[-1] == SHORTEST
    assert needed[13] == len(text) - 13
    assert all(later == earlier - 1 for earlier, later in pairwise(needed[13:-1]))


@pytest.mark.parametrize("length", [b"zzzz", b" 12 ", b"0FFF", b"+0FF", b"E003"])
def test_needed_does_not_wait_for_a_length_that_is_damaged(length: bytes) -> None:
    decoder = Decoder()
    decoder.feed(b"~25014600" + length)
    assert decoder.needed == 1


def test_needed_is_one_when_a_frame_should_have_ended() -> None:
    decoder = Decoder()
    decoder.feed(FIRST.removesuffix(b"\r") + b"00")
    assert decoder.needed == 1


PIECES = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS).flatmap(lambda text: st.integers(0, len(text)).map(lambda end: text[:end])),
    st.sampled_from([b"~", b"\r", b"~~", b"~" + b"A" * LONGEST, b"0" * 50]),
)


@given(st.lists(PIECES, max_size=8), st.data())
def test_how_the_stream_is_cut_changes_nothing(pieces: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    parts = [stream[begin:end] for begin, end in pairwise([0, *cuts, len(stream)])]
    whole, cut = Decoder(), Decoder()
    assert said(whole.feed(stream)) == said([found for part in parts for found in cut.feed(part)])
    assert (whole.noise, whole.needed) == (cut.noise, cut.needed)


@given(st.lists(PIECES, max_size=8))
def test_anything_is_frames_and_faults(pieces: list[bytes]) -> None:
    for found in heard(*pieces):
        assert isinstance(found, Frame | FramingError | LengthCheckError | ChecksumError)


@given(st.binary(max_size=200), st.sampled_from(TEXTS))
def test_after_any_garbage_the_next_frame_is_heard(garbage: bytes, text: bytes) -> None:
    assert heard(garbage, text)[-1] == decode(text)
