"""Values that no battery can have are named."""

from typing import Any

import pytest

from hmi.protocol.can import tables
from hmi.protocol.can.doubts import doubts
from hmi.protocol.can.told import Told, told
from tests.protocol.can.recorded import bus

CVL, DVL = "charge_voltage_limit_v", "discharge_voltage_limit_v"


@pytest.mark.parametrize(
    ("cells", "field", "least", "greatest", "beyond"),
    [
        (16, CVL, 48.0, 60.0, 0.1),
        (15, CVL, 45.0, 56.2, 0.1),
        (8, CVL, 24.0, 30.0, 0.1),
        (None, CVL, 24.0, 60.0, 0.1),
        (16, "voltage_v", 32.0, 64.0, 0.01),
        (8, "voltage_v", 16.0, 32.0, 0.01),
        (None, "voltage_v", 16.0, 64.0, 0.01),
        (16, "soc_pct", 0, 100, 1),
        (16, "soh_pct", 0, 110, 1),
        (None, "temperature_c", -40.0, 100.0, 0.1),
    ],
)
def test_a_value_out_of_range_is_doubted(
    cells: int | None, field: str, least: float, greatest: float, beyond: float
) -> None:
    def of(value: float) -> Told:
        values: dict[str, Any] = {field: value}
        return Told(**values)

    assert doubts(of(least), cells) == ()
    assert doubts(of(greatest), cells) == ()
    assert doubts(of(least - beyond), cells) == (field,)
    assert doubts(of(greatest + beyond), cells) == (field,)


def test_the_discharge_limit_is_below_the_charge_limit() -> None:
    assert doubts(Told(charge_voltage_limit_v=56.0, discharge_voltage_limit_v=55.9), 16) == ()
    assert doubts(Told(charge_voltage_limit_v=56.0, discharge_voltage_limit_v=56.0), 16) == (DVL,)
    assert doubts(Told(discharge_voltage_limit_v=56.0), 16) == ()


def test_what_is_not_told_is_not_doubted() -> None:
    assert doubts(Told(), 16) == ()


def test_the_charge_limit_of_one_real_bms_is_doubted() -> None:
    """JK sends 67.0 V for 16 cells."""
    assert doubts(told(tables.decode(frame.language, frame.frame) for frame in bus("jk-pylon")), 16) == (CVL,)
