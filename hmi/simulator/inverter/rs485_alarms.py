"""The UART's alarms in the words of the RS485 protocols, the nearest where these have none of their own."""

from collections.abc import Collection, Mapping

from hmi.protocol.bits import Alarm, Fault
from hmi.protocol.status import ABOVE_LIMIT, BELOW_LIMIT, NORMAL
from hmi.simulator.inverter.announced import Announced

_A = Alarm
Reason = Alarm | Fault
Words = Mapping[str, tuple[Reason, ...]]  # name of a bit -> what sets it

_HOT = (_A.CHARGE_OVER_TEMPERATURE, _A.DISCHARGE_OVER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE)
_COLD = (_A.CHARGE_UNDER_TEMPERATURE, _A.DISCHARGE_UNDER_TEMPERATURE, _A.ENVIRONMENT_UNDER_TEMPERATURE)
_MOSFETS = (Fault.CHARGE_MOSFET, Fault.DISCHARGE_MOSFET)
_BROKEN = (_A.SHORT_CIRCUIT, _A.REVERSE_POLARITY, *Fault)

# VOLTRONIC: register -> words.
WARNINGS: dict[str, Words] = {
    "charge_alarms": {
        "over_temperature": (_A.CHARGE_OVER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE),
        "cell_over_voltage": (_A.CELL_OVER_VOLTAGE, _A.PACK_OVER_VOLTAGE),
        "under_temperature": (_A.CHARGE_UNDER_TEMPERATURE, _A.ENVIRONMENT_UNDER_TEMPERATURE),
        "charge_over_current": (_A.CHARGE_OVER_CURRENT,),
    },
    "discharge_alarms": {
        "over_temperature": (_A.DISCHARGE_OVER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE),
        "under_temperature": (_A.DISCHARGE_UNDER_TEMPERATURE, _A.ENVIRONMENT_UNDER_TEMPERATURE),
        "mosfet_over_temperature": (_A.MOSFET_OVER_TEMPERATURE,),
        "cell_under_voltage": (_A.CELL_UNDER_VOLTAGE, _A.PACK_UNDER_VOLTAGE),
    },
}
PROTECTIONS: dict[str, Words] = {
    "charge_protections_1": {
        "mosfet_driver": _MOSFETS,
        "afe_communication": (Fault.SAMPLING,),
        "mosfet_over_temperature": (_A.MOSFET_OVER_TEMPERATURE,),
        "charge_over_temperature": (_A.CHARGE_OVER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE),
        "charge_under_temperature": (_A.CHARGE_UNDER_TEMPERATURE, _A.ENVIRONMENT_UNDER_TEMPERATURE),
        "cell_over_voltage": (_A.CELL_OVER_VOLTAGE, _A.PACK_OVER_VOLTAGE),
        "charge_over_current": (_A.CHARGE_OVER_CURRENT,),
    },
    "discharge_protections_1": {
        "mosfet_driver": _MOSFETS,
        "mosfet_over_temperature": (_A.MOSFET_OVER_TEMPERATURE,),
        "cell_under_voltage": (_A.CELL_UNDER_VOLTAGE, _A.PACK_UNDER_VOLTAGE),
        "discharge_over_current": (_A.DISCHARGE_OVER_CURRENT,),
        "discharge_under_temperature": (_A.DISCHARGE_UNDER_TEMPERATURE, _A.ENVIRONMENT_UNDER_TEMPERATURE),
        "discharge_over_temperature": (_A.DISCHARGE_OVER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE),
    },
    "discharge_protections_2": {
        "afe_communication": (Fault.SAMPLING,),
        "short_circuit": (_A.SHORT_CIRCUIT,),
    },
}
# Register -> the warnings that say "below" and "above" there.
CODES: dict[str, tuple[Alarm | None, Alarm | None]] = {
    "module_charge_voltage_code": (None, _A.PACK_OVER_VOLTAGE),
    "module_discharge_voltage_code": (_A.PACK_UNDER_VOLTAGE, None),
    "cell_charge_voltage_code": (None, _A.CELL_OVER_VOLTAGE),
    "cell_discharge_voltage_code": (_A.CELL_UNDER_VOLTAGE, None),
    "module_charge_current_code": (None, _A.CHARGE_OVER_CURRENT),
    "module_discharge_current_code": (None, _A.DISCHARGE_OVER_CURRENT),
    "module_charge_temperature_code": (_A.ENVIRONMENT_UNDER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE),
    "module_discharge_temperature_code": (_A.ENVIRONMENT_UNDER_TEMPERATURE, _A.ENVIRONMENT_OVER_TEMPERATURE),
    "cell_charge_temperature_code": (_A.CHARGE_UNDER_TEMPERATURE, _A.CHARGE_OVER_TEMPERATURE),
    "cell_discharge_temperature_code": (_A.DISCHARGE_UNDER_TEMPERATURE, _A.DISCHARGE_OVER_TEMPERATURE),
}

# PYLON: status 1 of 44H, then the two bytes that 62H has for warnings and for protections.
STATUS_1: Words = {
    "module_over_voltage": (_A.PACK_OVER_VOLTAGE, _A.CELL_OVER_VOLTAGE),
    "cell_under_voltage": (_A.CELL_UNDER_VOLTAGE,),
    "charge_over_current": (_A.CHARGE_OVER_CURRENT,),
    "discharge_over_current": (_A.DISCHARGE_OVER_CURRENT,),
    "discharge_over_temperature": (_A.DISCHARGE_OVER_TEMPERATURE,),
    "charge_over_temperature": (_A.CHARGE_OVER_TEMPERATURE,),
    "module_under_voltage": (_A.PACK_UNDER_VOLTAGE,),
}
SYSTEM_1: Words = {
    "mosfet_over_temperature": (_A.MOSFET_OVER_TEMPERATURE,),
    "under_temperature": _COLD,
    "over_temperature": _HOT,
    "cell_under_voltage": (_A.CELL_UNDER_VOLTAGE,),
    "cell_over_voltage": (_A.CELL_OVER_VOLTAGE,),
    "module_under_voltage": (_A.PACK_UNDER_VOLTAGE,),
    "module_over_voltage": (_A.PACK_OVER_VOLTAGE,),
}
SYSTEM_2: Words = {
    "discharge_over_current": (_A.DISCHARGE_OVER_CURRENT,),
    "charge_over_current": (_A.CHARGE_OVER_CURRENT,),
}
SYSTEM_PROTECTIONS_2: Words = {"system_error": _BROKEN, **SYSTEM_2}


def acting(told: Announced) -> frozenset[Reason]:
    """The protections and what has failed."""
    return told.protections | frozenset(fault for bms in told.packs for fault in bms.faults)


def named(words: Words, reasons: Collection[Reason]) -> tuple[str, ...]:
    """The names of the bits that these set."""
    return tuple(name for name, by in words.items() if any(reason in reasons for reason in by))


def code(warnings: Collection[Alarm], below: Alarm | None, above: Alarm | None) -> int:
    """The byte for a value with these limits."""
    if above in warnings:
        return ABOVE_LIMIT
    return BELOW_LIMIT if below in warnings else NORMAL
