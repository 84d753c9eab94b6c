"""The values of the last hours and days, thinned to the columns of a picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from hmi.model.moment import Moment


class Span(IntEnum):
    """How far back a trend goes, s."""

    HOUR = 3600
    DAY = 24 * 3600
    WEEK = 7 * 24 * 3600
    MONTH = 30 * 24 * 3600


class Quantity(StrEnum):
    """What a trend shows, of the whole stack; with its unit."""

    SOC = "soc"  # %
    CURRENT = "current"  # A, positive: charging
    POWER = "power"  # W, positive: charging
    SPREAD = "spread"  # V, the largest from lowest to highest cell of one pack
    COLDEST = "coldest"  # degC, of all sensors
    HOTTEST = "hottest"  # degC


@dataclass(frozen=True, slots=True)
class Sample:
    """The stack as it was for some seconds. None: not known then."""

    battery: str  # as hmi.model.battery
    moment: Moment  # the end of those seconds
    seconds: float  # that it stands for
    values: Mapping[Quantity, float | None]
    charged_wh: float = 0.0  # that went in during those seconds
    discharged_wh: float = 0.0  # that came out


@dataclass(frozen=True, slots=True)
class Band:
    """A quantity over the time of one column."""

    least: float
    mean: float
    most: float


@dataclass(frozen=True, slots=True)
class Trend:
    """One quantity over a span, from the oldest column to the newest. None: nothing is known of that time."""

    battery: str
    span: Span
    until: datetime  # UTC, the end of the newest column
    bands: Mapping[Quantity, tuple[Band | None, ...]] = field(default_factory=dict)
    certain: bool = True  # every time in it is


@dataclass(frozen=True, slots=True)
class Energy:
    """What went in and came out since local midnight, Wh."""

    battery: str
    charged_wh: float
    discharged_wh: float
