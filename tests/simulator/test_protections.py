from dataclasses import replace
from typing import Any

import pytest

from hmi.protocol.bits import Alarm
from hmi.protocol.control import Empty
from hmi.protocol.messages import Command
from hmi.protocol.parameters import CurrentLimits, DischargeCurrentLimits
from hmi.simulator import simulated_wire
from hmi.simulator.bms import STOPS_CHARGE, STOPS_DISCHARGE
from hmi.simulator.settings import WRITES
from hmi.simulator.wire import Wire
from tests.simulator.talk import ask, stack_of, status

A = Alarm


def _write(wire: Wire, group: str, at: float = 0.0, **values: Any) -> None:
    old = ask(wire, Command[f"READ_{group}"], at=at)
    assert ask(wire, Command[f"WRITE_{group}"], replace(old, **values), at=at) == Empty()


# The pack rests at 3.28 V a cell, 52.4 V, 25 degC, the air at its board at 26 degC: the limits move to it.
TRIPS = {
    A.CELL_OVER_VOLTAGE: ("CELL_OVER_VOLTAGE", {"alarm": 3.2, "protection": 3.25, "release": 3.2}, 3.4),
    A.CELL_UNDER_VOLTAGE: ("CELL_UNDER_VOLTAGE", {"alarm": 3.4, "protection": 3.35, "release": 3.4}, 2.5),
    A.PACK_OVER_VOLTAGE: ("PACK_OVER_VOLTAGE", {"alarm": 51.0, "protection": 52.0, "release": 51.0}, 54.0),
}


@pytest.mark.parametrize("alarm", TRIPS)
def test_voltage_trips_after_its_delay_and_releases_at_its_release(alarm: Alarm) -> None:
    group, values, released = TRIPS[alarm]
    wire = simulated_wire(scenario="idle")
    _write(wire, group, delay=5.0, **values)
    assert status(wire, at=4.0).protections == ()
    tripped = status(wire, at=6.0)
    assert tripped.protections == (alarm,)
    assert tripped.warnings == (alarm,)
    assert tripped.charge_mosfet is (alarm not in STOPS_CHARGE)
    assert tripped.discharge_mosfet is (alarm not in STOPS_DISCHARGE)
    _write(wire, group, at=6.0, release=released)
    assert status(wire, at=8.0).protections == ()
    assert status(wire, at=8.0).warnings == (alarm,)


@pytest.mark.parametrize(
    ("group", "values", "alarm", "release"),
    [
        (
            "CELL_OVER_TEMPERATURE",
            {"charge_alarm": 20, "charge_protection": 20, "charge_release": 20},
            A.CHARGE_OVER_TEMPERATURE,
            {"charge_protection": 55, "charge_release": 50},
        ),
        (
            "CELL_OVER_TEMPERATURE",
            {"discharge_alarm": 20, "discharge_protection": 20, "discharge_release": 20},
            A.DISCHARGE_OVER_TEMPERATURE,
            {"discharge_protection": 60, "discharge_release": 55},
        ),
        (
            "CELL_UNDER_TEMPERATURE",
            {"charge_alarm": 30, "charge_protection": 30, "charge_release": 30},
            A.CHARGE_UNDER_TEMPERATURE,
            {"charge_protection": -5, "charge_release": 0},
        ),
        (
            "CELL_UNDER_TEMPERATURE",
            {"discharge_alarm": 30, "discharge_protection": 30, "discharge_release": 30},
            A.DISCHARGE_UNDER_TEMPERATURE,
            {"discharge_protection": -20, "discharge_release": -15},
        ),
        (
            "ENVIRONMENT_TEMPERATURE",
            {"high_alarm": 20, "high_protection": 20, "high_release": 20},
            A.ENVIRONMENT_OVER_TEMPERATURE,
            {"high_protection": 70, "high_release": 65},
        ),
        (
            "ENVIRONMENT_TEMPERATURE",
            {"low_alarm": 30, "low_protection": 30, "low_release": 30},
            A.ENVIRONMENT_UNDER_TEMPERATURE,
            {"low_protection": -25, "low_release": -20},
        ),
    ],
)
def test_temperature_trips_and_releases(
    group: str, values: dict[str, float], alarm: Alarm, release: dict[str, float]
) -> None:
    wire = simulated_wire(scenario="idle")
    _write(wire, group, **values)
    tripped = status(wire, at=3.0)
    assert tripped.protections == (alarm,)
    assert tripped.warnings == (alarm,)
    assert set(tripped.temperature_codes) & {0x01, 0x02}
    _write(wire, group, at=3.0, **release)
    assert status(wire, at=5.0).protections == ()


def test_mosfets_trip_and_release() -> None:
    wire = simulated_wire(scenario="hot")
    _write(wire, "MOSFET_OVER_TEMPERATURE", alarm=60, protection=62, release=60)
    assert A.MOSFET_OVER_TEMPERATURE in status(wire, at=3.0).protections
    assert status(wire, at=3.0).temperature_codes[4] == 0x02
    _write(wire, "MOSFET_OVER_TEMPERATURE", at=3.0, protection=110, release=85)
    assert A.MOSFET_OVER_TEMPERATURE not in status(wire, at=5.0).protections


@pytest.mark.parametrize("scenario", ["hot", "frozen", "empty"])
def test_disabled_groups_are_not_watched(scenario: str) -> None:
    wire = simulated_wire(scenario=scenario)
    for write, read in WRITES.items():
        group = ask(wire, read)
        if isinstance(group, DischargeCurrentLimits):
            group = CurrentLimits(1, group.alarm, group.protection, group.delay)
        if hasattr(group, "enable"):
            ask(wire, write, replace(group, enable=0))
    assert status(wire, at=3.0).protections == ()
    assert set(status(wire, at=3.0).warnings) <= {A.LOW_SOC}


class TestCurrent:
    def test_trips_and_tries_again_after_a_minute(self) -> None:
        wire = simulated_wire(scenario="overcurrent")
        stack = stack_of(wire)
        assert status(wire).protections == (A.DISCHARGE_OVER_CURRENT,)
        flowed = []
        for half in range(240):
            stack.advance(half / 2)
            flowed.append(stack.wired.bms.sensed.current)
        assert min(flowed) == pytest.approx(-125)
        assert 1 <= sum(current < 0 for current in flowed) <= 6
        assert status(wire, at=120.0).protections == (A.DISCHARGE_OVER_CURRENT,)

    def test_warns_below_the_protection(self) -> None:
        wire = simulated_wire(scenario="day")
        _write(wire, "CHARGE_OVER_CURRENT", alarm=5)
        warned = status(wire, at=3.0)
        assert (warned.warnings, warned.protections) == ((A.CHARGE_OVER_CURRENT,), ())
        assert warned.charge_current_code == 0x02

    def test_a_charge_trip_is_released_by_discharging(self) -> None:
        wire = simulated_wire(scenario="day")
        _write(wire, "CHARGE_OVER_CURRENT", alarm=5, protection=5)
        assert status(wire, at=3.0).protections == (A.CHARGE_OVER_CURRENT,)
        bms = stack_of(wire).wired.bms
        bms.sense(replace(bms.sensed, current=-20.0), 0.5)
        assert bms.protections == set()

    def test_the_fast_limit_is_faster(self) -> None:
        wire = simulated_wire(scenario="day")
        bms = stack_of(wire).wired.bms
        bms.sense(replace(bms.sensed, current=-160.0), 0.1)
        assert bms.protections == {A.DISCHARGE_OVER_CURRENT}


def test_only_the_cells_beyond_the_alarm_limit_carry_a_code() -> None:
    wire = simulated_wire(scenario="cell-drift")
    _write(wire, "CELL_UNDER_VOLTAGE", alarm=3.22)
    codes = status(wire, at=3.0).cell_codes
    assert [cell for cell, code in enumerate(codes, 1) if code] == [6]
    assert codes[5] == 0x01
    _write(wire, "CELL_UNDER_VOLTAGE", at=3.0, alarm=2.8)
    _write(wire, "CELL_OVER_VOLTAGE", at=3.0, alarm=3.22)
    assert sum(code == 0x02 for code in status(wire, at=6.0).cell_codes) == 15


def test_balancing_bleeds_the_high_cells_by_the_parameters() -> None:
    wire = simulated_wire(scenario="cell-drift")
    _write(wire, "BALANCING", start_voltage=3.3, start_difference=0.05)
    assert status(wire, at=2.0).balancing_cells == ()
    stack_of(wire).wired.cells.charges = [ah + 50 for ah in stack_of(wire).wired.cells.charges]
    stack_of(wire).wired.cells.charges[2] += 22
    balancing = status(wire, at=4.0).balancing_cells
    assert 3 in balancing
    before = stack_of(wire).wired.cells.charges
    status(wire, at=3600.0)
    after = stack_of(wire).wired.cells.charges
    assert after[2] - before[2] < after[5] - before[5]


def test_full_once_the_current_has_tapered_and_no_more_when_used() -> None:
    wire = simulated_wire(scenario="full")
    assert status(wire).fully_charged
    assert status(wire).protections == ()
    bms = stack_of(wire).wired.bms
    bms.sense(replace(bms.sensed, voltage=53.0, current=-50.0), 0.05 * 2 * 3600)
    assert not bms.full
    assert bms.counter.soc == pytest.approx(95, abs=0.2)
