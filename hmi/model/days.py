"""Days of the calendar, counted in months as warranties and intervals are."""

from calendar import monthrange
from datetime import date


def months_on(day: date, months: int) -> date:
    """So many months later, or earlier; the last day of the month where it has none of that number."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (months_on(first, months) > last)
