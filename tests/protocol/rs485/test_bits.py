"""Names of bits, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.rs485 import bits

TABLES = [
    table
    for table in vars(bits).values()
    if isinstance(table, dict) and all(map(str.islower, table.values()))
]


def test_the_byte_of_the_captures() -> None:
    assert bits.named(bits.REQUESTS, 0xC0) == ("discharge_enabled", "charge_enabled")


def test_a_bit_without_a_name_keeps_its_number() -> None:
    assert bits.named(bits.CHARGE_ALARM, 0x8011) == ("over_temperature", "bit_4", "bit_15")


@pytest.mark.parametrize("table", TABLES)
@given(raw=st.integers(0, 0xFFFF))
def test_both_ways(table: dict[int, str], raw: int) -> None:
    assert bits.raw_of(table, bits.named(table, raw)) == raw


def test_a_name_said_twice_sets_one_bit() -> None:
    assert bits.raw_of(bits.STATUS_3, ("full", "full")) == 1 << 3


@pytest.mark.parametrize("name", ["nonsense", "bit_16", "bit_3"])
def test_a_name_that_no_bit_has(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        bits.raw_of(bits.STATUS_3, (name,))
