"""What stops or limits charging and discharging, and why: by hand, and in the simulator's weather."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from hmi.commands.staging import staged
from hmi.facts import load_facts
from hmi.links.timing import LinkSettings
from hmi.model.alarm.name import Name, Priority
from hmi.model.alarm.standing import Condition, Evidence, Key, Standing
from hmi.model.alarm.watch import Watch
from hmi.model.because import because, because_of_pack
from hmi.model.check.allowed import STOPS_CHARGING, STOPS_DISCHARGING
from hmi.model.facts import Measure
from hmi.model.parameters import Parameters
from hmi.model.reason import EITHER, Reason, Side, Why
from hmi.model.stack import Pack
from hmi.model.state import State
from hmi.model.stopped import stopped
from hmi.protocol.analog import PackAnalog
from hmi.protocol.can.language import Language
from hmi.protocol.parameters import CellTemperatureLimits, FullAndLowCharge, VoltageLimits
from hmi.protocol.status import Alarm, Fault, PackStatus
from hmi.simulator import simulated_wire
from tests.model.known import ANALOG, QUIET, reading
from tests.model.on_bus import ALIVE, Panel, panel, says

FACTS = load_facts()
GROUPS: Mapping[str, Any] = MappingProxyType(
    {
        "cell_over_voltage": VoltageLimits(1, 3.50, 3.70, 3.45, 1.0),
        "cell_under_voltage": VoltageLimits(1, 2.8, 2.5, 2.9, 1.0),
        "cell_under_temperature": CellTemperatureLimits(1, 0.0, -5.0, 0.0, -15.0, -20.0, -15.0),
        "full_and_low_charge": FullAndLowCharge(56.0, 2.0, 5),
    }
)
CHARGING, DISCHARGING = Side.CHARGING, Side.DISCHARGING
HIGH = replace(ANALOG, cell_voltages=(*(3.30,) * 6, 3.52, *(3.30,) * 9))
ON, NO_CHARGE, NO_DISCHARGE, NEITHER = 0x06, 0x04, 0x02, 0x00  # system status


def state(*packs: tuple[PackStatus, PackAnalog], **known: Any) -> State:
    """One pack or several, the first of which is on the wire."""
    readings = tuple(
        reading(slot, analog=analog, status=status) for slot, (status, analog) in enumerate(packs, 1)
    )
    return replace(State(facts=FACTS, readings=readings, parameters=Parameters(GROUPS)), **known)


def one(status: PackStatus, analog: PackAnalog = ANALOG, **known: Any) -> Reason | None:
    return because(state((status, analog), **known))


def told(system: int, **bits: Any) -> PackStatus:
    return replace(QUIET, system=system, **bits)


def alarmed(found: Reason | None) -> tuple[Any, ...]:
    assert found is not None
    return found.sides, found.name, found.evidence, found.ends_at if found.ends else None


def test_where_nothing_stops_or_limits_nothing_is_said() -> None:
    assert one(told(ON)) is None
    assert because(State()) is None
    assert because_of_pack(State()) is None
    # A warning alone neither stops nor limits.
    assert one(told(ON, warn_1=0x01)) is None
    # Full, and charging still allowed.
    assert one(told(ON, protect_2=0x80)) is None


@pytest.mark.parametrize(
    ("status", "analog", "wanted"),
    [
        (told(NO_CHARGE, protect_1=0x01), HIGH, (CHARGING, Evidence(7, 3.52, None, "V"), 3.45)),
        (told(NO_DISCHARGE, protect_1=0x02), ANALOG, (DISCHARGING, Evidence(3, 3.29, None, "V"), 2.9)),
        (told(NO_CHARGE, protect_1=0x04), ANALOG, (CHARGING, Evidence(None, 52.8, None, "V"), None)),
        (told(NO_CHARGE, protect_2=0x04), ANALOG, (CHARGING, Evidence(1, 21.0, None, "°C"), 0.0)),
        (told(NO_DISCHARGE, protect_2=0x08), ANALOG, (DISCHARGING, Evidence(1, 21.0, None, "°C"), -15.0)),
        (told(NO_DISCHARGE, protect_1=0x40), ANALOG, (DISCHARGING, None, None)),
    ],
    ids=["cell high", "cell low", "pack high", "cold to charge", "cold to discharge", "short circuit"],
)
def test_a_protection_is_named_with_its_value_and_where_it_ends(
    status: PackStatus, analog: PackAnalog, wanted: tuple[Any, ...]
) -> None:
    found = one(status, analog)
    side, evidence, ends = wanted
    assert alarmed(found) == ((side,), status.protections[0], evidence, ends)
    assert found is not None
    assert (found.stops, found.whole, found.priority) == (True, True, Priority.PROTECTION)


def test_it_is_over_above_the_value_where_it_is_about_too_little() -> None:
    low, high = one(told(NO_DISCHARGE, protect_1=0x02)), one(told(NO_CHARGE, protect_1=0x01))
    assert low is not None
    assert high is not None
    assert (low.from_below, high.from_below) == (True, False)


def test_where_it_ends_is_left_out_while_it_is_not_known() -> None:
    unread = one(told(NO_CHARGE, protect_1=0x01), HIGH, parameters=Parameters())
    assert alarmed(unread)[3] is None
    # The parameters are those of the pack on the wire.
    other = state((told(ON), ANALOG), (told(NO_CHARGE, protect_1=0x01), HIGH))
    assert alarmed(because(other))[2:] == (Evidence(7, 3.52, None, "V"), None)


def test_an_alarm_that_no_table_explains_is_named_alone() -> None:
    bare = one(told(NO_CHARGE, protect_1=0x01), HIGH, facts=replace(FACTS, explanations={}))
    assert alarmed(bare) == ((CHARGING,), Alarm.CELL_OVER_VOLTAGE, None, None)


def test_a_value_that_is_not_live_is_not_named_and_a_status_that_is_not_says_nothing() -> None:
    aged = replace(reading(status=told(NO_CHARGE, protect_1=0x01)), status_at=5.0)
    found = because(State(now=5.0, facts=FACTS, readings=(aged,)))
    assert alarmed(found)[2] is None
    assert because(State(now=9.0, facts=FACTS, readings=(aged,))) is None


@pytest.mark.parametrize(
    ("evidence", "named"),
    [
        (Evidence(None, -131.0, 110.0, "A"), True),
        (Evidence(None, 0.0, 110.0, "A"), False),  # it flowed no more
        (Evidence(None, -131.0, None, "A"), False),  # nothing says that this is too much
        (Evidence(), False),
        (None, False),
    ],
)
def test_a_current_is_the_one_that_flowed_when_the_protection_came(
    evidence: Evidence | None, named: bool
) -> None:
    key = Key(Priority.PROTECTION, Alarm.DISCHARGE_OVER_CURRENT, 1)
    standing = Standing(key, 1, Condition.NEW, 0.0, evidence=evidence or Evidence())
    watch = Watch(standing=(standing,) if evidence else ())
    found = one(told(NO_DISCHARGE, protect_1=0x20), watch=watch)
    assert alarmed(found)[2] == (evidence if named else None)


@pytest.mark.parametrize("name", [*Alarm])
def test_each_protection_stops_its_side_and_what_may_stop_either_the_one_whose_mosfet_is_off(
    name: Alarm,
) -> None:
    pack = Pack(status=told(NO_CHARGE))
    sides = {
        side
        for side in Side
        if (found := stopped(watching(Priority.PROTECTION, name), pack, side)) and found.why is Why.ALARM
    }
    charging = {CHARGING} if name in STOPS_CHARGING | EITHER else set()
    assert sides == charging | ({DISCHARGING} if name in STOPS_DISCHARGING else set())


def watching(priority: Priority, name: Name) -> State:
    """A state in which this alarm counts."""
    key = Key(priority, name, 1)
    standing = Standing(key, 1, Condition.NEW, 0.0)
    watch = Watch(watched=frozenset((1,)), standing=(standing,))
    return replace(state((told(ON), ANALOG)), watch=watch)


def test_a_failed_part_is_the_reason_only_where_a_mosfet_is_off_and_for_both_sides_in_one() -> None:
    found = one(told(NEITHER, fault=0x10))
    assert alarmed(found) == ((CHARGING, DISCHARGING), Fault.CELL, None, None)
    assert one(told(ON, fault=0x10)) is None


def test_a_pack_that_says_nothing_of_itself_has_no_reason() -> None:
    assert stopped(State(), Pack(), CHARGING) is None


@pytest.mark.parametrize(
    ("status", "sides", "why"),
    [
        (told(NO_CHARGE, control=0x02), (CHARGING,), Why.SWITCHED_OFF),
        (told(NO_DISCHARGE, control=0x04), (DISCHARGING,), Why.SWITCHED_OFF),
        (told(NEITHER, control=0x06), (CHARGING, DISCHARGING), Why.SWITCHED_OFF),
        (told(NO_CHARGE, protect_2=0x80), (CHARGING,), Why.FULL),
        (told(NO_DISCHARGE, protect_2=0x80), (DISCHARGING,), Why.MOSFET_OFF),
        (told(NO_CHARGE), (CHARGING,), Why.MOSFET_OFF),
    ],
)
def test_a_mosfet_that_is_off_without_a_protection(
    status: PackStatus, sides: tuple[Side, ...], why: Why
) -> None:
    found = one(status)
    assert found is not None
    assert (found.sides, found.why, found.stops) == (sides, why, True)


def test_the_limiter_of_a_pack_tells_what_flows_while_it_charges() -> None:
    charging = replace(ANALOG, current=9.8)
    found = one(told(0x27), charging)
    assert found is not None
    assert (found.why, found.to_a, found.sides, found.stops) == (Why.LIMITER, 9.8, (CHARGING,), False)
    assert one(told(0x27), ANALOG) is None


# Which comes first.

LIMITING = (told(0x27), replace(ANALOG, current=9.8))
FAILED = (told(NO_DISCHARGE, fault=0x02), ANALOG)
PROTECTED = (told(NO_CHARGE, protect_1=0x01), HIGH)
SWITCHED = (told(NO_CHARGE, control=0x02), ANALOG)


@pytest.mark.parametrize(
    ("packs", "slot", "whole"),
    [
        ((LIMITING, SWITCHED), 2, False),  # what stops before what limits
        ((SWITCHED, PROTECTED, FAILED), 3, False),  # the highest priority first
        ((SWITCHED, PROTECTED), 2, True),  # no pack charges
        ((PROTECTED, PROTECTED), 1, True),
        (((told(ON), ANALOG), PROTECTED), 2, False),
    ],
)
def test_what_stops_comes_before_what_limits_and_the_highest_priority_first(
    packs: tuple[tuple[PackStatus, PackAnalog], ...], slot: int, whole: bool
) -> None:
    found = because(state(*packs))
    assert found is not None
    assert (found.slot, found.whole) == (slot, whole)


def test_of_the_selected_pack_its_own_reason_comes_first_and_anothers_only_if_it_is_of_all() -> None:
    failed_first = state(FAILED, SWITCHED, selected=2)
    found = because_of_pack(failed_first)
    assert found is not None
    assert (found.slot, found.why) == (2, Why.SWITCHED_OFF)
    assert because_of_pack(state(PROTECTED, (told(ON), ANALOG), selected=2)) is None
    both = because_of_pack(state(PROTECTED, SWITCHED, selected=2))
    assert both is not None
    assert both.slot == 2


# What the inverter is told.


def telling(
    charge_a: float, discharge_a: float = 100.0, status: PackStatus = QUIET, analog: PackAnalog = ANALOG
) -> Panel:
    """The manual allows 100 A either way; no charge, no discharge where the BMS tells 0 A."""
    bench = panel("PYLON", analog=analog)
    bench.status = status
    bench.state = replace(bench.state, parameters=Parameters(GROUPS))
    limits = {"charge_current_limit_a": charge_a, "discharge_current_limit_a": discharge_a}
    return bench.speak(*says(Language.PYLON, **limits), ALIVE)


WARM = told(ON, warn_1=0x01)


def test_a_limit_that_is_told_has_the_warning_as_its_reason_and_ends_where_that_is_over() -> None:
    found = because(telling(20.0, status=WARM, analog=HIGH).state)
    assert found is not None
    assert (found.stops, found.to_a, found.measure) == (False, 20.0, Measure.HIGHEST_CELL)
    assert alarmed(found) == ((CHARGING,), Alarm.CELL_OVER_VOLTAGE, Evidence(7, 3.52, None, "V"), 3.45)
    # It is of the whole stack, so of every pack of it.
    assert because_of_pack(telling(20.0, status=WARM, analog=HIGH).state) == found


def test_a_low_charge_is_a_reason_to_discharge_less_and_not_to_charge_less() -> None:
    empty = told(ON, warn_2=0x80)
    found = because(telling(100.0, 30.0, status=empty).state)
    assert alarmed(found) == ((DISCHARGING,), Alarm.LOW_SOC, Evidence(None, 60.0, None, "%"), 5.0)
    assert because(telling(30.0, 100.0, status=empty).state) is None


def test_a_cell_at_the_voltage_of_a_full_pack_is_a_reason_to_charge_less() -> None:
    found = because(telling(40.0, analog=HIGH).state)
    assert found is not None
    assert (found.why, found.to_a, found.evidence) == (Why.HIGH_CELL, 40.0, Evidence(7, 3.52, None, "V"))
    assert (found.ends, found.slot) == ("", 1)


@pytest.mark.parametrize(
    ("charge_a", "to_a"),
    [(100.0, None), (96.0, None), (30.0, None), (19.0, 19.0), (0.0, 0.0)],
    ids=["as the manual", "rounded", "as may be usual", "less than usual", "none"],
)
def test_without_a_reason_only_an_unusual_limit_is_told(charge_a: float, to_a: float | None) -> None:
    found = because(telling(charge_a).state)
    assert (found and (found.why, found.to_a)) == (None if to_a is None else (Why.TOLD, to_a))


def test_a_limit_is_compared_with_nothing_while_the_model_is_not_known() -> None:
    strange = replace(ANALOG, design=77.0)
    assert because(telling(19.0, analog=strange).state) is None
    stop = because(telling(0.0, analog=strange).state)
    assert stop is not None
    assert stop.why is Why.TOLD


def test_a_full_pack_is_the_reason_for_an_inverter_that_is_told_0_a() -> None:
    found = because(telling(0.0, status=told(ON, protect_2=0x80)).state)
    assert found is not None
    assert (found.why, found.sides, found.slot) == (Why.FULL, (CHARGING,), None)


def test_a_pack_that_stopped_by_itself_stops_the_stack_whose_inverter_is_told_0_a() -> None:
    found = because(telling(0.0, status=told(NO_CHARGE, control=0x02)).state)
    assert found is not None
    assert (found.why, found.whole) == (Why.SWITCHED_OFF, True)


def test_without_the_parameter_no_high_cell_is_made_up() -> None:
    found = because(replace(telling(19.0, analog=HIGH).state, parameters=Parameters()))
    assert found is not None
    assert found.why is Why.TOLD


# The simulator's weather.


@pytest.mark.parametrize(
    ("scenario", "sides", "name", "measure", "ends_at"),
    [
        ("cell-drift", None, None, None, None),
        ("full", None, None, None, None),
        ("empty", (DISCHARGING,), Alarm.CELL_UNDER_VOLTAGE, Measure.LOWEST_CELL, 2.9),
        ("hot", (CHARGING,), Alarm.CHARGE_OVER_TEMPERATURE, Measure.HOTTEST_CELL_SENSOR, 50.0),
        ("frozen", (CHARGING,), Alarm.CHARGE_UNDER_TEMPERATURE, Measure.COLDEST_CELL_SENSOR, 0.0),
        ("overcurrent", (DISCHARGING,), Alarm.DISCHARGE_OVER_CURRENT, None, None),
        ("storm", (CHARGING, DISCHARGING), Fault.CHARGE_MOSFET, None, None),
        ("disobeys", (CHARGING,), None, None, None),
    ],
)
def test_in_each_weather_the_reason_is_the_one_of_the_scenario(
    scenario: str, sides: tuple[Side, ...] | None, name: Name | None, measure: Measure | None, ends_at: float
) -> None:
    wire = simulated_wire("ES51.2-100LP", 1, scenario)
    found = because(staged(State(embedded=True, facts=FACTS), wire, 14.0, LinkSettings("simulated")))
    assert (found.sides if found else None) == sides
    if found is not None:
        at = found.ends_at if found.ends else None
        assert (found.name, found.measure, at) == (name, measure, ends_at)
        assert (found.why is Why.TOLD, round(found.to_a)) == ((True, 12) if name is None else (False, 0))
