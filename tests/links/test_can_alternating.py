"""What makes two senders of one identifier, and what is only one whose values move."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.links.can.alternating import alternates


def returns(*data: str) -> int:
    """How many of these data, from the third on, alternate."""
    came = [bytes.fromhex(one) for one in data]
    return sum(
        alternates(newest, last, before)
        for (before, last), (_, newest) in zip(pairwise(came), pairwise(came[1:]), strict=False)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4300640000000000", "5A00640000000000"),  # SOC 67 and 90 %
        ("4A14130070000000", "0F13C8FF70000000"),  # two voltages and currents
        ("4A1413007000", "4A14130070000000"),  # the same in another length
        ("50594C4F4E202020", "474F4F4457450000"),  # two names
        ("1402740ECC017401", "0214740ECC017401"),  # bytes in the other order
        ("01", "63"),
    ],
)
def test_two_senders_in_turns_alternate_at_every_frame(one: str, other: str) -> None:
    assert returns(one, other, one, other, one) == 3


def test_two_senders_whose_values_drift_alternate() -> None:
    assert returns("4A141300", "0F13C8FF", "4B141200", "1013C8FF", "49141400") == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4A140000", "4A14FFFF"),  # 0.0 and -0.1 A
        ("00FF", "0100"),  # a neighbour in the other byte order
        ("0064", "0065"),
        ("41", "42"),
        ("4A141300", "4A142200"),  # 1.5 A more: a load that flickers
        ("", ""),
    ],
)
def test_a_value_that_flickers_between_neighbours_does_not_alternate(one: str, other: str) -> None:
    assert returns(one, other, one, other, one) == 0


def test_a_step_and_a_counter_do_not_alternate() -> None:
    assert returns("0A00", "0A00", "F401", "F401", "F401") == 0
    assert returns(*(f"{count:02X}" for count in range(0, 250, 30))) == 0


def test_a_load_on_for_one_frame_is_one_return_and_a_rare_sender_one_for_each_frame() -> None:
    quiet, loaded = "0A00", "F401"
    assert returns(quiet, quiet, loaded, quiet, quiet) == 1
    assert returns(*[quiet, quiet, quiet, loaded] * 3, quiet) == 3


@given(st.binary(max_size=8), st.binary(max_size=8))
def test_the_same_data_again_never_alternate(data: bytes, before: bytes) -> None:
    assert not alternates(data, data, before)
    assert not alternates(bytearray(data), data, data)
