"""The tasks of the maintenance in words: how each stands, and what is to be done."""

from dataclasses import dataclass

from hmi.model import maintenance, paper_pages, warranty
from hmi.model.facts import Task
from hmi.model.intents import ShowTask, TickOff
from hmi.model.maintenance import Due
from hmi.model.papers import Outcome
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.told_blocks import ToldBlock, filled, words_of


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task, how it stands, and what ticks it off; `done`: today."""

    title: str
    line: str
    show: ShowTask
    tick: TickOff
    words: str
    done: bool
    disabled: bool


def rows(state: State) -> tuple[TaskRow, ...]:
    """The tasks on the present part of the page."""
    first, room = state.place.part * state.room.tasks, state.room.tasks
    return tuple(_row(state, one) for one in paper_pages.tasks(state)[first : first + room])


def _row(state: State, task: Task) -> TaskRow:
    due = maintenance.due(state, task)
    return TaskRow(
        title=_(task.title),
        line=_line(state, due),
        show=ShowTask(task.name),
        tick=TickOff(task.name, done=not due.today),
        words=_("Undo") if due.today else _("Done"),
        done=due.today,
        disabled=not maintenance.can_be_kept(state),
    )


def _line(state: State, due: Due) -> str:
    """When it is due, said quietly."""
    if state.papers.outcome is Outcome.NOT_KEPT and state.papers.task == due.task.name:
        return _("Not kept: see the record")
    if due.today:
        return _("Done today")
    if due.next is None:
        never = _("Not done yet") if warranty.known(state) else text.NOTHING
        return _("Only in storage") if due.task.in_storage else never
    words = _("Due since {date}") if due.overdue else _("Next {date}")
    return text.certain(words.format(date=text.short_day(due.next)), due.certain)


def tile(state: State) -> str:
    """What is due first, in a word; a day that is not certain has no room for its mark."""
    first = maintenance.first_due(state)
    if first is None or first.next is None:
        return text.NOTHING
    if first.overdue:
        return text.certain(_("Due"), first.certain)
    return text.short_day(first.next) if first.certain else text.NOTHING


def none_known(state: State) -> str:
    """In place of tasks."""
    return "" if paper_pages.tasks(state) else _("The manual of this model tells no intervals.")


def blocks(state: State) -> tuple[ToldBlock, ...]:
    """What is to be done, on the present part; on the last one how often, and when."""
    due, parts = maintenance.shown(state), paper_pages.steps(state)
    if due is None or state.place.part >= len(parts):
        return ()
    told = [ToldBlock(_(due.task.title), words_of(one), one.lines) for one in parts[state.place.part]]
    if state.place.part == len(parts) - 1:
        told.append(ToldBlock("", _when(due), 0))
    return filled(told)


def _when(due: Due) -> str:
    """How often, when it was done last, and when it is due."""
    months = due.task.every_months
    often = _.plural("Every {count} month", "Every {count} months", months).format(count=months)
    said = [often]
    if due.last is not None:
        day = text.certain(text.day(due.last.day), due.last.certain)
        said.append(_("done {date}").format(date=day))
    if due.next is not None:
        words = _("due since {date}") if due.overdue else _("next {date}")
        said.append(words.format(date=text.certain(text.day(due.next), due.certain)))
    return ", ".join(said)


def no_task(state: State) -> str:
    """In place of a task that there is not."""
    return "" if maintenance.shown(state) else _("No task was chosen.")
