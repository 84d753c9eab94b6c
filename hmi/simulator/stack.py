"""The stack: parallel packs, the house at their terminals, and time, which is an argument."""

import random
from datetime import datetime
from typing import Protocol

from hmi.facts import Model
from hmi.simulator.household import Household
from hmi.simulator.pack import Pack, assembled
from hmi.simulator.scenarios import Scenario
from hmi.simulator.sharing import Source, charge_to, shared
from hmi.simulator.storm import PERIOD, weather
from hmi.simulator.warmth import warmest_at

MOST_PACKS = 15
WARM_UP = 10.0  # s before time 0, so that the first reading finds delays passed and protections tripped
SHORTEST_STEP, LONGEST_STEP = 0.5, 10.0  # s
STEPS_A_SECOND = 10  # of real time, at high speeds
FLOAT_V = 3.54  # a cell; the inverter charges no higher, so a healthy pack gets full without a warning
RESERVE_SOC = 10.0  # %; at this the inverter stops discharging (recommended setting of the manuals)
RESERVE_BACK = 12.0  # %


class Inverter(Protocol):
    """What decides about the current at the stack's terminals when it listens to the BMS."""

    def taken(self, offered: float, recommended: float) -> float:
        """A, at least 0, that it has flow where sun and load offer this current, A, positive: for charging.

        `recommended`: the most by the settings in the manuals, A.
        """
        ...


class Stack:
    """Packs 1 to 15; pack 1 is the one on the wire."""

    def __init__(
        self, model: Model, packs: int, scenario: Scenario, seed: int, speed: float, started: datetime
    ) -> None:
        """Raises ValueError for a number of packs that the scenario or the product does not know."""
        least = 2 if scenario.empty_slot else 1
        if not least <= packs <= MOST_PACKS:
            raise ValueError(f"expected {least} to {MOST_PACKS} packs for this scenario, not {packs}")
        self.model, self.scenario, self.started = model, scenario, started
        self.inverter: Inverter | None = None  # none that listens: it keeps to the recommended settings
        self.packs = [_pack(number, model, scenario, seed, started) for number in range(1, packs + 1)]
        self.missing = packs // 2 + 1 if scenario.empty_slot else None
        energy = model.capacity_ah * model.nominal_v * packs
        self._household = Household(energy, scenario.sun, scenario.load, random.Random(f"house {seed}"))
        self._weather = [weather(seed, pack.number) for pack in self.packs]
        self._step = min(LONGEST_STEP, max(SHORTEST_STEP, speed / STEPS_A_SECOND))
        self._reserve = False
        self._time = self._next_weather = -WARM_UP
        for pack in self.packs:
            pack.begin(-WARM_UP, self._ambient(), scenario.cells)
        self._run(0.0, SHORTEST_STEP)

    @property
    def wired(self) -> Pack:
        """The pack on the wire."""
        return self.packs[0]

    @property
    def address(self) -> int:
        """Of the pack on the wire: 0 stands alone, 1 is the master of others."""
        return 1 if len(self.packs) > 1 else 0

    def slot(self, number: int) -> Pack | None:
        """The pack in this place, from 1; None: nobody answers there."""
        if not 1 <= number <= len(self.packs) or number == self.missing:
            return None
        pack = self.packs[number - 1]
        return None if pack.bms.asleep else pack

    def advance(self, to_s: float) -> None:
        """Let time pass up to this second, in whole steps: how often anyone asks changes nothing."""
        self._run(to_s, self._step)

    def _run(self, to: float, step: float) -> None:
        while self._time + step <= to:
            self._time += step
            self._pass_time(step)

    def _pass_time(self, seconds: float) -> None:
        self._change_weather()
        connected = [pack for pack in self.packs if pack.number != self.missing]
        offered = self._offered(connected, seconds)
        for pack in connected:
            pack.bms.charger_present, pack.bms.load_present = offered > 0, offered < 0
            pack.bms.shorted = self.scenario.shorted
        sources = [_source(pack) for pack in connected]
        wanted = offered if self.scenario.of_limit else self._kept_in_limits(offered, connected, sources)
        for pack, current in zip(connected, shared(sources, wanted), strict=True):
            allowed = pack.bms.most_charge(current) if current > 0 else current
            pack.pass_time(self._time, allowed, self._ambient())

    def _offered(self, connected: list[Pack], seconds: float) -> float:
        """A, positive: for charging, that sun and load would have flow."""
        if self.scenario.of_limit:
            return self.scenario.of_limit * self.model.max_discharge_a * len(connected)
        return self._household.surplus(self._hour, seconds) / self.model.nominal_v

    def _kept_in_limits(self, offered: float, connected: list[Pack], sources: list[Source]) -> float:
        """What the inverter makes of it; without one that listens, one that is set as recommended."""
        soc = sum(pack.bms.counter.soc for pack in connected) / len(connected)
        self._reserve = soc <= (RESERVE_BACK if self._reserve else RESERVE_SOC)
        if offered > 0:
            most = self.model.max_charge_a * sum(source.charges for source in sources)
            return min(self._taken(offered, most), charge_to(sources, FLOAT_V * self.model.cells))
        most = self.model.max_discharge_a * sum(source.discharges for source in sources)
        return 0.0 if self._reserve else -self._taken(offered, most)

    def _taken(self, offered: float, recommended: float) -> float:
        if self.inverter is None:
            return min(abs(offered), recommended)
        return self.inverter.taken(offered, recommended)

    def _change_weather(self) -> None:
        if not self.scenario.storm or self._time < self._next_weather:
            return
        self._next_weather += PERIOD
        for pack, sky in zip(self.packs, self._weather, strict=True):
            pack.disturbance = next(sky)

    @property
    def _hour(self) -> float:
        start = self.started
        return (start.hour + start.minute / 60 + (start.second + self._time) / 3600) % 24

    def _ambient(self) -> float:
        return self.scenario.ambient + self.scenario.swing * warmest_at(self._hour)


def _pack(number: int, model: Model, scenario: Scenario, seed: int, started: datetime) -> Pack:
    rng = random.Random(f"pack {seed} {number}")
    soc = scenario.soc
    if 0 < soc < 1:
        soc = min(1.0, max(0.0, rng.gauss(soc, scenario.spread)))
    pack = assembled(number, model, soc, started, rng)
    if number == 1:
        pack.cells.lose(model.cells // 3, scenario.weak)
    return pack


def _source(pack: Pack) -> Source:
    return Source(pack.rest_voltage, pack.resistance, pack.bms.charge_path, pack.bms.discharge_path)
