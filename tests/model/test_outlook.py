"""When the stack will be full or empty: smoothed, begun anew when the direction changes."""

from dataclasses import replace

import pytest

from hmi.model import outlook
from hmi.model.events import Tick
from hmi.model.outlook import Ending
from hmi.model.state import State
from tests.model.battery import Read, at_soc
from tests.model.known import reading

MODEL = "ES51.2-100LP"  # whose manual has the inverter stop at 10 %


def flowing(current: float, soc: float = 60.0, seconds: float = 30.0, model: str | None = None) -> Read:
    """So long at that current, read every ten seconds, and once more at the end."""
    panel = Read()
    panel.state = replace(panel.state, model=model)
    panel.hear(at_soc(soc, current))
    panel.tick()
    panel.rest((seconds - 1) // 10 * 10, at_soc(soc, current), every=10.0)
    panel.hear(at_soc(soc, current), seconds=seconds - panel.now)
    return panel


@pytest.mark.parametrize(
    ("current", "soc", "ending", "hours"),
    [
        (20.0, 60.0, Ending.FULL, 2.0),
        (-20.0, 60.0, Ending.RESERVE, 2.5),
        (-20.0, 10.0, Ending.EMPTY, 0.5),  # below the reserve: down to the protection
        (0.04, 60.0, None, None),  # at rest
        (1.0, 60.0, Ending.FULL, 40.0),
        (0.8, 60.0, Ending.FULL, None),  # fifty hours: that far the present current says nothing
        (5.0, 100.0, Ending.FULL, None),  # full already
        (-5.0, 0.0, Ending.EMPTY, None),
    ],
)
def test_hours_are_to_full_while_charging_and_to_the_reserve_or_to_empty_while_discharging(
    current: float, soc: float, ending: Ending | None, hours: float | None
) -> None:
    state = flowing(current, soc).state
    assert outlook.ending(state) is ending
    assert outlook.hours(state) == (None if hours is None else pytest.approx(hours))


def test_without_a_recommended_cut_off_it_goes_down_to_the_protection() -> None:
    state = flowing(-20.0, 60.0, model="Active16").state
    assert outlook.reserve_pct(state) is None
    assert outlook.ending(state) is Ending.EMPTY
    assert outlook.hours(state) == pytest.approx(3.0)


def test_nothing_is_said_until_the_direction_has_lasted() -> None:
    panel = flowing(-20.0, seconds=29)
    assert outlook.hours(panel.state) is None
    panel.hear(at_soc(60.0, -20.0), seconds=1.0)
    assert outlook.hours(panel.state) is not None


def test_a_kettle_does_not_turn_hours_into_minutes() -> None:
    panel = flowing(-5.0, seconds=600)
    before = outlook.hours(panel.state)
    assert before == pytest.approx(10.0)
    panel.hear(at_soc(60.0, -45.0))
    panel.rest(60.0, at_soc(60.0, -45.0), every=10.0)
    mean = outlook.current(panel.state)
    assert mean == pytest.approx(-5.0 - 40.0 * (1 - 2.71828 ** (-60 / 300)), rel=0.02)


def test_another_direction_begins_anew_and_rest_ends_it() -> None:
    panel = flowing(-20.0, seconds=60)
    panel.hear(at_soc(60.0, 10.0), seconds=1.0)
    assert outlook.hours(panel.state) is None
    panel.rest(50.0, at_soc(60.0, 10.0), every=10.0)
    assert outlook.hours(panel.state) == pytest.approx(4.0)
    panel.hear(at_soc(60.0, 0.0), seconds=1.0)
    panel.tick(1.0)
    assert panel.state.outlook == outlook.Outlook()
    panel.tick(1.0)


def test_a_pack_that_comes_or_goes_begins_anew() -> None:
    panel = flowing(-20.0, seconds=60)
    panel.hear(at_soc(60.0, -20.0), slot=2)
    assert outlook.hours(panel.state) is None
    panel.tick(1.0)
    assert outlook.hours(panel.state) is None


def test_old_values_change_nothing_and_gone_ones_end_it() -> None:
    panel = flowing(-20.0, seconds=60)
    panel.hear(at_soc(60.0, -20.0))
    before = panel.state.outlook
    panel.tick(5.0)
    assert panel.state.outlook == before
    panel.tick(20.0)
    assert panel.state.outlook == outlook.Outlook()
    assert outlook.hours(panel.state) is None


def test_a_pack_that_knows_no_capacity_has_no_end() -> None:
    panel = flowing(-20.0)
    unknown = State(now=panel.now, readings=(reading(analog=at_soc(60.0, -20.0, full=0.0), at=panel.now),))
    state = replace(unknown, outlook=panel.state.outlook)
    assert outlook.hours(state) is None
    assert outlook.usable_ah(state) is None


def test_the_nominal_voltage_is_the_models_or_that_of_the_chemistry() -> None:
    known = flowing(-20.0).state
    assert outlook.nominal_v(known) == 51.2
    fifteen = at_soc(60.0, -20.0, cell_voltages=(3.3,) * 15, design=77.0)
    assert outlook.nominal_v(State(readings=(reading(analog=fifteen),))) == pytest.approx(48.0)
    assert outlook.nominal_v(State()) is None


def test_a_panel_that_knows_nothing_foresees_nothing() -> None:
    state = Read().state
    assert outlook.ending(state) is None
    assert outlook.observed(state, state, Tick(1.0)) == (state, ())
