"""The words of the trend page, and today's energy for whoever shows it."""

from dataclasses import dataclass
from datetime import timedelta

from hmi.model.history import looking
from hmi.model.history.trend import Energy, Quantity, Span, Trend
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_
from hmi.ui.trend_graph import of_quantity
from hmi.ui.trend_mesh import runs

# Coldest and hottest are shown together.
QUANTITIES = {
    Quantity.SOC: N_("SOC"),
    Quantity.CURRENT: N_("Current"),
    Quantity.POWER: N_("Power"),
    Quantity.SPREAD: N_("Cell spread"),
    Quantity.HOTTEST: N_("Temperature"),
}
SHORT = {Quantity.SPREAD: N_("Spread"), Quantity.HOTTEST: N_("Temp.")}
SPANS = {
    Span.HOUR: N_("1 hour"),
    Span.DAY: N_("24 hours"),
    Span.WEEK: N_("7 days"),
    Span.MONTH: N_("30 days"),
}


WIDE = 1.2  # so many letters have room where a wide one counts as one
SCARCE = 4  # lines of a page
OF_FILE = ": '"  # what of an error is the name of the history's file begins with
FEW = 1.5  # columns: the newest one may not be known yet


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen by a press that goes on to the next."""

    name: str
    short: str
    at: int
    count: int


def quantity(state: State) -> Choice:
    """What is shown."""
    shown = _shown(state.past.quantity)
    name, short = _(QUANTITIES[shown]), _(SHORT.get(shown, QUANTITIES[shown]))
    return Choice(name, short, list(QUANTITIES).index(shown), len(QUANTITIES))


def next_quantity(state: State) -> Quantity:
    """After the last comes the first."""
    each = list(QUANTITIES)
    return each[(each.index(_shown(state.past.quantity)) + 1) % len(each)]


def _shown(one: Quantity) -> Quantity:
    return one if one in QUANTITIES else Quantity.HOTTEST


def span(state: State) -> Choice:
    """How far back it goes."""
    shown = state.past.span
    return Choice(_(SPANS[shown]), _narrow(shown), list(SPANS).index(shown), len(SPANS))


def _narrow(length: Span) -> str:
    unit_s = text.HOUR_S if length in (Span.HOUR, Span.DAY) else text.DAY_S
    return text.units(length // unit_s, unit_s)


def next_span(state: State) -> Span:
    """After the longest comes the shortest."""
    each = list(SPANS)
    return each[(each.index(state.past.span) + 1) % len(each)]


def told(state: State) -> str:
    """In place of a graph: why there is none."""
    past, read = state.past, looking.trend(state)
    if read is not None:
        if any(one is not None for each in read.bands.values() for one in each):
            known = any(one is not None for each in of_quantity(read, past.quantity) for one in each)
            return "" if known else _("Not known in this time")
        return _("No history yet. From now on a value is kept every ten seconds.")
    if past.trouble:
        return _("The history cannot be read.") + f" {past.trouble.partition(OF_FILE)[0]}"
    if looking.battery(state) is None:
        return _("No battery yet: the history begins when one is heard.")
    return _("Reading the history")


def notes(state: State) -> str:
    """Below the graph: what to know of it, the gravest first, as much as there is room for.

    Where room is scarce, gaps and the beginning are left to what the graph shows.
    """
    read = looking.trend(state)
    if read is None or told(state):
        return ""
    each = [
        _("History not kept now") if state.past.trouble else "",
        "" if read.certain else _("Times not certain"),
        *(_of(state, read) if state.room.lines > SCARCE else ()),
    ]
    line = ""
    for one in filter(None, each):
        longer = f"{line}. {one}" if line else one
        line = longer if not line or len(longer) <= state.room.columns * WIDE else line
    return line


def _of(state: State, read: Trend) -> tuple[str, ...]:
    columns = tuple(zip(*of_quantity(read, state.past.quantity), strict=True))
    known = tuple(next((one for one in here if one is not None), None) for here in columns)
    unknown = list(runs(known, known=False))
    before = unknown.pop(0) if unknown and unknown[0].start == 0 else range(0)
    column_s = read.span / len(known)
    missing_s = sum(len(run) for run in unknown) * column_s
    return (
        _("Gaps: {time}").format(time=_lasting(missing_s)) if missing_s > FEW * column_s else "",
        _begins(read, (len(known) - len(before)) * column_s) if len(before) > FEW else "",
    )


def _lasting(seconds: float) -> str:
    return text.hours(seconds / 3600) if seconds < 2 * Span.DAY else text.days(round(seconds / Span.DAY))


def _begins(read: Trend, ago_s: float) -> str:
    at = (read.until - timedelta(seconds=ago_s)).astimezone()
    short = read.span in (Span.HOUR, Span.DAY)
    return _("Begins {time}").format(time=text.time_of_day(at) if short else text.short_day(at))


def energy(state: State) -> Energy | None:
    """Today's, of the battery whose past is shown; None: not known."""
    read = state.past.energy
    return read if read is not None and read.battery == looking.battery(state) else None


def flows(state: State) -> tuple[str, str, str]:
    """What went in and what came out today, signed as a current is, and their unit."""
    read = energy(state)
    if read is None:
        return text.NOTHING, text.NOTHING, "kWh"
    most = max(read.charged_wh, read.discharged_wh)
    per, digits = (1000, text.energy_digits(most)) if text.energy_unit(most) == "kWh" else (1, 0)
    went_in, came_out = (one / per for one in (read.charged_wh, -read.discharged_wh))
    return (
        text.number(went_in, digits, sign=True),
        text.number(came_out, digits, sign=True),
        text.energy_unit(most),
    )


def today(state: State) -> str:
    """Both in one sentence; empty while they are not known."""
    read = energy(state)
    if read is None:
        return ""
    each = (f"{text.energy(one)} {text.energy_unit(one)}" for one in (read.charged_wh, read.discharged_wh))
    return _("Today {charged} in, {discharged} out").format(charged=next(each), discharged=next(each))
