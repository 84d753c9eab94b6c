"""The pages that list alarms: one line an alarm, with all the packs that have it."""

from dataclasses import dataclass

from hmi.model.alarm import lists
from hmi.model.alarm.lists import Line, More
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Key, Standing
from hmi.model.alarms import PRIORITY_OF
from hmi.model.facts import Measure
from hmi.model.intents import Go, ShowAlarm
from hmi.model.state import State
from hmi.ui import names, text
from hmi.ui.language import translator as _
from hmi.ui.language import width_of

BETWEEN = " · "
BROADEST, BESIDE_MARK = 33, 27  # characters of a line, and of one beside a mark
MANY = 100  # times, and no more are counted where there is little room
_OF_CELLS = (Measure.HIGHEST_CELL, Measure.LOWEST_CELL)


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm; or, in a flood, how many others there are."""

    words: str
    detail: str
    intent: ShowAlarm | Go
    priority: Priority | int = 0  # 0: none, or it is over
    rim: Priority | int = 0
    new: bool = False  # nobody has acknowledged it
    first: bool = False  # a trip began with it


def lines(state: State) -> tuple[AlarmLine, ...]:
    """What stands on the present part of a page of alarms."""
    if state.place.page not in PRIORITY_OF:
        return ()
    parts = lists.parts(state, PRIORITY_OF[state.place.page])
    here = parts[state.place.part] if state.place.part < len(parts) else ()
    return tuple(_line(state, one) if isinstance(one, Line) else _more(state, parts, one) for one in here)


def _line(state: State, line: Line) -> AlarmLine:
    return AlarmLine(
        words=names.alarm(line.key.name),
        detail=_detail(state, line),
        intent=ShowAlarm(line.key),
        priority=line.key.priority if line.active else 0,
        rim=line.key.priority,
        new=bool(line.unseen),
        first=line.first_out and not state.room.apart,
    )


def _detail(state: State, line: Line) -> str:
    """Which packs, or how many where they are too many to name them; since when, and how often."""
    over = "" if line.active else _("Over")
    began = _("1st") if line.first_out and state.room.apart else ""
    others: tuple[str, ...] = (time(state, line.oldest), times(line.count))
    if line.silent and not line.active:
        over, others = _("Not known now"), ()
    many = len(line.slots)
    counted = (
        _.plural("{count} pack", "{count} packs", many).format(count=many) if state.pack_count > 1 else ""
    )
    for where in (packs(state, line.slots) or spot(state, line.oldest), counted):
        words = BETWEEN.join(filter(None, (began, over, where, *others)))
        if width_of(words) <= (BESIDE_MARK if line.first_out and not began else BROADEST):
            break
    return words


def _more(state: State, parts: tuple[tuple[Line | More, ...], ...], more: More) -> AlarmLine:
    before = next(number for number, part in enumerate(parts) if more in part)
    if (more,) == parts[0]:
        words = _.plural("{count} alarm", "{count} alarms", more.count)
    else:
        words = _.plural("{count} other", "{count} others", more.count)
    flood = _("{count} alarms in ten minutes").format(count=state.watch.flood)
    return AlarmLine(words.format(count=more.count), flood, Go(state.place.page, before + 1))


def none_listed(state: State) -> str:
    """In place of a list: that there is nothing of the kind, or that it is not known."""
    if state.place.page not in PRIORITY_OF or lines(state):
        return ""
    if not state.status_known:
        return _("Not known: a pack does not tell")
    return {
        Priority.PROTECTION: _("No protection is active"),
        Priority.WARNING: _("No warning"),
        Priority.FAULT: _("No fault"),
    }[PRIORITY_OF[state.place.page]]


def packs(state: State, slots: tuple[int, ...]) -> str:
    """Which packs; empty where there is only one."""
    if state.pack_count <= 1:
        return ""
    shape = _.plural("Pack {numbers}", "Packs {numbers}", len(slots))
    return shape.format(numbers=text.ranges(slots))


def spot(state: State, one: Standing) -> str:
    """Which cell or sensor it was about; empty where that is not known."""
    return numbered(state, one.key, one.evidence.number)


def numbered(state: State, key: Key, number: int | None) -> str:
    """That number as the one of a cell or a sensor, by what the alarm is about."""
    told = state.facts.explanations.get((key.priority, key.name))
    if number is None or told is None or told.measure is None:
        return ""
    words = _("Cell {number}") if told.measure in _OF_CELLS else _("Sensor {number}")
    return words.format(number=number)


def time(state: State, one: Standing) -> str:
    """When it appeared, by the clock; marked where that was not certain."""
    if one.clock is None:
        return ""
    return text.certain(text.when(one.clock, state.clock), one.certain)


def times(count: int) -> str:
    """How often it came; empty for once, and no more than there is room for."""
    return "" if count < 2 else f"×{count}" if count < MANY else f"×{MANY - 1}+"
