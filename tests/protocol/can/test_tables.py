"""The tables: any bytes are a message or a fault in words, and any message comes back as it was sent."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.protocol.can import family, pylon, tables
from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import CHOICES, FAMILY, Language
from hmi.protocol.errors import LayoutError, UnknownFrameError
from tests.protocol.can.messages import LINES, any_frames, frames
from tests.protocol.can.recorded import heard

PYLON, GROWATT, SOFAR_HV = Language.PYLON, Language.GROWATT, Language.SOFAR_HV
OVER_VOLTAGE = Alarm.OVER_VOLTAGE
IDENTIFIERS = sorted(set().union(*(tables.identifiers(language) for language in Language)))
OF_NO_KNOWN_LENGTH = ("content_hex", "unknown_hex")  # of a meaning that is not known


def sendable(message: Any) -> bool:
    """Of a sign of life that is none nothing says what stands in it."""
    return (
        getattr(message, "heartbeat", None) is not False and getattr(message, "victron_gx", None) is not False
    )


@settings(max_examples=500)
@given(
    language=st.sampled_from(Language),
    identifier=st.sampled_from(IDENTIFIERS) | st.integers(0, 0x1FFFFFFF),
    data=st.binary(max_size=8) | st.binary(max_size=64),
    extended=st.booleans(),
)
def test_any_frame_is_a_message_or_a_fault(
    language: Language, identifier: int, data: bytes, extended: bool
) -> None:
    frame = CanFrame(identifier, data, extended)
    try:
        message = tables.decode(language, frame)
    except UnknownFrameError:
        assert not tables.known(language, frame)
    except LayoutError:
        assert tables.known(language, frame)
    else:
        assert tables.known(language, frame)
        assert len(data) <= 8
        assert type(message) in tables.MESSAGES[language][identifier].messages


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.parametrize(
    ("language", "identifier", "entry"), LINES, ids=[f"{line[0]} {line[1]:03X}" for line in LINES]
)
def test_what_is_heard_can_be_said_again(
    language: Language, identifier: int, entry: Entry, data: st.DataObject
) -> None:
    frame = data.draw(frames(language, identifier, entry))
    message = tables.decode(language, frame)
    if sendable(message):
        again = tables.encode(language, identifier, message, len(frame.data))
        assert len(again.data) == len(frame.data)
        assert tables.decode(language, again) == message
    else:
        with pytest.raises(LayoutError, match="that fits its field, came False"):
            tables.encode(language, identifier, message, len(frame.data))


@settings(max_examples=500)
@given(any_frames())
def test_without_a_length_nothing_is_added_that_was_not_told(sent: tuple[Language, CanFrame]) -> None:
    language, frame = sent
    message = tables.decode(language, frame)
    of_no_known_length = len(frame.data) < 8 and any(hasattr(message, name) for name in OF_NO_KNOWN_LENGTH)
    if sendable(message) and not of_no_known_length:
        assert tables.decode(language, tables.encode(language, frame.id, message)) == message


@settings(max_examples=400)
@given(sent=any_frames(), length=st.none() | st.integers(0, 9), data=st.data())
def test_what_can_be_said_is_heard_alike(
    sent: tuple[Language, CanFrame], length: int | None, data: st.DataObject
) -> None:
    """Whatever values are put together: refused, or read back as they were told."""
    language, frame = sent
    message = tables.decode(language, frame)
    names = [field.name for field in dataclasses.fields(message)]
    values = st.none() | st.booleans() | st.integers(-70000, 70000) | st.floats() | st.text(max_size=9)
    changed = data.draw(st.dictionaries(st.sampled_from(names), values, max_size=3))
    message = dataclasses.replace(message, **changed)
    try:
        again = tables.encode(language, frame.id, message, length)
    except LayoutError:
        return
    read = tables.decode(language, again)
    for name in names:
        told, back = getattr(message, name), getattr(read, name)
        if told is None or not (told or back):
            continue
        if isinstance(told, str) and name.endswith(("_hex", "_code")):  # filled with zeros
            assert back.rstrip("0") == told.upper().replace(" ", "").rstrip("0")
        elif isinstance(told, str):
            assert back == told.strip(" \0")
        elif back != told:
            # To the resolution, which is 1 degC, or 10 mV of a cell.
            assert abs(back - told) <= (5 if name.startswith("cell_m") else 0.5), name


@pytest.mark.parametrize(
    ("name", "lengths"),
    [
        ("351", "2, 4, 6 or 8"),
        ("355", "2, 4, 6 or 8"),
        ("359", "2, 4, 5, 7 or 8"),
        ("35A", "1, 2, 3, 4, 5, 6, 7 or 8"),
        ("35C", "1, 2, 3, 4, 5, 6, 7 or 8"),
        ("35E", "1, 2, 3, 4, 5, 6, 7 or 8"),
    ],
)
def test_a_length_that_cuts_a_field_or_leaves_none_is_refused(name: str, lengths: str) -> None:
    allowed = {int(length) for length in lengths.replace(" or ", ", ").split(", ")}
    for length in range(65):
        if length in allowed:
            heard(PYLON, name, "00" * length)
        else:
            with pytest.raises(LayoutError) as fault:
                heard(PYLON, name, "00" * length)
            assert str(fault.value) == f"expected frame {name} of {lengths} bytes, came {length}"


def test_a_frame_with_bytes_that_no_field_has_at_its_start_needs_more() -> None:
    with pytest.raises(LayoutError, match="expected frame 359 of 8 bytes, came 4"):
        heard(Language.SOFAR, "359", "00000000")
    assert heard(Language.SOFAR, "359", "0000000004102710").unknown_hex == "04102710"


def test_what_a_short_frame_does_not_hold_is_none() -> None:
    assert heard(PYLON, "355", "58005E00") == family.StateOfCharge(88, 94)
    assert heard(PYLON, "359", "0200") == pylon.Alarms((OVER_VOLTAGE,))
    assert heard(Language.SMA, "35A", "AAAAAA02AAAAAA").cleared_count == 25
    assert heard(Language.SMA, "35A", "04000000") == family.AlarmPairs((OVER_VOLTAGE,), None, (), 0)


def test_an_extended_frame_with_the_same_low_bits_is_another_address() -> None:
    for language in CHOICES:
        identifier = min(tables.identifiers(language))
        frame = CanFrame(identifier, bytes(8), extended=True)
        assert not tables.known(language, frame)
        with pytest.raises(
            UnknownFrameError, match=f"a frame of {language}, 11-bit .*, came frame {frame.name}"
        ):
            tables.decode(language, frame)
    with pytest.raises(UnknownFrameError, match="a frame of SOFAR_HV, 29-bit identifier, came frame 351"):
        heard(SOFAR_HV, "351", "C608FA00FA008007")


def test_of_a_high_voltage_battery_each_pack_has_its_identifiers() -> None:
    data = bytes.fromhex("31006400FFFFF600")
    assert tables.decode(SOFAR_HV, CanFrame(0xF355, data, True)).pack == 15
    assert not tables.known(SOFAR_HV, CanFrame(0x10355, data, True))
    assert tables.decode(SOFAR_HV, CanFrame(0x356, bytes.fromhex("6A01C8FFFA00"), True)).voltage_v == 36.2


def test_every_language_of_the_family_has_its_frames() -> None:
    for language in FAMILY:
        assert tables.identifiers(language) >= {0x351, 0x355, 0x356, 0x35A, 0x35E, 0x35F}
    assert not tables.identifiers(GROWATT) & {0x351, 0x355, 0x356}
    assert tables.identifiers(SOFAR_HV) >= {0x351, 0xF351}
