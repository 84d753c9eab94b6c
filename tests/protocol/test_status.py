"""44H: every bit by itself, and the contested ones nowhere but in `unsure`."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.protocol import frame
from hmi.protocol.blocks import Blocks
from hmi.protocol.messages import Command, read_reply
from hmi.protocol.status import Alarm, Fault, PackStatus, Unsure
from tests.protocol.test_blocks import status_pack

QUIET = replace(status_pack(16, 6), system=0)
NAMES = {
    "protect_1": [
        "cell_over_voltage",
        "cell_under_voltage",
        "pack_over_voltage",
        "pack_under_voltage",
        "charge_over_current",
        "discharge_over_current",
        "short_circuit",
    ],
    "protect_2": [
        "charge_over_temperature",
        "discharge_over_temperature",
        "charge_under_temperature",
        "discharge_under_temperature",
        "mosfet_over_temperature",
        "environment_over_temperature",
        "environment_under_temperature",
    ],
    "warn_1": [
        "cell_over_voltage",
        "cell_under_voltage",
        "pack_over_voltage",
        "pack_under_voltage",
        "charge_over_current",
        "discharge_over_current",
    ],
    "warn_2": [
        "charge_over_temperature",
        "discharge_over_temperature",
        "charge_under_temperature",
        "discharge_under_temperature",
        "environment_over_temperature",
        "environment_under_temperature",
        "mosfet_over_temperature",
        "low_soc",
    ],
}
FAULTS = {0: "charge_mosfet", 1: "discharge_mosfet", 2: "ntc", 4: "cell", 5: "sampling"}
UNSURE = {
    ("protect_1", 7): "charger_voltage_too_high",
    ("system", 0): "current_limiting",
    ("system", 6): "shutting_down",
    ("system", 7): "heater_on",
    ("control", 1): "charge_mosfet_switched_off",
    ("control", 2): "discharge_mosfet_switched_off",
    ("control", 4): "charge_limiter_disabled",
    ("control", 5): "led_alarm_disabled",
    ("control", 6): "system_lock",
    ("control", 7): "test_mode",
    ("fault", 3): "communication_fault",
    ("fault", 6): "current_limiter_fault",
    ("fault", 7): "heater_fault",
}
BYTES = ("protect_1", "protect_2", "system", "control", "fault", "balance_1", "balance_2", "warn_1", "warn_2")


def with_bit(field: str, bit: int) -> PackStatus:
    change: dict[str, Any] = {field: 1 << bit}
    return replace(QUIET, **change)


def told(names: dict[str, list[str]], field: str, bit: int) -> list[str]:
    return names.get(field, [])[bit : bit + 1]


@pytest.mark.parametrize("field", BYTES)
@pytest.mark.parametrize("bit", range(8))
def test_each_bit_by_itself(field: str, bit: int) -> None:
    """Every list and every flag, so that a bit that says one thing says nothing else."""
    pack = with_bit(field, bit)
    protections = told(NAMES, field, bit) if field.startswith("protect") else []
    if (field, bit) == ("system", 4):
        protections = ["reverse_polarity"]
    assert list(pack.protections) == protections
    assert list(pack.warnings) == (told(NAMES, field, bit) if field.startswith("warn") else [])
    assert list(pack.faults) == ([FAULTS[bit]] if field == "fault" and bit in FAULTS else [])
    unsure = ["balancing_cells"] if field.startswith("balance") else []
    assert list(pack.unsure) == ([UNSURE[field, bit]] if (field, bit) in UNSURE else unsure)
    assert not pack.other_alarm
    assert flags(pack) == {
        "fully_charged": (field, bit) == ("protect_2", 7),
        "charge_mosfet": (field, bit) == ("system", 1),
        "discharge_mosfet": (field, bit) == ("system", 2),
        "discharging": (field, bit) == ("system", 3),
        "reverse_polarity": (field, bit) == ("system", 4),
        "charging": False,  # a charger is present, but the charge path is off
        "buzzer_enabled": (field, bit) == ("control", 0),
        "low_gear": (field, bit) == ("control", 3),
    }
    first = {"balance_1": 1, "balance_2": 9}.get(field)
    assert pack.balancing_cells == ((first + bit,) if first else ())


def flags(pack: PackStatus) -> dict[str, bool]:
    return {
        "fully_charged": pack.fully_charged,
        "charge_mosfet": pack.charge_mosfet,
        "discharge_mosfet": pack.discharge_mosfet,
        "discharging": pack.discharging,
        "reverse_polarity": pack.reverse_polarity,
        "charging": pack.charging,
        "buzzer_enabled": pack.buzzer_enabled,
        "low_gear": pack.low_gear,
    }


def test_all_names_are_told_by_some_bit() -> None:
    said = {name for names in NAMES.values() for name in names} | {"reverse_polarity"}
    assert said == set(Alarm)
    assert set(FAULTS.values()) == set(Fault)
    assert {*UNSURE.values(), "balancing_cells"} == set(Unsure)


@pytest.mark.parametrize(
    ("system", "on"),
    [
        (0x0E, {"charge_mosfet", "discharge_mosfet", "discharging"}),
        (0x06, {"charge_mosfet", "discharge_mosfet"}),
        (0x26, {"charge_mosfet", "discharge_mosfet", "charging"}),
        (0x24, {"discharge_mosfet"}),
        (0x04, {"discharge_mosfet"}),
    ],
)
def test_typical_system_states(system: int, on: set[str]) -> None:
    assert {name for name, value in flags(replace(QUIET, system=system)).items() if value} == on


def test_worked_example_of_a_healthy_pack() -> None:
    text = b"~25014600004C000110000000000000000000000000000000000600000000000000000000000E000000000000EF3A"
    reply: Blocks[PackStatus] = read_reply(Command.STATUS, frame.decode(text), 1)
    assert reply == Blocks((replace(QUIET, system=0x0E),))


def test_worked_example_of_one_extra_byte() -> None:
    text = b"~25014600E04E000110000000000000000000000000000000000600000000000000000000000E00000000000000EEC3"
    reply: Blocks[PackStatus] = read_reply(Command.STATUS, frame.decode(text), 1)
    assert reply == Blocks((replace(QUIET, system=0x0E, tail=b"\0"),))


def test_worked_example_of_alarms() -> None:
    """Constructed for the reference, not captured."""
    text = b"~25014600204A00010F00000100000000000000000000000006000000000200000102221008210405412A40EF5F"
    [pack] = read_reply(Command.STATUS, frame.decode(text), 1).packs
    assert pack.cell_codes == (0, 0, 1) + (0,) * 12
    assert pack.temperature_codes == (0, 0, 0, 0, 2, 0)
    assert (pack.charge_current_code, pack.voltage_code, pack.discharge_current_code) == (0, 1, 2)
    assert pack.protections == (
        Alarm.CELL_UNDER_VOLTAGE,
        Alarm.DISCHARGE_OVER_CURRENT,
        Alarm.MOSFET_OVER_TEMPERATURE,
    )
    assert pack.warnings == (
        Alarm.CELL_UNDER_VOLTAGE,
        Alarm.PACK_UNDER_VOLTAGE,
        Alarm.DISCHARGE_OVER_CURRENT,
        Alarm.MOSFET_OVER_TEMPERATURE,
    )
    assert pack.faults == (Fault.NTC,)
    assert pack.balancing_cells == (1, 3, 9, 15)
    assert pack.discharging
    assert not pack.charge_mosfet
    assert not pack.discharge_mosfet
    assert pack.buzzer_enabled
    assert pack.unsure == (Unsure.LED_ALARM_DISABLED, Unsure.BALANCING_CELLS)
    assert not pack.other_alarm


def test_balancing_is_unsure_where_the_order_of_its_bytes_matters() -> None:
    assert replace(QUIET, balance_1=1, balance_2=1).unsure == ()
    assert replace(QUIET, balance_1=1, balance_2=0).unsure == (Unsure.BALANCING_CELLS,)


def test_everything_set_at_once() -> None:
    all_bits: dict[str, Any] = dict.fromkeys(BYTES, 0xFF)
    pack = replace(QUIET, **all_bits)
    assert set(pack.protections) == set(Alarm) - {Alarm.LOW_SOC}
    assert set(pack.warnings) == set(Alarm) - {Alarm.SHORT_CIRCUIT, Alarm.REVERSE_POLARITY}
    assert pack.balancing_cells == tuple(range(1, 17))
    assert pack.charging
