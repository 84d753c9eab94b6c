"""Rows of the panel's log, records of the BMS, and what is known of an alarm, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hmi.facts import load_facts
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition, Evidence, Key, Standing
from hmi.model.alarm.watch import Watch
from hmi.model.bms_records import BmsRecords, Came
from hmi.model.events import Trouble
from hmi.model.happening import Happened, Happening
from hmi.model.history.past import LogRow, Past, Story
from hmi.model.intents import ShowAlarm
from hmi.model.navigation import Page, Place
from hmi.model.parameters import Parameters
from hmi.model.stack import Reading
from hmi.model.state import Identity, State
from hmi.protocol.history import Record
from hmi.protocol.parameters import VoltageLimits
from hmi.protocol.status import Alarm, Fault
from hmi.ui import alarm_words, bms_record_lines, event_lines, event_words, says
from hmi.ui.language import translator
from hmi.ui.panel import PANELS
from tests.ui.states import STATUS

NOON = datetime(2025, 6, 21, 12, tzinfo=UTC)
TOO_HOT = Alarm.CHARGE_OVER_TEMPERATURE
HIGH = Key(Priority.PROTECTION, Alarm.CELL_OVER_VOLTAGE, 1)
CAME = Happening(
    Happened.ALARM, 2, HIGH.priority, HIGH.name, number=7, value=3.7125, limit=3.7, unit="V", count=12
)
THREE = State(
    facts=load_facts(),
    identity=Identity(pack_count=3),
    clock=NOON.replace(tzinfo=None),
    readings=(Reading(1, 1, status=STATUS, status_at=0.0),),
)


@pytest.fixture(autouse=True)
def _english() -> None:
    translator.choose("en")


@pytest.mark.parametrize(
    ("happening", "words", "detail"),
    [
        (CAME, "Cell over-voltage", "Pack 2 · ×12 · Cell 7 · 3.712 V"),
        (
            replace(CAME, priority=Priority.WARNING, value=None),
            "Cell over-voltage",
            "Warning · Pack 2 · ×12 · Cell 7",
        ),
        (replace(CAME, slot=1, count=1, value=None), "Cell over-voltage", "Pack 1 · Cell 7"),
        (replace(CAME, count=1, name=TOO_HOT, value=None), "Too hot to charge", "Pack 2 · Sensor 7"),
        (replace(CAME, name="of_the_future", number=None, count=1), "of_the_future", "Pack 2 · 3.71 V"),
        (replace(CAME, what=Happened.OVER, count=3), "Over: Cell over-voltage", "Pack 2 · ×3"),
        (replace(CAME, what=Happened.SEEN, count=1), "Seen: Cell over-voltage", "Pack 2"),
        (Happening(Happened.SEEN, count=4), "All alarms seen", "4 alarms"),
        (Happening(Happened.FLOOD, count=31), "Many alarms", "31 alarms"),
        (Happening(Happened.CHARGE_OFF, slot=3), "Charging is off", "Pack 3"),
        (Happening(Happened.LINK_LOST, name=Trouble.SILENT), "Battery does not answer", "Link lost"),
        (Happening(Happened.LINK_LOST, name="of_the_future"), "Link lost", ""),
        (Happening(Happened.OTHER_BATTERY, detail="ES512100LP2411000123"), "Another battery", "…11000123"),
        (Happening(Happened.OTHER_BATTERY, value=8, limit=16), "Another battery", "8 cells"),
        (Happening(Happened.OTHER_BATTERY), "Another battery", ""),
        (Happening(Happened.SOC_JUMPED, 1, value=58.0, limit=63.2), "Charge jumped 63 → 58 %", "Pack 1"),
        (Happening(Happened.SOC_JUMPED, 1), "Charge jumped", "Pack 1"),
        (Happening(Happened.TIME_SET, value=-7500.0), "Clock set", "−2 hr 5 min"),
        (Happening(Happened.TIME_SET, value=3 * 86400.0 + 5), "Clock set", "+3 days"),
        (Happening(Happened.TIME_SET), "Clock set", ""),
        (Happening(Happened.FULL), "Fully charged", ""),
    ],
)
def test_what_happened_is_said_with_what_is_known_of_it(
    happening: Happening, words: str, detail: str
) -> None:
    assert (event_words.words(happening), event_words.detail(THREE, happening)) == (words, detail)


@pytest.mark.parametrize("what", Happened)
def test_whatever_happened_is_said_in_a_word_or_two(what: Happened) -> None:
    happening = replace(CAME, what=what)
    assert 4 < len(event_words.words(happening)) < 30
    assert len(event_words.in_short(THREE, happening)) < 30


def row(number: int, seconds: float, what: Happened = Happened.CHARGE_OFF, certain: bool = True) -> LogRow:
    return LogRow(number, NOON + timedelta(seconds=seconds), certain, "", Happening(what, 1))


def test_a_story_tells_the_seconds_from_its_first_and_that_they_are_not_known_once_the_clock_was_set() -> (
    None
):
    rows = (row(1, 0), row(2, 0.6), row(3, 59.4), row(4, 125), row(5, 90, Happened.TIME_SET), row(6, 140))
    state = replace(THREE, past=Past(asked=1, story=Story(1, rows)))
    assert [line.after for line in event_lines.story_lines(state)][1:] == ["+1 s", "+59 s", "+2:05", "?"]
    assert event_lines.story_lines(state)[0].after == event_lines.time(state, rows[0])


def test_a_row_of_another_day_has_its_date_and_a_doubtful_time_its_mark() -> None:
    today, doubtful, before = row(3, 0), row(2, -60, certain=False), row(1, -40 * 3600)
    assert "/" not in event_lines.time(THREE, today)
    assert event_lines.time(THREE, doubtful).endswith(" ?")
    assert event_lines.time(THREE, before).startswith("6/")


def test_without_rows_the_log_says_why() -> None:
    assert event_lines.told(THREE) == ""
    assert event_lines.told(replace(THREE, past=Past(total=0))) == "Nothing yet"
    told = event_lines.told(replace(THREE, past=Past(trouble="No space left on device")))
    assert told == "The log cannot be kept. No space left on device"


def test_without_a_story_its_page_says_why() -> None:
    said = [
        event_lines.no_story(replace(THREE, past=past))
        for past in (Past(), Past(asked=4), Past(asked=4, story=Story(4)))
    ]
    assert said == ["No event was chosen.", "Reading", "This is kept no more."]


def record(**values: int) -> Record:
    cells = (3.291, 3.712, 3.301)
    zero = dict.fromkeys(("protect_1", "protect_2", "fault", "warn_1", "warn_2", "system"), 0)
    bits = zero | {name: value for name, value in values.items() if name in zero}
    return Record(
        25, 6, values.get("day", 21), 11, 42, 7, cells, (), -20.13, 52.8, 60.0, 100.0,
        **bits, cycles=31, fault_8=0xFF, fault_10=0xFF, cause=values.get("cause", 0xFFFF),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("looked", "said"),
    [
        (BmsRecords(), "Reading"),
        (BmsRecords(came=Came.NO_MORE), "This BMS keeps no records."),
        (BmsRecords(3, Came.NO_MORE), "There is no older record."),
        (BmsRecords(came=Came.REFUSED), "This BMS keeps no records."),
        (BmsRecords(came=Came.UNREADABLE), "The record cannot be read."),
        (BmsRecords(came=Came.NO_LINK), "The battery does not answer."),
        (BmsRecords(came=Came.TOLD, record=record()), ""),
    ],
)
def test_in_place_of_a_record_it_is_said_why_there_is_none(looked: BmsRecords, said: str) -> None:
    assert bms_record_lines.said(replace(THREE, bms_records=looked)) == said


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            record(protect_1=1, warn_1=3, fault=4),
            "Fault: Temp. sensor failed\nProtection: Cell over-voltage\nWarning: Cell under-voltage",
        ),
        (record(cause=1), "The BMS was switched on."),
        (record(cause=0), "No alarm"),
        (record(), "No alarm"),
    ],
)
def test_a_record_tells_what_was_wrong_or_why_it_was_written(one: Record, told: str) -> None:
    state = replace(THREE, bms_records=BmsRecords(1, Came.TOLD, one))
    assert bms_record_lines.wrong(state)[0] == told
    assert bms_record_lines.values(state) == "−20.1 A · 52.80 V · 3.291–3.712 V"
    assert bms_record_lines.title(state) == "Record 2"


def test_a_record_without_a_clock_has_no_time_and_one_without_cells_no_spread() -> None:
    state = replace(THREE, bms_records=BmsRecords(0, Came.TOLD, record(day=0)))
    assert (bms_record_lines.time(state), bms_record_lines.title(state)) == ("--", "Newest record")
    bare = replace(state, bms_records=BmsRecords(0, Came.TOLD, replace(record(), cell_voltages=())))
    assert bms_record_lines.values(bare) == "−20.1 A · 52.80 V"


def of_alarm(one: Standing | None, **known: object) -> State:
    standing = (one,) if one else ()
    watch = Watch(frozenset((1,)), standing, shown=HIGH)
    return replace(THREE, now=9.0, room=PANELS["ctp28"].room(), place=Place(Page.ALARM), watch=watch, **known)  # type: ignore[arg-type]


def facts(one: Standing | None, **known: object) -> alarm_words.AlarmFacts:
    (told,) = alarm_words.facts(of_alarm(one, **known))
    return told


STANDS = Standing(
    HIGH, 1, Condition.NEW, 2.0, NOON.replace(tzinfo=None), certain=True, count=12,
    evidence=Evidence(7, 3.7125, 3.7, "V"),
)  # fmt: skip


def test_an_alarm_tells_where_value_limit_end_and_since_when() -> None:
    groups = {"cell_over_voltage": VoltageLimits(1, 3.6, 3.7, 3.38, 1.0)}
    told = facts(STANDS, parameters=Parameters(groups=groups))
    assert (told.words, told.where, told.value, told.unit) == (
        "Cell over-voltage",
        "Pack 1, Cell 7",
        "3.712",
        "V",
    )
    assert (told.limit, told.ends) == ("Limit 3.700 V", "Over at 3.380 V")
    assert told.since.replace("\N{NO-BREAK SPACE}", " ") == "New · ×12 · 12:00 PM · 7 sec"
    assert facts(STANDS).ends == ""


@pytest.mark.parametrize(
    ("one", "since"),
    [
        (replace(STANDS, condition=Condition.SEEN, certain=False), "Seen · ×12 · 12:00 PM ? · 7 sec"),
        (replace(STANDS, condition=Condition.OVER_UNSEEN, ended=5.0, clock=None), "Over · ×12 · 4 sec"),
        (replace(STANDS, condition=Condition.OVER, ended=5.0, clock=None, count=1), "Over, and seen · 4 sec"),
        (None, ""),
    ],
)
def test_an_alarm_tells_where_it_stands_in_its_life(one: Standing | None, since: str) -> None:
    assert facts(one).since == since


def test_of_an_alarm_that_stands_no_more_nothing_is_told_but_that_once() -> None:
    told = facts(None)
    assert (told.condition, told.since) == ("Over, and seen", "")


def test_an_alarm_of_another_day_tells_the_day_and_counts_no_minutes() -> None:
    yesterday = replace(STANDS, clock=NOON.replace(day=20, tzinfo=None), count=1)
    assert facts(yesterday).since.replace("\N{NO-BREAK SPACE}", " ") == "New · 6/20 12:00 PM"


def test_an_alarm_of_a_pack_that_fell_silent_is_not_said_to_be_over() -> None:
    told = facts(STANDS, readings=())
    assert (told.since, told.priority, told.rim) == ("Not known now", 0, Priority.PROTECTION)


def test_an_alarm_of_several_packs_tells_which_of_them_is_shown() -> None:
    others = tuple(replace(STANDS, key=replace(HIGH, slot=slot)) for slot in (2, 3))
    state = of_alarm(None)
    watch = replace(state.watch, standing=(*others, STANDS), shown=others[0].key)
    (told,) = alarm_words.facts(replace(state, watch=watch))
    assert (told.others, told.intent) == ("2 of 3", ShowAlarm(others[1].key))


def test_an_alarm_without_a_value_tells_its_condition_and_its_limit() -> None:
    bare = replace(STANDS, evidence=Evidence(None, None, -110.0, "A"))
    told = facts(bare)
    assert (told.value, told.limit, told.condition) == ("", "", "New · ×12 · Limit −110.0 A")
    assert facts(replace(bare, evidence=Evidence())).condition == "New · ×12"


def test_the_door_to_status_counts_what_is_active_and_else_what_is_over_and_unseen() -> None:
    over = replace(STANDS, condition=Condition.OVER_UNSEEN)
    alone = replace(of_alarm(over), identity=Identity(pack_count=1))
    assert says.alarm_count(alone) == "1 is over"
    assert says.alarm_count(replace(alone, watch=Watch(frozenset((1,)), (STANDS, over)))) == "1 alarm"
    assert says.alarm_count(replace(alone, watch=Watch(frozenset((1,))))) == "No alarm"
    assert says.alarm_count(of_alarm(over)) == "--"


def test_a_fault_of_the_only_pack_says_nothing_of_where() -> None:
    alone = replace(STANDS, key=Key(Priority.FAULT, Fault.NTC, 1), evidence=Evidence())
    watch = Watch(frozenset((1,)), (alone,), shown=alone.key)
    (told,) = alarm_words.facts(replace(of_alarm(None), watch=watch, identity=Identity(pack_count=1)))
    assert (told.where, told.others, told.turns) == ("", "", False)
