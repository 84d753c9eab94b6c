"""A trend as it is to be drawn: its values in the unit shown, its scale, and what is written beside both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from babel.dates import format_date, format_skeleton

from hmi.model.history.trend import Band, Quantity, Span, Trend
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.scale import Scale, scale
from hmi.ui.trend_mesh import Range

SIGNED = (Quantity.CURRENT, Quantity.POWER)  # positive: charging
PERCENT = Scale(0.0, 100.0, (0.0, 50.0, 100.0))
# The finest scale of a quantity: what is less is noise.
LEAST = {
    Quantity.CURRENT: 2.0,
    Quantity.POWER: 100.0,
    Quantity.SPREAD: 0.02,
    Quantity.COLDEST: 10.0,
    Quantity.HOTTEST: 10.0,
}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# From one time that is written below to the next, the closest first.
STEPS = {
    Span.HOUR: (HOUR / 6, HOUR / 4, HOUR / 3, HOUR / 2),
    Span.DAY: (3 * HOUR, 6 * HOUR, 12 * HOUR),
    Span.WEEK: (DAY, 2 * DAY),
    Span.MONTH: (5 * DAY, 10 * DAY),
}


@dataclass(frozen=True, slots=True)
class Graph:
    """Column by column, the oldest first; None: not known."""

    band: tuple[Range | None, ...]
    lines: tuple[tuple[float | None, ...], ...]
    scale: Scale
    labels: tuple[str, ...]  # of the scale's ticks


def of_quantity(trend: Trend, quantity: Quantity) -> tuple[tuple[Band | None, ...], ...]:
    """What is shown of it: the temperatures as the coldest and the hottest together."""
    both = (Quantity.COLDEST, Quantity.HOTTEST)
    shown = both if quantity in both else (quantity,)
    return tuple(trend.bands.get(one, ()) for one in shown)


def graph(trend: Trend, quantity: Quantity) -> Graph | None:
    """None: nothing is known of it in this time."""
    bands = of_quantity(trend, quantity)
    known = [one for each in bands for one in each if one is not None]
    if not known:
        return None
    low, high = min(one.least for one in known), max(one.most for one in known)
    unit, per = _unit(quantity, max(abs(low), abs(high)))
    shown = _scale(quantity, low * per, high * per, per)
    return Graph(
        band=tuple(_range(here, per) for here in zip(*bands, strict=True)),
        lines=tuple(tuple(None if one is None else one.mean * per for one in each) for each in bands),
        scale=shown,
        labels=_labels(quantity, shown, unit),
    )


def _unit(quantity: Quantity, most: float) -> tuple[str, float]:
    """The unit in which it is shown, and how many of it are one of its own."""
    match quantity:
        case Quantity.SOC:
            return "%", 1
        case Quantity.CURRENT:
            return "A", 1
        case Quantity.POWER:
            return ("kW", 1e-3) if most >= 1000 else ("W", 1)
        case Quantity.SPREAD:
            return ("V", 1) if most >= 1 else ("mV", 1e3)
        case _:
            return "°C", 1


def _scale(quantity: Quantity, low: float, high: float, per: float) -> Scale:
    if quantity is Quantity.SOC:
        return PERCENT
    if quantity in SIGNED:
        low, high = min(low, 0.0), max(high, 0.0)
    return scale(low, high, LEAST[quantity] * per, from_zero=quantity is Quantity.SPREAD)


def _labels(quantity: Quantity, shown: Scale, unit: str) -> tuple[str, ...]:
    """The unit stands at the highest."""
    sign = quantity in SIGNED
    each = [text.number(tick, shown.digits, sign) for tick in shown.ticks]
    return (*each[:-1], f"{each[-1]} {unit}")


def _range(here: tuple[Band | None, ...], per: float) -> Range | None:
    known = [one for one in here if one is not None]
    if not known:
        return None
    return min(one.least for one in known) * per, max(one.most for one in known) * per


def times(trend: Trend) -> Iterator[tuple[tuple[float, str], ...]]:
    """Times to be written below, each with its share of the width: ever fewer, until they have room."""
    for step in STEPS[trend.span]:
        yield tuple(_marks(trend, step))


def _marks(trend: Trend, step: timedelta) -> Iterator[tuple[float, str]]:
    """Round times by the local clock, also where that was put forward or back in between."""
    length = timedelta(seconds=trend.span)
    local = (trend.until - length).astimezone().replace(tzinfo=None)
    at = datetime(local.year, local.month, local.day)
    while (share := 1 - (trend.until - at.astimezone(UTC)) / length) <= 1:
        if share >= 0:
            yield share, _named(trend.span, at)
        at += step


def _named(span: Span, at: datetime) -> str:
    match span:
        case Span.HOUR:
            return text.time_of_day(at)
        case Span.DAY:
            return _hour(at)
        case Span.WEEK:
            return format_date(at, "EEE", locale=_.locale)
        case _:
            return format_skeleton("MMMd", at, locale=_.locale)


def _hour(at: datetime) -> str:
    """A full hour, where the language counts twelve of them without its minutes."""
    if "a" not in str(_.locale.time_formats["short"]):
        return text.time_of_day(at)
    return format_skeleton("h", at, locale=_.locale).replace("\N{NARROW NO-BREAK SPACE}", " ")
