"""LiFePO4 cells in series: rest voltage, internal resistance, coulombs, bleeding."""

import random
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from hmi.facts import table

CAPACITY_SPREAD = 0.004  # standard deviation over the capacity
RESISTANCE_SPREAD = 0.05
CHARGE_SPREAD = 0.0005  # of the capacity: how well the cells were balanced when last full
BLEED_A = 0.1  # what passive balancing takes from a cell


@dataclass(frozen=True, slots=True)
class Chemistry:
    """What one cell is made of; from assets/facts/lifepo4.toml, where each value is explained."""

    soc_pct: list[float]
    rest_v: list[float]
    resistance_ohm_ah: float
    heat_capacity_j_per_k_ah: float
    capacity_over_nameplate: float

    def rest_voltage(self, soc_pct: float) -> float:
        """V of a cell at rest; the ends of the curve go on straight."""
        at = min(max(bisect_right(self.soc_pct, soc_pct), 1), len(self.soc_pct) - 1)
        low, high = self.soc_pct[at - 1], self.soc_pct[at]
        share = (soc_pct - low) / (high - low)
        return max(0.0, self.rest_v[at - 1] + share * (self.rest_v[at] - self.rest_v[at - 1]))


@cache
def chemistry() -> Chemistry:
    """The one chemistry of all these packs."""
    return Chemistry(**table("lifepo4"))


@dataclass(slots=True)
class Cells:
    """The cells of one pack, first to last; charge is counted, voltages follow from it."""

    capacities: list[float]  # Ah
    resistances: list[float]  # ohm
    charges: list[float]  # Ah above empty

    @classmethod
    def assembled(cls, count: int, nameplate_ah: float, soc: float, rng: random.Random) -> "Cells":
        """New cells that were balanced at full and then discharged to this SOC, 0..1."""
        made_of = chemistry()
        typical = nameplate_ah * made_of.capacity_over_nameplate
        capacities = [typical * rng.gauss(1, CAPACITY_SPREAD) for _ in range(count)]
        resistance = made_of.resistance_ohm_ah / nameplate_ah
        resistances = [resistance * rng.gauss(1, RESISTANCE_SPREAD) for _ in range(count)]
        missing = (1 - soc) * min(capacities)
        charges = [ah - missing - typical * abs(rng.gauss(0, CHARGE_SPREAD)) for ah in capacities]
        return cls(capacities, resistances, charges)

    @property
    def usable(self) -> float:
        """Ah between full and the first empty cell."""
        return min(self.capacities)

    def at_rest(self) -> list[float]:
        """V of each cell without current."""
        curve = chemistry()
        both = zip(self.charges, self.capacities, strict=True)
        return [curve.rest_voltage(100 * charge / capacity) for charge, capacity in both]

    def loaded(self, current: float, rest: list[float]) -> list[float]:
        """V of each cell while this current flows, A, positive: charging."""
        return [volts + current * ohms for volts, ohms in zip(rest, self.resistances, strict=True)]

    def take(self, current: float, seconds: float, bled: Collection[int]) -> None:
        """Count the coulombs of a time step; `bled` are the indices of cells being balanced."""
        passed = current * seconds / 3600
        bleed = BLEED_A * seconds / 3600
        self.charges = [
            charge + passed - (bleed if cell in bled else 0) for cell, charge in enumerate(self.charges)
        ]

    def lose(self, cell: int, share: float) -> None:
        """Take this share of its capacity out of one cell, as years of self-discharge would."""
        self.charges[cell] -= share * self.capacities[cell]
