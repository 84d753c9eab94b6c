"""How MIN STATE divides its room: first what is seen from the sofa, then what there is room for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from hmi.model.state import State
from hmi.ui import connection, fitting, outlook_words, says, sure_words, text
from hmi.ui.language import translator as _
from hmi.ui.theme import CAP_HEIGHT, LINE, Theme

UNITS = (0.5, 0.36, 0.25, 0.2)  # of the number's size, the sign of per cent as large as there is room for
AROUND_MM = 1.4  # above and below the number in the battery
TOLD_MM = 2.8  # capitals of an alarm, whatever else is small
MOST = 0.38  # of the height, for the battery of an upright panel
NAME = 0.72  # of the size of words, those before figures
UNIT = 1.85  # of their size: a unit and the gap before it
COLUMN = 3.9  # of the size of figures: where there is room, power and voltage begin below one another


@dataclass(frozen=True, slots=True)
class Division:
    """Heights and sizes of type, px. What has no room is 0 high."""

    battery: int
    number: float  # size of the SOC
    unit: float  # and of its sign of per cent
    plate: int  # which way the energy flows, or the worst alarm
    told: float  # size of its type
    row: int  # of figures
    rows: int
    named: bool  # there is room for the names of all of them
    column: float  # how wide the second figure of a row is
    sentence: float  # size of its type
    last: int  # the line with the warranty and the link


def division(theme: Theme, state: State, width: float, height: float) -> Division:
    """For a page of that size, px. On an upright panel each figure has a row of its own."""
    inner = max(width - 2 * theme.finger(1.2), theme.mm(20))
    column = _column(theme, state, inner)
    told, plate = _plate(theme, state, inner, column)
    row, gap = round(theme.glance * (0.97 if theme.upright else 0.93)), theme.finger(0.6)
    left = height - theme.finger(1.6) - 3 * gap
    for battery, (rows, last, sentence) in product(_batteries(theme, state), _wishes(theme, state, inner)):
        values = rows * row + gap + round(0.16 * theme.glance) if rows else max(0, theme.finger(9) - plate)
        spare = left - battery - plate - values - last - _lines(outlook_words.line(state), inner, sentence)[1]
        if spare >= 0:
            break
    plate = plate if rows else max(plate, theme.finger(9))
    if theme.upright:
        larger = _told(theme, state, inner, column, theme.glance_text)[1]
        if 0 < larger - plate <= spare:
            told, plate, spare = theme.glance_text, larger, spare - (larger - plate)
    more = max(0, round(min(spare, _most(theme, height) - battery)))
    if theme.upright:
        row += round(min(0.4 * row, max(0, spare - more) / (2 * max(1, rows))))
    number = _number(theme, battery + more)
    unit = _unit(theme, state, inner, battery + more, number, tagged=not last and state.simulated)
    named = _named(theme, state, inner)
    return Division(battery + more, number, unit, plate, told, row, rows, named, column, sentence, last)


def _most(theme: Theme, height: float) -> float:
    """The height of the battery where there is room."""
    least = round(theme.hero * CAP_HEIGHT) + theme.finger(AROUND_MM)
    return max(least, MOST * height) if theme.upright else least


def _number(theme: Theme, battery: int) -> float:
    """The size of the SOC in a battery of that height."""
    high = battery - theme.finger(AROUND_MM)
    sizes = (one for one in (theme.hero, theme.large) if round(one * CAP_HEIGHT) <= high)
    return float(next(sizes, theme.figure))


def _lines(words: str, width: float, size: float) -> tuple[int, int]:
    """How many lines words take, and how high they are."""
    lines = fitting.lines(words, width, size) if words else 0
    return lines, lines * fitting.extents(words, size)[1]


def standing(theme: Theme, state: State, inner: float) -> str:
    """What stands on the last line."""
    return fitting.longest(inner, theme.small, says.standing(state), says.standing(state, short=True))


def tag(theme: Theme, state: State, inner: float) -> str:
    """What stands at the end of the last line: that no battery is shown, or how the link is."""
    left = inner - fitting.extents(standing(theme, state, inner), theme.small)[0] - theme.mm(3)
    if state.simulated:
        return fitting.longest(left, theme.small, _("SIMULATED"), _("SIM."))
    link = connection.short(state)
    return fitting.longest(left, theme.small, link, "") if connection.fine(state) else link


def _wishes(theme: Theme, state: State, inner: float) -> Iterator[tuple[int, int, float]]:
    """Rows of figures, height of the last line, size of the sentence: what is given up last comes last."""
    rows = 0
    if state.total.counted:
        rows = 2 + says.shows_power(state) if theme.upright else 1
    words = standing(theme, state, inner), tag(theme, state, inner)
    lines = 1 + (sum(fitting.extents(one, theme.small)[0] for one in words) > inner - theme.mm(3))
    last = lines * theme.mm(3.8)
    no_last = last if state.simulated and theme.upright else 0  # its sign has no other place
    yield rows, last, theme.glance_text
    for most in sorted({rows, min(rows, 2), 0}, reverse=True):  # the power first
        yield most, last, theme.text
        if outlook_words.limited(state):
            yield most, no_last, theme.text
        yield most, last, theme.small
        yield most, no_last, theme.text
        yield most, no_last, theme.small


def _batteries(theme: Theme, state: State) -> tuple[int, ...]:
    """Least heights of the battery: lower, while nothing is known that is to be seen from afar."""
    below = round(theme.glance_text * LINE) if theme.upright and sure_words.beside(state) else 0
    sizes = (theme.hero,) if state.total.counted else (theme.large, theme.figure)
    return tuple(round(size * CAP_HEIGHT) + theme.finger(AROUND_MM) + below for size in sizes)


def _arrow(theme: Theme, state: State) -> float:
    return theme.glance_text * 1.1 if says.shows_power(state) else 0.0


def _column(theme: Theme, state: State, inner: float) -> float:
    """As wide as its figures; wider where what stands before them leaves room."""
    total = state.total
    figures = [_figure(theme, text.volts(total.voltage), "V")]
    if says.shows_power(state):
        figures.append(_figure(theme, text.power(total.power), text.power_unit(total.power)))
    words = fitting.extents(says.energy(state), theme.glance_text)[0] + _arrow(theme, state)
    before = max(words, _figure(theme, text.signed_amps(total.current), "A")) + theme.gap
    return float(max(max(figures), min(theme.glance * COLUMN, inner - before)))


def _figure(theme: Theme, value: str, unit: str) -> float:
    """How wide it is with its unit."""
    return (
        fitting.extents(value, theme.glance)[0] + fitting.extents(unit, theme.glance_text)[0] + theme.mm(0.4)
    )


def _plate(theme: Theme, state: State, inner: float, column: float) -> tuple[float, int]:
    """The line below the battery: size and height; of several lines, for words that are too long for one."""
    least = max(theme.small, theme.finger(TOLD_MM) / CAP_HEIGHT)
    for size in (theme.glance_text, theme.text, least):
        lines, height = _told(theme, state, inner, column, size)
        if lines <= 1:
            return size, round(max(theme.glance * CAP_HEIGHT + theme.mm(0.4), height))
    return least, height


def _told(theme: Theme, state: State, inner: float, column: float, size: float) -> tuple[int, int]:
    """How many lines of that size the worst alarm takes, or what the battery does, and how high they are."""
    alarm = says.worst(state)
    words = alarm or says.energy(state)
    if alarm:
        inner -= theme.mm(2.2) + fitting.extents(says.more(state), size)[0] + theme.mm(1.2)
    if says.shows_power(state):
        inner -= _arrow(theme, state) + (0 if theme.upright else column + theme.gap)
    lines, height = _lines(words, inner, size)
    return lines, height + (theme.mm(0.4) if lines > 1 else 0)


def _named(theme: Theme, state: State, inner: float) -> bool:
    values = (
        text.power(state.total.power),
        text.signed_amps(state.total.current),
        text.volts(state.total.voltage),
    )
    names = _("Power"), _("Current"), _("Voltage")
    room = inner - theme.glance_text * UNIT - theme.gap
    return theme.upright and all(
        fitting.extents(name, max(theme.small, NAME * theme.glance_text))[0]
        + fitting.extents(value, theme.glance)[0]
        < room
        for name, value in zip(names, values, strict=True)
    )


def _unit(theme: Theme, state: State, inner: float, battery: float, number: float, tagged: bool) -> float:
    """The sign of per cent beside the number, and what stands below it."""
    said = text.percent(state.total.soc)
    across = inner - theme.mm(2.6) - fitting.extents(said, number, bold=True)[0]
    high = battery - theme.finger(2.4)
    if not theme.upright:
        high -= round(theme.glance_text * LINE) * bool(sure_words.beside(state)) + theme.mm(3.6) * tagged
    sizes = [number * share for share in UNITS]
    fitting_in = (one for one in sizes if fitting.extents("%", one)[0] < across and one * CAP_HEIGHT < high)
    return next(fitting_in, sizes[-1])
