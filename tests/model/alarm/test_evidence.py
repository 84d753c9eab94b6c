"""What was measured when an alarm appeared, and the limit that it had passed."""

from dataclasses import replace

import pytest

from hmi.model.alarm.name import Name, Priority
from hmi.model.alarm.standing import Evidence, Key
from hmi.model.events import Received
from hmi.model.facts import Explanation, Facts, Measure
from hmi.model.happening import Happened
from hmi.model.parameters import Parameters
from hmi.protocol.analog import PackAnalog
from hmi.protocol.bits import Alarm
from hmi.protocol.command import Command
from hmi.protocol.parameters import DischargeCurrentLimits, VoltageLimits
from hmi.protocol.status import PackStatus
from tests.model.alarm.watched import FAULT, HOME, PROTECTION, WARNING, Watched
from tests.model.known import ANALOG, EMPTY, FAULTY, PROTECTED, QUIET, WARNED, heard

LIMITS = Parameters(
    groups={
        "discharge_over_current": DischargeCurrentLimits(1, 105, 110, 1.0),
        "cell_under_voltage": VoltageLimits(1, 2.8, 2.5, 2.9, 1.0),
        "cell_over_voltage": VoltageLimits(1, 3.5, 3.65, 3.38, 1.0),
    }
)
HIGH = Key(Priority.PROTECTION, Alarm.CELL_OVER_VOLTAGE, 1)
TOO_HIGH = replace(QUIET, protect_1=0x01)


def explained(measure: Measure, limit: str = "") -> Explanation:
    return Explanation("", (), (), "", (), measure, limit)


EXPLANATIONS: dict[tuple[Priority, Name], Explanation] = {
    (Priority.PROTECTION, Alarm.DISCHARGE_OVER_CURRENT): explained(
        Measure.CURRENT, "discharge_over_current.protection"
    ),
    (Priority.WARNING, Alarm.CELL_UNDER_VOLTAGE): explained(Measure.LOWEST_CELL, "cell_under_voltage.alarm"),
    (Priority.PROTECTION, Alarm.CELL_OVER_VOLTAGE): explained(
        Measure.HIGHEST_CELL, "cell_over_voltage.protection"
    ),
}


def panel() -> Watched:
    return Watched(replace(HOME, facts=Facts(explanations=EXPLANATIONS), parameters=LIMITS))


def current(amperes: float) -> PackAnalog:
    return replace(ANALOG, current=amperes)


def cell(volts: float) -> PackAnalog:
    return replace(ANALOG, cell_voltages=(*(3.3,) * 6, volts, *(3.3,) * 9))


def test_an_alarm_appears_with_its_cell_its_value_and_its_limit() -> None:
    watched = panel()
    watched.hear(WARNED, analog=cell(2.75))
    assert watched.one(WARNING).evidence == Evidence(7, 2.75, 2.8, "V")
    (row,) = watched.rows(Happened.ALARM)
    assert (row.number, row.value, row.limit, row.unit) == (7, 2.75, 2.8, "V")


def test_what_was_measured_just_before_speaks_where_the_trip_has_ended_it() -> None:
    watched = panel()
    watched.hear(QUIET, analog=current(-140.0))
    watched.hear(PROTECTED, PROTECTED, analog=current(0.0))
    assert watched.one(PROTECTION).evidence == Evidence(None, -140.0, 110.0, "A")


@pytest.mark.parametrize(
    ("status", "key", "before", "then", "value"),
    [
        (WARNED, WARNING, 2.9, 2.7, 2.7),
        (WARNED, WARNING, 2.7, 2.9, 2.7),
        (TOO_HIGH, HIGH, 3.6, 3.66, 3.66),
        (TOO_HIGH, HIGH, 3.66, 3.6, 3.66),
    ],
)
def test_of_two_values_the_one_further_beyond_the_limit_counts(
    status: PackStatus, key: Key, before: float, then: float, value: float
) -> None:
    watched = panel()
    watched.hear(QUIET, analog=cell(before))
    watched.hear(status, status, analog=cell(then))
    assert watched.one(key).evidence.value == value


def test_of_another_pack_than_the_one_on_the_wire_no_limit_is_known() -> None:
    watched = panel()
    watched.hear(WARNED, slot=2, analog=cell(2.75))
    assert watched.one(replace(WARNING, slot=2)).evidence == Evidence(7, 2.75, None, "V")


def test_what_is_measured_only_after_the_status_has_told_it_counts_too() -> None:
    watched = panel()
    watched.hear(QUIET, WARNED, analog=cell(3.3))
    watched.hear(WARNED, analog=cell(2.6))
    assert watched.one(WARNING).evidence.value == 2.6


@pytest.mark.parametrize("analog", [None, EMPTY])
def test_without_values_there_is_no_evidence(analog: PackAnalog | None) -> None:
    watched = panel()
    if analog is not None:
        watched.tell(heard(analog, at=watched.now))
    watched.tell(heard(WARNED, at=watched.now))
    assert watched.one(WARNING).evidence == Evidence()


def test_a_sensor_that_a_reading_does_not_tell_has_no_part_in_it() -> None:
    hot = Key(Priority.PROTECTION, Alarm.MOSFET_OVER_TEMPERATURE, 1)
    told = {(hot.priority, hot.name): explained(Measure.MOSFET_SENSOR)}
    watched = Watched(replace(HOME, facts=Facts(explanations=told)))
    watched.hear(QUIET, analog=replace(ANALOG, temperatures=(None,) * 6))
    watched.hear(*(replace(QUIET, protect_2=0x10),) * 2, analog=replace(ANALOG, temperatures=(95.0,) * 6))
    assert watched.one(hot).evidence == Evidence(None, 95.0, None, "°C")


def test_a_current_that_the_trip_had_ended_before_it_was_read_is_not_known() -> None:
    watched = panel()
    watched.hear(PROTECTED, analog=current(0.0))
    assert watched.one(PROTECTION).evidence == Evidence(None, None, 110.0, "A")


def test_a_limit_that_is_read_later_is_known_then() -> None:
    watched = panel()
    limits = LIMITS.groups["cell_under_voltage"]
    watched.state = replace(watched.state, parameters=Parameters())
    watched.hear(replace(WARNED, fault=0x20), analog=cell(2.75))
    assert watched.one(WARNING).evidence.limit is None
    read = Received(Command.READ_CELL_UNDER_VOLTAGE, limits, 1, 1, watched.now)
    watched.tell(read)
    assert watched.one(WARNING).evidence == Evidence(7, 2.75, 2.8, "V")
    assert watched.one(FAULT).evidence == Evidence()
    watched.tell(replace(read, message=replace(limits, alarm=2.7)))
    assert watched.one(WARNING).evidence.limit == 2.8  # as it was when the alarm appeared


def test_an_alarm_that_is_explained_by_no_measure_has_no_evidence() -> None:
    watched = panel()
    watched.hear(FAULTY)
    assert watched.one(FAULT).evidence == Evidence()


def test_a_repeat_shows_what_was_measured_last() -> None:
    watched = panel()
    watched.hear(WARNED, analog=cell(2.75))
    watched.hear(*(QUIET,) * 12, analog=cell(3.0))
    watched.hear(WARNED, WARNED, analog=cell(2.5))
    assert watched.one(WARNING).evidence.value == 2.5
