"""The stack's figures in the frames that PYLON, GOODWE, SMA, SOFAR and VICTRON share: identifier -> message.

PYLON        as a Pylontech pack of the older generation (captures)
GOODWE       the set that PYLON has too, with the extremes of the cells (captures of JK)
SMA, SOFAR   as Seplos in these profiles (captures), SMA with the events of its paper
VICTRON      as JK in this profile (captures), without names of the product and the extremes
"""

from collections.abc import Callable, Mapping
from typing import Any

from hmi.protocol.can import family, goodwe, pylon, sma, victron
from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.language import Language
from hmi.simulator.inverter import alarms
from hmi.simulator.inverter.announced import Announced
from hmi.simulator.inverter.extremes import cells_mv, temperatures_c

MAKER = "PACE"  # of the BMS; few name themselves as the protocol
VERSION = 0x0100
MOST_A = 3276.7  # in two bytes of 0.1 A, with a sign

Message = Callable[[Announced], Any]


def amperes(value: float) -> float:
    """As much of it as a field takes."""
    return max(-MOST_A, min(MOST_A, value))


def _limits(form: Callable[..., Any]) -> Message:
    return lambda values: form(
        values.charge_voltage_limit_v,
        values.charge_current_limit_a,
        values.discharge_current_limit_a,
        values.discharge_voltage_limit_v,
    )


def _charge(values: Announced) -> Any:
    return family.StateOfCharge(round(values.soc_pct), round(values.soh_pct))


def _fine_charge(form: Callable[..., Any]) -> Message:
    return lambda values: form(round(values.soc_pct), round(values.soh_pct), values.soc_pct)


def _measurements(form: Callable[..., Any]) -> Message:
    return lambda values: form(values.voltage_v, amperes(values.current_a), values.temperature_c)


def _measurements_and_cycles(values: Announced) -> Any:
    cycles = max(bms.counter.cycles for bms in values.packs)
    return family.MeasurementsAndCycles(
        values.voltage_v, amperes(values.current_a), values.temperature_c, cycles
    )


def _bits(form: Callable[..., Any], language: Language, tag: str) -> Message:
    return lambda values: form(
        alarms.protections(language, values), alarms.warnings(language, values), len(values.packs), tag
    )


def _pairs(values: Announced) -> Any:
    acting, told = alarms.protections(Language.SMA, values), alarms.warnings(Language.SMA, values)
    pairs = [(pair, code) for pair, code in family.PAIRS.items() if code is not Alarm.GENERATOR]
    cleared = [pair for pair, code in pairs if code not in acting]
    cleared += [16 + pair for pair, code in pairs if code not in told]
    return family.AlarmPairs(acting, told, tuple(cleared))


def _events(_values: Announced) -> Any:
    return family.Events(pack_turning_off=False)


def _requests(values: Announced) -> Any:
    return family.Requests(
        values.charge_enabled,
        values.discharge_enabled,
        values.force_charge_1,
        values.force_charge_2,
        full_charge_requested=False,
    )


def _name(name: str) -> Message:
    return lambda _: family.Name(name)


def _identity(values: Announced) -> Any:
    return family.Identity(0, VERSION, _installed(values), 0)


def _installed(values: Announced) -> int:
    return round(sum(bms.counter.design for bms in values.packs))


def _extremes(values: Announced) -> Any:
    (coldest, _), (warmest, _) = temperatures_c(values)
    (lowest, _), (highest, _) = cells_mv(values)
    return family.Extremes(round(warmest), round(coldest), round(highest), round(lowest))


def _extreme_places(values: Announced) -> Any:
    (_, coldest), (_, warmest) = temperatures_c(values)
    (_, lowest), (_, highest) = cells_mv(values)
    return family.ExtremePlaces(warmest, coldest, highest, lowest)


def _packs(values: Announced) -> Any:
    no_charge = sum(not bms.charge_path for bms in values.packs)
    no_discharge = sum(not bms.discharge_path for bms in values.packs)
    return victron.Packs(len(values.packs), no_charge, no_discharge, 0)


def _cells_and_temperatures(values: Announced) -> Any:
    (coldest, _), (warmest, _) = temperatures_c(values)
    (lowest, _), (highest, _) = cells_mv(values)
    return victron.CellsAndTemperatures(round(lowest), round(highest), round(coldest), round(warmest))


PYLON: Mapping[int, Message] = {
    0x359: _bits(pylon.Alarms, Language.PYLON, "PN"),
    0x351: _limits(pylon.Limits),
    0x355: _charge,
    0x356: _measurements(family.Measurements),
    0x35C: _requests,
    0x35E: _name("PYLON"),
}
PYLON_LENGTHS = {0x355: 4, 0x356: 6, 0x359: 7, 0x35C: 2}  # bytes; the others have 8
GOODWE: Mapping[int, Message] = {
    0x351: _limits(family.Limits),
    0x355: _charge,
    0x356: _measurements(family.Measurements),
    0x359: _bits(goodwe.Alarms, Language.GOODWE, ""),
    0x35C: _requests,
    0x35E: _name(MAKER),
    0x370: _extremes,
    0x371: _extreme_places,
}
_PAIRED: Mapping[int, Message] = {0x35A: _pairs, 0x35F: _identity}
SMA: Mapping[int, Message] = {
    0x351: _limits(sma.Limits),
    0x355: _fine_charge(sma.StateOfCharge),
    0x356: _measurements(sma.Measurements),
    0x35B: _events,
    0x35E: _name(MAKER),
    **_PAIRED,
}
SOFAR: Mapping[int, Message] = {
    0x351: _limits(family.Limits),
    0x355: _fine_charge(family.StateOfCharge),
    0x356: _measurements_and_cycles,
    0x35E: _name("Sofar"),
    **_PAIRED,
}
VICTRON: Mapping[int, Message] = {
    0x351: _limits(family.Limits),
    0x355: _fine_charge(family.StateOfCharge),
    0x356: _measurements_and_cycles,
    0x35E: _name(MAKER),
    **_PAIRED,
    0x372: _packs,
    0x373: _cells_and_temperatures,
    0x379: lambda values: victron.Installed(_installed(values)),
}
