"""The poll plan of a stack: one by one or all at once, empty slots, gaps, packs that come and go."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from hmi.links.plan import RECOUNT_S
from hmi.links.roster import EMPTY_S
from hmi.links.timing import LinkSettings
from hmi.protocol.blocks import WHOLE_STACK
from hmi.protocol.messages import Command
from tests.links.driven import alone, of, run
from tests.links.packs import ANALOG, EMPTY, STATUS


def test_the_whole_stack_is_read_at_once_when_that_shows_the_same_packs() -> None:
    driven = run(60, of(4))
    asked = [
        asked for command, asked in driven.commands()[40:] if command in (Command.ANALOG, Command.STATUS)
    ]
    assert set(asked) == {WHOLE_STACK}
    last = {reading.slot: reading for reading in driven.readings if reading.message is not STATUS}
    assert {slot: reading.address for slot, reading in last.items()} == {1: 1, 2: 2, 3: 3, 4: 4}


@pytest.mark.parametrize(
    "whole",
    [
        lambda packs: None,
        lambda packs: tuple(packs[:1]),
        lambda packs: tuple(reversed(packs)),
        lambda packs: (*packs, ANALOG),
    ],
)
def test_a_strange_answer_about_the_stack_has_the_packs_read_one_by_one(
    whole: Callable[[list[object]], tuple[object, ...] | None],
) -> None:
    stack = of(4)
    stack.whole = whole
    driven = run(90, stack)
    assert driven.times(Command.ANALOG, WHOLE_STACK) in ([], driven.times(Command.ANALOG, WHOLE_STACK)[:1])
    for address in range(1, 5):
        assert len(driven.times(Command.STATUS, address)) > 10
    messages = {reading.slot: reading.message for reading in driven.readings if reading.message is not STATUS}
    assert {slot: messages[slot] for slot in range(1, 5)} == stack.packs


def test_fifteen_packs_one_by_one_all_get_their_turn() -> None:
    stack = of(15)
    stack.whole = lambda packs: None
    driven = run(240, stack)
    assert driven.plan.complete
    for address in range(1, 16):
        times = [at for at in driven.times(Command.ANALOG, address) if at > 60]
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert max(gaps) < 1.5 * driven.plan.period_of(address)


def test_a_stack_that_breaks_the_habit_is_counted_and_read_one_by_one_again() -> None:
    stack = of(3)
    driven = run(20, stack)
    assert len(driven.times(Command.ANALOG, WHOLE_STACK)) > 2
    stack.packs.popitem()
    stack.count = 2
    driven.drive(20, stack.answer)
    assert driven.polls[-1][1].asked == WHOLE_STACK
    assert [reading.slot for reading in driven.readings[-4:]].count(2) == 2
    assert len(driven.times(Command.PACK_COUNT)) == 2


def test_an_empty_slot_is_told_once_in_a_while_and_its_status_never() -> None:
    stack = of(3, a2=EMPTY)
    stack.whole = lambda packs: None
    driven = run(3.5 * EMPTY_S, stack)
    assert driven.times(Command.STATUS, 2) == []
    told = [reading.message for reading in driven.readings if reading.slot == 2]
    assert told == [EMPTY] * len(told)
    assert 2 <= len(told) <= 4
    assert driven.plan.period_of(2) == EMPTY_S


def test_an_empty_slot_may_stand_in_the_answer_about_the_whole_stack() -> None:
    stack = of(3, a2=EMPTY)
    stack.packs = dict(sorted(stack.packs.items()))
    driven = run(120, stack)
    assert driven.polls[-1][1].asked == WHOLE_STACK
    assert {reading.slot for reading in driven.readings if reading.message is STATUS} == {1, 3}
    assert EMPTY in [reading.message for reading in driven.readings[-8:]]


def test_a_pack_beyond_a_gap_in_the_addresses_is_found() -> None:
    stack = of(3, a3=EMPTY, a5=ANALOG)
    driven = run(120, stack)
    assert {reading.slot: reading.address for reading in driven.readings} == {1: 1, 2: 2, 3: 5}
    assert (Command.ANALOG, 6) not in driven.commands()


def test_a_silent_pack_keeps_its_turn_rarely_and_the_link_goes_on() -> None:
    stack = of(3, a3=None)
    stack.whole = lambda packs: None
    driven = run(200, stack)
    assert driven.lost == 0
    assert 3 <= len(driven.times(Command.ANALOG, 3)) < 12


def test_a_pack_added_is_found_within_a_minute() -> None:
    driven = run(20, alone(1))
    driven.drive(RECOUNT_S + 10, of(2).answer)
    assert {reading.slot for reading in driven.readings} == {1, 2}


def test_a_pack_that_changes_its_address_is_counted_anew() -> None:
    driven = run(20, of(3))
    driven.drive(5, alone(0).answer)
    assert driven.plan.address == 0
    asked = {poll.asked for at, poll in driven.polls if at > 24}
    assert asked <= {None, 1}


@pytest.mark.parametrize(
    ("packs", "baud", "least", "most"), [(1, 9600, 1, 1), (4, 9600, 1, 2.5), (15, 9600, 3, 6)]
)
def test_the_period_is_what_the_plan_needs(packs: int, baud: int, least: float, most: float) -> None:
    driven = run(120, of(packs), LinkSettings(baud=baud))
    assert all(least <= driven.plan.period_of(slot) <= most for slot in range(1, packs + 1))


def test_a_longer_period_holds_for_all() -> None:
    driven = run(120, of(3), LinkSettings(period_s=10))
    assert [driven.plan.period_of(slot) for slot in (1, 2, 3)] == [10, 10, 10]
