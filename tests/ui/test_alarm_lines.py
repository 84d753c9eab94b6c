"""Lines of the pages that list alarms: what stands on them, and where they lead."""

from dataclasses import replace

import pytest

from hmi.facts import load_facts
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition, Evidence, Key, Standing
from hmi.model.alarm.watch import Watch
from hmi.model.intents import Go, ShowAlarm
from hmi.model.navigation import Page, Place
from hmi.model.room import Room
from hmi.model.stack import Reading
from hmi.model.state import Identity, State
from hmi.protocol.status import Alarm
from hmi.ui import alarm_lines, alarm_mark
from hmi.ui.language import translator
from tests.ui.states import LOCAL, STATUS

P, HOT = Priority.PROTECTION, Alarm.CHARGE_OVER_TEMPERATURE


@pytest.fixture(autouse=True)
def _english() -> None:
    translator.choose("en")


def stands(slot: int = 1, count: int = 1, name: Alarm = HOT, priority: Priority = P) -> Standing:
    return Standing(
        Key(priority, name, slot),
        slot,
        Condition.NEW,
        0.0,
        LOCAL.replace(hour=9, minute=5),
        True,
        count=count,
    )


def listing(*alarms: Standing, packs: int = 15, flood: int = 0) -> State:
    readings = tuple(Reading(slot, slot, status=STATUS, status_at=0.0) for slot in range(1, packs + 1))
    return State(
        now=1.0,
        clock=LOCAL,
        facts=load_facts(),
        place=Place(Page.PROTECT),
        identity=Identity(pack_count=packs),
        readings=readings,
        watch=Watch(frozenset(range(1, packs + 1)), alarms, flood=flood),
        room=Room(alarms=2),
    )


def details(state: State) -> list[str]:
    return [line.detail.replace("\N{NO-BREAK SPACE}", " ") for line in alarm_lines.lines(state)]


def test_a_line_names_its_packs_or_counts_them_where_they_are_too_many() -> None:
    assert details(listing(stands(2), stands(3, count=12))) == ["Packs 2, 3 · 9:05 AM · ×12"]
    every_other = [stands(slot, count=4) for slot in range(1, 16, 2)]
    assert details(listing(*every_other)) == ["8 packs · 9:05 AM · ×4"]
    assert details(listing(*(stands(slot) for slot in range(1, 16)))) == ["Packs 1–15 · 9:05 AM"]


def test_beside_the_mark_of_the_first_out_there_is_less_room() -> None:
    apart = [stands(slot) for slot in (1, 3, 5, 7)]
    assert details(listing(*apart)) == ["Packs 1, 3, 5, 7 · 9:05 AM"]
    first = replace(apart[0], first_out=True, count=20)
    (line,) = alarm_lines.lines(listing(first, *apart[1:]))
    assert (line.first, line.detail.partition(" ·")[0]) == (True, "4 packs")


def test_a_single_pack_tells_its_sensor_and_what_is_over_says_so() -> None:
    hot = replace(stands(), evidence=Evidence(3, 56.0, 55.0, "°C"), count=101)
    assert details(listing(hot, packs=1)) == ["Sensor 3 · 9:05 AM · ×99+"]
    over = replace(hot, condition=Condition.OVER_UNSEEN, clock=None, certain=False)
    (line,) = alarm_lines.lines(listing(over, packs=1))
    assert (line.detail, line.priority, line.rim, line.new) == ("Over · Sensor 3 · ×99+", 0, P, True)


def test_a_flood_leads_to_the_others() -> None:
    others = [stands(slot, name=Alarm.SHORT_CIRCUIT) for slot in (1, 2)]
    first = replace(stands(), first_out=True)
    state = listing(first, *others, flood=12)
    told, more = alarm_lines.lines(state)
    assert told.intent == ShowAlarm(first.key)
    assert (more.words, more.detail) == ("2 others", "12 alarms in ten minutes")
    assert more.intent == Go(Page.PROTECT, 1)
    (behind,) = alarm_lines.lines(replace(state, place=Place(Page.PROTECT, 1)))
    assert behind.words == "Short circuit"
    warned = replace(listing(first, stands(priority=Priority.WARNING), flood=12), place=Place(Page.WARNING))
    assert alarm_lines.lines(warned)[0].words == "1 alarm"


def test_without_alarms_the_page_says_that_there_are_none_or_that_it_is_not_known() -> None:
    assert alarm_lines.none_listed(listing()) == "No protection is active"
    assert alarm_lines.none_listed(listing(stands())) == ""
    silent = replace(listing(packs=3), readings=())
    assert alarm_lines.none_listed(silent) == "Not known: a pack does not tell"
    assert alarm_lines.none_listed(replace(silent, place=Place(Page.HOME))) == ""
    assert alarm_lines.lines(replace(silent, place=Place(Page.HOME))) == ()


def test_the_worst_alarm_leads_to_its_page_and_without_one_home() -> None:
    assert alarm_mark.worst_page(listing()) == Go(Page.HOME)
    state = listing(stands(5), stands(9))
    assert alarm_mark.worst_page(state) == ShowAlarm(Key(P, HOT, 5))
    assert (alarm_mark.shown(state), alarm_mark.rim(state), alarm_mark.sign(state)) == (P, P, "!")
    seen = listing(replace(stands(5), condition=Condition.SEEN))
    assert (alarm_mark.shown(seen), alarm_mark.sign(seen)) == (P, "")
    over = listing(replace(stands(5), condition=Condition.OVER_UNSEEN))
    assert (alarm_mark.shown(over), alarm_mark.rim(over), alarm_mark.sign(over)) == (0, P, "!")


def test_what_a_silent_pack_had_is_told_as_not_known_and_not_in_the_colour_of_an_alarm() -> None:
    state = listing(stands(2))
    gone = tuple(replace(one, status_at=-20.0) if one.slot == 2 else one for one in state.readings)
    (line,) = alarm_lines.lines(replace(state, readings=gone))
    assert (line.detail, line.priority, line.rim, line.new) == ("Not known now · Pack 2", 0, P, True)
