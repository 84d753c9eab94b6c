"""Frames that PYLON, GOODWE, SMA, SOFAR and VICTRON share. Little-endian.

Real packs send several of them shorter than 8 bytes (captures of Pylontech, Pytes, Discover).
"""

from dataclasses import dataclass
from typing import Any

from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.codings import (
    Other,
    Scale,
    alarm_pairs,
    cleared_pairs,
    exactly,
    field,
    flag,
    follows,
    le,
    pairs_cleared,
    text,
)
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.fields import Coding
from hmi.protocol.can.frame import CanFrame


@dataclass(frozen=True, slots=True)
class Limits:
    """351H (D-GW10, D-SEP10, captures). The sign of DCL is kept: one BMS sends it negative."""

    charge_voltage_limit_v: float | None = le.u16(0, per=10)
    charge_current_limit_a: float | None = le.s16(2, per=10)
    discharge_current_limit_a: float | None = le.s16(4, per=10)
    discharge_voltage_limit_v: float | None = le.u16(6, per=10)


NOT_AVAILABLE = 0xFFFF


def fine_soc(none: int) -> Any:
    """0.01 %. FFFFH: not available; 0 while SOC is not 0: not used (captures of JK). None is sent as `none`.

    While SOC is 0 it is sent as FFFFH.
    """

    def read(frame: CanFrame) -> float | None:
        soc, fine = (int.from_bytes(frame.data[at : at + 2], "little") for at in (0, 4))
        return None if fine == NOT_AVAILABLE or (fine == 0 and soc) else fine / 100

    def write(value: float | None, message: Any) -> int:
        unused = none if message.soc_pct else NOT_AVAILABLE
        raw = unused if value is None else round(value * 100)
        return int.from_bytes(raw.to_bytes(2, "little"), "little") << 32

    return field(Coding(4, 2, read, write, 0xFFFF << 32, says_none=True))


@dataclass(frozen=True, slots=True)
class StateOfCharge:
    """355H. The last field is an AMASS battery's; zero in all others."""

    soc_pct: int | None = le.u16(0)
    soh_pct: int | None = le.u16(2)
    soc_fine_pct: float | None = fine_soc(none=0)
    remaining_ah: float | None = le.u16(6, per=10, absent=0)


def in_tenths(data: bytes) -> bool:
    """Whether the voltage of 356H is in 0.1 V, as D-GW10 has it: that of 8 or 16 cells cannot be both."""
    return 0 < abs(int.from_bytes(data[:2], "little", signed=True)) < 1000


IN_TENTHS = Other("voltage_in_tenths", in_tenths, Scale(per=10))


@dataclass(frozen=True, slots=True)
class Measurements:
    """356H: mean voltage of the packs, their current together (positive: charging)."""

    voltage_v: float | None = le.s16(0, per=100, other=IN_TENTHS)
    current_a: float | None = le.s16(2, per=10)
    temperature_c: float | None = le.s16(4, per=10)  # mean of the cells (D-PYL12); of some makers the highest
    voltage_in_tenths: bool = follows(lambda frame: in_tenths(frame.data), False)


@dataclass(frozen=True, slots=True)
class MeasurementsAndCycles:
    """356H of SOFAR, and of the VICTRON profile of Seplos."""

    voltage_v: float | None = le.s16(0, per=100, other=IN_TENTHS)
    current_a: float | None = le.s16(2, per=10)
    temperature_c: float | None = le.s16(4, per=10)
    cycles: int | None = le.u16(6)
    voltage_in_tenths: bool = follows(lambda frame: in_tenths(frame.data), False)


# Pairs 13 and 14 are reserved; 15 is not for a BMS to use (D-SMA10).
PAIRS = {
    0: Alarm.GENERAL,
    1: Alarm.OVER_VOLTAGE,
    2: Alarm.UNDER_VOLTAGE,
    3: Alarm.OVER_TEMPERATURE,
    4: Alarm.UNDER_TEMPERATURE,
    5: Alarm.CHARGE_OVER_TEMPERATURE,
    6: Alarm.CHARGE_UNDER_TEMPERATURE,
    7: Alarm.DISCHARGE_OVER_CURRENT,
    8: Alarm.CHARGE_OVER_CURRENT,
    9: Alarm.CONTACTOR,
    10: Alarm.SHORT_CIRCUIT,
    11: Alarm.BMS_INTERNAL,
    12: Alarm.CELL_IMBALANCE,
    15: Alarm.GENERATOR,
}


@dataclass(frozen=True, slots=True)
class AlarmPairs:
    """35AH (D-SMA10). A healthy BMS says of all pairs, of some or of none that they are not active."""

    protections: tuple[Alarm, ...] | None = alarm_pairs(0, PAIRS)
    warnings: tuple[Alarm, ...] | None = alarm_pairs(4, PAIRS)
    cleared: tuple[int, ...] | None = cleared_pairs()  # pairs 0..15 of protections, 16..31 of warnings
    cleared_count: int | None = follows(lambda frame: len(pairs_cleared(frame)))


@dataclass(frozen=True, slots=True)
class Events:
    """35BH (one implementation): the pack is about to turn off to protect itself."""

    pack_turning_off: bool | None = flag(0, 4)


@dataclass(frozen=True, slots=True)
class Requests:
    """35CH (D-PYL12). The rest is filler."""

    charge_enabled: bool | None = flag(0, 7)
    discharge_enabled: bool | None = flag(0, 6)
    force_charge_1: bool | None = flag(0, 5)  # now, from any source, until cleared
    force_charge_2: bool | None = flag(0, 4)  # the milder one
    full_charge_requested: bool | None = flag(0, 3)


@dataclass(frozen=True, slots=True)
class Name:
    """35EH: the maker of the BMS, in all of its languages the same."""

    manufacturer: str | None = text(0, 8, pad=b" ", may_end_early=True)


@dataclass(frozen=True, slots=True)
class Identity:
    """35FH. The byte order of the version is the maker's own."""

    battery_type_raw: int | None = le.u16(0)
    bms_version_raw: int | None = le.u16(2)
    capacity_ah: int | None = le.u16(4)  # nominal (D-SMA10) or available (captures)
    maker_id_raw: int | None = le.u16(6)


def _degrees_in_tenths(data: bytes) -> bool:
    return any(abs(int.from_bytes(data[at : at + 2], "little", signed=True)) > 100 for at in (0, 2))


def _cells_in_hundredths(data: bytes) -> bool:
    return 250 <= int.from_bytes(data[4:6], "little") <= 450


TENTHS = Other("temperatures_in_tenths", _degrees_in_tenths, Scale(per=10))
HUNDREDTHS = Other("cells_in_hundredths", _cells_in_hundredths, Scale(times=10))


@dataclass(frozen=True, slots=True)
class Extremes:
    """370H of JK: whole degC and mV. D-SEP10 has 0.1 degC, one implementation 10 mV."""

    temperature_max_c: float | None = le.s16(0, other=TENTHS)
    temperature_min_c: float | None = le.s16(2, other=TENTHS)
    cell_max_mv: int | None = le.u16(4, other=HUNDREDTHS)
    cell_min_mv: int | None = le.u16(6, other=HUNDREDTHS)
    temperatures_in_tenths: bool = follows(lambda frame: _degrees_in_tenths(frame.data), False)
    cells_in_hundredths: bool = follows(lambda frame: _cells_in_hundredths(frame.data), False)


@dataclass(frozen=True, slots=True)
class ExtremePlaces:
    """371H of JK: where the values of 370H were met."""

    temperature_max_no: int | None = le.u16(0)
    temperature_min_no: int | None = le.u16(2)
    cell_max_no: int | None = le.u16(4)
    cell_min_no: int | None = le.u16(6)


@dataclass(frozen=True, slots=True)
class ProductName:
    """370H as text (captures of the VICTRON profile)."""

    product_name: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class ProductNameRest:
    """371H as text: what 370H had no room for."""

    product_name_rest: str | None = text(0, 8, may_end_early=True)


def is_text(data: bytes) -> bool:
    """Whether 370H or 371H is a name: letters, at least three, and nothing that cannot be printed."""
    letters = sum(chr(byte).isalpha() for byte in data)
    return letters >= 3 and is_printable(data)


def is_printable(data: bytes) -> bool:
    """Whether every byte is a character of ASCII or 0."""
    return all(byte == 0 or 0x20 <= byte < 0x7F for byte in data)


@dataclass(frozen=True, slots=True)
class InverterAlive:
    """305H of an inverter: eight zeros. A battery emulator that sends it itself fills it otherwise."""

    heartbeat: bool | None = exactly(bytes(8))


EXTREMES = {
    0x370: Entry(Extremes, other=ProductName, is_other=is_text),
    0x371: Entry(ExtremePlaces, other=ProductNameRest, is_other=is_text),
}
