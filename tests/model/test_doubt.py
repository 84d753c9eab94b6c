"""How the doubt about the SOC grows, and what makes it small again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hmi.facts import load_facts
from hmi.model.doubt import Doubt, days_since, doubt, parts, told
from hmi.model.learned.counting import Counting
from hmi.model.learned.guide import Guide
from hmi.model.learned.pack import LearnedPack
from hmi.model.ledger import Ledger
from hmi.model.moment import Moment
from hmi.model.room import WHOLE
from hmi.model.state import State
from hmi.model.timekeeping import Source, Timekeeping
from tests.model.battery import BEGAN, EMPTY, FULL, Read, at_soc
from tests.model.known import ANALOG, QUIET, reading

NOW = BEGAN + timedelta(days=100)
RATES = load_facts().soc
CERTAIN = Timekeeping(Source.SYSTEM, NOW, 0.0)


def ago(days: float, certain: bool = True) -> Moment:
    return Moment(0.0, NOW - timedelta(days=days), certain)


def stack(*countings: Counting, soc: float = 60.0) -> State:
    """Packs of 100 Ah, each at that SOC."""
    slots = range(1, len(countings) + 1)
    return State(
        facts=load_facts(),
        time=CERTAIN,
        readings=tuple(reading(slot, at_soc(soc)) for slot in slots),
        ledger=Ledger(
            "A/16",
            tuple(LearnedPack(slot, 0, 100.0, soc, one) for slot, one in zip(slots, countings, strict=True)),
        ),
    )


def doubted(*countings: Counting, soc: float = 60.0) -> Doubt:
    """Of such a stack."""
    found = doubt(stack(*countings, soc=soc))
    assert found is not None
    return found


def test_right_after_a_plain_full_charge_the_doubt_is_that_of_the_top_alone() -> None:
    assert RATES is not None
    found = doubted(Counting(ago(0)), soc=100.0)
    assert found.pct == pytest.approx(RATES.top_pct)
    assert not found.notable


def test_the_doubt_grows_with_what_passed_and_with_the_days() -> None:
    used = doubted(Counting(ago(0), passed_ah=400.0), soc=100.0)
    assert used.passed_pct == pytest.approx(2.0)
    assert used.idle_pct == 0.0
    idle = doubted(Counting(ago(10)), soc=100.0)
    assert (idle.passed_pct, idle.days) == (0.0, 10.0)
    assert idle.idle_pct == pytest.approx(0.04 * 240 + 2 / 3)
    assert idle.dated
    assert doubted(Counting(seconds=86400.0)).dated
    assert not doubted(Counting(ago(10, certain=False), seconds=86400.0)).dated
    both = doubted(Counting(ago(10), passed_ah=400.0), soc=100.0)
    assert both.pct == pytest.approx(1.0 + used.passed_pct + idle.idle_pct)
    assert both.notable


def test_what_is_missing_from_full_is_as_sure_as_the_capacity() -> None:
    assert doubted(Counting(ago(0)), soc=40.0).capacity_pct == pytest.approx(0.05 * 60)
    fresh = Counting(ago(0), measured=ago(0))
    assert doubted(fresh, soc=40.0).capacity_pct == pytest.approx(0.01 * 60)
    year = replace(fresh, measured=ago(365))
    assert doubted(year, soc=40.0).capacity_pct == pytest.approx(0.03 * 60)
    ages = replace(fresh, measured=ago(3650))
    undated = replace(fresh, measured=ago(0, certain=False))
    assert doubted(ages, soc=40.0).capacity_pct == doubted(undated, soc=40.0).capacity_pct == pytest.approx(3)


def test_a_jump_of_the_soc_is_a_doubt_of_its_own_size() -> None:
    found = doubted(Counting(ago(0), jumps=3, jumped_pct=12.0), soc=100.0)
    assert (found.jumps, found.jumped_pct) == (3, 12.0)
    assert found.pct == pytest.approx(13.0)


def test_of_a_pack_that_was_never_seen_full_nobody_knows() -> None:
    found = doubted(Counting(ago(3)), Counting(seconds=86400.0, passed_ah=10.0))
    assert (found.pct, found.unseen, found.slot, found.full, found.days) == (None, (2,), 2, None, 1.0)
    assert not found.notable


def test_the_stack_is_doubted_as_its_packs_are_and_tells_of_the_one_that_waits_longest() -> None:
    found = doubted(Counting(ago(2), passed_ah=100.0), Counting(ago(5), passed_ah=300.0), soc=100.0)
    assert (found.slot, found.days, found.full, found.passed_ah) == (2, 5.0, ago(5), 400.0)
    assert found.passed_pct == pytest.approx(1.0)


def test_the_last_calibration_is_that_of_the_pack_that_waits_longest_for_one() -> None:
    one, other = Counting(ago(1), measured=ago(9)), Counting(ago(1), measured=ago(30))
    assert doubted(one, other).measured == ago(30)
    assert doubted(one, Counting(ago(1))).measured is None


def test_the_doubt_has_an_end() -> None:
    assert doubted(Counting(ago(900), passed_ah=1e5)).pct == 100.0


@pytest.mark.parametrize(
    ("then", "watched_s", "now", "days"),
    [
        (ago(3), 0.0, ago(0), 3.0),
        (ago(3), 4 * 86400.0, ago(0), 4.0),  # a clock that was set back
        (ago(-3), 86400.0, ago(0), 1.0),  # the full charge lies in the future
        (ago(3, certain=False), 86400.0, ago(0), 1.0),
        (ago(3), 86400.0, ago(0, certain=False), 1.0),
        (ago(3), 86400.0, Moment(0.0), 1.0),
        (Moment(0.0), 86400.0, ago(0), 1.0),
        (None, 86400.0, ago(0), 1.0),
    ],
)
def test_days_are_told_by_the_clock_only_where_it_was_right_both_times(
    then: Moment | None, watched_s: float, now: Moment, days: float
) -> None:
    assert days_since(then, watched_s, now) == pytest.approx(days)


def test_without_rates_without_values_and_without_a_ledger_there_is_no_doubt_to_tell() -> None:
    panel = Read().open().meet(packs=2)
    assert doubt(panel.state) is None
    panel.hear(at_soc(60.0))
    assert doubt(panel.state) is not None
    assert doubt(replace(panel.state, facts=State().facts)) is None
    assert doubt(replace(panel.state, ledger=Ledger("PACK-A/16"))) is None
    unlearned = replace(panel.state.readings[0], slot=2, analog=ANALOG)
    assert doubt(replace(panel.state, readings=(*panel.state.readings, unlearned))) is None


def test_a_full_charge_makes_it_small_and_emptying_before_makes_the_capacity_sure() -> None:
    panel = Read().open().meet()
    for soc, current, status in ((50.0, -20.0, QUIET), (0.0, 0.0, EMPTY), (50.0, 20.0, QUIET)):
        panel.hear(at_soc(soc, current), status, seconds=9000.0)
    panel.hear(at_soc(100.0), FULL, seconds=9000.0)
    panel.hear(at_soc(50.0, -20.0), seconds=9000.0)
    found = doubt(panel.state)
    assert found is not None
    assert found.measured is not None
    assert found.capacity_pct == pytest.approx(0.5, abs=0.01)
    assert found.pct is not None
    assert found.pct < 2.0


def test_its_page_has_fewer_parts_where_there_is_room() -> None:
    small = replace(WHOLE, lines=3, columns=22, facts=2)
    rooms = WHOLE, replace(WHOLE, lines=5, columns=29, facts=4), small
    assert [parts(State(room=room)) for room in rooms] == [2, 2, 5]
    jumped = stack(Counting(ago(0), jumps=3, jumped_pct=12.0))
    assert [parts(replace(jumped, room=room)) for room in rooms] == [2, 3, 8]
    begun = replace(jumped, ledger=replace(jumped.ledger, guide=Guide(ago(1), 50.0)))
    ended = [
        replace(begun, ledger=replace(begun.ledger, guide=Guide(ago(1), 50.0, low, ended=ago(0))))
        for low in ((), (1,))
    ]
    assert [parts(replace(one, room=small)) for one in (begun, *ended)] == [7, 7, 6]


def test_each_part_goes_on_where_the_one_before_ends() -> None:
    jumped = stack(Counting(ago(0), jumps=3, jumped_pct=12.0))
    each = told(replace(jumped, room=replace(WHOLE, lines=3, columns=22, facts=3)))
    assert [(one.first, one.end) for one in each if one.end] == [(0, 3), (3, 4)]
    assert [(one.at, one.of) for one in each if one.of] == [(0, 3), (1, 3), (2, 3)]
    assert [(one.saying, one.said) for one in each if one.said] == [(0, 2), (1, 2)]
