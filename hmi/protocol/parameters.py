"""The parameter pairs: one code reads a group, its neighbour writes it, in the same layout unless said here.

Layouts: captures of PBmsTools 2.4, explained by PACE RS232 V3.1 2024-06-17 (pace-v25, chapter 15). The first
byte of a protection group is its enable: 00 switches the protection off, so it is kept as it was read.
"""

from dataclasses import dataclass

from hmi.protocol.fields import negative16, s16, temperature, u8, u16


@dataclass(frozen=True, slots=True)
class VoltageLimits:
    """D0..D7: cell or pack, over- or under-voltage. V; delay 0.1 s."""

    enable: int = u8()
    alarm: float = u16(per=1000)  # V
    protection: float = u16(per=1000)  # V
    release: float = u16(per=1000)  # V
    delay: float = u8(per=10)  # s


@dataclass(frozen=True, slots=True)
class CurrentLimits:
    """D8..DA: charge over-current, and discharge over-current 1 as it is written: positive A."""

    enable: int = u8()
    alarm: int = s16()  # A
    protection: int = s16()  # A
    delay: float = u8(per=10)  # s


@dataclass(frozen=True, slots=True)
class CurrentLimitsWithRelease:
    """The longer form of D8, DA and DB that V3.1 prints; no capture shows it."""

    enable: int = u8()
    alarm: int = s16()  # A
    protection: int = s16()  # A
    release: int = s16()  # A
    delay: float = u8(per=10)  # s


@dataclass(frozen=True, slots=True)
class DischargeCurrentLimits:
    """DBH, discharge over-current 1 as it is read: the wire carries negative A, here they are positive."""

    enable: int = u8()
    alarm: int = negative16()  # A
    protection: int = negative16()  # A
    delay: float = u8(per=10)  # s


@dataclass(frozen=True, slots=True)
class DischargeCurrentLimitsWithRelease:
    """DBH in the longer form of V3.1."""

    enable: int = u8()
    alarm: int = negative16()  # A
    protection: int = negative16()  # A
    release: int = negative16()  # A
    delay: float = u8(per=10)  # s


@dataclass(frozen=True, slots=True)
class FastCurrentLimits:
    """E3 / E2, over-current 2. A write may stop after the discharge half. nkinnan reads 8 bits; contested."""

    discharge: int = u16()  # A
    discharge_delay: float = u8(per=40)  # s
    charge: int | None = u16(optional=True)  # A
    charge_delay: float | None = u8(per=40, optional=True)  # s


@dataclass(frozen=True, slots=True)
class ShortCircuitDelay:
    """E5 / E4."""

    delay: float = u8(per=40_000)  # s, in steps of 25 us


@dataclass(frozen=True, slots=True)
class Balancing:
    """B6 / B5: balancing starts above this cell voltage at this difference between cells."""

    start_voltage: float = u16(per=1000)  # V
    start_difference: float = u16(per=1000)  # V


@dataclass(frozen=True, slots=True)
class Sleep:
    """A0 / A8: the BMS sleeps when a cell stays below the voltage for the delay."""

    cell_voltage: float = u16(per=1000)  # V
    delay_min: int = u16()  # minutes


@dataclass(frozen=True, slots=True)
class FullAndLowCharge:
    """AF / AE: full above the voltage and below the current; SOC that warns as low (newer firmwares)."""

    full_voltage: float = u16(per=1000)  # V
    full_current: float = u16(per=1000)  # A
    low_soc: int | None = u8(optional=True)  # %


@dataclass(frozen=True, slots=True)
class CellTemperatureLimits:
    """DD / DC over-temperature, DF / DE under-temperature. degC."""

    enable: int = u8()
    charge_alarm: float = temperature()  # degC
    charge_protection: float = temperature()  # degC
    charge_release: float = temperature()  # degC
    discharge_alarm: float = temperature()  # degC
    discharge_protection: float = temperature()  # degC
    discharge_release: float = temperature()  # degC


@dataclass(frozen=True, slots=True)
class MosfetTemperatureLimits:
    """E1 / E0. degC."""

    enable: int = u8()
    alarm: float = temperature()  # degC
    protection: float = temperature()  # degC
    release: float = temperature()  # degC


@dataclass(frozen=True, slots=True)
class EnvironmentTemperatureLimits:
    """E7 / E6. The low limits come first, unlike in the cells' groups. degC."""

    enable: int = u8()
    low_alarm: float = temperature()  # degC
    low_protection: float = temperature()  # degC
    low_release: float = temperature()  # degC
    high_alarm: float = temperature()  # degC
    high_protection: float = temperature()  # degC
    high_release: float = temperature()  # degC


@dataclass(frozen=True, slots=True)
class LimiterStart:
    """ED / EE: the charge limiter starts above this current. V3.1: 16 bits; nkinnan: address and 8 bits."""

    current: int = u16()  # A
