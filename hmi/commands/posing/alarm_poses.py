"""Alarms, their story, the log, the BMS's own records."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import count

from hmi.commands.posing.after import after
from hmi.model import explaining
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Key
from hmi.model.bms_records import BmsRecords, Came
from hmi.model.events import LogRead, Trouble
from hmi.model.happening import Happened, Happening
from hmi.model.history.past import LogRow
from hmi.model.intents import Go, ShowAlarm, ShowTopic
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.protocol.history import Record
from hmi.protocol.status import Alarm

APART = timedelta(minutes=47)  # from one row of the log to the next


def furnished(state: State) -> State:
    """A log of two days, the newest first."""
    if state.clock is None:
        return state
    numbers, newest = count(), state.time.utc or state.clock.replace(tzinfo=UTC)
    rows = tuple(
        LogRow(100 - number, newest - number * APART, number < 7, "", happening)
        for number, happening in zip(numbers, _happenings(state), strict=False)
    )
    return after(state, LogRead(0, rows, len(rows)))


def _happenings(state: State) -> Iterator[Happening]:
    yield from (
        Happening(Happened.ALARM, one.slot, one.priority, one.name, first_out=True)
        for one in state.alarms[:2]
    )
    over_voltage = Happening(
        Happened.OVER, 1, Priority.PROTECTION, Alarm.CELL_OVER_VOLTAGE, 7, 3.712, 3.7, "V", 3
    )
    yield from (
        Happening(Happened.FULL),
        over_voltage,
        Happening(Happened.CHARGE_OFF, 1),
        replace(over_voltage, what=Happened.ALARM, first_out=True),
        Happening(Happened.LINK_BACK),
        Happening(Happened.LINK_LOST, name=Trouble.SILENT),
        Happening(Happened.STARTED),
    )


def _alarm(state: State) -> State:
    """The page of the worst alarm; without any, the page says so."""
    keys = [Key(one.priority, one.name, one.slot) for one in state.alarms]
    return after(state, ShowAlarm(keys[0]) if keys else Go(Page.ALARM))


def _bms_record(state: State) -> State:
    """A cell was too full, this morning."""
    state = after(state, Go(Page.BMS_RECORD))
    cells = (3.702, *(3.41 + cell / 1000 for cell in range(15)))
    warm = (24.1, 24.0, 23.9, 24.2, 28.5, 25.0)
    record = Record(
        25, 6, 21, 11, 42, 7, cells, warm, 18.4, 54.92, 99.1, 101.3, 1, 0, 0, 1, 0, 6, 31, 0, 0, 0
    )
    return replace(state, bms_records=BmsRecords(2, Came.TOLD, record))


def _topic(state: State) -> State:
    """The first of the help."""
    return after(state, ShowTopic(explaining.questions(state)[0]))


POSES: dict[Page, Callable[[State], State]] = {
    Page.ALARM: _alarm,
    Page.BMS_RECORD: _bms_record,
    Page.TOPIC: _topic,
}
