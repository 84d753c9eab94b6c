"""What the lamps on a box can do and what that means, as the manuals' tables have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Blink(StrEnum):
    """What a lamp does, as the manuals name it."""

    OFF = "off"
    ON = "on"
    FLASH_1 = "flash_1"
    FLASH_2 = "flash_2"
    FLASH_3 = "flash_3"
    SLOW_FLASHING = "slow_flashing"
    FLASHING = "flashing"


class Doing(StrEnum):
    """The states of the table."""

    SHUTDOWN = "shutdown"
    STANDBY = "standby"
    CHARGE = "charge"
    DISCHARGE = "discharge"
    INVALID = "invalid"


class Condition(StrEnum):
    """And how the pack is in them."""

    NORMAL = "normal"
    ALERT = "alert"
    OVERCHARGE_ALERT = "overcharge_alert"
    OVERCHARGE = "overcharge"
    UNDERVOLTAGE = "undervoltage"
    PROTECTION = "protection"


class Gauge(StrEnum):
    """What the lamps of the SOC do together."""

    NONE = "none"  # there are none
    OFF = "off"
    ON = "on"
    LEVEL = "level"  # as many as the SOC has bands
    RISING = "rising"  # the same, and the highest of them blinks


RISING_BLINK = Blink.FLASH_2  # of that lamp


@dataclass(frozen=True, slots=True)
class Flash:
    """A rhythm. `given`: its times stand in the manual."""

    bright_s: float
    dark_s: float
    given: bool = True

    def __post_init__(self) -> None:
        if self.bright_s <= 0 or self.dark_s <= 0:
            raise ValueError(f"bright_s and dark_s are more than 0, not {self.bright_s} and {self.dark_s}")

    def bright(self, at: float) -> bool:
        """Whether a lamp with that rhythm is bright at that time, s; all begin together at 0."""
        return at % (self.bright_s + self.dark_s) < self.bright_s


@dataclass(frozen=True, slots=True)
class Band:
    """A range of the SOC, whole %, and how many of its lamps are lit in it."""

    least: int
    most: int
    lit: int


Pattern = Mapping[str, Blink]  # lamp -> what it does


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of a box's table: what its lamps do in a state, and what is said of that."""

    doing: Doing
    condition: Condition
    lamps: Pattern  # without those of the SOC
    gauge: Gauge
    title: str
    text: str
    note: str = ""  # what is odd in the manual, or not told there

    @property
    def by_soc(self) -> bool:
        """The lamps of the SOC tell it."""
        return self.gauge in (Gauge.LEVEL, Gauge.RISING)


@dataclass(frozen=True, slots=True)
class Box:
    """The lamps of one kind of pack."""

    name: str
    lamps: tuple[str, ...]  # in the manual's order
    gauge: tuple[str, ...]  # those of the SOC, the lowest first
    shows: tuple[Shown, ...]
    models: tuple[str, ...] = ()
    alarm: str = ""  # the lamp of the alarms
    screen: str = ""  # the one that is a screen
    note: str = ""

    def row(self, doing: Doing, condition: Condition) -> Shown | None:
        """That row of its table; None: the manual has none."""
        return next((one for one in self.shows if (one.doing, one.condition) == (doing, condition)), None)


@dataclass(frozen=True, slots=True)
class LampTable:
    """All of it."""

    flashes: Mapping[Blink, Flash] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    boxes: tuple[Box, ...] = ()

    def box(self, model: str | None) -> Box | None:
        """The box of that model, the first one where it is no other's; None: there is no table."""
        own = (one for one in self.boxes if model in one.models)
        return next(own, self.boxes[0] if self.boxes else None)

    def band(self, soc: float) -> Band:
        """The band of a SOC in %, by the whole figure that is shown."""
        return next((one for one in self.bands if round(soc) <= one.most), self.bands[-1])


def pattern(box: Box, row: Shown, band: Band | None) -> dict[str, Blink | None]:
    """What every lamp of the box does; None where that depends on a SOC that is not known."""
    lamps: dict[str, Blink | None] = dict.fromkeys(box.lamps)
    lamps.update(row.lamps)
    lamps.update(zip(box.gauge, _gauge(box, row.gauge, band), strict=True))
    return {name: blink for name, blink in lamps.items() if name != box.screen}


def _gauge(box: Box, gauge: Gauge, band: Band | None) -> Iterator[Blink | None]:
    """What its SOC lamps do, the lowest first."""
    for number in range(1, len(box.gauge) + 1):
        if gauge in (Gauge.OFF, Gauge.ON):
            yield Blink(gauge.value)
        elif band is None:
            yield None
        elif number == band.lit and gauge is Gauge.RISING:
            yield RISING_BLINK
        else:
            yield Blink.ON if number <= band.lit else Blink.OFF
