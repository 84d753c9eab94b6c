"""The pages about alarms at their fullest: the longest names and numbers, times in doubt, all rows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from hmi.model import explaining
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition, Evidence, Key, Standing
from hmi.model.bms_records import BmsRecords, Came
from hmi.model.events import Trouble
from hmi.model.happening import Happened, Happening
from hmi.model.history.past import LogRow, Past, Story
from hmi.model.intents import Acknowledge, ShowAlarm
from hmi.model.navigation import Page, Place
from hmi.model.room import Room
from hmi.model.state import State
from hmi.protocol.history import Record
from hmi.protocol.status import Alarm, Fault
from hmi.ui.panel import PANELS
from tests.ui import group_states, states
from tests.ui.states import after

LONG_AGO = datetime(2024, 12, 28, 22, 58, tzinfo=UTC)
HIGH = Key(Priority.PROTECTION, Alarm.CELL_OVER_VOLTAGE, 1)
CELL_16 = Evidence(16, 3.7125, 3.7, "V")
OF_NO_PACK = (Happened.LINK_LOST, Happened.OTHER_BATTERY, Happened.FLOOD, Happened.TIME_SET)
FULLEST = 3  # explanations, of each panel, that are looked at


longest = cache(states.longest)


def alarm(key: Key = HIGH, evidence: Evidence = CELL_16, **known: object) -> State:
    """The page of an alarm that has come a thousand times, of a pack among fifteen."""
    state = replace(longest(), parameters=group_states.parameters().parameters)
    state = after(state, ShowAlarm(key))
    one = Standing(
        key,
        1,
        Condition.NEW,
        -9e6,
        LONG_AGO.replace(tzinfo=None),
        count=1000,
        first_out=True,
        evidence=evidence,
    )
    one = replace(one, **known)  # type: ignore[arg-type]
    others = tuple(other for other in state.watch.standing if other.key != key)
    return replace(state, watch=replace(state.watch, standing=(one, *others)))


def seen() -> State:
    """All packs' of this kind were seen, others not."""
    state = alarm()
    keys = (one.key for one in state.watch.standing if one.key.name == HIGH.name)
    return after(state, *map(Acknowledge, keys))


def rows() -> tuple[LogRow, ...]:
    """Everything that a row can be, of another day."""
    most = Happening(
        Happened.ALARM, 15, Priority.FAULT, Fault.DISCHARGE_MOSFET, 16, 3.7125, 3.7, "V", 1000, True
    )
    every = (
        *(replace(most, what=what, slot=None if what in OF_NO_PACK else 15) for what in Happened),
        Happening(Happened.SEEN, count=225),
        *(Happening(Happened.LINK_LOST, name=name) for name in Trouble),
        Happening(Happened.OTHER_BATTERY, detail="ES512100LP2411000123"),
        *(replace(most, name=name) for name in (Alarm.DISCHARGE_OVER_CURRENT, Fault.SAMPLING)),
    )
    return tuple(
        LogRow(number, LONG_AGO + timedelta(seconds=37 * number), False, "", one)
        for number, one in enumerate(every)
    )


def log(page: Page, **past: object) -> State:
    """A page of the past."""
    place = Place(page)
    return replace(longest(), place=place, past=Past(ready=True, **past))  # type: ignore[arg-type]


def record(came: Came = Came.TOLD, number: int = 399) -> State:
    """A record of the BMS with a cell at each end, and much that was wrong."""
    cells, warm = (2.391,) * 8 + (3.712,) * 8, (-35.5, None, 24.0, 24.0, 110.5, -25.5)
    told = Record(
        24, 12, 28, 22, 58, 9, cells, warm, -199.99, 58.4, 0.0, 314.8, 3, 1, 2, 8, 0, 6, 31, 0, 0, 0
    )
    looked = BmsRecords(number, came, told if came is Came.TOLD else None)
    return replace(longest(), place=Place(Page.BMS_RECORD), bms_records=looked)


ALARM_STATES: dict[str, Callable[[], State]] = {
    "new": alarm,
    "without value": lambda: alarm(evidence=Evidence(None, None, -110.0, "A")),
    "nothing known": lambda: alarm(evidence=Evidence()),
    "over": lambda: alarm(condition=Condition.OVER_UNSEEN, ended=-8e6),
    "seen": seen,
    "gone": lambda: after(states.day(), ShowAlarm(HIGH)),
    "events": lambda: log(Page.EVENTS, rows=rows(), total=len(rows())),
    "no events": lambda: log(Page.EVENTS, total=0),
    "no log": lambda: log(Page.EVENTS, trouble="[Errno 28] No space left on device"),
    "story": lambda: log(Page.STORY, asked=0, story=Story(0, rows(), box=b"box")),
    "no story": lambda: log(Page.STORY, asked=0, story=Story(0)),
    "record": record,
    "no records": lambda: record(Came.NO_MORE, 0),
    "no older record": lambda: record(Came.NO_MORE),
}


SMALLEST = PANELS["ctp28"].room()


def explained(room: Room = SMALLEST) -> Iterator[State]:
    """The fullest parts of all that is explained."""
    state = replace(states.day(), room=room)
    alarms = (after(state, ShowAlarm(Key(*known, 1))) for known in state.facts.explanations)
    names = (*(one.name for one in state.facts.topics), *state.facts.contested)
    topics = (replace(state, place=Place(Page.TOPIC), topic=str(name)) for name in names)
    every = [
        (sum(len(sentence) for block in part for sentence in block.sentences), replace(one, place=place))
        for one in (*alarms, *topics)
        for place, part in zip(one.places, _parts(one), strict=True)
    ]
    every.sort(key=lambda fullness: -fullness[0])
    yield from (one for _, one in every[:FULLEST])


def _parts(state: State) -> tuple[explaining.Part, ...]:
    return explaining.of_topic(state) if state.place.page is Page.TOPIC else explaining.of_alarm(state)
