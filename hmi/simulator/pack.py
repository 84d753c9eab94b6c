"""One pack: its cells, their warmth and its BMS, moved through time together."""

import random
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hmi.facts import Model
from hmi.protocol.bits import Fault
from hmi.protocol.history import Record
from hmi.simulator import readings
from hmi.simulator.bms import CYCLE, Bms, Counter
from hmi.simulator.cells import Cells
from hmi.simulator.limits import Sensed
from hmi.simulator.settings import Settings
from hmi.simulator.warmth import SENSORS_ON_CELLS, Warmth

CHARGE_FACTOR = 1.02  # charged over discharged, in sum
MOST_RECORDS = 400  # as on the captured pack
POWER_ON = 1  # cause of a record
SHUNT_OHM = 0.001  # MOSFETs, shunt and cables of one pack at 51.2 V and 100 A
NOISE_V = 0.0004  # standard deviation of a measured cell voltage
NOISES = 251  # measured values repeat after that many steps; prime, so that cells differ


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What is wrong with a pack beyond its cells' true state: added to what its BMS measures."""

    cells: float = 0.0  # V, on the first cell
    temperature: float = 0.0  # K, on the cells' sensors
    mosfet: float = 0.0  # K
    environment: float = 0.0  # K
    current: float = 0.0  # share of the continuous current
    faults: tuple[Fault, ...] = ()
    reversed: bool = False


CALM = Disturbance()


@dataclass(slots=True)
class Pack:
    """One pack. `number` is its place in the stack, from 1."""

    number: int
    model: Model
    cells: Cells
    warmth: Warmth
    bms: Bms
    started: datetime  # what its clock shows at time 0
    noise: tuple[float, ...]  # V, added to measured cell voltages in turn
    records: deque[Record] = field(default_factory=lambda: deque(maxlen=MOST_RECORDS))
    disturbance: Disturbance = CALM
    clock_offset: timedelta = timedelta(0)
    _time: float = 0.0  # s
    _step: int = 0
    _wrong: set[str] | None = None
    _rest: list[float] = field(default_factory=list)

    @property
    def serial(self) -> str:
        """Serial number of the pack, at most 20 characters."""
        return f"SIM-{self.model.name}-{self.number:03d}"

    @property
    def board_serial(self) -> str:
        """Serial number of its BMS, 16 characters."""
        return f"SIM0000000000P{self.number:02d}"

    @property
    def clock(self) -> datetime:
        """What the BMS's clock shows."""
        return self.started + timedelta(seconds=self._time) + self.clock_offset

    def set_clock(self, time: datetime) -> None:
        """Set the BMS's clock."""
        self.clock_offset += time - self.clock

    @property
    def rest_voltage(self) -> float:
        """V at the terminals without current."""
        return sum(self._rest)

    @property
    def resistance(self) -> float:
        """Ohm from terminal to terminal."""
        return sum(self.cells.resistances) + SHUNT_OHM

    def begin(self, at: float, ambient: float, cells: float | None) -> None:
        """Stand in this air, degC, at this second, with cells of this temperature (None: of the air's)."""
        self._time = at
        self.warmth.settle(ambient, cells)
        self.bms.sensed = self.measure(0.0)

    def pass_time(self, to: float, current: float, ambient: float) -> None:
        """One time step up to `to`, s, with this current through the pack, A, in air of this temperature."""
        seconds, self._time = to - self._time, to
        self.cells.take(current, seconds, self.bms.balancing)
        loss = current**2 * sum(self.cells.resistances)
        self.warmth.pass_time(seconds, ambient, current, loss)
        self._step += 1
        self.bms.faults, self.bms.reversed = self.disturbance.faults, self.disturbance.reversed
        self.bms.sense(self.measure(current), seconds)
        self._remember()

    def measure(self, current: float) -> Sensed:
        """What the BMS's sensors say now."""
        self._rest = self.cells.at_rest()
        odd, warmth = self.disturbance, self.warmth
        open_path = self.bms.charge_path if odd.current > 0 else self.bms.discharge_path
        surge = odd.current * self.model.max_discharge_a if open_path else 0.0
        volts = [
            value + self.noise[(self._step + 17 * cell) % NOISES]
            for cell, value in enumerate(self.cells.loaded(current, self._rest))
        ]
        volts[0] += odd.cells
        return Sensed(
            cells=tuple(max(0.0, value) for value in volts),
            voltage=max(0.0, sum(volts)),
            current=current + surge,
            temperatures=tuple(value + odd.temperature for value in warmth.at_sensors()),
            mosfet=warmth.mosfet + odd.mosfet,
            environment=warmth.environment + odd.environment,
        )

    def _remember(self) -> None:
        """Write a record when the BMS has started and whenever something new is wrong."""
        bms = self.bms
        wrong = {f"protection {alarm}" for alarm in bms.protections}
        wrong |= {f"warning {alarm}" for alarm in bms.warnings} | {f"fault {part}" for part in bms.faults}
        if self._wrong is None:
            self.records.appendleft(readings.record(bms, self.clock, POWER_ON))
        elif wrong - self._wrong:
            self.records.appendleft(readings.record(bms, self.clock, 0))
        self._wrong = wrong


def assembled(number: int, model: Model, soc: float, started: datetime, rng: random.Random) -> Pack:
    """A pack of this model in use for some weeks, at this SOC, 0..1, in a cool room until told otherwise."""
    cells = Cells.assembled(model.cells, model.capacity_ah, soc, rng)
    cycles = rng.randint(20, 60)
    throughput = cycles * CYCLE * cells.usable
    counter = Counter(
        soc * cells.usable, cells.usable, model.capacity_ah, cycles, throughput * CHARGE_FACTOR, throughput
    )
    nothing = Sensed((0.0,) * model.cells, 0.0, 0.0, (0.0,) * SENSORS_ON_CELLS, 0.0, 0.0)
    bms = Bms(model, counter, nothing, Settings(model))
    noise = tuple(rng.gauss(0, NOISE_V) for _ in range(NOISES))
    return Pack(number, model, cells, Warmth.of(model, rng), bms, started, noise)
