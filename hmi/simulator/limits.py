"""The BMS's limits, read out of its parameters, and the watch that it keeps over each of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hmi.protocol.bits import Alarm
from hmi.protocol.messages import Command
from hmi.simulator.settings import Settings

TRY_AGAIN = 60.0  # s after an over-current trip; no parameter says it, typical of these boards
TEMPERATURE_DELAY = 1.0  # s; no parameter says it


@dataclass(frozen=True, slots=True)
class Sensed:
    """What the BMS measures at one instant."""

    cells: tuple[float, ...]  # V
    voltage: float  # V
    current: float  # A, positive: charging
    temperatures: tuple[float, ...]  # degC, sensors on the cells
    mosfet: float  # degC
    environment: float  # degC


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. Values grow towards danger: those with a lower bound are compared negated."""

    alarm: Alarm
    value: Callable[[Sensed], float]
    warn_at: float
    trip_at: float
    release_at: float | None  # None: released by time, or by current the other way
    delay: float  # s


@dataclass(slots=True)
class Watch:
    """How long a limit has been exceeded, and what follows."""

    limit: Limit
    warning: bool = False
    tripped: bool = False
    _warn_for: float = 0.0  # s, that the warning ought to change
    _trip_for: float = 0.0
    _tripped_for: float = 0.0

    def look(self, sensed: Sensed, seconds: float) -> None:
        """Judge one time step."""
        value = self.limit.value(sensed)
        changing = (value >= self.limit.warn_at) != self.warning
        self._warn_for = self._warn_for + seconds if changing else 0.0
        if changing and self._warn_for >= self.limit.delay:
            self.warning, self._warn_for = not self.warning, 0.0
        if self.tripped:
            self._tripped_for += seconds
            self.tripped = not self._released(value)
        else:
            self._trip_for = self._trip_for + seconds if value >= self.limit.trip_at else 0.0
            if self._trip_for and self._trip_for >= self.limit.delay:
                self.tripped, self._trip_for, self._tripped_for = True, 0.0, 0.0

    def _released(self, value: float) -> bool:
        if self.limit.release_at is not None:
            return value <= self.limit.release_at
        return self._tripped_for >= TRY_AGAIN or value < 0


def limits(settings: Settings) -> tuple[Limit, ...]:
    """Every limit whose group is enabled."""
    return (*_voltages(settings), *_currents(settings), *_temperatures(settings))


def _over(alarm: Alarm, value: Callable[[Sensed], float], group: Any) -> Iterator[Limit]:
    if group.enable:
        yield Limit(alarm, value, group.alarm, group.protection, group.release, group.delay)


def _under(alarm: Alarm, value: Callable[[Sensed], float], group: Any) -> Iterator[Limit]:
    if group.enable:
        yield Limit(alarm, lambda s: -value(s), -group.alarm, -group.protection, -group.release, group.delay)


def _voltages(settings: Settings) -> Iterator[Limit]:
    read = settings.read
    highest, lowest = (lambda s: max(s.cells)), (lambda s: min(s.cells))
    yield from _over(Alarm.CELL_OVER_VOLTAGE, highest, read(Command.READ_CELL_OVER_VOLTAGE))
    yield from _under(Alarm.CELL_UNDER_VOLTAGE, lowest, read(Command.READ_CELL_UNDER_VOLTAGE))
    yield from _over(Alarm.PACK_OVER_VOLTAGE, lambda s: s.voltage, read(Command.READ_PACK_OVER_VOLTAGE))
    yield from _under(Alarm.PACK_UNDER_VOLTAGE, lambda s: s.voltage, read(Command.READ_PACK_UNDER_VOLTAGE))


def _currents(settings: Settings) -> Iterator[Limit]:
    charge = settings.read(Command.READ_CHARGE_OVER_CURRENT)
    discharge = settings.read(Command.READ_DISCHARGE_OVER_CURRENT)
    fast = settings.read(Command.READ_FAST_OVER_CURRENT)
    into, out = Alarm.CHARGE_OVER_CURRENT, Alarm.DISCHARGE_OVER_CURRENT
    if charge.enable:
        yield Limit(into, lambda s: s.current, charge.alarm, charge.protection, None, charge.delay)
    if discharge.enable:
        yield Limit(out, lambda s: -s.current, discharge.alarm, discharge.protection, None, discharge.delay)
    yield Limit(into, lambda s: s.current, fast.charge, fast.charge, None, fast.charge_delay)
    yield Limit(out, lambda s: -s.current, fast.discharge, fast.discharge, None, fast.discharge_delay)


def _temperatures(settings: Settings) -> Iterator[Limit]:
    over = settings.read(Command.READ_CELL_OVER_TEMPERATURE)
    under = settings.read(Command.READ_CELL_UNDER_TEMPERATURE)
    mosfet = settings.read(Command.READ_MOSFET_OVER_TEMPERATURE)
    air = settings.read(Command.READ_ENVIRONMENT_TEMPERATURE)
    hottest, coldest = (lambda s: max(s.temperatures)), (lambda s: -min(s.temperatures))

    def high(alarm: Alarm, value: Callable[[Sensed], float], at: tuple[float, float, float]) -> Limit:
        return Limit(alarm, value, *at, TEMPERATURE_DELAY)

    def low(alarm: Alarm, value: Callable[[Sensed], float], at: tuple[float, float, float]) -> Limit:
        return high(alarm, value, (-at[0], -at[1], -at[2]))

    if over.enable:
        yield high(Alarm.CHARGE_OVER_TEMPERATURE, hottest, _charging(over))
        yield high(Alarm.DISCHARGE_OVER_TEMPERATURE, hottest, _discharging(over))
    if under.enable:
        yield low(Alarm.CHARGE_UNDER_TEMPERATURE, coldest, _charging(under))
        yield low(Alarm.DISCHARGE_UNDER_TEMPERATURE, coldest, _discharging(under))
    if mosfet.enable:
        at = (mosfet.alarm, mosfet.protection, mosfet.release)
        yield high(Alarm.MOSFET_OVER_TEMPERATURE, lambda s: s.mosfet, at)
    if air.enable:
        at = (air.high_alarm, air.high_protection, air.high_release)
        yield high(Alarm.ENVIRONMENT_OVER_TEMPERATURE, lambda s: s.environment, at)
        at = (air.low_alarm, air.low_protection, air.low_release)
        yield low(Alarm.ENVIRONMENT_UNDER_TEMPERATURE, lambda s: -s.environment, at)


def _charging(group: Any) -> tuple[float, float, float]:
    return group.charge_alarm, group.charge_protection, group.charge_release


def _discharging(group: Any) -> tuple[float, float, float]:
    return group.discharge_alarm, group.discharge_protection, group.discharge_release
