"""The warranty in words: what is left of it."""

from hmi.model import handed, paper_pages, warranty
from hmi.model.freshness import Freshness
from hmi.model.intents import Go
from hmi.model.navigation import Page
from hmi.model.papers import Registration
from hmi.model.state import State
from hmi.model.warranty import Left
from hmi.ui import text
from hmi.ui.facts_of import Fact
from hmi.ui.items import FigureTile
from hmi.ui.language import translator as _

DECIMALS_FROM_MONTHS = 24  # what is left is told in years, below in months, then in days
LONGEST_PACE = 99  # years; beyond, the pace says nothing


def in_short(state: State) -> str:
    """What is left, on one short line."""
    now = warranty.left(state)
    if now is None:
        return _("Warranty not registered") if warranty.known(state) else _left(text.NOTHING)
    if now.over:
        return text.certain(_("Warranty is over"), _surely(now))
    if now.months is None or now.days is None:
        return _("Warranty, time not known")
    return text.certain(_left(" ".join(_figure(now))), now.certain)


def _left(time: str) -> str:
    return _("Warranty: {time}").format(time=time)


def tile(state: State) -> str:
    """The same in a word or two."""
    now = warranty.left(state)
    if now is None:
        return _("Not yet") if warranty.known(state) else text.NOTHING
    if now.over:
        return text.certain(_("Expired"), _surely(now))
    if now.months is None or now.days is None:
        return text.NOTHING
    return text.certain(_rough(now.months, now.days), now.certain)


def _surely(now: Left) -> bool:
    """That it is over is certain: by its cycles, or by a clock that is right."""
    return now.certain or now.cycles == 0


def _rough(months: int, days: int) -> str:
    """The largest unit alone."""
    return years(months // 12) if months >= 12 else _months(months) if months else _days(days)


def years(count: int) -> str:
    """So many years."""
    return _.plural("{count} year", "{count} years", count).format(count=count)


def _months(count: int) -> str:
    return _.plural("{count} month", "{count} months", count).format(count=count)


def _days(count: int) -> str:
    return _.plural("{days} day", "{days} days", count).format(days=count)


def figures(state: State) -> tuple[FigureTile, ...]:
    """What is left, in figures; nothing before it is registered, and on the further part."""
    now = warranty.left(state)
    if now is None or not _shows(state, 0):
        return ()
    value, unit = _figure(now)
    return (
        FigureTile(_("Time left"), text.certain(value, now.certain or not unit), unit, Freshness.LIVE),
        FigureTile(_("Cycles left"), text.count(now.cycles), "", state.total.fresh),
    )


def _figure(now: Left) -> tuple[str, str]:
    """The time as figure and unit."""
    if now.months is None or now.days is None:
        return text.NOTHING, ""
    if now.months >= DECIMALS_FROM_MONTHS:
        return text.number(now.months / 12, 1), _("years")
    if now.months:
        return text.count(now.months), _.plural("month", "months", now.months)
    return text.count(now.days), _.plural("day", "days", now.days)


def facts(state: State) -> tuple[Fact, ...]:
    """Beside them: since when, until when."""
    one = handed.registration(state)
    if one is None or not _shows(state, 1):
        return ()
    term = _("{since} – {until}").format(since=text.short_day(one.since), until=text.short_day(one.ends))
    return (Fact(_("From, to"), term), Fact(_("Cycles used"), _used(state, one)))


def _used(state: State, one: Registration) -> str:
    now = warranty.left(state)
    return _("{used} of {all}").format(used=text.count(now.used if now else None), all=text.count(one.cycles))


def told(state: State) -> str:
    """What else there is to say: that it is over, its pace, what to do; on the further part."""
    if not _on_last(state):
        return ""
    now, pace = warranty.left(state), warranty.pace(state)
    if now is None:
        words = _("Not registered. It runs from the day of commissioning.")
        return words if warranty.known(state) else _left(text.NOTHING)
    if now.over:
        return text.certain(_("The warranty is over"), _surely(now))
    if pace is None and now.certain:
        return _("Its pace can be told after 90 days.")
    if pace is None:
        return _("Its pace needs a clock that is right.")
    years = _("more than {years}").format(years=LONGEST_PACE) if pace > LONGEST_PACE else text.number(pace)
    cycles = text.count(now.cycles + now.used if now.cycles is not None and now.used is not None else None)
    return _("At the pace so far, {cycles} cycles last {years} years.").format(cycles=cycles, years=years)


def action(state: State) -> str:
    """What a press begins; empty but on the last part."""
    if not _on_last(state):
        return ""
    return _("Change") if handed.registration(state) else _("Register")


def _shows(state: State, piece: int) -> bool:
    """That piece stands on this part."""
    return state.place.page is Page.WARRANTY and piece // state.room.warranty == state.place.part


def _on_last(state: State) -> bool:
    return state.place.page is Page.WARRANTY and state.place.part == paper_pages.warranty(state) - 1


def go() -> Go:
    """To the registration."""
    return Go(Page.REGISTRATION)
