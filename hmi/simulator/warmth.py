"""Temperatures of one pack: its cells, slow to warm, its MOSFETs, quick, and the air at the board."""

import math
import random
from dataclasses import dataclass

from hmi.facts import Model
from hmi.simulator.cells import chemistry

SENSORS_ON_CELLS = 4
CONDUCTANCE = 0.001  # W/K to the air, for each Ah of each cell of the pack: settles in some hours
MOSFET_RISE = 35.0  # K at the continuous current, once settled
MOSFET_TIME = 60.0  # s
BOARD_RISE = 2.0  # K: the BMS warms the air around it
SENSOR_SPREAD = 0.3  # K
WARMEST = 15.0  # h


@dataclass(slots=True)
class Warmth:
    """True temperatures, degC."""

    cells: float
    mosfet: float
    environment: float
    offsets: list[float]  # K, of each sensor on the cells
    heat_capacity: float  # J/K
    conductance: float  # W/K
    continuous: float  # A

    @classmethod
    def of(cls, model: Model, rng: random.Random) -> "Warmth":
        """The warmth of a pack of this model; `settle` puts it somewhere."""
        size = model.capacity_ah * model.cells
        offsets = [rng.gauss(0, SENSOR_SPREAD) for _ in range(SENSORS_ON_CELLS)]
        mass = size * chemistry().heat_capacity_j_per_k_ah
        return cls(0.0, 0.0, 0.0, offsets, mass, CONDUCTANCE * size, model.max_discharge_a)

    def settle(self, ambient: float, cells: float | None = None) -> None:
        """Has stood in air of this temperature for long; `cells`: its cells still have that one."""
        self.cells = ambient + 1 if cells is None else cells
        self.environment = ambient + BOARD_RISE
        self.mosfet = self.environment + 1

    def pass_time(self, seconds: float, ambient: float, current: float, loss: float) -> None:
        """One time step in this air with this current, A, and this loss inside the cells, W."""
        self.cells += seconds * (loss - self.conductance * (self.cells - ambient)) / self.heat_capacity
        self.environment = ambient + BOARD_RISE
        settled = self.environment + 1 + MOSFET_RISE * (current / self.continuous) ** 2
        self.mosfet += (settled - self.mosfet) * min(1.0, seconds / MOSFET_TIME)

    def at_sensors(self) -> list[float]:
        """What the sensors on the cells see."""
        return [self.cells + offset for offset in self.offsets]


def warmest_at(hour: float) -> float:
    """Where the day's temperature stands at this hour: 1 at its warmest, -1 at its coldest."""
    return math.cos(2 * math.pi * (hour - WARMEST) / 24)
