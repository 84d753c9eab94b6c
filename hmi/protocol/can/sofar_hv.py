"""SOFAR_HV: the 29-bit variant of Sofar's high-voltage batteries (one implementation).

It is recognised and is no choice of the panel. The identifier is that of the low-voltage frame, with the
number of the pack from bit 12 on.
"""

from dataclasses import dataclass
from typing import Any

from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.codings import (
    alarm_pairs,
    cleared_pairs,
    flag,
    follows,
    hexadecimal,
    le,
    named,
    pairs_cleared,
    text,
)
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.family import NOT_AVAILABLE, PAIRS, fine_soc
from hmi.protocol.can.sofar import COMMANDS

PACK_SHIFT = 12
PACKS = 16


def _pack() -> Any:
    return follows(lambda frame: frame.id >> PACK_SHIFT)


@dataclass(frozen=True, slots=True)
class Limits:
    """351H."""

    charge_voltage_limit_v: float | None = le.u16(0, per=10)
    charge_current_limit_a: float | None = le.s16(2, per=10)
    discharge_current_limit_a: float | None = le.s16(4, per=10)
    discharge_voltage_limit_v: float | None = le.u16(6, per=10)
    pack: int | None = _pack()


@dataclass(frozen=True, slots=True)
class StateOfCharge:
    """355H."""

    soc_pct: int | None = le.u16(0)
    soh_pct: int | None = le.u16(2)
    soc_fine_pct: float | None = fine_soc(none=NOT_AVAILABLE)
    remaining_ah: float | None = le.u16(6, per=10, absent=0)
    pack: int | None = _pack()


@dataclass(frozen=True, slots=True)
class Measurements:
    """356H, voltage always in 0.1 V."""

    voltage_v: float | None = le.s16(0, per=10)
    current_a: float | None = le.s16(2, per=10)
    temperature_c: float | None = le.s16(4, per=10)
    pack: int | None = _pack()


@dataclass(frozen=True, slots=True)
class Layout:
    """359H: packs, modules, version, cells in series, at places that no source gives."""

    unknown_hex: str | None = hexadecimal(0, 8, may_end_early=True)
    pack: int | None = _pack()


@dataclass(frozen=True, slots=True)
class AlarmPairs:
    """35AH, sent on change only."""

    protections: tuple[Alarm, ...] | None = alarm_pairs(0, PAIRS)
    warnings: tuple[Alarm, ...] | None = alarm_pairs(4, PAIRS)
    cleared: tuple[int, ...] | None = cleared_pairs()
    cleared_count: int | None = follows(lambda frame: len(pairs_cleared(frame)))
    pack: int | None = _pack()


@dataclass(frozen=True, slots=True)
class Name:
    """35EH."""

    manufacturer: str | None = text(0, 8, pad=b" ", may_end_early=True)
    pack: int | None = _pack()


@dataclass(frozen=True, slots=True)
class Identity:
    """35FH."""

    battery_type_raw: int | None = le.u8(0)
    version_hex: str | None = hexadecimal(1, 3)
    capacity_ah: int | None = le.u16(4)
    pack: int | None = _pack()


@dataclass(frozen=True, slots=True)
class Command:
    """30FH."""

    command: str | None = named(0, 0, 8, *COMMANDS)
    discharge_enabled: bool | None = flag(1, 0)
    charge_enabled: bool | None = flag(1, 1)
    pack: int | None = _pack()


FRAMES = {
    0x30F: Entry(Command),
    0x351: Entry(Limits),
    0x355: Entry(StateOfCharge),
    0x356: Entry(Measurements),
    0x359: Entry(Layout),
    0x35A: Entry(AlarmPairs),
    0x35E: Entry(Name),
    0x35F: Entry(Identity),
}
