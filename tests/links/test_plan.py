"""The poll plan of one pack: what is asked, in which order, how often, and what a loss means."""

from collections import Counter
from itertools import pairwise

import pytest

from hmi.links.outcome import Failed
from hmi.links.plan import RECOUNT_S, Plan
from hmi.links.poll import FACTS, PARAMETERS
from hmi.links.timing import LinkSettings
from hmi.protocol.messages import Command
from tests.links.driven import Run, alone, of, refusal, run, silence


def test_values_come_before_facts() -> None:
    commands = [command for command, _ in run(8, alone()).commands()]
    assert commands[:3] == [Command.PACK_COUNT, Command.ANALOG, Command.STATUS]
    assert [command for command in commands if command in FACTS] == list(FACTS)


def test_the_host_pack_is_read_every_period() -> None:
    settled = run(60, alone()).times(Command.ANALOG, 1)[30:]
    assert all(later - earlier == pytest.approx(1.0) for earlier, later in pairwise(settled))


def test_facts_are_asked_for_once_and_parameters_one_a_round() -> None:
    driven = run(60, alone())
    counted = Counter(command for command, _ in driven.commands())
    assert all(counted[command] == 1 for command in (*FACTS, *PARAMETERS))
    assert driven.plan.unsupported == {*FACTS, *PARAMETERS}
    assert driven.lost == 0


@pytest.mark.parametrize("kind", ["framing", "checksum"])
def test_a_fact_that_came_damaged_is_asked_for_once_more(kind: str) -> None:
    stack = alone()
    stack.other = lambda poll, now: Failed(kind, "damaged", now)
    counted = Counter(command for command, _ in run(90, stack).commands())
    assert all(counted[command] == 2 for command in FACTS)


def test_silence_on_a_fact_does_not_end_the_link_but_has_the_host_asked() -> None:
    stack = alone()
    stack.other = lambda poll, now: silence(now)
    driven = run(40, stack)
    assert driven.lost == 0
    after = [driven.commands()[index + 1] for index, one in enumerate(driven.commands()) if one[0] in FACTS]
    assert after == [(Command.ANALOG, 1)] * len(FACTS)


def test_the_count_is_looked_at_again_every_minute() -> None:
    times = run(200, alone()).times(Command.PACK_COUNT)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps == pytest.approx([RECOUNT_S] * 3, abs=1)


@pytest.mark.parametrize("address", [0, 2, 7, 15])
def test_only_a_master_is_asked_about_others(address: int) -> None:
    stack = alone(address)
    stack.count = 3
    driven = run(30, stack)
    assert {asked for _, asked in driven.commands()} == {None, 1}
    assert {reading.address for reading in driven.readings} == {address}


def test_the_pack_is_looked_for_at_every_address() -> None:
    driven = Run(Plan(LinkSettings())).drive(40, lambda poll, now: silence(now))
    assert driven.addresses[:8] == [0, 2, 1, 3, 0, 4, 1, 5]
    assert set(driven.addresses) == set(range(16))
    assert driven.lost == len(driven.polls) // 2


def test_the_last_address_is_tried_first_after_a_loss() -> None:
    driven = run(5, alone(9))
    sent = len(driven.addresses)
    driven.drive(8, lambda poll, now: silence(now))
    searched = driven.addresses[sent + 1 :]
    assert searched[::2] == [9] * len(searched[::2])
    assert 9 not in searched[1::2]


def test_a_configured_address_is_tried_first() -> None:
    driven = Run(Plan(LinkSettings(address=4))).drive(1, lambda poll, now: silence(now))
    assert driven.addresses[0] == 4


def test_after_a_loss_the_facts_are_read_again() -> None:
    driven = run(10, alone())
    driven.drive(1.2, lambda poll, now: silence(now))
    assert driven.lost == 1
    assert not driven.plan.connected
    driven.drive(20, alone().answer)
    assert len(driven.times(Command.VERSION)) == 2


def test_a_pack_that_refuses_90h_is_there_all_the_same() -> None:
    stack = alone()
    count = stack.answer
    refused = lambda poll, now: refusal(now) if poll.command is Command.PACK_COUNT else count(poll, now)  # noqa: E731
    driven = Run(Plan(LinkSettings())).drive(5, refused)
    assert driven.plan.connected
    assert len(driven.times(Command.ANALOG, 1)) > 2


def test_while_nobody_looks_it_is_read_less_often_and_says_so() -> None:
    driven = run(60, alone())
    driven.plan.pace(10.0)
    assert driven.plan.period_of(1) == 10.0
    dark = driven.now
    driven.drive(60, alone().answer)
    times = [at for at in driven.times(Command.ANALOG, 1) if at > dark + 2]
    assert all(later - earlier == pytest.approx(10.0) for earlier, later in pairwise(times))
    assert len(times) == 5


def test_whoever_looks_again_sees_every_pack_read_at_once_and_as_often_as_before() -> None:
    stack = of(5, _3=None)
    stack.whole = lambda packs: None
    driven = run(60, stack)
    driven.plan.pace(10.0)
    driven.drive(63, stack.answer)
    driven.plan.pace(0.0)
    assert driven.plan.period_of(1) < 10.0
    woken = driven.now
    driven.drive(6, stack.answer)
    asked = [poll.asked for at, poll in driven.polls if at >= woken and poll.command is Command.ANALOG]
    assert asked[0] == 1
    assert set(asked[:6]) >= {1, 2, 4, 5}
    assert asked.count(1) > 2


def test_it_is_never_read_more_often_than_configured() -> None:
    plan = Plan(LinkSettings(period_s=20.0))
    plan.pace(10.0)
    assert plan.period_of(1) == 20.0
