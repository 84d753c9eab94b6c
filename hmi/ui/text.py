"""Values as text, in the language chosen. None, whatever the reason, is "--" and is decided here alone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.numbers import format_decimal

from hmi.model.moment import Moment
from hmi.ui.language import translator as _

NOTHING = "--"
MINUS = "\N{MINUS SIGN}"
NARROW_SPACE, NO_BREAK_SPACE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400
LATELY = timedelta(days=300)  # a day without its year is the last of that name


def number(value: float | None, digits: int = 0, sign: bool = False) -> str:
    """With so many digits behind the point; `sign`: a plus is written too, a zero has none."""
    if value is None:
        return NOTHING
    rounded = round(value, digits) + 0.0
    shape = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(abs(rounded), shape, _.locale)
    if rounded < 0:
        return MINUS + text
    return "+" + text if sign and rounded > 0 else text


def volts(value: float | None) -> str:
    """A pack's voltage, 10 mV."""
    return number(value, 2)


def cell_volts(value: float | None) -> str:
    """A cell's voltage, 1 mV."""
    return number(value, 3)


def off_mean(value: float, mean: float) -> tuple[str, str]:
    """A cell's distance from the mean, signed, in mV; from 1 V on in V, with that unit."""
    off = round(1000 * (value - mean))
    return (number(off, sign=True), "") if abs(off) < 1000 else (number(off / 1000, 1, sign=True), "V")


def spread(value: float | None) -> str:
    """A difference of cell voltages, without its unit."""
    return number(value, 2) if spread_unit(value) == "V" else number(None if value is None else 1000 * value)


def spread_unit(value: float | None) -> str:
    """The unit that `spread` chose."""
    return "V" if value is not None and round(1000 * value) >= 1000 else "mV"


def signed_amps(value: float | None) -> str:
    """A current, positive: charging."""
    return number(value, 1, sign=True)


def percent(value: float | None) -> str:
    """Whole per cent; 0 and 100 only when it really is empty or full."""
    if value is None:
        return NOTHING
    if 0 < value < 1:
        return number(1)
    return number(min(99, round(value)) if value < 99.95 else 100)


def power(value: float | None) -> str:
    """A power without sign and without unit: W below 1 kW, else kW."""
    if value is None:
        return NOTHING
    return number(abs(value) / 1000, 2) if abs(value) >= 1000 else number(abs(value))


def power_unit(value: float | None) -> str:
    """The unit that `power` chose."""
    return "kW" if value is not None and abs(value) >= 1000 else "W"


def energy(watt_hours: float | None) -> str:
    """An energy without its unit: Wh below 1 kWh, else kWh."""
    if watt_hours is None or energy_unit(watt_hours) == "Wh":
        return number(watt_hours)
    return number(watt_hours / 1000, energy_digits(watt_hours))


def energy_digits(watt_hours: float) -> int:
    """Behind the point of as many kWh: three figures in all."""
    kilo = watt_hours / 1000
    return 2 if round(kilo, 2) < 10 else 1 if round(kilo, 1) < 100 else 0


def energy_unit(watt_hours: float | None) -> str:
    """The unit that `energy` chose."""
    return "kWh" if watt_hours is not None and round(watt_hours) >= 1000 else "Wh"


def amp_hours(value: float | None) -> str:
    """A capacity, 0.1 Ah."""
    return number(value, 1)


def degrees(celsius: float | None) -> str:
    """A temperature, 0.1 degC."""
    return NOTHING if celsius is None else number(celsius, 1) + "°"


def count(value: int | None) -> str:
    """A count of things."""
    return number(value)


def hours(value: float | None) -> str:
    """A time to come, in hours and minutes."""
    if value is None:
        return NOTHING
    whole, minutes = divmod(max(1, round(value * MINUTE_S)), 60)
    return _together((whole, HOUR_S), (minutes, MINUTE_S))


def minutes(seconds: int) -> str:
    """The same in minutes and seconds."""
    whole, rest = divmod(seconds, 60)
    return _together((whole, MINUTE_S), (rest, 1)) if seconds else units(0)


def units(count: float, unit_s: int = 1) -> str:
    """So many seconds, minutes, hours or days, whole ones, in a short form of the language."""
    whole = round(count)
    time = timedelta(seconds=whole * unit_s)
    # The threshold keeps it from taking a larger unit.
    said = format_timedelta(time, threshold=whole or 1, format="short", locale=_.locale)
    return said.replace(NARROW_SPACE, NO_BREAK_SPACE)


def _together(*parts: tuple[int, int]) -> str:
    return " ".join(units(count, unit_s) for count, unit_s in parts if count)


def duration(seconds: float) -> str:
    """For how long something has been so, in whole units that are over."""
    return units(int(seconds)) if seconds < 60 else hours(seconds // 60 / 60)


def age(seconds: float) -> str:
    """How old a value is."""
    time = units(seconds) if seconds < 60 else units(seconds / MINUTE_S, MINUTE_S)
    return _("{time} old").format(time=time)


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers, runs of three and more drawn together: "1–3, 5, 6"."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    said = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(said)


def in_two(value: str) -> str:
    """A long number on two lines of the same length, which is easier to compare."""
    half = (len(value) + 1) // 2
    return f"{value[:half]}\n{value[half:]}" if len(value) > 12 else value


def words(value: str | None) -> str:
    """A text that the battery told; None or empty: it told none."""
    return value or NOTHING


def day(value: date | None) -> str:
    """A date, short."""
    return NOTHING if value is None else format_date(value, "medium", locale=_.locale)


def time_of_day(time: datetime) -> str:
    """Hours and minutes."""
    return format_time(time, "short", locale=_.locale).replace(NARROW_SPACE, " ")


def short_day(value: date) -> str:
    """A date in figures."""
    return format_date(value, "short", locale=_.locale)


def when(time: datetime, now: datetime | None, between: str = " ") -> str:
    """Hours and minutes; before them the day, if that is not today, with its year if that is long ago."""
    if now is not None and now.date() == time.date():
        return time_of_day(time)
    lately = now is not None and abs(now.date() - time.date()) < LATELY
    day = format_skeleton("Md", time, locale=_.locale) if lately else short_day(time)
    return f"{day}{between}{time_of_day(time)}"


def month(value: date) -> str:
    """The month of a date in a short word."""
    return format_date(value, "LLL", locale=_.locale)


def certain(time: str, known: bool) -> str:
    """A time; marked with a question mark where the clock was not known to be right."""
    return time if known else f"{time} ?"


def days(value: int) -> str:
    """A number of whole days."""
    return _.plural("{count} day", "{count} days", value).format(count=count(value))


def dated(moment: Moment | None) -> str:
    """The local day of a moment, marked where the clock was not certain."""
    if moment is None or moment.utc is None:
        return NOTHING
    return certain(short_day(moment.utc.astimezone().date()), moment.certain)
