"""The BMS of one pack: it measures, counts, protects, switches its MOSFETs and remembers its settings.

How it reports all this on the wire stands in `readings`.
"""

from dataclasses import dataclass, field

from hmi.facts import Model
from hmi.protocol.bits import BUZZER_BIT, LIMITER_BIT, Alarm, Fault
from hmi.protocol.control import EFFECT, Switch
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.messages import Command
from hmi.simulator.limits import Sensed, Watch, limits
from hmi.simulator.settings import RefusedError, Settings

PYLON = 0x01
FACTORY_PROTOCOL = InverterProtocol(PYLON, PYLON, Choice.AUTOMATIC)  # the manuals: "default is Pylon"
RECHARGE_BELOW = 0.97  # of full: no longer "fully charged"
CYCLE = 0.8  # of full, discharged in sum: one cycle
FLOWING = 0.1  # A; less is shown as rest
LIMITED_A = 10.0  # A, to which the limiter holds the charge current (nkinnan)
NOT_ALLOWED = 0x09
SHUT_DOWN_FOR = 5.0  # s until it looks for charge or load again

_A = Alarm
_BOTH = {
    _A.SHORT_CIRCUIT,
    _A.MOSFET_OVER_TEMPERATURE,
    _A.ENVIRONMENT_OVER_TEMPERATURE,
    _A.ENVIRONMENT_UNDER_TEMPERATURE,
    _A.REVERSE_POLARITY,
}
STOPS_CHARGE = _BOTH | {
    _A.CELL_OVER_VOLTAGE,
    _A.PACK_OVER_VOLTAGE,
    _A.CHARGE_OVER_CURRENT,
    _A.CHARGE_OVER_TEMPERATURE,
    _A.CHARGE_UNDER_TEMPERATURE,
}
STOPS_DISCHARGE = _BOTH | {
    _A.CELL_UNDER_VOLTAGE,
    _A.PACK_UNDER_VOLTAGE,
    _A.DISCHARGE_OVER_CURRENT,
    _A.DISCHARGE_OVER_TEMPERATURE,
    _A.DISCHARGE_UNDER_TEMPERATURE,
}


@dataclass(slots=True)
class Counter:
    """What the BMS counts."""

    remaining: float  # Ah
    full: float  # Ah, learned
    design: float  # Ah
    cycles: int
    charged: float  # Ah, in sum
    discharged: float  # Ah, in sum
    _toward_cycle: float = 0.0  # Ah

    def count(self, current: float, seconds: float) -> None:
        """Add the coulombs of one time step."""
        passed = current * seconds / 3600
        self.remaining = min(self.full, max(0.0, self.remaining + passed))
        self.charged += max(0.0, passed)
        self.discharged += max(0.0, -passed)
        self._toward_cycle += max(0.0, -passed)
        if self._toward_cycle >= CYCLE * self.full:
            self._toward_cycle -= CYCLE * self.full
            self.cycles += 1

    @property
    def soc(self) -> float:
        """State of charge, %."""
        return min(100.0, 100 * self.remaining / self.full)


@dataclass(slots=True)
class Bms:
    """State of one BMS; `sense` moves it on, the rest is asked or told over the wire."""

    model: Model
    counter: Counter
    sensed: Sensed
    settings: Settings
    protocol: InverterProtocol = FACTORY_PROTOCOL
    control: int = 1 << BUZZER_BIT
    charge_off: bool = False  # switched off by command
    discharge_off: bool = False
    full: bool = False  # "fully charged"
    limiting: bool = False
    charger_present: bool = False
    load_present: bool = False
    shorted: bool = False
    reversed: bool = False
    faults: tuple[Fault, ...] = ()
    balancing: tuple[int, ...] = ()  # indices of cells
    asleep: bool = False
    _watches: dict[tuple[Alarm, int], Watch] = field(default_factory=dict)
    _tripped: set[Alarm] = field(default_factory=set)
    _warned: set[Alarm] = field(default_factory=set)
    _revision: int = -1  # of the settings that the watches were made for
    _asleep_for: float = 0.0  # s
    _low_for: float = 0.0  # s, that a cell was below the sleep voltage

    def sense(self, sensed: Sensed, seconds: float) -> None:
        """Judge what was measured over one time step."""
        self.sensed = sensed
        self.counter.count(sensed.current, seconds)
        if self._revision != self.settings.revision:
            self._renew_watches()
        for watch in self._watches.values():
            watch.look(sensed, seconds)
        self._tripped = {alarm for (alarm, _), watch in self._watches.items() if watch.tripped}
        self._warned = {alarm for (alarm, _), watch in self._watches.items() if watch.warning}
        self._judge_full()
        self._choose_balancing()
        self._consider_sleep(seconds)

    def _renew_watches(self) -> None:
        renewed: dict[tuple[Alarm, int], Watch] = {}
        for limit in limits(self.settings):
            key = (limit.alarm, sum(alarm == limit.alarm for alarm, _ in renewed))
            renewed[key] = self._watches.get(key, Watch(limit))
            renewed[key].limit = limit
        self._watches = renewed
        self._revision = self.settings.revision

    def _judge_full(self) -> None:
        group = self.settings.read(Command.READ_FULL_AND_LOW_CHARGE)
        tapering = abs(self.sensed.current) <= group.full_current
        if self.sensed.voltage >= group.full_voltage and tapering:
            if not self.full or self.sensed.current >= 0:
                self.counter.remaining = self.counter.full
            self.full = True
        elif self.counter.remaining < RECHARGE_BELOW * self.counter.full:
            self.full = False

    def _choose_balancing(self) -> None:
        group, cells = self.settings.read(Command.READ_BALANCING), self.sensed.cells
        lowest = min(cells)
        apart = max(cells) >= group.start_voltage and max(cells) - lowest >= group.start_difference
        high = (cell for cell, volts in enumerate(cells) if volts >= lowest + group.start_difference)
        self.balancing = tuple(high) if apart else ()

    def _consider_sleep(self, seconds: float) -> None:
        group = self.settings.read(Command.READ_SLEEP)
        needed = self.charger_present or self.load_present
        if self.asleep:
            self._asleep_for += seconds
            self.asleep = not needed or self._asleep_for < SHUT_DOWN_FOR
            return
        low = min(self.sensed.cells) < group.cell_voltage and not needed
        self._low_for = self._low_for + seconds if low else 0.0
        if self._low_for >= 60 * group.delay_min:
            self.shut_down()

    def shut_down(self) -> None:
        """Hibernate: silent, MOSFETs off. With charge or load present it starts again soon."""
        self.asleep, self._asleep_for, self._low_for = True, 0.0, 0.0

    @property
    def protections(self) -> set[Alarm]:
        """The protections that act."""
        shorted = {Alarm.SHORT_CIRCUIT} if self.shorted else set()
        wrong_way = {Alarm.REVERSE_POLARITY} if self.reversed else set()
        return self._tripped | shorted | wrong_way

    @property
    def warnings(self) -> set[Alarm]:
        """The warnings."""
        low_soc = self.settings.read(Command.READ_FULL_AND_LOW_CHARGE).low_soc
        return self._warned | {Alarm.LOW_SOC} if self.counter.soc <= low_soc else self._warned

    @property
    def charge_path(self) -> bool:
        """True: the charge MOSFET conducts."""
        return not (self.charge_off or self.asleep or self.protections & STOPS_CHARGE)

    @property
    def discharge_path(self) -> bool:
        """True: the discharge MOSFET conducts."""
        return not (self.discharge_off or self.asleep or self.protections & STOPS_DISCHARGE)

    def most_charge(self, offered: float) -> float:
        """A that the pack lets in when this much is offered: the limiter acts above its start current."""
        start = self.settings.read(Command.READ_LIMITER_START).current
        enabled = not self.control >> LIMITER_BIT & 1
        self.limiting = enabled and offered > start
        return LIMITED_A if self.limiting else offered

    def switch(self, code: Switch) -> None:
        """Carry out 99H."""
        bit, value = EFFECT[code]
        self.control = self.control & ~(1 << bit) | value << bit

    def switch_charge(self, on: bool) -> None:
        """Carry out 9AH. Raises RefusedError: at least one path always stays on."""
        if not on and (self.discharge_off or self.sensed.current <= -FLOWING):
            raise RefusedError(NOT_ALLOWED)
        self.charge_off = not on

    def switch_discharge(self, on: bool) -> None:
        """Carry out 9BH. Raises RefusedError: at least one path always stays on."""
        if not on and (self.charge_off or self.sensed.current >= FLOWING):
            raise RefusedError(NOT_ALLOWED)
        self.discharge_off = not on
