from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.model import stack
from hmi.model.freshness import Freshness
from hmi.model.stack import Flow, Pack, Reading, Shown, Total, shown, total
from tests.model.known import ANALOG, EMPTY, FAULTY, QUIET, reading

CHARGES = st.lists(st.tuples(st.floats(0, 110), st.floats(10, 300)), min_size=1, max_size=15)


def packs(*readings: stack.Reading, now: float = 0.0) -> list[Pack]:
    return [shown(one, now) for one in readings]


def test_a_pack_shows_what_was_read() -> None:
    pack = shown(reading(slot=3, at=10.0), now=12.0)
    assert (pack.slot, pack.address, pack.absent, pack.known) == (3, 3, False, True)
    assert (pack.voltage, pack.current, pack.power) == (52.8, -20.0, 52.8 * -20.0)
    assert (pack.soc, pack.soh, pack.cycles) == (60.0, 100.0, 140)
    assert (pack.remaining, pack.full, pack.design) == (60.0, 100.0, 100.0)
    assert pack.cell_voltages == ANALOG.cell_voltages
    assert pack.temperatures == ANALOG.temperatures
    assert pack.mean_cell_voltage == pytest.approx(3.3)
    assert pack.cell_spread == pytest.approx(0.02)
    assert pack.flow is Flow.DISCHARGING
    assert pack.status == QUIET
    assert (pack.analog_fresh, pack.status_fresh) == (Freshness.LIVE, Freshness.LIVE)
    assert (pack.analog_age, pack.status_age) == (2.0, 2.0)


def nothing_is_told(pack: Pack) -> bool:
    values = (pack.voltage, pack.current, pack.power, pack.soc, pack.soh, pack.cycles, pack.flow)
    more = (pack.remaining, pack.full, pack.design, pack.mean_cell_voltage, pack.cell_spread)
    empty = not pack.cell_voltages and not pack.temperatures and not pack.known
    return empty and all(value is None for value in (*values, *more))


def test_a_pack_that_was_never_read_tells_nothing() -> None:
    assert nothing_is_told(Pack())
    assert nothing_is_told(shown(reading(analog=None, status=None), now=0.0))


def test_an_aged_pack_tells_its_values_and_its_age_and_a_gone_one_tells_nothing() -> None:
    slow = reading(at=100.0, period=7.0)
    aged = shown(slow, now=130.0)
    assert aged.analog_fresh is aged.status_fresh is Freshness.AGED
    assert (aged.soc, aged.analog_age) == (60.0, 30.0)
    gone = shown(slow, now=171.0)
    assert gone.analog_fresh is gone.status_fresh is Freshness.GONE
    assert nothing_is_told(gone)
    assert gone.status is None


def test_a_fresh_status_is_shown_though_the_analog_values_are_gone() -> None:
    half = replace(reading(status=FAULTY), analog_at=0.0, status_at=60.0)
    pack = shown(half, now=61.0)
    assert nothing_is_told(pack)
    assert (pack.status, pack.status_fresh) == (FAULTY, Freshness.LIVE)


def test_fresh_analog_values_are_shown_though_the_status_is_gone() -> None:
    half = replace(reading(), analog_at=60.0, status_at=0.0)
    pack = shown(half, now=61.0)
    assert (pack.soc, pack.status) == (60.0, None)


def test_an_empty_slot_is_absent_and_neither_its_zeros_nor_its_quiet_status_are_shown() -> None:
    pack = shown(reading(slot=2, analog=EMPTY), now=0.0)
    assert pack.absent
    assert nothing_is_told(pack)
    assert pack.status is None
    assert pack.analog_fresh is pack.status_fresh is Freshness.GONE


def test_zeros_of_the_pack_on_the_wire_are_not_shown_and_its_alarms_are() -> None:
    pack = shown(reading(slot=1, analog=EMPTY, status=FAULTY), now=0.0)
    assert not pack.absent
    assert nothing_is_told(pack)
    assert pack.analog_fresh is Freshness.GONE
    assert pack.status == FAULTY


@pytest.mark.parametrize(
    ("current", "flow"),
    [
        (0.0, Flow.RESTING),
        (0.04, Flow.RESTING),
        (-0.04, Flow.RESTING),
        (0.05, Flow.CHARGING),
        (-0.05, Flow.DISCHARGING),
    ],
)
def test_a_current_within_the_noise_of_the_sensor_is_rest(current: float, flow: Flow) -> None:
    assert stack.flow(current) is flow


def test_a_stack_rests_while_each_pack_does() -> None:
    trickle = replace(ANALOG, current=-0.04)
    resting = total(packs(*(reading(slot, trickle) for slot in (1, 2, 3))), expected=3)
    assert resting.flow is Flow.RESTING
    supplying = total(
        packs(*(reading(slot, replace(ANALOG, current=-0.06)) for slot in (1, 2, 3))), expected=3
    )
    assert supplying.flow is Flow.DISCHARGING


def test_a_stack_of_which_nothing_is_known_has_no_total() -> None:
    nothing = total([], expected=0)
    assert nothing == Total()
    assert nothing.flow is None
    assert nothing.complete


def test_the_stack_is_the_sum_of_its_packs() -> None:
    other = replace(ANALOG, current=-5.0, voltage=52.6, remaining=180.0, full=200.0, design=240.0)
    both = total(packs(reading(1), reading(2, other)), expected=2)
    assert (both.counted, both.expected, both.complete) == (2, 2, True)
    assert (both.remaining, both.full, both.soc) == (240.0, 300.0, 80.0)
    assert both.soh == pytest.approx(100 * 300 / 340)
    assert both.current == -25.0
    assert both.voltage == pytest.approx(52.7)
    assert both.power == pytest.approx(-20.0 * 52.8 - 5.0 * 52.6)
    assert both.flow is Flow.DISCHARGING


def test_a_missing_pack_makes_the_total_incomplete_and_never_counts_as_zero() -> None:
    some = total(packs(reading(1), reading(2, EMPTY), reading(3, None, None)), expected=3)
    assert (some.counted, some.expected, some.complete) == (1, 3, False)
    assert (some.soc, some.voltage) == (60.0, 52.8)


def test_a_pack_that_knows_no_capacity_leaves_the_charge_of_the_stack_unknown() -> None:
    unlearned = replace(ANALOG, full=0.0, design=0.0)
    both = total(packs(reading(1), reading(2, unlearned)), expected=2)
    assert (both.soc, both.soh, both.full) == (None, None, None)
    assert (both.current, both.complete) == (-40.0, True)


def test_a_pack_that_knows_no_design_capacity_leaves_only_the_health_unknown() -> None:
    both = total(packs(reading(1), reading(2, replace(ANALOG, design=0.0))), expected=2)
    assert (both.soc, both.soh) == (60.0, None)


def test_the_total_is_as_old_as_its_oldest_value() -> None:
    fresh, old = reading(1, at=40.0), reading(2, at=10.0, period=7.0)
    both = total(packs(fresh, old, now=40.0), expected=2)
    assert (both.fresh, both.age) == (Freshness.AGED, 30.0)
    assert total(packs(fresh, now=40.0), expected=1).fresh is Freshness.LIVE


def test_more_than_full_is_full() -> None:
    over = replace(ANALOG, remaining=104.0, full=100.0, design=96.0, current=10.0)
    told = total(packs(reading(1, over)), expected=1)
    assert (told.soc, told.soh) == (100.0, 100.0)


@given(CHARGES)
def test_the_charge_of_the_stack_lies_between_its_lowest_and_highest_pack(
    charges: list[tuple[float, float]],
) -> None:
    readings = [
        reading(slot, replace(ANALOG, remaining=full * percent / 100, full=full))
        for slot, (percent, full) in enumerate(charges, 1)
    ]
    shown_packs = packs(*readings)
    each = [pack.soc for pack in shown_packs if pack.soc is not None]
    soc = total(shown_packs, expected=len(readings)).soc
    assert soc is not None
    assert min(each) - 1e-9 <= soc <= max(each) + 1e-9


@given(CHARGES, st.data())
def test_packs_that_give_no_data_change_nothing_but_the_completeness(
    charges: list[tuple[float, float]], data: st.DataObject
) -> None:
    known = [
        reading(2 * slot, replace(ANALOG, remaining=full * percent / 100, full=full))
        for slot, (percent, full) in enumerate(charges, 1)
    ]
    silent = [reading(2 * slot + 1, EMPTY) for slot in range(1, data.draw(st.integers(1, 5)))]
    expected = len(known) + len(silent)
    everything = total(packs(*known, *silent), expected)
    assert everything == total(packs(*known), expected)
    assert everything.complete == (not silent)


def test_readings_that_are_asked_for_again_are_not_worked_out_again() -> None:
    readings = (Reading(1, 1, status=QUIET, status_at=5.0), Reading(2, 2))
    shown_at = Shown()
    packs = shown_at(readings, 6.0)
    assert packs == tuple(shown(one, 6.0) for one in readings)
    assert shown_at(readings, 6.0) is packs
    assert shown_at(readings, 7.0)[0].status_age == 2.0
    assert shown_at((Reading(2, 2),), 7.0) == (shown(Reading(2, 2), 7.0),)
