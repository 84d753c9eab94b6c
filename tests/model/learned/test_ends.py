"""Which cell ends charges and discharges, reading by reading."""

from dataclasses import replace

import pytest

from hmi.model.learned.ends import KEPT, End, First, looked
from hmi.protocol.analog import PackAnalog
from tests.model.battery import at_soc, cells

DAY, DAY_S = 739_000, 86400.0


def charge(highest: float, current: float = 10.0, **known: object) -> PackAnalog:
    return at_soc(99.0, current, cell_voltages=cells(highest), **known)


def end(*readings: PackAnalog, sign: int = 1, passed_ah: float = 0.0) -> End:
    now = End(sign)
    for number, analog in enumerate(readings):
        now = looked(now, analog, passed_ah, 60.0 * number, DAY)
    return now


def test_the_cell_that_is_beyond_3_45_v_first_ends_the_charge() -> None:
    assert end(charge(3.44)).found == ()
    assert end(charge(3.44), charge(3.46)).found == (First(7, 100, DAY),)


def test_a_charge_counts_once_until_a_tenth_of_the_capacity_has_come_out_and_a_day_has_passed() -> None:
    once = end(charge(3.46), charge(3.50), at_soc(99.0, 0.0), charge(3.50))
    assert len(once.found) == 1
    turning = looked(once, at_soc(95.0, -20.0), -6.0, 4000.0, DAY)
    turned = looked(turning, at_soc(90.0, -20.0), -4.0, 5000.0, DAY)
    assert (once.armed, turning.armed, turned.armed) == (False, False, True)
    assert looked(turned, charge(3.5), 0.0, 9000.0, DAY).found == once.found
    assert len(looked(turned, charge(3.5), 0.0, 9000.0, DAY + 1).found) == 2


@pytest.mark.parametrize(("later_s", "count"), [(DAY_S - 1, 1), (DAY_S, 2)])
def test_without_a_certain_clock_a_day_is_told_by_the_steady_one(later_s: float, count: int) -> None:
    first = replace(looked(End(1), charge(3.5), 0.0, 100.0, None), armed=True)
    assert len(looked(first, charge(3.5), 0.0, 100.0 + later_s, None).found) == count
    restarted = replace(first, at=None)
    assert len(looked(restarted, charge(3.5), 0.0, 50.0, None).found) == 2


def test_no_more_are_kept_than_are_needed() -> None:
    now = End(1)
    for day in range(30):
        now = looked(replace(now, armed=True), charge(3.5), 0.0, day * DAY_S, DAY + day)
    assert (len(now.found), now.found[-1].day) == (KEPT, DAY + 29)


@pytest.mark.parametrize(
    ("volts", "cell", "lead_mv"),
    [
        (cells(3.46, others=3.43), 7, 30),
        (cells(3.46, others=3.431), 0, 29),  # balancing leaves that alone
        ((3.460, 3.456, *(3.36,) * 14), 0, 100),  # the noise of two measurements
        ((3.460, 3.455, *(3.36,) * 14), 1, 100),
        ((3.50,), 0, 0),
    ],
)
def test_a_cell_is_first_where_it_is_apart_from_the_second_and_from_the_middle_one(
    volts: tuple[float, ...], cell: int, lead_mv: int
) -> None:
    assert end(at_soc(99.0, 10.0, cell_voltages=volts)).found == (First(cell, lead_mv, DAY),)


def test_at_a_high_current_the_cell_counts_only_if_the_current_never_becomes_low() -> None:
    other = at_soc(99.0, 10.0, cell_voltages=cells(3.5, cell=2))
    fast = charge(3.5, current=40.0)
    assert end(fast).found == ()
    assert [one.cell for one in end(fast, other).found] == [2]
    assert [one.cell for one in end(fast, replace(other, current=40.0), at_soc(99.0, 0.0)).found] == [7]


def test_in_the_cold_nothing_is_told_of_the_cells() -> None:
    cold = charge(3.5, temperatures=(6.0, 4.9, None, 8.0, 20.0, -5.0))
    assert end(cold).found == ()
    assert len(end(replace(cold, temperatures=(6.0, 5.0, None, 8.0, 20.0, -5.0))).found) == 1


def test_the_cell_that_is_below_3_10_v_first_ends_the_discharge() -> None:
    low = at_soc(8.0, -10.0, cell_voltages=cells(3.09, others=3.17))
    assert end(low, sign=-1).found == (First(7, 80, DAY),)
    assert end(replace(low, current=10.0), sign=-1).found == ()
    assert end(replace(low, cell_voltages=cells(3.11, others=3.17)), sign=-1).found == ()


def test_a_lead_beyond_all_measure_is_cut() -> None:
    assert end(at_soc(1.0, -1.0, cell_voltages=cells(0.5, others=3.3)), sign=-1).found[0].lead_mv == 999
