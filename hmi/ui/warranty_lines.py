"""The warranty in words: what is left of it, and its registration step by step."""

from dataclasses import dataclass

from hmi.model import filing, handed, paper_pages, warranty
from hmi.model.freshness import Freshness
from hmi.model.intents import AdjustWarranty, Cancel, Go, Intent, RegisterWarranty, Turn
from hmi.model.navigation import Page
from hmi.model.paper_pages import FIELDS
from hmi.model.papers import Outcome, Registration
from hmi.model.state import State
from hmi.model.warranty import Left, Obstacle
from hmi.ui import text
from hmi.ui.facts_of import Fact
from hmi.ui.items import FigureTile
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

DECIMALS_FROM_MONTHS = 24  # what is left is told in years, below in months, then in days
LONGEST_PACE = 99  # years; beyond, the pace says nothing

OBSTACLES = {
    Obstacle.BATTERY: N_("Which battery this is, is not known now. Nothing can be registered."),
    Obstacle.RECORD: N_("The record cannot be kept: nothing can be registered."),
    Obstacle.TOO_EARLY: N_("No battery of these models is that old."),
    Obstacle.FUTURE: N_("That day is still to come."),
    Obstacle.TERM: N_("No warranty has such a term."),
    Obstacle.SAME: N_("It is registered so already."),
}
CAPTIONS = {
    "day": N_("Day"),
    "month": N_("Month"),
    "year": N_("Year"),
    "years": N_("Years"),
    "cycles": N_("Cycles"),
}


@dataclass(frozen=True, slots=True)
class Stepper:
    """A field of the draft, and what makes it more and less."""

    caption: str
    value: str
    more: AdjustWarranty
    less: AdjustWarranty


@dataclass(frozen=True, slots=True)
class Action:
    """Something to press."""

    words: str
    intent: Intent


def in_short(state: State) -> str:
    """What is left, on one short line."""
    now = warranty.left(state)
    if now is None:
        return _("Warranty not registered")
    if now.over:
        return text.certain(_("Warranty is over"), _surely(now))
    if now.months is None or now.days is None:
        return _("Warranty, time not known")
    time = _("Warranty: {time}").format(time=" ".join(_figure(now)))
    return text.certain(time, now.certain)


def tile(state: State) -> str:
    """The same in a word or two."""
    now = warranty.left(state)
    if now is None:
        return _("Not yet")
    if now.over:
        return text.certain(_("Over"), _surely(now))
    if now.months is None or now.days is None:
        return text.NOTHING
    return text.certain(_rough(now.months, now.days), now.certain)


def _surely(now: Left) -> bool:
    """That it is over is certain: by its cycles, or by a clock that is right."""
    return now.certain or now.cycles == 0


def _rough(months: int, days: int) -> str:
    """The largest unit alone."""
    return _years(months // 12) if months >= 12 else _months(months) if months else _days(days)


def _years(count: int) -> str:
    return _.plural("{count} year", "{count} years", count).format(count=count)


def _months(count: int) -> str:
    return _.plural("{count} month", "{count} months", count).format(count=count)


def _days(count: int) -> str:
    return _.plural("{days} day", "{days} days", count).format(days=count)


def figures(state: State) -> tuple[FigureTile, ...]:
    """What is left, in figures; nothing before it is registered, and on the further part."""
    now = warranty.left(state)
    if now is None or not _on_first(state):
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
    if one is None or not _on_first(state):
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
        return _("Not registered. It runs from the day of commissioning.")
    if now.over:
        return text.certain(_("The warranty is over"), _surely(now))
    if pace is None:
        return (
            _("Its pace can be told after 90 days.")
            if now.certain
            else _("Its pace needs a clock that is right.")
        )
    years = _("more than {years}").format(years=LONGEST_PACE) if pace > LONGEST_PACE else text.number(pace)
    cycles = text.count(now.cycles + now.used if now.cycles is not None and now.used is not None else None)
    return _("At the pace so far, {cycles} cycles last {years} years.").format(cycles=cycles, years=years)


def action(state: State) -> str:
    """What a press begins; empty on the first of two parts."""
    if not _on_last(state):
        return ""
    return _("Change") if handed.registration(state) else _("Register")


def _on_first(state: State) -> bool:
    return state.place.page is Page.WARRANTY and state.place.part == 0


def _on_last(state: State) -> bool:
    return state.place.page is Page.WARRANTY and state.place.part == paper_pages.warranty(state) - 1


# The registration.


def steppers(state: State) -> tuple[Stepper, ...]:
    """The fields on this part; none on the last one."""
    fields = paper_pages.fields(state)
    return tuple(_stepper(warranty.proposed(state), one) for one in fields)


def _stepper(draft: Registration, field: str) -> Stepper:
    values = (draft.since.day, text.month(draft.since), draft.since.year, draft.years, draft.cycles)
    value = dict(zip(FIELDS, values, strict=True))[field]
    shown = text.count(value) if field == "cycles" and isinstance(value, int) else str(value)
    return Stepper(_(CAPTIONS[field]), shown, AdjustWarranty(field, 1), AdjustWarranty(field, -1))


def asked(state: State) -> str:
    """On its last part: old -> new, why it cannot be, or what came of it."""
    if paper_pages.fields(state):
        return ""
    papers, wished = state.papers, warranty.proposed(state)
    if not filing.idle(papers):
        return _("Into the record")
    if papers.outcome is Outcome.KEPT:
        return _("Registered.") + "\n" + _whole(wished)
    if papers.outcome is Outcome.NOT_KEPT:
        return _("Not registered, the record took nothing:") + f" {papers.detail}"
    standing = warranty.obstacle(state, wished)
    return _(OBSTACLES[standing]) if standing else _difference(state, wished)


def _whole(one: Registration) -> str:
    return "\n".join((text.day(one.since), f"{_years(one.years)}, {_cycles(one.cycles)}"))


def _difference(state: State, wished: Registration) -> str:
    before = handed.registration(state)
    if before is None:
        new = _("Not registered → {day}").format(day=text.day(wished.since))
        return f"{new}\n{_years(wished.years)}, {_cycles(wished.cycles)}"
    lines = []
    if before.since != wished.since:
        lines.append(f"{text.day(before.since)} →\n{text.day(wished.since)}")
    if before.years != wished.years:
        lines.append(f"{before.years} → {_years(wished.years)}")
    if before.cycles != wished.cycles:
        lines.append(f"{text.count(before.cycles)} → {_cycles(wished.cycles)}")
    return "\n".join(lines)


def _cycles(count: int) -> str:
    return _("{count} cycles").format(count=text.count(count))


def actions(state: State) -> tuple[Action, ...]:
    """What can be pressed below, from the left."""
    papers, part, wished = state.papers, state.place.part, warranty.proposed(state)
    back = Action(_("Back"), Turn(-1)) if part else Action(_("Cancel"), Cancel())
    if paper_pages.fields(state):
        return (back, Action(_("Next"), Turn(1)))
    if not filing.idle(papers):
        return ()
    if papers.outcome is Outcome.KEPT:
        return (Action(_("OK"), Cancel()),)
    if warranty.obstacle(state, wished):
        return (back,)
    again = papers.outcome is Outcome.NOT_KEPT
    register = RegisterWarranty(wished.since, wished.years, wished.cycles)
    return (back, Action(_("Try again") if again else _("Register"), register))


def go() -> Go:
    """To the registration."""
    return Go(Page.REGISTRATION)
