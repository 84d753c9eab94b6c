"""What a parameter group may hold: range and step of each value, and the order among values."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from hmi.model import order
from hmi.model.draft import Fault, Problem
from hmi.model.facts import Parameter

STEP_SLACK = 1e-3  # of a step; what the wire's rounding and a float's leave


def problems(
    group: str,
    old: Any,
    new: Any,
    ranges: Mapping[str, Parameter],
    others: Mapping[str, Any],
    cells: int | None,
) -> tuple[Problem, ...]:
    """Everything that is wrong with a group as it would be written; bounds in the units of its message.

    `old`: the group as the BMS has it; what is wrong there already is excused as long as it is not touched.
    None excuses nothing. `others`: the groups as read, as far as their values can be relied on. `cells` in
    series; None: not known, so that cells and pack are not compared.
    """
    values = (value_problem(field, getattr(new, field, None), one) for field, one in ranges.items())
    steps = {field: one.step for field, one in ranges.items()}
    found = (*filter(None, values), *order.problems(group, new, steps, others, cells))
    fields = touched(old, new)
    return tuple(one for one in found if fields.intersection(one.fields))


def value_problem(field: str, value: float | None, parameter: Parameter) -> Problem | None:
    """What is wrong with a value by itself; a value that the BMS does not tell is none of ours."""
    if value is None:
        return None
    if not parameter.admits(value):
        return Problem(Fault.OUT_OF_RANGE, (field,), parameter.least, parameter.most, parameter.step)
    steps = (value - parameter.least) / parameter.step
    if abs(steps - round(steps)) > STEP_SLACK:
        return Problem(Fault.OFF_STEP, (field,), step=parameter.step)
    return None


def touched(old: Any, new: Any) -> frozenset[str]:
    """The fields that answer for themselves: those changed; all where the protection is switched on."""
    if old is None or (getattr(new, "enable", False) and not old.enable):
        return frozenset(field.name for field in dataclasses.fields(new))
    return changed(old, new)


def changed(old: Any, new: Any) -> frozenset[str]:
    """The fields with another value than before."""
    names = (field.name for field in dataclasses.fields(new))
    return frozenset(name for name in names if getattr(old, name) != getattr(new, name))
