import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.facts import model_named
from hmi.simulator import MIDSUMMER
from hmi.simulator.bms import Counter
from hmi.simulator.cells import BLEED_A, Cells, chemistry
from hmi.simulator.household import Household, load, sun
from hmi.simulator.scenarios import SCENARIOS, Scenario
from hmi.simulator.sharing import Source, charge_to, shared
from hmi.simulator.stack import Stack
from hmi.simulator.warmth import Warmth


def stack(scenario: Scenario | str = "day", packs: int = 1, speed: float = 100, seed: int = 1) -> Stack:
    chosen = SCENARIOS[scenario] if isinstance(scenario, str) else scenario
    return Stack(model_named("ES51.2-100LP"), packs, chosen, seed, speed, MIDSUMMER)


@pytest.mark.parametrize(
    ("soc", "volts"), [(36, 3.271), (40, 3.273), (46.6, 3.271), (77, 3.331), (78, 3.338)]
)
def test_the_plateau_is_that_of_captured_packs(soc: float, volts: float) -> None:
    assert chemistry().rest_voltage(soc) == pytest.approx(volts, abs=0.012)


def test_a_fuller_cell_has_more_voltage_and_the_ends_are_steep() -> None:
    curve = chemistry().rest_voltage
    volts = [curve(soc) for soc in range(-10, 111)]
    assert volts == sorted(volts)
    assert curve(70) - curve(40) < 0.06
    assert curve(5) - curve(0) > 0.4
    assert curve(100) - curve(97) > 0.15
    assert curve(-1000) == 0.0


def test_cells_count_coulombs_and_bleed() -> None:
    cells = Cells.assembled(16, 100, 0.5, random.Random(1))
    before = cells.charges
    cells.take(20.0, 1800, bled=(3,))
    gained = [new - old for new, old in zip(cells.charges, before, strict=True)]
    assert gained[0] == pytest.approx(10.0)
    assert gained[3] == pytest.approx(10.0 - BLEED_A / 2)


def test_resistance_lifts_the_voltage_while_charging() -> None:
    cells = Cells.assembled(8, 230, 0.5, random.Random(1))
    rest = cells.at_rest()
    assert all(up > still for up, still in zip(cells.loaded(50, rest), rest, strict=True))
    assert cells.loaded(100, rest)[0] - rest[0] == pytest.approx(100 * 0.1 / 230, rel=0.3)


@pytest.mark.parametrize("scenario", ["day", "empty"])
def test_coulombs_in_are_the_change_of_soc(scenario: str) -> None:
    built = stack(scenario, packs=3)
    built.advance(0)
    before = [(pack.cells.charges[0], pack.bms.counter.remaining) for pack in built.packs]
    passed = [0.0] * 3
    for second in range(10, 5000, 10):
        built.advance(second)
        for index, pack in enumerate(built.packs):
            passed[index] += pack.bms.sensed.current * 10 / 3600
    for (charge, remaining), pack, coulombs in zip(before, built.packs, passed, strict=True):
        assert pack.cells.charges[0] - charge == pytest.approx(coulombs, abs=1e-6)
        assert pack.bms.counter.remaining - remaining == pytest.approx(coulombs, abs=1e-6)


def test_the_outcome_does_not_depend_on_how_often_one_looks() -> None:
    often, seldom = stack(speed=60, packs=2), stack(speed=60, packs=2)
    for second in range(0, 3600, 7):
        often.advance(second)
    often.advance(3600)
    seldom.advance(3600)
    assert often.wired.bms.sensed == seldom.wired.bms.sensed


def test_a_seed_is_a_stack() -> None:
    first, same, other = stack(seed=1), stack(seed=1), stack(seed=2)
    assert first.wired.bms.sensed == same.wired.bms.sensed
    assert first.wired.bms.sensed != other.wired.bms.sensed


def test_a_cycle_is_counted_for_every_four_fifths_discharged() -> None:
    counter = Counter(100.0, 100.0, 100.0, 7, 0.0, 0.0)
    for _ in range(4):
        counter.count(-100, 0.2 * 3600 + 1)
        counter.count(100, 0.2 * 3600)
    assert counter.cycles == 8
    assert counter.discharged == pytest.approx(80, abs=0.2)
    counter.count(-1e6, 3600)
    assert counter.remaining == 0


class TestHousehold:
    def test_the_sun_rises_peaks_at_one_and_sets(self) -> None:
        assert sun(5) == sun(21) == 0
        assert sun(13) == 1
        assert sun(8) < sun(10) < sun(12)

    def test_the_evening_is_the_busiest(self) -> None:
        assert max(range(24), key=load) in (19, 20)

    def test_surplus_follows_both(self) -> None:
        house = Household(5000, 1, 1, random.Random(1))
        assert house.surplus(13, 10) > 0 > house.surplus(20, 10)
        assert Household(5000, 0, 0, random.Random(1)).surplus(13, 10) == 0


@pytest.mark.parametrize("name", ["ES25.6-230LP", "ES51.2-100LP", "Active16"])
def test_a_believable_day(name: str) -> None:
    built = Stack(model_named(name), 1, SCENARIOS["day"], 3, 100, MIDSUMMER)
    soc, current, alarms = {}, {}, set()
    for hour in range(29):
        built.advance(hour * 3600)
        bms = built.wired.bms
        soc[13 + hour], current[13 + hour] = bms.counter.soc, bms.sensed.current
        alarms |= bms.protections | bms.warnings
    assert current[13] > 0
    assert bms.counter.cycles > 0
    assert soc[17] == 100
    assert current[20] < -5
    assert 15 < soc[24 + 7] < 60
    assert soc[24 + 16] > 95
    assert not alarms


class TestSharing:
    def test_by_conductance(self) -> None:
        strong, weak = Source(52, 0.01, True, True), Source(52, 0.03, True, True)
        assert shared([strong, weak], 40) == pytest.approx([30, 10])

    def test_the_fuller_pack_gives_to_the_emptier(self) -> None:
        assert shared([Source(53, 0.02, True, True), Source(52, 0.02, True, True)], 0) == pytest.approx(
            [-25, 25]
        )

    def test_a_closed_path_leaves_it_to_the_others(self) -> None:
        both, no_charge = Source(52, 0.02, True, True), Source(52, 0.02, False, True)
        assert shared([both, no_charge], 20) == pytest.approx([20, 0])
        assert shared([both, no_charge], -20) == pytest.approx([-10, -10])
        assert shared([no_charge], 20) == [0]
        assert shared([Source(52, 0.02, False, False)], -20) == [0]

    @given(
        st.lists(
            st.builds(Source, st.floats(40, 58), st.floats(0.005, 0.1), st.booleans(), st.booleans()),
            max_size=15,
        ),
        st.floats(-3000, 3000),
    )
    def test_never_through_a_closed_path(self, sources: list[Source], total: float) -> None:
        for source, current in zip(sources, shared(sources, total), strict=True):
            assert current <= 0 or source.charges
            assert current >= 0 or source.discharges

    def test_charging_up_to_a_voltage(self) -> None:
        sources = [Source(52, 0.02, True, True), Source(53, 0.02, False, True)]
        assert charge_to(sources, 53) == pytest.approx(50)
        assert charge_to(sources, 50) == 0


class TestInverter:
    def test_keeps_to_the_continuous_current(self) -> None:
        assert stack(Scenario("", sun=10.0)).wired.bms.sensed.current == pytest.approx(100)
        assert stack(Scenario("", sun=0, load=80.0)).wired.bms.sensed.current == pytest.approx(-100)

    def test_leaves_a_reserve(self) -> None:
        built = stack(Scenario("", soc=0.15, sun=0, load=3.0))
        built.advance(6 * 3600)
        assert built.wired.bms.counter.soc == pytest.approx(10, abs=0.3)
        assert built.wired.bms.sensed.current == 0


def test_cells_warm_under_load_and_cool_towards_the_air() -> None:
    warmth = Warmth.of(model_named("ES51.2-100LP"), random.Random(1))
    warmth.settle(20.0)
    for _ in range(60):
        warmth.pass_time(60, 20.0, 100.0, 160.0)
    assert 30 < warmth.cells < 45
    assert 50 < warmth.mosfet < 65
    for _ in range(60 * 48):
        warmth.pass_time(60, 20.0, 0.0, 0.0)
    assert warmth.cells == pytest.approx(20, abs=0.2)
    assert warmth.mosfet == pytest.approx(23, abs=0.1)
