"""What the pages of model, warranty and maintenance show, part by part."""

from typing import TYPE_CHECKING

from hmi.model import explaining, handed, model_sheet
from hmi.model.explaining import Heading, Part
from hmi.model.facts import Task
from hmi.model.navigation import parts_needed
from hmi.model.pack_model import Model

if TYPE_CHECKING:
    from hmi.model.state import State

FIELDS = (
    "day",
    "month",
    "year",
    "years",
    "cycles",
)  # of a warranty, in the order in which they are asked for
WARRANTY_PIECES = 3  # what is left, its term, its pace
# Under the steps of a task stands how often, and when: as long as this.
TASK_WHEN = "Every 6 months, done Dec 12, 2024, due since Jun 12, 2025"


def warranty(state: "State") -> int:
    """What is left, its term, its pace: as many of them on a part as there is room for."""
    return 1 if handed.registration(state) is None else parts_needed(WARRANTY_PIECES, state.room.warranty)


def registration(state: "State") -> int:
    """The fields, then old -> new."""
    return len(_groups(state)) + 1


def fields(state: "State") -> tuple[str, ...]:
    """The fields on the present part of the registration; none on its last one."""
    groups = _groups(state)
    return groups[state.place.part] if state.place.part < len(groups) else ()


def _groups(state: "State") -> tuple[tuple[str, ...], ...]:
    """The day, then the term; where there is much room all of it at once."""
    room = state.room.steppers
    if room >= len(FIELDS):
        return (FIELDS,)
    return tuple(
        group[first : first + room]
        for group in (FIELDS[:3], FIELDS[3:])
        for first in range(0, len(group), room)
    )


def models(state: "State") -> tuple[Model, ...]:
    """All models, the packs' own first."""
    own = state.pack_model
    return tuple(sorted(state.facts.models, key=lambda one: one is not own))


def model_shown(state: "State") -> Model | None:
    """The one whose table is shown: the packs' own, unless another one was chosen; None: there is none."""
    chosen = state.facts.model(state.papers.model)
    return chosen or next(iter(models(state)), None)


def model(state: "State") -> int:
    """Its table, then what is to be remarked, and the sources."""
    shown = model_shown(state)
    if shown is None:
        return 1
    return parts_needed(len(model_sheet.lines(shown)), state.room.facts) + len(remarks(state))


def remarks(state: "State") -> tuple[Part, ...]:
    """What is to be remarked of the model shown, and where all of it is told."""
    one, room = model_shown(state), state.room
    if one is None:
        return ()
    told = ((Heading.MEANING, one.notes), (Heading.CALL, one.sources))
    return explaining.parted((each for each in told if each[1]), room.lines_of, room.told)


def tasks(state: "State") -> tuple[Task, ...]:
    """Those of the packs' model; of every model while that is not known."""
    own = state.pack_model
    return tuple(one for one in state.facts.tasks if own is None or own.name in one.models)


def task_shown(state: "State") -> Task | None:
    """The task whose page is shown; None: there is none."""
    return next((one for one in tasks(state) if one.name == state.papers.task), None)


def maintenance(state: "State") -> int:
    """A row for each task."""
    return parts_needed(len(tasks(state)), state.room.tasks)


def steps(state: "State") -> tuple[Part, ...]:
    """What is to be done, part by part; the last one, which may have no step, says how often, and when."""
    one, room = task_shown(state), state.room
    if one is None:
        return ((),)
    told = explaining.parted(((Heading.NOW, one.steps),), room.lines_of, room.told)
    taken = sum(block.lines for block in told[-1])
    return told if taken + room.lines_of(TASK_WHEN, 1.0) <= room.told else (*told, ())
