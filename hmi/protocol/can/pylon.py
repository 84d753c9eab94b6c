"""PYLON: D-PYL12 (V1.2 of 2018), and what packs of both generations send. The paper V2.0.4 was not found."""

from dataclasses import dataclass

from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.codings import alarms, le, text
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.family import (
    EXTREMES,
    AlarmPairs,
    Identity,
    InverterAlive,
    Measurements,
    Name,
    Requests,
    StateOfCharge,
)
from hmi.protocol.can.victron import STATISTICS


@dataclass(frozen=True, slots=True)
class Limits:
    """351H. The paper leaves the last two bytes blank, real packs send DVL there."""

    charge_voltage_limit_v: float | None = le.u16(0, per=10)
    charge_current_limit_a: float | None = le.s16(2, per=10)
    discharge_current_limit_a: float | None = le.s16(4, per=10)
    discharge_voltage_limit_v: float | None = le.u16(6, per=10, absent=0)


_COMMON = {
    1: Alarm.OVER_VOLTAGE,
    2: Alarm.UNDER_VOLTAGE,
    3: Alarm.OVER_TEMPERATURE,
    4: Alarm.UNDER_TEMPERATURE,
    7: Alarm.DISCHARGE_OVER_CURRENT,
    8: Alarm.CHARGE_OVER_CURRENT,
}


@dataclass(frozen=True, slots=True)
class Alarms:
    """359H of the older generation; the newer one has 35AH."""

    protections: tuple[Alarm, ...] | None = alarms(0, 2, _COMMON | {11: Alarm.SYSTEM_ERROR})
    warnings: tuple[Alarm, ...] | None = alarms(2, 2, _COMMON | {11: Alarm.INTERNAL_COMMUNICATION})
    modules: int | None = le.u8(4)
    tag: str | None = text(5, 2)  # "PN"


FRAMES = {
    0x351: Entry(Limits),
    0x355: Entry(StateOfCharge),
    0x356: Entry(Measurements),
    0x359: Entry(Alarms),
    0x35A: Entry(AlarmPairs),  # newer generation
    0x35C: Entry(Requests),
    0x35E: Entry(Name),
    0x35F: Entry(Identity),  # newer generation
    **EXTREMES,  # JK
    **STATISTICS,  # one implementation of a V2
    0x305: Entry(InverterAlive, from_inverter=True),
}
