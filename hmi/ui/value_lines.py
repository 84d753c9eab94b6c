"""One number of a parameter group while it is typed, and what is wrong with it, in words."""

from babel.numbers import get_decimal_symbol

from hmi.model.draft import Draft, Fault, Problem
from hmi.model.facts import Parameter
from hmi.model.freshness import Freshness
from hmi.model.groups import settled
from hmi.model.state import State
from hmi.model.units import unit_of
from hmi.ui import text
from hmi.ui import write_words as words
from hmi.ui.figures import figure
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

ERASE = "<"
MEANINGS = {
    "alarm": N_("Only tells"),
    "protection": N_("Switches off"),
    "release": N_("On again"),
}
# Behind the name of the value, and before what was expected.
PROBLEMS = {
    Fault.NOT_A_NUMBER: N_("not a number"),
    Fault.OUT_OF_RANGE: N_("out of range"),
    Fault.OFF_STEP: N_("between the steps"),
    Fault.PROTECTION_NOT_BEYOND_WARNING: N_("not beyond the warning"),
    Fault.RELEASE_NOT_WITHIN: N_("not on the safe side"),
    Fault.LOW_NOT_BELOW_HIGH: N_("crosses the opposite one"),
    Fault.CELLS_AND_PACK: N_("does not fit cells and pack"),
    Fault.FAST_NOT_BEYOND: N_("fast below slow"),
}


def name(state: State) -> str:
    """The value's name."""
    draft = state.draft
    if draft is None or draft.field is None:
        return ""
    return words.field(draft.field)


def typed(state: State) -> str:
    """The number as typed so far, in the signs of the language; the present one while nothing is typed."""
    draft = state.draft
    if draft is None or draft.field is None:
        return text.NOTHING
    if draft.typed:
        return draft.typed.replace("-", text.MINUS).replace(".", decimal_sign())
    return _figure(draft, getattr(draft.new, draft.field)).rpartition(" ")[0]


def fresh(state: State) -> Freshness:
    """Dimmed while it is not what was typed."""
    return Freshness.LIVE if state.draft is not None and state.draft.typed else Freshness.AGED


def unit(state: State) -> str:
    """The unit in which it is typed."""
    draft = state.draft
    return unit_of(draft.group, draft.field).symbol if draft and draft.field else ""


def allowed(state: State) -> str:
    """What may be typed; nothing while what is wrong says it."""
    draft, parameter = state.draft, _parameter(state)
    if draft is None or parameter is None or draft.problems:
        return ""
    least, most = (_figure(draft, bound) for bound in (parameter.least, parameter.most))
    return f"{least.rpartition(' ')[0]}–{most}"


def hint(state: State) -> str:
    """What is wrong with what was typed; else what the value does or is now, and in which steps it goes."""
    draft, parameter = state.draft, _parameter(state)
    if draft is None or draft.field is None:
        return ""
    if draft.problems:
        return "\n".join(_complaint(draft.group, one, ":\n") for one in draft.problems)
    does = "" if draft.typed else meaning(draft.field)
    now = _("Now {value}").format(value=_figure(draft, getattr(draft.old, draft.field)))
    steps = _("in steps of {value}").format(value=_figure(draft, parameter.step)) if parameter else ""
    return "\n".join(filter(None, (does or now, steps)))


def _parameter(state: State) -> Parameter | None:
    """The bounds of the value."""
    draft = state.draft
    if draft is None or draft.field is None:
        return None
    return state.facts.parameters[draft.group].get(draft.field)


def meaning(field: str) -> str:
    """What a number of a protection does; empty where its name says it."""
    kind = field.rpartition("_")[2]
    return _(MEANINGS[kind]) if kind in MEANINGS else ""


def wrong(state: State) -> bool:
    """What was typed is refused."""
    return state.draft is not None and bool(state.draft.problems)


def keys(state: State) -> tuple[str, ...]:
    """The twelve keys, row by row; a number has no sign and point that it cannot have."""
    draft, parameter = state.draft, _parameter(state)
    least, step = (parameter.least, parameter.step) if parameter and draft and draft.field else (0, 1)
    scaled = step * unit_of(draft.group, draft.field).per if draft and draft.field else step
    special = "-" if least < 0 else "." if abs(scaled - round(scaled)) > 1e-6 else ""
    return (*"123456789", special, "0", ERASE)


def key(key: str) -> str:
    """What stands on a key."""
    return {".": decimal_sign(), "-": text.MINUS, ERASE: "←"}.get(key, key)


def decimal_sign() -> str:
    """Between a number's whole and its decimals, in the language chosen."""
    return get_decimal_symbol(_.locale)


def problem(group: str, one: Problem) -> str:
    """Which value is wrong, why, and what was expected of it."""
    return _("{field} {complaint}").format(field=words.field(one.fields[0]), complaint=_complaint(group, one))


def _complaint(group: str, one: Problem, between: str = ": ") -> str:
    bounds, why = _bounds(group, one), _(PROBLEMS[one.fault])
    return between.join(filter(None, (why, bounds)))


def _bounds(group: str, one: Problem) -> str:
    field = one.fields[0]
    least, most, step = (
        None if bound is None else figure(group, field, bound) for bound in (one.least, one.most, one.step)
    )
    if least is not None and most is not None:
        return f"{least.rpartition(' ')[0]}–{most}"
    if least is not None:
        return _("at least {value}").format(value=least)
    if most is not None:
        return _("at most {value}").format(value=most)
    return "" if step is None else _("in steps of {value}").format(value=step)


def _figure(draft: Draft, value: float | None) -> str:
    return figure(draft.group, draft.field or "", value)


def remark(state: State) -> str:
    """Why the group cannot be edited; mostly empty."""
    if not settled(state, state.group):
        return _("Shown only: sources disagree on it")
    return _("This BMS does not tell") if state.group in state.parameters.untold else ""
