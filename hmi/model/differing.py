"""Which packs of a stack differ from the others, and in what.

Packs in parallel are meant to do the same. Each is compared with the middle (median) of all, which one that
is far off does not move. Of two packs nobody can say which is the odd one: only that they differ.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median
from typing import assert_never

from hmi.model.alarm.measured import cell_temperatures
from hmi.model.freshness import Freshness
from hmi.model.stack import Pack


class Trait(StrEnum):
    """What is compared."""

    SOC = "soc"  # % points
    CURRENT = "current"  # %, of what the middle pack carries for its capacity
    VOLTAGE = "voltage"  # V
    TEMPERATURE = "temperature"  # K, mean of the sensors on the cells
    SPREAD = "spread"  # V, from the lowest cell to the highest
    SOH = "soh"  # % points
    CYCLES = "cycles"


@dataclass(frozen=True, slots=True)
class Difference:
    """How far (signed, in the trait's unit) a pack is from the middle; of two packs, from the other one."""

    slot: int
    trait: Trait
    off: float
    weight: float  # in thresholds: at least 1


@dataclass(frozen=True, slots=True)
class Differing:
    """All, the greatest first, cycles last. `pair`: they are two, neither of which is the odd one."""

    all: tuple[Difference, ...] = ()
    pair: bool = False

    def of(self, slot: int) -> tuple[Difference, ...]:
        """Those of this pack."""
        return tuple(one for one in self.all if one.slot == slot)


# From where on packs count as different.
# SOC: counters of current drift apart by some percent between full charges; captured stacks lie within 4
#      points (pace-v25, chapter 9: 40, 36 and 36 %).
# Current: captured packs carry up to 1.4 times what the middle one does (the same: 7.30, 5.18 and 5.17 A).
#      Half as much again is more than cables of another length explain.
# Voltage: packs on the same bars; 7 mV a cell were captured (the same: 49.175 and 49.069 V, 15 cells).
# Temperature: sensors of this kind are good to 1 K, and captured ones in a room lie within 1 K.
# Spread: balancing starts at 30 mV (factory value, assets/facts/parameters.toml).
# SOH: full over design capacity, learned; captured stacks of one make lie within 4.2 points.
# Cycles: a newer pack in an older stack is no fault, but it explains the rest.
FROM: Mapping[Trait, float] = {
    Trait.SOC: 10.0,
    Trait.CURRENT: 50.0,
    Trait.VOLTAGE: 0.02,  # a cell
    Trait.TEMPERATURE: 3.0,
    Trait.SPREAD: 0.03,
    Trait.SOH: 5.0,
    Trait.CYCLES: 100.0,
}
FLOWS_A = 2.0  # in the middle pack; of less, much is the zero of the sensors


def differing(packs: Iterable[Pack]) -> Differing:
    """In what packs differ, by values that are live; nothing while fewer than two have any."""
    live = [pack for pack in packs if pack.known and pack.analog_fresh is Freshness.LIVE]
    found = (one for trait in Trait for one in _in(trait, live))
    return Differing(tuple(sorted(found, key=_rank)), pair=len(live) == 2)


def _rank(one: Difference) -> tuple[bool, float, int]:
    return one.trait is Trait.CYCLES, -one.weight, one.slot


def _in(trait: Trait, packs: Sequence[Pack]) -> Iterator[Difference]:
    """The packs that are off in this, of those that tell it."""
    values = {pack.slot: value for pack in packs if (value := _value(trait, pack)) is not None}
    # Of two that are left of more nobody knows which is the odd one.
    if len(values) < min(3, max(2, len(packs))):
        return
    middle, least = median(values.values()), FROM[trait]
    if trait is Trait.VOLTAGE:
        least *= len(packs[0].cell_voltages)
    if trait is Trait.CURRENT:
        if abs(middle) * min(pack.design or 0.0 for pack in packs) < FLOWS_A:
            return
        values, middle = {slot: 100 * value / middle for slot, value in values.items()}, 100.0
    for slot, value in values.items():
        # Of two packs the middle is half-way.
        off = (value - middle) * (2 if len(packs) == 2 else 1)
        closer = trait is Trait.SPREAD and off < 0 and len(packs) > 2  # cells closer together are no finding
        if abs(off) >= least and not closer:
            yield Difference(slot, trait, off, abs(off) / least)


def _value(trait: Trait, pack: Pack) -> float | None:
    match trait:
        case Trait.SOC:
            return pack.soc
        case Trait.CURRENT:
            return pack.current / pack.design if pack.current is not None and pack.design else None
        case Trait.VOLTAGE:
            return pack.voltage
        case Trait.TEMPERATURE:
            celsius = [one for _, one in cell_temperatures(pack.temperatures)]
            return fmean(celsius) if celsius else None
        case Trait.SPREAD:
            return pack.cell_spread
        case Trait.SOH:
            return pack.soh
        case Trait.CYCLES:
            return pack.cycles
        case _:
            assert_never(trait)
