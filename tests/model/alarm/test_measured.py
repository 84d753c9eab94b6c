"""What an alarm is about, as it is measured now."""

from dataclasses import replace

import pytest

from hmi.model.alarm.measured import measured, set_to
from hmi.model.alarm.standing import Evidence
from hmi.model.facts import Measure
from hmi.model.stack import Pack
from hmi.protocol.parameters import FullAndLowCharge, VoltageLimits
from tests.model.known import ANALOG

BARE = replace(ANALOG, cell_voltages=(), temperatures=(None,) * 6, full=0.0)
FOUR = replace(ANALOG, temperatures=(21.0, 22.0, None, 20.0))


@pytest.mark.parametrize(
    ("measure", "number", "value", "unit"),
    [
        (Measure.HIGHEST_CELL, 2, 3.31, "V"),
        (Measure.LOWEST_CELL, 3, 3.29, "V"),
        (Measure.PACK_VOLTAGE, None, 52.8, "V"),
        (Measure.CURRENT, None, -20.0, "A"),
        (Measure.HOTTEST_CELL_SENSOR, 2, 22.0, "°C"),
        (Measure.COLDEST_CELL_SENSOR, 1, 21.0, "°C"),
        (Measure.MOSFET_SENSOR, None, 25.0, "°C"),
        (Measure.ENVIRONMENT_SENSOR, None, 24.0, "°C"),
        (Measure.SOC, None, 60.0, "%"),
    ],
)
def test_each_measure_is_found_in_the_packs_values(
    measure: Measure, number: int | None, value: float, unit: str
) -> None:
    assert measured(Pack(analog=ANALOG), measure) == Evidence(number, value, None, unit)


@pytest.mark.parametrize("measure", [None, *Measure])
def test_what_is_not_told_is_not_measured(measure: Measure | None) -> None:
    told = {Measure.PACK_VOLTAGE, Measure.CURRENT}
    assert measured(Pack(), measure) is None
    assert (measured(Pack(analog=BARE), measure) is not None) == (measure in told)


def test_with_four_sensors_all_are_the_cells_and_one_that_is_not_fitted_is_passed_over() -> None:
    assert measured(Pack(analog=FOUR), Measure.COLDEST_CELL_SENSOR) == Evidence(4, 20.0, None, "°C")
    assert measured(Pack(analog=FOUR), Measure.MOSFET_SENSOR) is None


def test_a_limit_is_the_field_of_its_group_as_read() -> None:
    groups = {
        "cell_over_voltage": VoltageLimits(1, 3.6, 3.7, 3.38, 1.0),
        "full_and_low_charge": FullAndLowCharge(56.0, 2.0, None),
    }
    assert set_to(groups, "cell_over_voltage.release") == 3.38
    assert set_to(groups, "full_and_low_charge.low_soc") is None
    assert set_to(groups, "charge_over_current.alarm") is None
    assert set_to(groups, "") is None
