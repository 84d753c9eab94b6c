"""The names of bits in VOLTRONIC registers and PYLON messages, by bit number; 0 is the lowest.

Sources: D-VOL20 for registers 37H to 3CH and 74H, D-PYR33 for 44H and 92H, two implementations that agree for
62H. A bit that no source names is "bit_" and its number, so that nothing is lost.
"""

from collections.abc import Iterable, Mapping

Names = tuple[str, ...]

REQUESTS = {  # 74H of VOLTRONIC, 92H and 63H of PYLON: the bits of 35CH on CAN
    2: "small_charge_current_requested",  # VOLTRONIC alone
    3: "full_charge_requested",
    4: "force_charge_2",
    5: "force_charge_1",
    6: "discharge_enabled",
    7: "charge_enabled",
}

CHARGE_ALARM = {  # VOLTRONIC 37H
    0: "over_temperature",
    1: "cell_over_voltage",
    2: "under_temperature",
    3: "charge_over_current",
}
DISCHARGE_ALARM = {  # 38H
    0: "over_temperature",
    1: "under_temperature",
    2: "mosfet_over_temperature",
    3: "cell_under_voltage",
}
CHARGE_PROTECTION_1 = {  # 39H
    0: "in_system_signal",
    1: "mosfet_driver",
    2: "afe_communication",
    3: "afe_charge_over_current",
    4: "afe_discharge_over_current",
    5: "afe_short_circuit",
    6: "mosfet_over_temperature",
    7: "safety_under_voltage",
    8: "charge_over_temperature",
    9: "charge_under_temperature",
    10: "cell_over_voltage",
    11: "charge_over_current",
    12: "second_level_cell_over_voltage",
    13: "can_id_distribution",
    15: "second_level_charge_over_current",
}
CHARGE_PROTECTION_2 = {  # 3AH
    0: "shutdown_command",
    1: "low_voltage_shutdown",
    2: "charge_short_circuit",
    3: "can_id_error",
}
DISCHARGE_PROTECTION_1 = {  # 3BH
    0: "in_system_signal",
    1: "mosfet_driver",
    2: "afe_charge_over_current",
    3: "afe_discharge_over_current",
    4: "afe_short_circuit",
    6: "can_id_error",
    10: "mosfet_over_temperature",
    11: "cell_under_voltage",
    12: "discharge_over_current",
    13: "discharge_under_temperature",
    14: "discharge_over_temperature",
    15: "low_voltage_shutdown",
}
DISCHARGE_PROTECTION_2 = {  # 3CH
    0: "afe_communication",
    1: "short_circuit",
    2: "second_level_discharge_over_current",
    4: "second_level_cell_over_voltage",
    5: "second_level_discharge_over_temperature",
    6: "shutdown_command",
    13: "can_id_distribution",
}

STATUS_1 = {  # PYLON 44H
    0: "module_over_voltage",
    1: "cell_under_voltage",
    2: "charge_over_current",
    4: "discharge_over_current",
    5: "discharge_over_temperature",
    6: "charge_over_temperature",
    7: "module_under_voltage",
}
STATUS_2 = {0: "precharge_mosfet", 1: "charge_mosfet", 2: "discharge_mosfet", 3: "pack_in_use"}
STATUS_3 = {0: "buzzer", 3: "full", 5: "heater", 6: "discharging", 7: "charging"}
STATUS_4 = {number: f"cell_{number + 1}" for number in range(8)}  # has a fault
STATUS_5 = {number: f"cell_{number + 9}" for number in range(8)}

SYSTEM_PROTECTION_1 = {  # PYLON 62H
    1: "mosfet_over_temperature",
    2: "under_temperature",
    3: "over_temperature",
    4: "cell_under_voltage",
    5: "cell_over_voltage",
    6: "module_under_voltage",
    7: "module_over_voltage",
}
SYSTEM_ALARM_1 = SYSTEM_PROTECTION_1 | {0: "cell_imbalance"}
SYSTEM_ALARM_2 = {
    4: "internal_communication",
    5: "discharge_over_current",
    6: "charge_over_current",
    7: "temperature_imbalance",
}
SYSTEM_PROTECTION_2 = {3: "system_error", 5: "discharge_over_current", 6: "charge_over_current"}


def _name(table: Mapping[int, str], number: int) -> str:
    return table.get(number, f"bit_{number}")


def named(table: Mapping[int, str], raw: int) -> Names:
    """The names of the bits that are set, lowest bit first."""
    return tuple(_name(table, number) for number in range(raw.bit_length()) if raw >> number & 1)


def raw_of(table: Mapping[int, str], names: Iterable[str]) -> int:
    """The number in which just these bits are set. Raises ValueError for a name that no bit has."""
    numbers = {_name(table, number): number for number in range(16)}
    unknown = [name for name in names if name not in numbers]
    if unknown:
        raise ValueError(f"no bit is called {unknown[0]!r}")
    return sum(1 << numbers[name] for name in set(names))
