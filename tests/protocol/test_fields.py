"""The register table: a value out of its field's range, or bytes out of its shape, is a LayoutError."""

from dataclasses import dataclass
from typing import Any

import pytest

from hmi.protocol import fields
from hmi.protocol.control import ControlReply
from hmi.protocol.errors import LayoutError
from hmi.protocol.identity import Capacities, Version
from hmi.protocol.parameters import DischargeCurrentLimits, FastCurrentLimits, MosfetTemperatureLimits


@dataclass(frozen=True, slots=True)
class Every:
    """A field of each coding."""

    byte: int = fields.u8()
    tenths: float = fields.u8(per=10)
    word: float = fields.u16(per=1000)
    signed: float = fields.s16(per=100)
    long: int = fields.u32()
    volts: tuple[float, ...] = fields.voltages()
    sensors: tuple[float | None, ...] = fields.temperatures()
    codes: tuple[int, ...] = fields.codes()
    name: str = fields.text(4)
    celsius: float = fields.temperature()
    magnitude: int = fields.negative16()
    more: bytes = fields.rest()


VALUES: dict[str, Any] = {
    "byte": 255,
    "tenths": 2.5,
    "word": 65.535,
    "signed": -327.68,
    "long": 0xFFFFFFFF,
    "volts": (3.271, 0.0),
    "sensors": (-40.0, None, 24.1),
    "codes": (0, 0xF0),
    "name": "A b",
    "celsius": -20.0,
    "magnitude": 105,
    "more": b"\x01\x02",
}
INFO = bytes.fromhex(
    "FF 19 FFFF 8000 FFFFFFFF 02 0CC7 0000 03 091A 8000 0B9B 02 00F0 41206220 09E2 FF97 0102"
)


def test_both_ways() -> None:
    assert fields.encode(Every(**VALUES)) == INFO
    assert fields.decode(Every, INFO) == Every(**VALUES)


def test_what_is_missing_is_named() -> None:
    for length in range(len(INFO) - 2):
        with pytest.raises(LayoutError, match=r"with \w+ at offset"):
            fields.decode(Every, INFO[:length])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("byte", 256),
        ("byte", -1),
        ("byte", None),
        ("word", 66.0),
        ("word", float("nan")),
        ("word", float("inf")),
        ("signed", 400.0),
        ("long", 1 << 32),
        ("volts", (70.0,)),
        ("volts", (1.0,) * 256),
        ("sensors", ("hot",)),
        ("codes", (256,)),
        ("name", "longer"),
        ("name", "\u20ac"),
        ("celsius", 7000.0),
        ("celsius", None),
        ("magnitude", 40000),
    ],
)
def test_what_does_not_fit_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(LayoutError, match=f"Every.{field}"):
        fields.encode(Every(**VALUES | {field: value}))


def test_surplus_is_refused() -> None:
    with pytest.raises(LayoutError, match="6 bytes"):
        fields.decode(Capacities, bytes(7))


def test_optional_fields_may_be_missing_at_the_end() -> None:
    assert fields.decode(FastCurrentLimits, bytes.fromhex("009604")) == FastCurrentLimits(150, 0.1)
    assert fields.encode(FastCurrentLimits(150, 0.1)) == bytes.fromhex("009604")
    assert fields.decode(ControlReply, b"") == ControlReply()


def test_padding_of_text_is_no_part_of_it() -> None:
    """Q13: space, NUL, or space then NUL."""
    for padding in (b"  ", b"\0\0", b" \0"):
        assert fields.decode(Version, b"P16S100A-1812-1.00" + padding).software == "P16S100A-1812-1.00"


def test_negative_limits_are_told_as_magnitudes() -> None:
    """Q15. A firmware that answers positive is understood too."""
    assert fields.decode(DischargeCurrentLimits, bytes.fromhex("01FF97FF920A")).alarm == 105
    assert fields.decode(DischargeCurrentLimits, bytes.fromhex("010069006E0A")).alarm == 105


def test_only_a_sensor_can_be_missing() -> None:
    """8000H, "not fitted", is a number as a limit: that group has no sensor."""
    limits = fields.decode(MosfetTemperatureLimits, bytes.fromhex("01 8000 0EF6 0DFC"))
    assert limits.alarm == 3003.8
