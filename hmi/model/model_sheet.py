"""The table of a model, line by line: what its manual tells of it, and nothing else."""

from enum import StrEnum
from typing import Any

from hmi.model.pack_model import Model


class Line(StrEnum):
    """One line, by the field of Model that it tells; SET_…: by that of InverterSettings."""

    NAME = "name"
    INVERTER = "inverter"  # what follows is to be set there; or none is recommended
    SET_CUT_OFF = "set_discharge_cut_off_v"
    SET_RECOVERY = "set_over_discharge_recovery_v"
    SET_CHARGING = "set_charging_v"
    SET_PROTECTION = "set_over_voltage_protection_v"
    SET_RELEASE = "set_over_voltage_recovery_v"
    SET_CUT_OFF_SOC = "set_discharge_cut_off_soc_pct"
    CELLS = "cells"
    ENERGY = "energy_kwh"
    USABLE = "usable_kwh"
    VOLTAGE = "nominal_v"
    CAPACITY = "capacity_ah"
    CHARGE_VOLTAGE = "charge_v"
    CUT_OFF = "discharge_cut_off_v"
    STANDARD_CHARGE = "standard_charge_a"
    MOST_CHARGE = "max_charge_a"
    MOST_DISCHARGE = "max_discharge_a"
    DEEPEST = "most_discharge_pct"
    CYCLES = "cycle_life"
    CONDITIONS = "cycle_life_conditions"
    CHARGING_AT = "charge_c"
    DISCHARGING_AT = "discharge_c"
    STORED_AT = "storage_c"
    HUMIDITY = "humidity_pct"
    ALTITUDE = "highest_m"
    NOISE = "noise_dba"
    PROTECTION = "protection"
    COMMUNICATION = "communication"
    PARALLEL = "most_parallel"
    ONE_PACK = "most_inverter_kw"
    WIRE = "wire_mm2"
    BREAKER = "breaker"
    CLEARANCE = "clearance_mm"
    WALL_GAP = "wall_gap_mm"
    COOLING = "cooling"
    INSTALLATION = "installation"
    SIZE = "size_mm"
    WEIGHT = "weight_kg"
    PACKAGE = "package_mm"
    GROSS = "gross_kg"


_SET = "set_"


def lines(model: Model) -> tuple[Line, ...]:
    """What is told of it, in order."""
    return tuple(line for line in Line if line is Line.INVERTER or value(model, line))


def value(model: Model, line: Line) -> Any:
    """What that line tells; None or empty: nothing."""
    if line.startswith(_SET):
        return getattr(model.inverter, line.removeprefix(_SET), None)
    return getattr(model, line)
