"""Alarms as pages list them: over packs, unseen or over, collapsed in a flood; and the mark in the bar."""

from dataclasses import replace
from itertools import pairwise

import pytest

from hmi.model.alarm import lists, mark
from hmi.model.alarm.lists import Line, More
from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition, Key, Standing
from hmi.model.alarm.watch import Watch
from hmi.model.intents import Acknowledge, ShowAlarm, Silence
from hmi.model.navigation import Page
from hmi.model.parts import parts
from hmi.model.room import Room
from hmi.model.state import State
from hmi.protocol.status import Alarm, Fault
from tests.model.known import FAULTY, PROTECTED, QUIET, WARNED, after, heard, reading

P, W, F = Priority.PROTECTION, Priority.WARNING, Priority.FAULT
LOW, HOT = Alarm.CELL_UNDER_VOLTAGE, Alarm.CHARGE_OVER_TEMPERATURE
TWO = Room(alarms=2)


def stands(
    priority: Priority = P,
    name: Alarm | Fault = LOW,
    slot: int = 1,
    condition: Condition = Condition.NEW,
    since: float = 0.0,
    count: int = 1,
    first_out: bool = False,
) -> Standing:
    return Standing(Key(priority, name, slot), slot, condition, since, count=count, first_out=first_out)


def watching(*alarms: Standing, flood: int = 0, silent: tuple[int, ...] = (), room: Room = TWO) -> State:
    """Fifteen packs are watched, of which some are silent."""
    packs = tuple(reading(slot) for slot in range(1, 16) if slot not in silent)
    watch = Watch(frozenset(range(1, 16)), alarms, flood=flood)
    return State(now=1.0, readings=packs, watch=watch, room=room)


def test_an_alarm_is_listed_once_with_all_its_packs_the_first_out_leading() -> None:
    state = watching(
        stands(slot=3, since=5.0, count=2), stands(slot=1, since=9.0, count=7), stands(slot=2, first_out=True)
    )
    ((line,),) = lists.parts(state, P)
    assert isinstance(line, Line)
    assert (line.slots, line.key.slot, line.count, line.oldest.key.slot) == ((1, 2, 3), 2, 7, 2)
    assert (line.active, line.first_out) == (True, True)
    assert [key.slot for key in line.unseen] == [1, 2, 3]
    assert lists.parts(state, W) == ((),)


def test_one_that_is_over_is_listed_until_it_was_seen_and_not_with_the_packs_that_still_have_it() -> None:
    over = stands(slot=1, condition=Condition.OVER_UNSEEN)
    ((line,),) = lists.parts(watching(over), P)
    assert isinstance(line, Line)
    assert (line.active, line.slots, line.key.slot) == (False, (1,), 1)
    ((line,),) = lists.parts(watching(over, stands(slot=2, condition=Condition.SEEN)), P)
    assert isinstance(line, Line)
    assert (line.active, line.slots, line.key.slot) == (True, (2,), 2)
    assert [key.slot for key in line.unseen] == [1]
    assert lists.parts(watching(stands(condition=Condition.OVER)), P) == ((),)


def test_what_a_silent_pack_had_is_listed_until_it_was_seen_but_not_as_active() -> None:
    unseen, over = stands(), stands(name=HOT, condition=Condition.OVER_UNSEEN)
    seen = stands(name=Alarm.SHORT_CIRCUIT, condition=Condition.SEEN)
    state = watching(unseen, over, seen, silent=(1,))
    assert [
        (line.key.name, line.active, line.silent)
        for part in lists.parts(state, P)
        for line in part
        if isinstance(line, Line)
    ] == [(LOW, False, {unseen.key}), (HOT, False, frozenset())]
    assert not lists.known(state, unseen)


def test_of_the_packs_that_have_an_alarm_those_come_first_of_which_it_is_known() -> None:
    ((line,),) = lists.parts(watching(stands(slot=1), stands(slot=2), silent=(1,)), P)
    assert isinstance(line, Line)
    assert (line.active, line.slots, line.key.slot) == (True, (2,), 2)
    assert [key.slot for key in line.unseen] == [1, 2]


def test_a_fault_of_a_silent_pack_does_not_flash_in_the_colour_of_another_alarm() -> None:
    fault, warning = stands(F, Fault.CELL), stands(W, slot=2)
    assert mark.flashes(watching(fault, warning))
    assert not mark.flashes(watching(fault, warning, silent=(1,)))


def test_a_state_that_was_not_watched_lists_what_its_packs_say() -> None:
    state = State(now=1.0, readings=(reading(1, status=WARNED), reading(2, status=FAULTY)))
    assert [(one.key, one.condition) for one in lists.standing(state)] == [
        (Key(F, Fault.SAMPLING, 2), Condition.NEW),
        (Key(W, LOW, 1), Condition.NEW),
    ]


def test_a_list_goes_over_parts() -> None:
    state = watching(*(stands(name=name) for name in list(Alarm)[:5]))
    assert [len(part) for part in lists.parts(state, P)] == [2, 2, 1]
    assert parts(state, Page.PROTECT) == 3


def test_a_flood_is_its_first_out_and_a_count_and_the_others_stand_behind() -> None:
    first = stands(name=HOT, first_out=True)
    others = [
        stands(name=name, slot=slot, since=1.0) for name in (LOW, Alarm.SHORT_CIRCUIT) for slot in (1, 2)
    ]
    state = watching(first, *others, flood=11)
    (told, counted), (low, short) = lists.parts(state, P)
    assert isinstance(told, Line)
    assert told.key == first.key
    assert counted == More(4)
    assert [line.key.name for line in (low, short) if isinstance(line, Line)] == [LOW, Alarm.SHORT_CIRCUIT]
    assert parts(state, Page.PROTECT) == 2


def test_a_flood_of_what_is_told_anyway_collapses_nothing() -> None:
    first = stands(name=HOT, first_out=True)
    assert lists.parts(watching(first, flood=11), P) == ((Line((first,)),),)
    warnings = [stands(W, name) for name in (LOW, HOT)]
    ((counted,), behind) = lists.parts(watching(first, *warnings, flood=11), W)
    assert (counted, len(behind)) == (More(2), 2)


def test_the_page_of_an_alarm_leads_round_its_packs() -> None:
    packs = [stands(slot=slot) for slot in (2, 5, 9)]
    state = watching(*packs)
    seen = []
    for key in (packs[1].key, packs[2].key, packs[0].key):
        state = replace(state, watch=replace(state.watch, shown=key))
        standing = lists.shown_standing(state)
        assert standing is not None
        assert standing.key == key
        following = lists.next_pack(state)
        assert following is not None
        seen.append(following.slot)
    assert seen == [9, 2, 5]


def chosen(state: State) -> tuple[object, object, object]:
    return lists.shown(state), lists.shown_standing(state), lists.next_pack(state)


def test_an_alarm_that_stands_no_more_or_on_one_pack_leads_to_no_other() -> None:
    state = watching(stands())
    assert chosen(state) == (None, None, None)
    shown = replace(state.watch, shown=Key(P, LOW, 1))
    assert lists.next_pack(replace(state, watch=shown)) is None
    gone = replace(state, watch=replace(shown, standing=()))
    assert chosen(gone) == (None, None, None)


@pytest.mark.parametrize(
    ("alarm", "flashes"),
    [
        (stands(F, Fault.CELL), True),
        (stands(P), False),
        (stands(W), False),
        (stands(F, Fault.CELL, condition=Condition.SEEN), False),
        (stands(F, Fault.CELL, condition=Condition.OVER_UNSEEN), False),
        (replace(stands(F, Fault.CELL), silenced=True), False),
    ],
)
def test_only_a_fault_that_nobody_has_acknowledged_flashes_once_in_two_seconds(
    alarm: Standing, flashes: bool
) -> None:
    lit = []
    for tenth in range(40):
        state = replace(watching(alarm), now=2 + tenth / 10)
        assert mark.flashes(state) is flashes
        lit.append(mark.lit(state))
    changes = sum(one is not other for one, other in pairwise(lit))
    assert (changes, sum(lit)) == ((3, 20) if flashes else (0, 40))


def test_the_mark_tells_the_worst_of_what_nobody_has_acknowledged_also_when_it_is_over() -> None:
    assert mark.unseen(watching()) is None
    over = stands(P, condition=Condition.OVER_UNSEEN)
    assert mark.unseen(watching(stands(F, Fault.CELL, condition=Condition.SEEN), over, stands(W))) is P


def test_an_alarm_is_acknowledged_and_silenced_from_its_page_and_stays_while_it_is_active() -> None:
    state = after(heard(QUIET), heard(FAULTY, at=1.0), heard(FAULTY, at=2.0))
    (line,) = lists.lines(lists.standing(state), F)
    state = after(ShowAlarm(line.key), state=state)
    assert state.place.page is Page.ALARM
    assert mark.flashes(state)
    assert not mark.flashes(after(Silence(), state=state))
    assert mark.unseen(after(Silence(), state=state)) is F
    state = after(*map(Acknowledge, line.unseen), state=state)
    assert not mark.flashes(state)
    shown = lists.shown(state)
    assert shown is not None
    assert (shown.active, shown.unseen, state.worst) == (True, (), F)
    state = after(*(heard(PROTECTED, at=float(at)) for at in range(3, 16)), state=state)
    assert lists.lines(lists.standing(state), F) == ()


def test_an_alarm_is_active_while_its_pack_tells_it() -> None:
    told, over = stands(slot=1), stands(slot=1, condition=Condition.OVER_UNSEEN)
    assert lists.is_active(watching(told), told)
    assert not lists.is_active(watching(over), over)
    assert not lists.is_active(watching(told, silent=(1,)), told)
