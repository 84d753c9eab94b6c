"""Which packs differ from the others, trait by trait."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.model.differing import Differing, Trait, differing
from hmi.model.stack import Pack, shown
from hmi.protocol.analog import PackAnalog
from tests.model.known import ANALOG, EMPTY, reading


def stack(*changes: dict[str, Any], now: float = 0.0) -> list[Pack]:
    """A pack for each, which is as known but for these values."""
    analogs = [replace(ANALOG, **change) for change in changes]
    return [shown(reading(slot, analog=analog), now) for slot, analog in enumerate(analogs, 1)]


def found(*changes: dict[str, Any]) -> list[tuple[int, Trait, float]]:
    return [(one.slot, one.trait, round(one.off, 3)) for one in differing(stack(*changes)).all]


SAME: dict[str, Any] = {}
WARM = {"temperatures": (24.5, 25.0, 24.5, 24.0, 25.0, 24.0)}
WIDE = {"cell_voltages": (3.300, 3.345, 3.290, *(3.300,) * 13)}


@pytest.mark.parametrize(
    ("change", "trait", "off"),
    [
        ({"remaining": 50.0}, Trait.SOC, -10.0),
        ({"remaining": 72.0}, Trait.SOC, 12.0),
        ({"current": -30.0}, Trait.CURRENT, 50.0),
        ({"current": -8.0}, Trait.CURRENT, -60.0),
        ({"current": 2.0}, Trait.CURRENT, -110.0),
        ({"voltage": 53.13}, Trait.VOLTAGE, 0.33),
        (WARM, Trait.TEMPERATURE, 3.125),
        (WIDE, Trait.SPREAD, 0.035),
        ({"full": 94.0, "remaining": 56.4}, Trait.SOH, -6.0),
        ({"cycles": 25}, Trait.CYCLES, -115.0),
    ],
)
def test_a_pack_that_is_far_from_the_middle_differs_in_that(
    change: dict[str, Any], trait: Trait, off: float
) -> None:
    assert found(SAME, change, SAME) == [(2, trait, off)]


@pytest.mark.parametrize(
    "change",
    [
        {"remaining": 51.0},
        {"current": -29.0},
        {"voltage": 53.11},
        {"temperatures": (23.0, 24.0, 23.5, 23.0, 90.0, 90.0)},  # warm are the MOSFETs and the room alone
        {"cell_voltages": (3.300,) * 16},  # closer together than the others' cells
        {"full": 96.0, "remaining": 57.6},
        {"cycles": 50},
    ],
)
def test_what_is_near_the_middle_does_not_differ(change: dict[str, Any]) -> None:
    assert found(SAME, change, SAME) == []


def test_of_two_packs_both_differ_and_none_is_the_odd_one() -> None:
    both = differing(stack(SAME, {"remaining": 48.0, "cell_voltages": (3.300,) * 16}))
    assert both.pair
    assert [(one.slot, one.trait, one.off) for one in both.of(1)] == [(1, Trait.SOC, 12.0)]
    assert [(one.slot, one.trait, one.off) for one in both.of(2)] == [(2, Trait.SOC, -12.0)]
    assert not differing(stack(SAME, {"remaining": 51.0})).all


def test_the_weight_is_told_in_thresholds() -> None:
    (one,) = differing(stack(SAME, {"remaining": 35.0}, SAME)).all
    assert (one.off, one.weight) == (-25.0, 2.5)


def test_one_that_is_far_off_does_not_make_the_others_differ() -> None:
    assert found(SAME, {"remaining": 5.0}, SAME) == [(2, Trait.SOC, -55.0)]


def test_the_greatest_difference_comes_first_and_cycles_which_only_explain_last() -> None:
    told = found(SAME, {"remaining": 48.0, "cycles": 800}, {"remaining": 30.0}, SAME, SAME)
    assert [(slot, trait) for slot, trait, _ in told] == [
        (3, Trait.SOC),
        (2, Trait.SOC),
        (2, Trait.CYCLES),
    ]


def test_current_is_compared_for_the_capacity_of_a_pack_and_only_while_it_flows() -> None:
    large = {"design": 230.0, "full": 230.0, "remaining": 138.0, "current": -46.0}
    assert found(SAME, large, SAME) == []
    assert found({"current": -1.0}, {"current": -2.0}, {"current": -1.0}) == []


def test_what_a_pack_does_not_tell_is_compared_among_the_others() -> None:
    untold = {"full": 0.0, "temperatures": (None,) * 6, "design": 0.0}
    far = {"remaining": 30.0}
    assert found(SAME, far, untold) == []  # two are left, and nobody knows which is the odd one
    assert found(SAME, far, untold, SAME) == [(2, Trait.SOC, -30.0)]


def test_packs_without_live_values_are_not_compared() -> None:
    old = stack(SAME, {"remaining": 5.0}, SAME, now=5.0)
    assert differing(old) == Differing()
    absent = shown(reading(4, analog=EMPTY), 0.0)
    assert differing([*stack(SAME), absent]) == Differing()


def test_packs_of_eight_cells_hang_on_a_lower_voltage() -> None:
    eight: PackAnalog = replace(ANALOG, cell_voltages=(3.3,) * 8, voltage=26.4)
    packs = [
        shown(reading(slot, analog=replace(eight, voltage=volts)), 0.0)
        for slot, volts in enumerate((26.4, 26.57, 26.4), 1)
    ]
    assert [(one.slot, one.trait) for one in differing(packs).all] == [(2, Trait.VOLTAGE)]
