"""The parameter groups: the overview, and one group with what its numbers are, were and would be."""

import dataclasses
from dataclasses import dataclass, replace
from typing import Any

from hmi.model.groups import factory_model, factory_values, writable
from hmi.model.intents import Intent, Restore, ShowGroup
from hmi.model.job import Cause
from hmi.model.navigation import FEW_FIELDS, RESTORE_TILES, Page, Place, spread
from hmi.model.record import AS_FOUND
from hmi.model.state import State
from hmi.ui import text, value_lines
from hmi.ui import write_words as words
from hmi.ui.figures import figure, switched
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

HALVES = {
    "charge": N_("charging"),
    "discharge": N_("discharging"),
    "low": N_("cold"),
    "high": N_("hot"),
}


@dataclass(frozen=True, slots=True)
class ParameterTile:
    """One thing to press on the overview, and what a press means."""

    name: str
    value: str
    off: bool  # a protection that is switched off
    intent: Intent
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class FieldTile:
    """One number of a group. `note` tells the factory value, or the old value of one that was edited."""

    field: str
    name: str
    value: str
    unit: str
    note: str
    meaning: str
    edited: bool
    differs: bool  # from the factory value
    disabled: bool


def tiles(state: State) -> tuple[ParameterTile, ...]:
    """Every group, and the two ways back to a known set of values, on this part."""
    groups = [_group_tile(state, group) for group in state.facts.parameters]
    things = (*groups, _restore_tile(state, Cause.AS_FOUND), _restore_tile(state, Cause.FACTORY))
    each = spread(len(things), state.room.groups)
    first = state.place.part * each
    return things[first : first + each]


def tile_rows(state: State) -> int:
    """How many rows of them a full part has."""
    each = spread(len(state.facts.parameters) + RESTORE_TILES, state.room.groups)
    return -(-each // state.room.group_columns)


def _group_tile(state: State, group: str) -> ParameterTile:
    value = state.parameters.groups.get(group)
    off = value is not None and not _guards(value)
    said = _("Off") if off else _main_figures(group, value)
    if value is None and group in state.parameters.untold:
        said = _("not told")
    return ParameterTile(words.subject(group), said, off, ShowGroup(group))


def _main_figures(group: str, value: Any) -> str:
    """Where the protection acts, or the first number of a group without one."""
    if value is None:
        return text.NOTHING
    names = [one.name for one in dataclasses.fields(value)]
    main = [name for name in names if name.endswith("protection")] or names[:1]
    figures = [figure(group, name, getattr(value, name)) for name in main]
    return " / ".join((*(one.rpartition(" ")[0] for one in figures[:-1]), figures[-1]))


def _restore_tile(state: State, cause: Cause) -> ParameterTile:
    if cause is Cause.AS_FOUND:
        name, known = (
            _("Restore as found"),
            state.record.snapshot(state.identity.serial, AS_FOUND) is not None,
        )
        reason = _("nothing kept yet")
    else:
        name, known = _("Restore factory"), factory_model(state) is not None
        reason = _("model not known")
    if not state.parameters.groups:
        known, reason = False, _("not read")
    return ParameterTile(name, "" if known else reason, False, Restore(cause), not known)


def shown(state: State) -> Any:
    """The group of the page as it is edited, else as it was read; None: not known."""
    draft = state.draft
    return draft.new if draft and draft.group == state.group else state.parameters.groups.get(state.group)


def fields(state: State) -> tuple[FieldTile, ...]:
    """The numbers of the group on this part."""
    names = _names(state)
    return tuple(_field_tile(state, name, _half(names)) for name in names)


def _names(state: State) -> tuple[str, ...]:
    """The fields on this part; a large group guards two things, each on parts of its own."""
    names, parts = _fields_of(state), len(state.places)
    if parts > 1 and len(names) > FEW_FIELDS:
        half = len(names) // 2
        chunks = (*_chunks(names[:half], parts // 2), *_chunks(names[half:], parts // 2))
    else:
        chunks = _chunks(names, parts)
    return chunks[min(state.place.part, parts - 1)]


def _fields_of(state: State) -> tuple[str, ...]:
    value = shown(state)
    told = (
        [one.name for one in dataclasses.fields(value)]
        if value
        else state.facts.parameters.get(state.group, ())
    )
    return tuple(name for name in told if name != "enable")


def _chunks(names: tuple[str, ...], parts: int) -> tuple[tuple[str, ...], ...]:
    """As many on each part."""
    each = -(-len(names) // parts)
    return tuple(names[part * each : (part + 1) * each] for part in range(parts))


def _half(names: tuple[str, ...]) -> str:
    """What the fields have in common where a group guards two things; empty: nothing."""
    halves = {name.partition("_")[0] if name.count("_") else "" for name in names}
    common = halves.pop() if len(halves) == 1 else ""
    return common if common in HALVES and all(value_lines.meaning(name) for name in names) else ""


def _field_tile(state: State, name: str, half: str) -> FieldTile:
    group, read = state.group, state.parameters.groups.get(state.group)
    ranges = state.facts.parameters[group]
    now = figure(group, name, getattr(shown(state), name, None))
    was = figure(group, name, getattr(read, name, None))
    factory = figure(group, name, factory_values(state, group, ranges).get(name))
    number, _space, unit = now.rpartition(" ")
    return FieldTile(
        field=name,
        name=words.field(name.removeprefix(f"{half}_")),
        value=number or now,
        unit=unit if number else "",
        note=_note(now, was, factory),
        meaning=value_lines.meaning(name),
        edited=now != was,
        differs=text.NOTHING not in (now, factory) and now != factory,
        disabled=name not in ranges or text.NOTHING in (was, now) or not writable(state, group),
    )


def _note(now: str, was: str, factory: str) -> str:
    if now != was:
        return _("was {value}").format(value=was.rpartition(" ")[0])
    if factory in (text.NOTHING, now):
        return ""
    return _("factory {value}").format(value=factory.rpartition(" ")[0])


def guard(state: State) -> str:
    """Whether the protection is on, in words; empty for a group that is none or is not known."""
    value = shown(state)
    if not hasattr(value, "enable"):
        return ""
    return _("Protection on") if value.enable else _("Protection off")


def guard_in_short(state: State) -> str:
    """The same in a word, where there is little room."""
    return switched(guards(state)) if guard(state) else ""


def guards(state: State) -> bool:
    """Whether the group's protection is on."""
    value = shown(state)
    return value is not None and _guards(value)


def _guards(value: Any) -> bool:
    return bool(getattr(value, "enable", 1))


def _on_first(state: State) -> int:
    return max(1, len(_names(replace(state, place=Place(Page.GROUP)))))


def guard_fixed(state: State) -> bool:
    """Whether the protection cannot be switched here."""
    return not guard(state) or bool(problem(state)) or not writable(state, state.group)


def titles(state: State, in_bar: bool) -> tuple[str, ...]:
    """What the group is called, and which half of it this part has; less where that is too long.

    `in_bar`: what it is called stands there. While something is wrong, that stands in its place.
    """
    if problem(state):
        return ("",)
    name = "" if in_bar else words.subject(state.group)
    return ", ".join(filter(None, (name, half(state)))), half(state)


def half(state: State) -> str:
    """Which half of it this part has; empty: both, or there are none."""
    common = _half(_names(state))
    return _(HALVES[common]) if common else ""


def columns(state: State) -> int:
    """How many numbers stand side by side; names of six are long."""
    count = _on_first(state)
    across = state.room.long_columns if count > FEW_FIELDS else state.room.field_columns
    return -(-count // -(-count // across))


def rows(state: State) -> int:
    """How many stand one above the other on a full part."""
    return -(-_on_first(state) // columns(state))


def can_write(state: State) -> bool:
    """Whether the group was edited and nothing is wrong with it."""
    draft = state.draft
    return draft is not None and draft.group == state.group and draft.changed and not problem(state)


def problem(state: State) -> str:
    """What is wrong with the group as edited, the first thing first; mostly empty."""
    draft = state.draft
    if draft is None or draft.group != state.group or draft.field is not None or not draft.problems:
        return ""
    return value_lines.problem(state.group, draft.problems[0])
