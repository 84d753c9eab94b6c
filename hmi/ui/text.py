"""Values as text, in the language chosen. None, whatever the reason, is "--" and is decided here alone."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from hmi.ui.language import translator as _

NOTHING = "--"
MINUS = "\N{MINUS SIGN}"


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


def millivolts_off(value: float | None, mean: float) -> str:
    """A cell's distance from the mean, in mV, signed."""
    return number(None if value is None else 1000 * (value - mean), sign=True)


def millivolts(value: float | None) -> str:
    """A difference of voltages in mV."""
    return number(None if value is None else 1000 * value)


def amps(value: float | None) -> str:
    """A current without sign, for beside a word or shape that tells its direction."""
    return number(None if value is None else abs(value), 1)


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


def amp_hours(value: float | None) -> str:
    """A capacity, 0.1 Ah."""
    return number(value, 1)


def celsius(value: float | None) -> str:
    """A temperature, 0.1 degC."""
    return number(value, 1)


def count(value: int | None) -> str:
    """A count of things."""
    return number(value)


def hours(value: float | None) -> str:
    """A time to come, "2 h 40 min"; longer than two days it is no forecast any more."""
    if value is None or value > 48:
        return NOTHING
    minutes = round(value * 60)
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def age(seconds: float) -> str:
    """How old a value is."""
    if seconds < 60:
        return _("{seconds} s old").format(seconds=round(seconds))
    return _("{minutes} min old").format(minutes=round(seconds / 60))


def day(value: date) -> str:
    """A date."""
    return str(format_date(value, "medium", _.locale))


def moment(value: datetime) -> str:
    """A date and time."""
    return str(format_datetime(value, "medium", locale=_.locale))


def words(value: str | None) -> str:
    """A text that the battery told; None or empty: it told none."""
    return value or NOTHING
