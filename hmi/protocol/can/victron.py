"""VICTRON: a profile of several makers' BMS, with SMA's frames and names, extremes and counts beside them."""

from dataclasses import dataclass

from hmi.protocol.can.codings import exactly, le, text
from hmi.protocol.can.entry import Entry, Undescribed
from hmi.protocol.can.family import (
    EXTREMES,
    AlarmPairs,
    Events,
    ExtremePlaces,
    Identity,
    InverterAlive,
    Limits,
    MeasurementsAndCycles,
    Name,
    ProductNameRest,
    StateOfCharge,
    is_printable,
)

ZERO_CELSIUS = 273  # K


@dataclass(frozen=True, slots=True)
class Packs:
    """372H."""

    packs_online: int | None = le.u16(0)
    packs_blocking_charge: int | None = le.u16(2)
    packs_blocking_discharge: int | None = le.u16(4)
    packs_offline: int | None = le.u16(6)


@dataclass(frozen=True, slots=True)
class CellsAndTemperatures:
    """373H. Temperatures in whole K on the wire."""

    cell_min_mv: int | None = le.u16(0)
    cell_max_mv: int | None = le.u16(2)
    temperature_min_c: int | None = le.u16(4, plus=-ZERO_CELSIUS)
    temperature_max_c: int | None = le.u16(6, plus=-ZERO_CELSIUS)


@dataclass(frozen=True, slots=True)
class CellMinName:
    """374H: where the value of 373H was met; so to 377H."""

    cell_min_name: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class CellMaxName:
    """375H."""

    cell_max_name: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class TemperatureMinName:
    """376H."""

    temperature_min_name: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class TemperatureMaxName:
    """377H."""

    temperature_max_name: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class Energies:
    """378H."""

    charged_kwh: float | None = le.u32(0, per=10)
    discharged_kwh: float | None = le.u32(4, per=10)


@dataclass(frozen=True, slots=True)
class Installed:
    """379H."""

    installed_ah: int | None = le.u16(0)


@dataclass(frozen=True, slots=True)
class SerialNumber:
    """380H."""

    serial_number: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class SerialNumberRest:
    """381H: what 380H had no room for."""

    serial_number_rest: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class Product:
    """382H."""

    product_name: str | None = text(0, 8, may_end_early=True)


@dataclass(frozen=True, slots=True)
class GxAlive:
    """307H: 12345678H and "VIC", a Victron GX without doubt (captures)."""

    victron_gx: bool | None = exactly(bytes.fromhex("12 34 56 78 56 49 43 00"))


STATISTICS = {
    0x372: Entry(Packs),
    0x373: Entry(CellsAndTemperatures),
    0x374: Entry(CellMinName),
    0x375: Entry(CellMaxName),
    0x376: Entry(TemperatureMinName),
    0x377: Entry(TemperatureMaxName),
    0x378: Entry(Energies),
    0x379: Entry(Installed),
}
FRAMES = {
    0x351: Entry(Limits),
    0x354: Entry(Undescribed),
    0x355: Entry(StateOfCharge),
    0x356: Entry(MeasurementsAndCycles),
    0x35A: Entry(AlarmPairs),
    0x35B: Entry(Events),
    0x35E: Entry(Name),
    0x35F: Entry(Identity),
    0x360: Entry(Undescribed),
    **EXTREMES,
    # The rest of a name may be short, or nothing.
    0x371: Entry(ProductNameRest, other=ExtremePlaces, is_other=lambda data: not is_printable(data)),
    **STATISTICS,
    0x380: Entry(SerialNumber),
    0x381: Entry(SerialNumberRest),
    0x382: Entry(Product),
    0x305: Entry(InverterAlive, from_inverter=True),
    0x306: Entry(Undescribed, from_inverter=True),
    0x307: Entry(GxAlive, from_inverter=True),
}
