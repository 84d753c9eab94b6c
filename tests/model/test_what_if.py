"""How long the charge lasts at another load."""

from dataclasses import replace
from itertools import pairwise

import pytest

from hmi.facts import load_facts
from hmi.model import what_if
from hmi.model.intents import TryLoad
from hmi.model.room import Room
from hmi.model.stack import Reading
from hmi.model.state import State
from tests.model.battery import at_soc
from tests.model.known import after, reading
from tests.model.test_outlook import flowing


def stack(soc: float = 60.0, packs: int = 1, model: str | None = None) -> State:
    readings: tuple[Reading, ...] = tuple(reading(slot, at_soc(soc)) for slot in range(1, packs + 1))
    return State(facts=load_facts(), readings=readings, model=model)


def test_usable_is_what_lies_above_the_inverters_cut_off_at_the_nominal_voltage() -> None:
    assert what_if.usable_wh(stack(60.0)) == pytest.approx(50 * 51.2)
    assert what_if.usable_wh(stack(60.0, packs=3)) == pytest.approx(150 * 51.2)
    assert what_if.usable_wh(stack(60.0, model="Active16")) == pytest.approx(60 * 51.2)
    assert what_if.usable_wh(stack(8.0)) == pytest.approx(8 * 51.2)  # below it: down to the protection
    assert what_if.usable_wh(State()) is None


def test_another_load_lasts_as_long_as_the_energy_does() -> None:
    state = after(TryLoad(400.0), state=stack(60.0))
    assert what_if.hours(state) == pytest.approx(50 * 51.2 / 400)
    assert what_if.hours(State()) is None


@pytest.mark.parametrize(
    ("wished", "taken"), [(0.0, 50.0), (55.0, 50.0), (330.0, 300.0), (1e9, 5000.0), (4321.0, 4000.0)]
)
def test_a_load_is_one_of_the_round_ones_and_none_that_the_stack_cannot_give(
    wished: float, taken: float
) -> None:
    assert after(TryLoad(wished), state=stack()).load_w == taken  # 100 A at 51.2 V


def test_the_scale_goes_from_50_w_to_10_kw_in_rising_steps() -> None:
    loads = what_if.loads(stack(packs=15))
    assert (loads[0], loads[-1]) == (50.0, 10_000.0)
    assert list(loads) == sorted(set(loads))
    assert all(later / one <= 1.34 for one, later in pairwise(loads))
    assert what_if.loads(State())[-1] == 10_000.0


def test_what_is_used_now_is_what_min_state_goes_by() -> None:
    assert what_if.hours_now(flowing(-20.0).state) == pytest.approx(2.5)
    assert what_if.hours_now(flowing(-0.5).state) == pytest.approx(100.0)  # also where that is far off
    assert what_if.hours_now(flowing(20.0).state) is None
    assert what_if.hours_now(replace(flowing(-20.0).state, outlook=State().outlook)) is None


def test_a_small_panel_shows_it_over_parts() -> None:
    rooms = (Room(), Room(lines=5, columns=21), Room(lines=3, columns=22))
    assert [what_if.parts(State(room=room)) for room in rooms] == [1, 2, 3]
