"""44H: the alarm codes of cells, sensors and the whole pack, beside the warn bits."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.protocol.status import Alarm
from tests.protocol.test_status import QUIET


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({"cell_codes": (0, 1) + (0,) * 14}, {Alarm.CELL_UNDER_VOLTAGE}),
        ({"cell_codes": (2,) * 16}, {Alarm.CELL_OVER_VOLTAGE}),
        ({"cell_codes": (2, 1) * 8}, {Alarm.CELL_OVER_VOLTAGE, Alarm.CELL_UNDER_VOLTAGE}),
        ({"voltage_code": 1}, {Alarm.PACK_UNDER_VOLTAGE}),
        ({"voltage_code": 2}, {Alarm.PACK_OVER_VOLTAGE}),
        ({"charge_current_code": 2}, {Alarm.CHARGE_OVER_CURRENT}),
        ({"discharge_current_code": 2}, {Alarm.DISCHARGE_OVER_CURRENT}),
        ({"temperature_codes": (0, 0, 0, 0, 2, 0)}, {Alarm.MOSFET_OVER_TEMPERATURE}),
        ({"temperature_codes": (0, 0, 0, 0, 0, 2)}, {Alarm.ENVIRONMENT_OVER_TEMPERATURE}),
        ({"temperature_codes": (0, 0, 0, 0, 0, 1)}, {Alarm.ENVIRONMENT_UNDER_TEMPERATURE}),
        ({"cell_codes": (2,) * 16, "warn_1": 1}, {Alarm.CELL_OVER_VOLTAGE}),
    ],
)
def test_an_alarm_code_warns_even_where_no_warn_bit_does(
    changes: dict[str, Any], warnings: set[Alarm]
) -> None:
    pack = replace(QUIET, **changes)
    assert set(pack.warnings) == warnings
    assert len(pack.warnings) == len(warnings)
    assert not pack.other_alarm
    assert not pack.protections


@pytest.mark.parametrize(
    "changes",
    [
        {"cell_codes": (0xF0,) + (0,) * 15},
        {"cell_codes": (0x80,) + (0,) * 15},
        {"cell_codes": (0x33,) + (0,) * 15},
        {"temperature_codes": (0xF0, 0, 0, 0, 0, 0)},
        {"temperature_codes": (2, 0, 0, 0, 0, 0)},
        {"temperature_codes": (0, 0, 0, 0, 1, 0)},
        {"temperature_codes": (0, 0, 0, 2)},
        {"voltage_code": 0xF0},
        {"charge_current_code": 1},
        {"discharge_current_code": 0xEF},
    ],
)
def test_an_alarm_code_without_a_name_is_an_alarm_all_the_same(changes: dict[str, Any]) -> None:
    pack = replace(QUIET, **changes)
    assert pack.other_alarm
    assert not pack.warnings


def test_a_temperature_code_is_explained_by_a_warn_bit() -> None:
    hot = replace(QUIET, temperature_codes=(2, 0, 0, 0, 0, 0), warn_2=1)
    assert hot.warnings == (Alarm.CHARGE_OVER_TEMPERATURE,)
    assert not hot.other_alarm
