"""GOODWE: the set that PYLON has too (captures of JK, D-SEP10), and what D-GW10 has of its own."""

from dataclasses import dataclass

from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.codings import alarms, le, text
from hmi.protocol.can.entry import Entry, Undescribed
from hmi.protocol.can.family import (
    EXTREMES,
    AlarmPairs,
    Identity,
    InverterAlive,
    Limits,
    Measurements,
    Name,
    Requests,
    StateOfCharge,
)

_PROTECTIONS = {
    0: Alarm.RELAY_COMMAND,
    1: Alarm.OVER_VOLTAGE,
    2: Alarm.UNDER_VOLTAGE,
    3: Alarm.OVER_TEMPERATURE,
    4: Alarm.UNDER_TEMPERATURE,
    7: Alarm.DISCHARGE_OVER_CURRENT,
    8: Alarm.CHARGE_OVER_CURRENT,
    11: Alarm.BMS_INTERNAL,
    12: Alarm.CELL_IMBALANCE,
}
_WARNINGS = {bit: alarm for bit, alarm in _PROTECTIONS.items() if alarm is not Alarm.RELAY_COMMAND} | {
    13: Alarm.PACK1_ERROR,
    14: Alarm.PACK2_ERROR,
}
_CELLS = {0: Alarm.CELL_OVER_VOLTAGE, 1: Alarm.CELL_UNDER_VOLTAGE}


@dataclass(frozen=True, slots=True)
class Alarms:
    """359H. Modules and tag as PYLON has them; D-GW10 leaves these bytes empty."""

    protections: tuple[Alarm, ...] | None = alarms(0, 2, _PROTECTIONS)
    warnings: tuple[Alarm, ...] | None = alarms(2, 2, _WARNINGS)
    modules: int | None = le.u8(4)
    tag: str | None = text(5, 2)


@dataclass(frozen=True, slots=True)
class CellAlarms:
    """399H (D-GW10). Warnings stand before protections, the reverse of 359H."""

    nominal_kwh: float | None = le.u16(0, per=10)
    protections: tuple[Alarm, ...] | None = alarms(4, 1, _CELLS)
    warnings: tuple[Alarm, ...] | None = alarms(2, 1, _CELLS)


@dataclass(frozen=True, slots=True)
class CellExtremes:
    """3DAH (D-GW10)."""

    cell_max_mv: int | None = le.u16(0)
    cell_min_mv: int | None = le.u16(2)
    cell_max_no: int | None = le.u8(4)
    cell_min_no: int | None = le.u8(5)


@dataclass(frozen=True, slots=True)
class TemperatureExtremes:
    """3DBH (D-GW10): raw 0 is -50 degC."""

    temperature_max_c: int | None = le.u8(0, plus=-50)
    temperature_min_c: int | None = le.u8(1, plus=-50)
    temperature_max_no: int | None = le.u8(2)
    temperature_min_no: int | None = le.u8(3)


@dataclass(frozen=True, slots=True)
class OtherLimits:
    """456H (one implementation). Of its set only this frame is read: on the others sources disagree."""

    charge_voltage_limit_v: float | None = le.s16(0, per=10)
    charge_current_limit_a: float | None = le.s16(2, per=10)
    discharge_current_limit_a: float | None = le.s16(4, per=10)
    discharge_voltage_limit_v: float | None = le.s16(6, per=10)


FRAMES = {
    0x351: Entry(Limits),
    0x355: Entry(StateOfCharge),
    0x356: Entry(Measurements),
    0x359: Entry(Alarms),
    0x35A: Entry(AlarmPairs),  # with 35FH: a mapping sheet of SMA's identifiers under GoodWe's name
    0x35C: Entry(Requests),
    0x35E: Entry(Name),
    0x35F: Entry(Identity),
    **EXTREMES,
    0x399: Entry(CellAlarms),
    0x3DA: Entry(CellExtremes),
    0x3DB: Entry(TemperatureExtremes),
    **dict.fromkeys((0x453, 0x454, 0x455, 0x457, 0x458), Entry(Undescribed)),
    0x456: Entry(OtherLimits),
    0x305: Entry(InverterAlive, from_inverter=True),
}
