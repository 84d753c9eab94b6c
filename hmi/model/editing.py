"""A parameter group is edited value by value, and written as a whole if nothing is wrong with it."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from hmi.model import change, limits, moving, proposing
from hmi.model.change import Change
from hmi.model.draft import Draft, Fault, Problem
from hmi.model.effect import Effect
from hmi.model.facts import Parameter
from hmi.model.groups import settled, writable
from hmi.model.intents import EditField, ValueKey
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.units import unit_of

ERASE = "<"


def chosen(state: State, event: EditField) -> State:
    """A value to be typed; an enable is turned over at once."""
    group, draft = state.group, state.draft
    known = event.field in state.facts.parameters.get(group, {})
    if state.place.page is not Page.GROUP or not known or not writable(state, group):
        return state
    if draft is None or draft.group != group:
        now = state.parameters.groups[group]
        draft = Draft(group, now, now)
    value = getattr(draft.new, event.field, None)
    if value is None:
        return state
    if event.field == "enable":
        return _judged(state, replace(draft, new=replace(draft.new, enable=int(not value))))
    draft = replace(draft, field=event.field, typed="", problems=())
    return moving.entered(replace(state, draft=draft), Page.VALUE)


def typed(state: State, event: ValueKey) -> State:
    """One more key; a key that cannot lead to a value of this field does nothing."""
    draft = state.draft
    if draft is None or draft.field is None:
        return state
    parameter = state.facts.parameters[draft.group][draft.field]
    text = _after(draft.typed, event.key, parameter, unit_of(draft.group, draft.field).per)
    return replace(state, draft=replace(draft, typed=text, problems=()))


def done(state: State) -> State:
    """The value typed is taken, or it is told what is wrong with it; empty: nothing changes."""
    draft = state.draft
    if draft is None or draft.field is None:
        return state
    if draft.typed:
        parameter = state.facts.parameters[draft.group][draft.field]
        value = _value_of(draft.typed, unit_of(draft.group, draft.field).per)
        problem = _problem(draft.old, draft.field, value, parameter)
        if problem is not None:
            return replace(state, draft=replace(draft, problems=(problem,)))
        kind = type(getattr(draft.new, draft.field))  # amperes, percent and minutes are whole
        draft = replace(draft, new=replace(draft.new, **{draft.field: kind(value)}))
    return moving.left(_judged(state, replace(draft, field=None, typed="")))


def proposed(state: State) -> Effect:
    """The group as edited is shown as old -> new; anything wrong with it keeps it here."""
    draft = state.draft
    if draft is None or not draft.changed or not writable(state, draft.group):
        return state, ()
    problems = _problems(state, draft)
    if problems:
        return replace(state, draft=replace(draft, problems=problems)), ()
    return proposing.proposed(state, (Change(draft.group, draft.old, draft.new),))


def rebased(state: State) -> State:
    """The draft on the group as it was read last, whoever changed it; another form of the group ends it."""
    draft = state.draft
    now = None if draft is None else state.parameters.groups.get(draft.group)
    if draft is None or now is None or change.same(now, draft.old):
        return state
    if type(now) is not type(draft.old):
        return replace(state, draft=None)
    edited = {name: getattr(draft.new, name) for name in limits.changed(draft.old, draft.new)}
    draft = replace(draft, old=now, new=replace(now, **edited))
    return replace(state, draft=draft) if draft.field else _judged(state, draft)


def _judged(state: State, draft: Draft) -> State:
    return replace(state, draft=replace(draft, problems=_problems(state, draft)))


def _problems(state: State, draft: Draft) -> tuple[Problem, ...]:
    """Everything wrong with the draft as a whole. Contested groups are no measure for others."""
    others = {group: one for group, one in state.parameters.groups.items() if settled(state, group)}
    ranges = state.facts.parameters[draft.group]
    return limits.problems(draft.group, draft.old, draft.new, ranges, others, _cells(state))


def _cells(state: State) -> int | None:
    """Cells in series, as measured, else by the model; None: not known."""
    measured = next((len(one.analog.cell_voltages) for one in state.readings if one.analog), 0)
    return measured or (state.pack_model.cells if state.pack_model else None)


def _problem(old: Any, field: str, value: float | None, parameter: Parameter) -> Problem | None:
    """What is wrong with the value typed. The one that the BMS has is good enough to keep."""
    if value is None:
        bounds = (parameter.least, parameter.most, parameter.step)
        return Problem(Fault.NOT_A_NUMBER, (field,), *bounds)
    return None if value == getattr(old, field) else limits.value_problem(field, value, parameter)


def _value_of(text: str, per: int) -> float | None:
    try:
        return float(Decimal(text) / per)
    except InvalidOperation:
        return None


def _after(text: str, key: str, parameter: Parameter, per: int) -> str:
    """What is typed after that key: no more digits than the range and the step can need."""
    sign, number = ("-", text[1:]) if text.startswith("-") else ("", text)
    if key == ERASE:
        return text[:-1]
    if key == "-":
        return text if parameter.least >= 0 else number if sign else f"-{number}"
    decimals = _decimals(parameter, per)
    if key == ".":
        return text if "." in number or not decimals else f"{sign}{number or 0}."
    whole, point, fraction = (key if number == "0" else number + key).partition(".")
    digits = len(str(round(max(abs(parameter.least), abs(parameter.most)) * per)))
    fits = len(whole) <= digits and len(fraction) <= decimals
    return f"{sign}{whole}{point}{fraction}" if fits else text


def _decimals(parameter: Parameter, per: int) -> int:
    """Decimals of the step in the unit shown."""
    return max(0, -int((Decimal(str(parameter.step)) * per).normalize().as_tuple().exponent))
