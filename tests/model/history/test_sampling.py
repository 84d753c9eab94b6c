"""What goes into the history: a sample every ten seconds, and nothing that was not known."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.model.events import Lost, Trouble
from hmi.model.history.trend import Quantity, Sample
from hmi.model.moment import Moment
from hmi.model.state import State
from hmi.model.wanted import Keep, Wanted
from tests.model.history.known import BATTERY, live, run, serial, tick, values
from tests.model.known import ANALOG, EMPTY, heard


def second_by_second(state: State, first: int, last: int, **changed: Any) -> tuple[State, tuple[Sample, ...]]:
    """Values and time every second; the samples that were wanted."""
    events = [event for at in range(first, last + 1) for event in (*values(at, **changed), tick(at))]
    state, wanted = run(state, *events)
    return state, samples_of(wanted)


def samples_of(wanted: tuple[Wanted, ...]) -> tuple[Sample, ...]:
    return tuple(one.sample for one in wanted if isinstance(one, Keep))


def test_every_ten_seconds_a_sample_of_the_whole_stack() -> None:
    state, samples = second_by_second(live(), 1, 35)
    assert [sample.moment.at for sample in samples] == [10.0, 20.0, 30.0]
    (first, *_) = samples
    assert (first.battery, first.seconds) == (BATTERY, 10.0)
    assert first.moment == Moment(10.0, state.time.at_time(10.0), True)
    assert [first.values[one] for one in Quantity] == pytest.approx([60.0, -20.0, -1056.0, 0.02, 21.0, 25.0])
    assert [first.charged_wh, first.discharged_wh] == pytest.approx([0.0, 1056 * 10 / 3600])


def test_several_packs_are_summed_and_their_extremes_told() -> None:
    hot = replace(ANALOG, temperatures=(40.0, None), current=5.0)
    wide = replace(ANALOG, cell_voltages=(3.2,) * 15 + (3.4,))
    packs = [heard(one, slot, 0.0, period=30.0) for slot, one in enumerate((ANALOG, hot, wide), 1)]
    _, wanted = run(State(), serial(), *packs, tick(0.0), tick(10.0))
    (sample,) = samples_of(wanted)
    assert sample.values[Quantity.CURRENT] == pytest.approx(-35.0)
    assert sample.values[Quantity.SPREAD] == pytest.approx(0.2)
    assert sample.values[Quantity.COLDEST] == 21.0
    assert sample.values[Quantity.HOTTEST] == 40.0


def test_a_current_that_changes_is_averaged_and_what_flows_each_way_is_counted_apart() -> None:
    state = live(current=10.0, voltage=50.0)
    state, first = second_by_second(state, 1, 5, current=10.0, voltage=50.0)
    assert not first
    _, (sample,) = second_by_second(state, 6, 10, current=-10.0, voltage=50.0)
    # Five seconds each way; between the fifth and the sixth it falls from one to the other.
    assert sample.values[Quantity.CURRENT] == pytest.approx(1.0)
    assert sample.charged_wh == pytest.approx(500 * 5.5 / 3600)
    assert sample.discharged_wh == pytest.approx(500 * 4.5 / 3600)
    assert sample.values[Quantity.POWER] == pytest.approx(50.0)


def test_no_sample_while_the_battery_is_not_known() -> None:
    unknown, _ = run(State(), *values(0.0), tick(0.0))
    assert second_by_second(unknown, 1, 30)[1] == ()


def test_a_lost_link_is_a_gap_in_which_no_energy_passes() -> None:
    state, _ = second_by_second(live(), 1, 9)
    state, wanted = run(state, Lost(Trouble.SILENT, "", 9.5), *(tick(at) for at in range(10, 100)))
    assert not samples_of(wanted)
    state, wanted = run(state, serial(at=100.0), *values(100.0), tick(100.0))
    assert not samples_of(wanted)
    _, (sample,) = second_by_second(state, 101, 110)
    assert [sample.seconds, sample.discharged_wh] == pytest.approx([10.0, 1056 * 10 / 3600])


def test_values_that_are_not_live_are_not_kept() -> None:
    _, wanted = run(live(), *(tick(at) for at in range(1, 31)))
    (sample,) = samples_of(wanted)
    assert sample.moment.at == 10.0
    assert sample.values[Quantity.SOC] is None
    assert sample.values[Quantity.CURRENT] == pytest.approx(
        -20.0
    )  # of the three seconds in which it was live
    assert sample.discharged_wh == pytest.approx(1056 * 3 / 3600)


@pytest.mark.parametrize(("silent_s", "missing_s"), [(20, 0), (40, 38)])
def test_a_short_silence_is_bridged_and_a_long_one_is_not(silent_s: int, missing_s: int) -> None:
    """Values are live for three seconds of the silence."""
    state, first = second_by_second(live(), 1, 5)
    state, wanted = run(state, *(tick(at) for at in range(6, 6 + silent_s)))
    _, last = second_by_second(state, 6 + silent_s, 70)
    counted_s = sum(one.discharged_wh for one in (*first, *samples_of(wanted), *last)) * 3600 / 1056
    assert counted_s == pytest.approx(70 - missing_s)


def test_after_the_panel_stood_still_it_begins_anew() -> None:
    state, _ = second_by_second(live(), 1, 5)
    state, wanted = run(state, *values(500.0), tick(500.0))
    assert not samples_of(wanted)
    _, (sample,) = second_by_second(state, 501, 510)
    assert [sample.seconds, sample.discharged_wh] == pytest.approx([10.0, 1056 * 10 / 3600])


def test_the_first_look_after_a_long_gap_is_all_that_is_known_of_it() -> None:
    state, _ = second_by_second(live(), 1, 10)
    state, _ = run(state, *(tick(at) for at in range(11, 50)))
    _, wanted = run(state, *values(50.0), tick(50.0))
    (sample,) = samples_of(wanted)
    assert sample.values[Quantity.CURRENT] == -20.0
    assert (sample.charged_wh, sample.discharged_wh) == (0.0, 0.0)


def test_another_number_of_cells_is_another_battery() -> None:
    state, _ = second_by_second(live(), 1, 5)
    state, samples = second_by_second(state, 6, 15, cell_voltages=(3.3,) * 15)
    assert not samples
    _, (sample,) = second_by_second(state, 16, 16, cell_voltages=(3.3,) * 15)
    assert (sample.battery, sample.moment.at) == ("PACK-1/15", 16.0)


def test_an_empty_slot_has_no_part_in_it() -> None:
    state, _ = run(live(), heard(EMPTY, 2, 0.0))
    _, (sample,) = second_by_second(state, 1, 10)
    assert sample.values[Quantity.COLDEST] == 21.0
