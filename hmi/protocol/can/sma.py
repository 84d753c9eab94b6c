"""SMA Sunny Island: D-SMA10, the paper of the edition before the one that the product names."""

from dataclasses import dataclass

from hmi.protocol.can.codings import follows, le, named
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.family import (
    IN_TENTHS,
    NOT_AVAILABLE,
    AlarmPairs,
    Events,
    Identity,
    Name,
    fine_soc,
    in_tenths,
)

# "Not available", as NOT_AVAILABLE: the inverter takes its own default.
NO_SIGNED = 0x8000


@dataclass(frozen=True, slots=True)
class Limits:
    """351H. The inverter drops without a word what is out of its range.

    CVL 41..63 V, CCL and DCL 0..1200 A, DVL 41..48 V.
    """

    charge_voltage_limit_v: float | None = le.u16(0, per=10, absent=NOT_AVAILABLE)
    charge_current_limit_a: float | None = le.s16(2, per=10, absent=NO_SIGNED)
    discharge_current_limit_a: float | None = le.s16(4, per=10, absent=NO_SIGNED)
    discharge_voltage_limit_v: float | None = le.u16(6, per=10, absent=NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class StateOfCharge:
    """355H. The inverter prefers the fine SOC."""

    soc_pct: int | None = le.u16(0, absent=NOT_AVAILABLE)
    soh_pct: int | None = le.u16(2, absent=NOT_AVAILABLE)
    soc_fine_pct: float | None = fine_soc(none=NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class Measurements:
    """356H: logged by the inverter, of no effect."""

    voltage_v: float | None = le.s16(0, per=100, absent=NO_SIGNED, other=IN_TENTHS)
    current_a: float | None = le.s16(2, per=10, absent=NO_SIGNED)
    temperature_c: float | None = le.s16(4, per=10, absent=NO_SIGNED)
    voltage_in_tenths: bool = follows(lambda frame: in_tenths(frame.data), False)


@dataclass(frozen=True, slots=True)
class InverterMeasurements:
    """305H: what the inverter measures, and the SOC that it was told. Charging current is negative."""

    inverter_battery_voltage_v: float | None = le.u16(0, per=10, absent=NOT_AVAILABLE)
    inverter_battery_current_a: float | None = le.s16(2, per=10, absent=NO_SIGNED)
    inverter_battery_temperature_c: float | None = le.s16(4, per=10, absent=NO_SIGNED)
    inverter_soc_pct: float | None = le.s16(6, per=10, absent=NO_SIGNED)


@dataclass(frozen=True, slots=True)
class InverterState:
    """306H: the SOH that the inverter was told, what it does and the voltage that it charges to."""

    inverter_soh_pct: int | None = le.u16(0, absent=NOT_AVAILABLE)
    charging_procedure: int | None = le.u8(2)  # 10: a battery with its own management
    operating_state: str | None = named(3, 0, 8, "none", "operating", None, "warning", "failure")
    error_no: int | None = le.u16(4)  # 952: the battery's frames are missing
    inverter_charge_voltage_v: float | None = le.u16(6, per=10, absent=NOT_AVAILABLE)


@dataclass(frozen=True, slots=True)
class InverterRelays:
    """307H."""

    relays_raw: int | None = le.u16(0)


@dataclass(frozen=True, slots=True)
class ExternalPower:
    """300H, master and slave (one implementation, as all to 309H)."""

    external_power_kw: tuple[float, ...] | None = le.several(2, signed=True, per=10)


@dataclass(frozen=True, slots=True)
class InverterPower:
    """301H."""

    inverter_power_kw: tuple[float, ...] | None = le.several(2, signed=True, per=10)


@dataclass(frozen=True, slots=True)
class ReactivePower:
    """302H and 303H."""

    reactive_power_kvar: tuple[float, ...] | None = le.several(2, signed=True, per=10)


@dataclass(frozen=True, slots=True)
class OutputVoltages:
    """304H, one voltage a phase."""

    output_voltage_v: tuple[float, ...] | None = le.several(3, signed=True, per=10)
    output_frequency_hz: float | None = le.u16(6, per=100)


@dataclass(frozen=True, slots=True)
class LoadPower:
    """308H."""

    load_kw: tuple[float, ...] | None = le.several(2, signed=True, per=10)


@dataclass(frozen=True, slots=True)
class GridVoltages:
    """309H, one voltage a phase."""

    grid_voltage_v: tuple[float, ...] | None = le.several(3, signed=True, per=10)
    grid_frequency_hz: float | None = le.u16(6, per=100)


@dataclass(frozen=True, slots=True)
class QuickStop:
    """00FH, no data: the inverter stops, and is started again by hand."""

    quick_stop: bool = follows(lambda _frame: True, True)


FRAMES = {
    0x351: Entry(Limits),
    0x355: Entry(StateOfCharge),
    0x356: Entry(Measurements),
    0x35A: Entry(AlarmPairs),
    0x35B: Entry(Events),
    0x35E: Entry(Name),
    0x35F: Entry(Identity),
    0x00F: Entry(QuickStop),
    0x300: Entry(ExternalPower, from_inverter=True),
    0x301: Entry(InverterPower, from_inverter=True),
    0x302: Entry(ReactivePower, from_inverter=True),
    0x303: Entry(ReactivePower, from_inverter=True),
    0x304: Entry(OutputVoltages, from_inverter=True),
    0x305: Entry(InverterMeasurements, from_inverter=True),
    0x306: Entry(InverterState, from_inverter=True),
    0x307: Entry(InverterRelays, from_inverter=True),
    0x308: Entry(LoadPower, from_inverter=True),
    0x309: Entry(GridVoltages, from_inverter=True),
}
