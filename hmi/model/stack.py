"""The packs as they were last read, what may be shown of them now, and what they are together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean as mean

from hmi.model.freshness import Freshness, age, freshness
from hmi.protocol.analog import PackAnalog
from hmi.protocol.status import PackStatus

HOST_SLOT = 1  # the pack on the wire
MASTER = 1  # its address, if it reports other packs


class Flow(StrEnum):
    """The direction of the energy."""

    CHARGING = "charging"
    DISCHARGING = "discharging"
    RESTING = "resting"


RESTING_A = 0.05  # a pack; below it, current is the noise of its sensor


@dataclass(frozen=True, slots=True)
class Reading:
    """The last values of one pack, with the time (s) at which each half came; None: never."""

    slot: int  # place in the stack, 1 for the pack on the wire
    address: int  # DIP address
    period: float = 1.0  # s, how often it is meant to be read
    usual: float = 1.0  # s, the same while somebody looks
    analog: PackAnalog | None = None
    analog_at: float | None = None
    status: PackStatus | None = None
    status_at: float | None = None

    @property
    def absent(self) -> bool:
        """The stack counts this pack and gives no data for it; the pack on the wire is there in any case."""
        return self.slot != HOST_SLOT and self.analog is not None and self.analog.no_data


@dataclass(frozen=True, slots=True)
class Pack:
    """What may be shown of one pack now: values that are gone are None."""

    slot: int = HOST_SLOT
    address: int | None = None
    absent: bool = False
    analog: PackAnalog | None = None
    analog_fresh: Freshness = Freshness.GONE
    analog_age: float = 0.0  # s
    status: PackStatus | None = None
    status_fresh: Freshness = Freshness.GONE
    status_age: float = 0.0  # s

    @property
    def known(self) -> bool:
        """Its values may be shown."""
        return self.analog is not None

    @property
    def flow(self) -> Flow | None:
        """The direction of its energy; None: not known."""
        return flow(self.analog.current) if self.analog else None

    @property
    def voltage(self) -> float | None:
        """V."""
        return self.analog.voltage if self.analog else None

    @property
    def current(self) -> float | None:
        """A, positive: charging."""
        return self.analog.current if self.analog else None

    @property
    def power(self) -> float | None:
        """W, positive: charging."""
        return self.analog.power if self.analog else None

    @property
    def soc(self) -> float | None:
        """%."""
        return self.analog.soc if self.analog else None

    @property
    def soh(self) -> float | None:
        """%."""
        return self.analog.soh if self.analog else None

    @property
    def cycles(self) -> int | None:
        """Full cycles so far."""
        return self.analog.cycles if self.analog else None

    @property
    def remaining(self) -> float | None:
        """Ah."""
        return self.analog.remaining if self.analog else None

    @property
    def full(self) -> float | None:
        """Ah, as learned."""
        return self.analog.full if self.analog else None

    @property
    def design(self) -> float | None:
        """Ah, as built."""
        return self.analog.design if self.analog else None

    @property
    def cell_voltages(self) -> tuple[float, ...]:
        """V; empty while not known."""
        return self.analog.cell_voltages if self.analog else ()

    @property
    def mean_cell_voltage(self) -> float | None:
        """V."""
        return mean(self.cell_voltages) if self.cell_voltages else None

    @property
    def cell_spread(self) -> float | None:
        """V, from the lowest to the highest cell."""
        return max(self.cell_voltages) - min(self.cell_voltages) if self.cell_voltages else None

    @property
    def temperatures(self) -> tuple[float | None, ...]:
        """degC; empty while not known, None where no sensor is fitted."""
        return self.analog.temperatures if self.analog else ()


def shown(reading: Reading, now: float) -> Pack:
    """What may be shown of this reading at that time."""
    if reading.absent:
        return Pack(reading.slot, reading.address, absent=True)
    says_something = reading.analog is not None and not reading.analog.no_data
    analog_fresh = freshness(reading.analog_at if says_something else None, reading.period, now)
    status_fresh = freshness(reading.status_at, reading.period, now)
    return Pack(
        slot=reading.slot,
        address=reading.address,
        analog=None if analog_fresh is Freshness.GONE else reading.analog,
        analog_fresh=analog_fresh,
        analog_age=age(reading.analog_at, now),
        status=None if status_fresh is Freshness.GONE else reading.status,
        status_fresh=status_fresh,
        status_age=age(reading.status_at, now),
    )


class Shown:
    """`shown` of all readings. Asked for the same ones and the same time again, it answers at once.

    One event makes several states in turn that hold the same readings.
    """

    def __init__(self) -> None:
        self._last: tuple[tuple[Reading, ...], float, tuple[Pack, ...]] = (), 0.0, ()

    def __call__(self, readings: tuple[Reading, ...], now: float) -> tuple[Pack, ...]:
        """In their order."""
        same, at, packs = self._last
        if readings is not same or now != at:
            packs = tuple(shown(reading, now) for reading in readings)
            self._last = readings, now, packs
        return packs


all_shown = Shown()


def flow(current: float, sensors: int = 1) -> Flow:
    """The direction of a current in A, positive: charging, measured by so many packs together."""
    if abs(current) < RESTING_A * sensors:
        return Flow.RESTING
    return Flow.CHARGING if current > 0 else Flow.DISCHARGING


@dataclass(frozen=True, slots=True)
class Total:
    """The stack as one battery, from the packs whose values may be shown. None: not known."""

    counted: int = 0  # packs in the sums
    expected: int = 0  # packs in the stack
    soc: float | None = None  # %
    soh: float | None = None  # %
    current: float | None = None  # A, positive: charging
    voltage: float | None = None  # V, mean
    power: float | None = None  # W, positive: charging
    remaining: float | None = None  # Ah
    full: float | None = None  # Ah
    fresh: Freshness = Freshness.GONE  # of the oldest value in the sums
    age: float = 0.0  # s, of the oldest value in the sums

    @property
    def flow(self) -> Flow | None:
        """The direction of its energy; None: not known."""
        return None if self.current is None else flow(self.current, self.counted)

    @property
    def complete(self) -> bool:
        """Every pack of the stack is in the sums."""
        return self.counted >= self.expected


def total(packs: Iterable[Pack], expected: int) -> Total:
    """Sum the packs; `expected` is the number that the stack should have.

    One pack that knows no capacity leaves the charge of the whole stack unknown.
    """
    live = [(pack, pack.analog) for pack in packs if pack.analog]
    if not live:
        return Total(expected=expected)
    values = [analog for _, analog in live]
    full = _sum_if_known(analog.full for analog in values)
    design = _sum_if_known(analog.design for analog in values)
    remaining = sum(analog.remaining for analog in values)
    aged = any(pack.analog_fresh is Freshness.AGED for pack, _ in live)
    return Total(
        counted=len(live),
        expected=expected,
        soc=min(100.0, 100 * remaining / full) if full else None,
        soh=min(100.0, 100 * full / design) if full and design else None,
        current=sum(analog.current for analog in values),
        voltage=sum(analog.voltage for analog in values) / len(values),
        power=sum(analog.power for analog in values),
        remaining=remaining,
        full=full,
        fresh=Freshness.AGED if aged else Freshness.LIVE,
        age=max(pack.analog_age for pack, _ in live),
    )


def _sum_if_known(capacities: Iterable[float]) -> float | None:
    """Their sum; None where one is 0, which says that it is not known."""
    each = tuple(capacities)
    return sum(each) if all(each) else None
