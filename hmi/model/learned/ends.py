"""Which cell is full first when a pack is charged, and empty first when it is discharged.

LiFePO4 cells differ visibly at both ends only: between, a tenth of the charge is a few millivolts. So a
charge counts that has brought the highest cell to 3.45 V, a discharge that has brought the lowest to 3.10 V
(rest voltages of 99.5 and 8 %: assets/facts/lifepo4.toml), judged at a low current, where resistances do not
pass for charge, and not in the cold, where they are large.

Some cell is always first. It counts as the first only where it is apart from the second by more than the
noise of the measurement, and from the middle one by more than BMSs leave alone: their balancing starts at
30 mV (factory value, assets/facts/parameters.toml).
"""

from dataclasses import dataclass, replace
from statistics import median

from hmi.protocol.analog import PackAnalog

TOP_V, BOTTOM_V = 3.45, 3.10
NOISE_MV, MATTERS_MV = 5, 30
FLOWING_C = 0.005  # of the capacity in one hour: it is charged, or discharged
LOW_C = 0.25
COLD_C = 5.0  # degC
CELL_SENSORS = 4  # the first ones; others are of MOSFETs and ambient
TURNED = 0.10  # of the capacity the other way: what follows is another charge, or another discharge
KEPT = 15  # at most one a day: what is asked for is two weeks
MOST_MV = 999
DAY_S = 86400.0


@dataclass(frozen=True, slots=True)
class First:
    """How one charge, or one discharge, ended."""

    cell: int  # that was first, from 1; 0: none was clearly so
    lead_mv: int  # ahead of the middle cell
    day: int | None  # UTC, as an ordinal; None: the time was not certain


@dataclass(frozen=True, slots=True)
class End:
    """The last charges, or the last discharges, the newest at the end."""

    sign: int  # +1: charges, -1: discharges
    found: tuple[First, ...] = ()
    armed: bool = True  # the next one counts
    away_ah: float = 0.0  # that went the other way since the last one that counted
    seen: First | None = None  # at a high current, which counts if the current never becomes low
    at: float | None = None  # s, when the last one counted, if this panel has not been restarted since


def looked(end: End, analog: PackAnalog, passed_ah: float, at: float, day: int | None) -> End:
    """With one more reading; `passed_ah` since the one before, positive: charged."""
    toward = end.sign * analog.current / analog.full
    if toward < FLOWING_C:
        return _turned(_counted(end, end.seen, at), max(0.0, -end.sign * passed_ah), analog.full)
    if not end.armed or _cold(analog) or not _reached(end, analog.cell_voltages):
        return end
    first = _first(end.sign, analog.cell_voltages, day)
    return _counted(end, first, at) if toward <= LOW_C else replace(end, seen=end.seen or first)


def _turned(end: End, away_ah: float, full_ah: float) -> End:
    if end.armed:
        return end
    away_ah += end.away_ah
    armed = away_ah >= TURNED * full_ah
    return replace(end, armed=armed, away_ah=0.0 if armed else away_ah)


def _counted(end: End, first: First | None, at: float) -> End:
    if first is None:
        return end
    found = end.found if _same_day(end, first, at) else (*end.found, first)[-KEPT:]
    return replace(end, found=found, armed=False, away_ah=0.0, seen=None, at=at)


def _same_day(end: End, first: First, at: float) -> bool:
    """One a day is enough: what is asked for is weeks."""
    last = end.found[-1] if end.found else None
    if last is None or None not in (last.day, first.day):
        return last is not None and last.day == first.day
    return end.at is not None and at - end.at < DAY_S


def _cold(analog: PackAnalog) -> bool:
    return any(one is not None and one < COLD_C for one in analog.temperatures[:CELL_SENSORS])


def _reached(end: End, volts: tuple[float, ...]) -> bool:
    return max(volts) >= TOP_V if end.sign > 0 else min(volts) <= BOTTOM_V


def _first(sign: int, volts: tuple[float, ...], day: int | None) -> First:
    """The cell that is farthest out, or none."""
    outwards = [round(sign * 1000 * one) for one in volts]
    farthest, second = sorted(outwards, reverse=True)[:2] if len(outwards) > 1 else (outwards[0], outwards[0])
    lead = round(farthest - median(outwards))
    clear = farthest - second >= NOISE_MV and lead >= MATTERS_MV
    return First(outwards.index(farthest) + 1 if clear else 0, min(MOST_MV, lead), day)
