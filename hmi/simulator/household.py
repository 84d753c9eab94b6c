"""A day of sun and load, as power at the battery; sized by the stack's energy, so any stack lives through it.

A stack is about a third full in the morning, full in the afternoon and supplies the evening and the night.
"""

import math
import random
from dataclasses import dataclass, field

SUNRISE, SUNSET = 6.0, 20.0  # h
SUN_PEAK = 0.23  # W for each Wh of the stack, on a clear noon
NIGHT_LOAD = 0.022  # W for each Wh
# Hour, spread in hours, W for each Wh: breakfast, cooking at noon, evening.
MEALS = ((7.3, 0.8, 0.035), (12.3, 0.6, 0.02), (19.5, 1.8, 0.105))
CLOUDS, CLOUD_TIME = 0.12, 600.0  # share of the sun, s
APPLIANCES, APPLIANCE_TIME = 0.25, 90.0  # share of the load, s


def sun(hour: float) -> float:
    """Share of the peak that the sun gives at this hour of a clear day, 0..1."""
    height = math.sin(math.pi * (hour - SUNRISE) / (SUNSET - SUNRISE))
    return height**1.5 if SUNRISE < hour < SUNSET else 0.0


def load(hour: float) -> float:
    """W for each Wh of the stack that the house draws at this hour, on the average."""
    return NIGHT_LOAD + sum(
        power * math.exp(-(((hour - at) / spread) ** 2) / 2) for at, spread, power in MEALS
    )


@dataclass(slots=True)
class Wandering:
    """Noise that wanders about 0 with this standard deviation and memory, s."""

    deviation: float
    memory: float
    value: float = 0.0

    def pass_time(self, seconds: float, rng: random.Random) -> float:
        """The value after a time step; exact for steps of any length."""
        kept = math.exp(-seconds / self.memory)
        self.value = kept * self.value + self.deviation * math.sqrt(1 - kept**2) * rng.gauss(0, 1)
        return self.value


@dataclass(slots=True)
class Household:
    """Sun and load of one house, with clouds and appliances. `energy` is that of its stack, Wh."""

    energy: float
    sunny: float  # factor on the sun
    busy: float  # factor on the load
    rng: random.Random
    _clouds: Wandering = field(default_factory=lambda: Wandering(CLOUDS, CLOUD_TIME))
    _appliances: Wandering = field(default_factory=lambda: Wandering(APPLIANCES, APPLIANCE_TIME))

    def surplus(self, hour: float, seconds: float) -> float:
        """W left over for the battery, negative: wanted from it, after a step of this length to this hour."""
        clear = max(0.3, min(1.0, 0.95 + self._clouds.pass_time(seconds, self.rng)))
        switched = max(0.3, 1 + self._appliances.pass_time(seconds, self.rng))
        gained = self.sunny * SUN_PEAK * sun(hour) * clear
        return self.energy * (gained - self.busy * load(hour) * switched)
