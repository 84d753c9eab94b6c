"""The registration of a warranty: its fields, old -> new, and what came of it."""

from dataclasses import dataclass

from hmi.model import filing, handed, paper_pages, warranty
from hmi.model.intents import AdjustWarranty, Cancel, Intent, RegisterWarranty, Turn
from hmi.model.paper_pages import FIELDS
from hmi.model.papers import Outcome, Registration
from hmi.model.state import State
from hmi.model.warranty import Obstacle
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_
from hmi.ui.warranty_lines import years

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
    return "\n".join((text.day(one.since), f"{years(one.years)}, {_cycles(one.cycles)}"))


def _difference(state: State, wished: Registration) -> str:
    before = handed.registration(state)
    if before is None:
        new = _("Not registered → {day}").format(day=text.day(wished.since))
        return f"{new}\n{years(wished.years)}, {_cycles(wished.cycles)}"
    lines = []
    if before.since != wished.since:
        lines.append(f"{text.day(before.since)} →\n{text.day(wished.since)}")
    if before.years != wished.years:
        lines.append(f"{before.years} → {years(wished.years)}")
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
