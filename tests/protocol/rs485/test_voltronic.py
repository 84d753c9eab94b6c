"""VOLTRONIC frames: captured ones, both ways to count, each fault under its name, any stream."""

import contextlib
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError, ProtocolError
from hmi.protocol.rs485 import crc, registers
from hmi.protocol.rs485.voltronic import (
    READ,
    WRITE,
    Answer,
    Counting,
    Damaged,
    Decoder,
    Refusal,
    Request,
    decode_answer,
    decode_request,
    encode,
)

CVL = bytes.fromhex("01 03 00 70 00 01 85 D1")
BYTES = st.integers(0, 255)
WORDS = st.integers(0, 0xFFFF)
REQUESTS = st.builds(Request, BYTES, WORDS, WORDS, BYTES)
PLAUSIBLE = st.builds(
    Request, st.integers(1, 16), st.integers(0, 0x77), st.integers(1, 0x77), st.sampled_from((READ, WRITE))
)
WHOLE_REGISTERS = st.integers(0, 40).flatmap(lambda count: st.binary(min_size=2 * count, max_size=2 * count))
FUNCTIONS = st.integers(0, 0x7F)


class TestCaptured:
    def test_a_request(self) -> None:
        assert decode_request(CVL) == Request(1, register=0x70, count=1)
        assert encode(Request(1, register=0x70, count=1)) == CVL

    def test_an_answer_whose_length_counts_bytes(self) -> None:
        seplos = bytes.fromhex("01 03 00 02 02 40 E4 9A")
        answer = decode_answer(seplos)
        assert answer == Answer(1, b"\x02\x40", counting=Counting.BYTES)
        assert encode(answer) == seplos
        assert registers.decode(0x70, answer.data) == {"charge_voltage_limit_v": 57.6}

    def test_an_answer_whose_length_counts_registers(self) -> None:
        jk = bytes.fromhex("01 03 00 01 00 08 15 CC")
        answer = decode_answer(jk)
        assert answer == Answer(1, b"\x00\x08", counting=Counting.REGISTERS)
        assert encode(answer) == jk
        assert registers.decode(0x10, answer.data) == {"cells": 8}

    def test_the_capacity(self) -> None:
        answer = decode_answer(crc.sealed(bytes.fromhex("01 03 00 02 00 03 0D 40")))
        assert isinstance(answer, Answer)
        assert registers.decode(0x34, answer.data) == {"full_capacity_ah": 200.0}


@given(REQUESTS)
def test_a_request_arrives_as_it_was_meant(request: Request) -> None:
    assert decode_request(encode(request)) == request


@given(st.builds(Answer, BYTES, WHOLE_REGISTERS.filter(bool), FUNCTIONS, st.sampled_from(Counting)))
def test_an_answer_arrives_as_it_was_meant_whichever_way_it_counts(answer: Answer) -> None:
    assert decode_answer(encode(answer)) == answer


@given(st.builds(Refusal, BYTES, FUNCTIONS, BYTES))
def test_a_refusal_arrives_as_it_was_meant(refusal: Refusal) -> None:
    frame = encode(refusal)
    assert len(frame) == 5
    assert decode_answer(frame) == refusal


def test_the_papers_form_is_the_usual_one() -> None:
    assert encode(Answer(1, bytes(6)))[:4] == bytes((1, 3, 0, 3))
    assert encode(Answer(1, bytes(6), counting=Counting.BYTES))[:4] == bytes((1, 3, 0, 6))


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (b"", LengthCheckError),
        (CVL[:-1], LengthCheckError),
        (CVL + b"\0", LengthCheckError),
        (CVL[:-1] + b"\0", ChecksumError),
    ],
)
def test_what_is_no_request(frame: bytes, fault: type[ProtocolError]) -> None:
    with pytest.raises(fault):
        decode_request(frame)


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (b"", LengthCheckError),
        (b"\x01\x03\x00\x00", LengthCheckError),
        (b"\x01\x03\x00\x00\x00", ChecksumError),
        (crc.sealed(b"\x01\x03\x00"), LengthCheckError),  # cut behind half of its length
        (crc.sealed(b"\x01\x83\x02\x00"), LengthCheckError),  # a refusal with too much
        (crc.sealed(b"\x01\x03\x00\x02\x02\x40\x00"), LengthCheckError),
        (crc.sealed(b"\x01\x03\x00\x03\x02\x40\x00"), LengthCheckError),  # one register and a half
    ],
)
def test_what_is_no_answer(frame: bytes, fault: type[ProtocolError]) -> None:
    with pytest.raises(fault):
        decode_answer(frame)


def test_a_wrong_crc_says_which_would_be_right() -> None:
    with pytest.raises(ChecksumError, match="expected CRC 85 D1, came 85 D2"):
        decode_request(CVL[:-1] + b"\xd2")


@pytest.mark.parametrize("frame", [Request(256, 0, 1), Request(1, 0x10000, 1), Refusal(1, 3, 256)])
def test_what_no_frame_can_carry_is_refused(frame: Request | Refusal) -> None:
    with pytest.raises(FramingError):
        encode(frame)


@given(st.binary(max_size=40))
def test_any_bytes_are_a_frame_or_a_fault(frame: bytes) -> None:
    for body in (frame, crc.sealed(frame)):
        for decode in (decode_request, decode_answer):
            with contextlib.suppress(ProtocolError):
                decode(body)


class TestStream:
    def test_at_once_and_byte_by_byte(self) -> None:
        decoder = Decoder()
        assert decoder.feed(CVL) == [Request(1, 0x70, 1)]
        assert [found for byte in CVL for found in decoder.feed(bytes((byte,)))] == [Request(1, 0x70, 1)]

    @given(st.binary(max_size=60), PLAUSIBLE)
    def test_after_any_garbage_the_next_request_is_heard(self, garbage: bytes, request: Request) -> None:
        frame = encode(request)
        earlier = garbage + frame[:-1]
        assume(not any(crc.is_sound(earlier[at : at + 8]) for at in range(len(earlier) - 7)))
        decoder = Decoder()
        swallowed = [found for found in decoder.feed(garbage) if isinstance(found, Request)]
        heard = [found for found in decoder.feed(frame) if isinstance(found, Request)]
        assert (swallowed, heard) == ([], [request])

    @given(st.lists(PLAUSIBLE, min_size=1, max_size=5))
    def test_one_behind_the_other(self, requests: list[Request]) -> None:
        assert Decoder().feed(b"".join(map(encode, requests))) == requests

    def test_a_damaged_request_is_named_and_the_next_one_heard(self) -> None:
        damaged = CVL[:-1] + b"\0"
        assert Decoder().feed(damaged) == [Damaged(1, READ)]
        assert Decoder().feed(damaged + CVL) == [Damaged(1, READ), Request(1, 0x70, 1)]

    def test_a_request_cut_short_hides_nothing(self) -> None:
        for length in range(len(CVL)):
            assert Decoder().feed(CVL[:length] + CVL)[-1] == Request(1, 0x70, 1)

    @pytest.mark.parametrize(
        "unlikely",
        [
            "00 03 00 70 00 01",
            "11 03 00 70 00 01",
            "01 04 00 70 00 01",
            "01 03 01 70 00 01",
            "01 03 00 70 00 00",
            "01 03 00 70 00 78",
        ],
    )
    def test_what_does_not_look_like_a_request_is_noise(self, unlikely: str) -> None:
        assert Decoder().feed(bytes.fromhex(unlikely) + b"\0\0") == []

    def test_a_sound_frame_is_a_request_whatever_it_asks(self) -> None:
        odd = Request(0, 0xFFFF, 0, 0x2B)
        assert Decoder().feed(encode(odd)) == [odd]

    @given(st.lists(st.binary(max_size=20) | PLAUSIBLE.map(encode), max_size=8), st.data())
    def test_how_the_stream_is_cut_changes_nothing(self, pieces: list[bytes], data: st.DataObject) -> None:
        stream = b"".join(pieces)
        cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
        parts = [stream[begin:end] for begin, end in pairwise([0, *cuts, len(stream)])]
        whole, cut = Decoder(), Decoder()
        assert whole.feed(stream) == [found for part in parts for found in cut.feed(part)]
