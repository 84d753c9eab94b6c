"""The checksum of VOLTRONIC frames, on captured ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.rs485.crc import crc16, is_sound, sealed

CAPTURED = ("01 03 00 70 00 01 85 D1", "01 03 00 02 02 40 E4 9A", "01 03 00 01 00 08 15 CC")


@pytest.mark.parametrize("text", CAPTURED)
def test_of_captured_frames(text: str) -> None:
    frame = bytes.fromhex(text)
    assert is_sound(frame)
    assert sealed(frame[:-2]) == frame


def test_the_word_that_everyone_checks_with() -> None:
    assert crc16(b"123456789") == 0x4B37


@given(st.binary(min_size=1, max_size=40), st.data())
def test_a_changed_bit_is_always_noticed(body: bytes, data: st.DataObject) -> None:
    frame = bytearray(sealed(body))
    bit = data.draw(st.integers(0, 8 * len(frame) - 1))
    frame[bit // 8] ^= 1 << bit % 8
    assert not is_sound(bytes(frame))
