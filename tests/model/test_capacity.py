from dataclasses import replace
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.model.capacity import cell_charges
from hmi.protocol.analog import PackAnalog
from hmi.simulator.cells import chemistry
from tests.model.known import ANALOG

MILLIVOLTS = st.lists(st.integers(2000, 4200), min_size=1, max_size=16)
# Pack 3 of fancyui issues #46 and #52, captured on different days at small currents: its cell 15 lags behind.
AT_36 = PackAnalog(
    (3.273, 3.274, 3.272, 3.272, 3.273, 3.273, 3.271, 3.268, 3.273, 3.273, 3.272, 3.271, 3.273, 3.282, 3.251),
    (), -5.17, 49.075, 71.76, 2, 199.04, 24, 200.0, b"\x24",
)  # fmt: skip
AT_74 = PackAnalog(
    (3.338, 3.338, 3.338, 3.338, 3.338, 3.338, 3.338, 3.339, 3.338, 3.338, 3.338, 3.337, 3.338, 3.347, 3.322),
    (), 1.08, 50.068, 147.51, 2, 198.96, 26, 200.0, b"\x4a",
)  # fmt: skip
# nkinnan issue #50: 24 A into 99 Ah spreads the cells by their resistances.
CHARGED_HARD = PackAnalog(
    (
        3.379, 3.382, 3.388, 3.376, 3.386, 3.382, 3.388, 3.381,
        3.390, 3.387, 3.389, 3.384, 3.383, 3.383, 3.382, 3.380,
    ),
    (), 24.12, 54.194, 67.6, 2, 99.0, 952, 99.0, b"\x44",
)  # fmt: skip


def charges(pack: PackAnalog) -> list[float]:
    told = [charge for charge in cell_charges(pack) if charge is not None]
    assert len(told) == len(pack.cell_voltages)
    return told


def with_cells(millivolts: list[int], soc: float) -> PackAnalog:
    return replace(ANALOG, cell_voltages=tuple(one / 1000 for one in millivolts), remaining=soc)


def test_equal_cells_hold_what_the_pack_holds() -> None:
    pack = replace(ANALOG, cell_voltages=(3.3,) * 16)
    assert charges(pack) == pytest.approx([60.0] * 16)


def test_while_full_is_not_known_no_cell_tells_a_charge() -> None:
    assert cell_charges(replace(ANALOG, full=0.0)) == (None,) * 16


def test_a_pack_without_cell_voltages_has_no_cell_charges() -> None:
    assert cell_charges(replace(ANALOG, cell_voltages=())) == ()


def test_a_real_cell_that_lags_behind_lacks_much_the_same_at_two_states_of_charge() -> None:
    lacks = [fmean(charges(pack)) - charges(pack)[14] for pack in (AT_36, AT_74)]
    assert all(15 < lack < 30 for lack in lacks)
    assert lacks[0] == pytest.approx(lacks[1], abs=8)


def test_sound_real_cells_differ_by_little() -> None:
    sound = charges(AT_74)[:13]
    assert max(sound) - min(sound) < 0.02 * AT_74.full


def test_what_resistances_do_under_a_large_current_does_not_pass_for_charge() -> None:
    found = charges(CHARGED_HARD)
    assert max(found) - min(found) < 0.02 * CHARGED_HARD.full


def test_a_cell_in_the_knee_is_told_to_be_nearly_empty_though_the_pack_is_not() -> None:
    weak = replace(ANALOG, cell_voltages=(3.25,) * 15 + (2.60,), remaining=25.0)
    assert charges(weak)[15] < 5.0


def test_the_steep_ends_tell_empty_and_full() -> None:
    empty = replace(ANALOG, cell_voltages=(2.5,) * 15 + (2.4,), remaining=0.0)
    assert charges(empty) == pytest.approx([0.0] * 16)
    full = replace(ANALOG, cell_voltages=(3.55,) * 15 + (3.60,), remaining=100.0)
    assert charges(full) == pytest.approx([100.0] * 16)


def test_in_a_full_pack_a_cell_that_stays_on_the_plateau_is_told_to_lack_a_little() -> None:
    lagging = replace(ANALOG, cell_voltages=(3.50,) * 15 + (3.34,), remaining=99.5)
    assert 90.0 < charges(lagging)[15] < 97.0


@pytest.mark.parametrize("soc", [4.0, 8.0, 12.0])
@pytest.mark.parametrize("off", [-3.0, 3.0, 6.0])
def test_where_the_curve_is_steep_a_cell_is_told_within_three_percent(soc: float, off: float) -> None:
    rest = [chemistry().rest_voltage(one) for one in [soc] * 15 + [soc + off]]
    told = charges(with_cells([round(1000 * volts) for volts in rest], soc))[15]
    assert told == pytest.approx(soc + off, abs=3.0)


@pytest.mark.parametrize("soc", [25.0, 36.0, 50.0, 65.0, 75.0, 90.0])
def test_on_the_plateau_a_lack_is_told_and_not_more_than_twice_and_a_half_as_large(soc: float) -> None:
    rest = [chemistry().rest_voltage(one) for one in [soc] * 15 + [soc - 5]]
    lack = soc - charges(with_cells([round(1000 * volts) for volts in rest], soc))[15]
    assert 0 < lack < 2.5 * 5


@given(MILLIVOLTS, st.floats(0, 110))
def test_a_charge_is_never_below_zero_nor_above_full(millivolts: list[int], soc: float) -> None:
    assert all(0.0 <= charge <= 100.0 for charge in charges(with_cells(millivolts, soc)))


@given(MILLIVOLTS, st.floats(0, 100))
def test_a_cell_of_higher_voltage_never_holds_less(millivolts: list[int], soc: float) -> None:
    found = charges(with_cells(sorted(millivolts), soc))
    assert all(lower <= higher + 1e-9 for lower, higher in pairwise(found))


@given(MILLIVOLTS, st.floats(0, 99))
def test_a_little_more_charge_in_the_pack_is_a_little_more_in_every_cell(
    millivolts: list[int], soc: float
) -> None:
    before = charges(with_cells(millivolts, soc))
    behind = charges(with_cells(millivolts, soc + 0.1))
    assert all(-1e-9 <= two - one <= 0.1 + 1e-9 for one, two in zip(before, behind, strict=True))
