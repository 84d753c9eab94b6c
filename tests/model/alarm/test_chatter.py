"""When an alarm counts, and when it is over: on-delay, hysteresis, repeats."""

from dataclasses import replace

import pytest

from hmi.model.alarm.standing import Condition, Key
from hmi.model.happening import Happened
from hmi.model.intents import Acknowledge
from hmi.protocol.status import PackStatus
from tests.model.alarm.watched import FAULT, PROTECTION, WARNING, Watched
from tests.model.known import FAULTY, PROTECTED, QUIET, WARNED, heard

GONE_FOR_TEN_SECONDS = (QUIET,) * 11


def test_what_a_packs_first_status_says_counts_at_once() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    assert panel.active() == {FAULT}


def test_an_alarm_counts_when_two_readings_agree() -> None:
    panel = Watched()
    panel.hear(QUIET, PROTECTED)
    assert panel.active() == set()
    panel.hear(PROTECTED)
    assert panel.active() == {PROTECTION}


def test_a_single_reading_is_no_alarm_and_leaves_nothing() -> None:
    panel = Watched()
    panel.hear(QUIET, FAULTY, *GONE_FOR_TEN_SECONDS)
    assert (panel.active(), panel.watch.standing, panel.rows()) == (set(), (), [])
    panel.hear(FAULTY)
    assert panel.active() == set()


def test_an_alarm_in_every_other_reading_is_one() -> None:
    panel = Watched()
    panel.hear(QUIET, *(FAULTY, QUIET) * 20)
    assert panel.active() == {FAULT}
    assert panel.one(FAULT).count == 19  # the first one did not count yet


def test_it_is_one_also_where_a_pack_of_many_is_read_every_seven_seconds() -> None:
    panel = Watched()
    panel.hear(QUIET, FAULTY, QUIET, FAULTY, every_s=7.0)
    assert panel.active() == {FAULT}
    panel = Watched()
    panel.hear(QUIET, FAULTY, QUIET, QUIET, FAULTY, every_s=7.0)
    assert panel.active() == set()


def test_an_alarm_is_over_when_it_has_been_gone_for_ten_seconds() -> None:
    panel = Watched()
    panel.hear(WARNED, *GONE_FOR_TEN_SECONDS[:-1])
    assert panel.active() == {WARNING}
    panel.hear(QUIET)
    assert panel.active() == set()
    assert panel.one(WARNING).condition is Condition.OVER_UNSEEN
    assert panel.one(WARNING).ended == panel.now


def test_an_alarm_is_over_after_two_readings_at_least() -> None:
    panel = Watched()
    panel.hear(WARNED, QUIET, every_s=15.0)
    assert panel.active() == {WARNING}
    panel.hear(QUIET, every_s=15.0)
    assert panel.active() == set()


def test_time_without_readings_ends_no_alarm() -> None:
    panel = Watched()
    panel.hear(WARNED, QUIET)
    panel.wait(9)
    assert panel.active() == {WARNING}


def test_an_alarm_away_for_a_moment_is_the_same_one_and_has_come_twice() -> None:
    panel = Watched()
    panel.hear(PROTECTED)
    since = panel.now
    panel.hear(QUIET, QUIET, PROTECTED)
    again = panel.one(PROTECTION)
    assert (again.count, again.since, again.latest) == (2, since, panel.now)
    assert len(panel.rows(Happened.ALARM)) == 1


def test_an_alarm_that_comes_again_within_a_minute_is_the_same_one() -> None:
    panel = Watched()
    panel.hear(WARNED, *GONE_FOR_TEN_SECONDS, *(QUIET,) * 50, WARNED, WARNED)
    assert (panel.one(WARNING).count, len(panel.watch.standing)) == (2, 1)
    assert panel.one(WARNING).condition is Condition.NEW
    assert panel.active() == {WARNING}


def test_an_alarm_that_nobody_has_seen_is_the_same_one_for_an_hour() -> None:
    panel = Watched()
    panel.hear(PROTECTED, *GONE_FOR_TEN_SECONDS)
    over = panel.now
    panel.hear(PROTECTED, PROTECTED, every_s=1799)
    assert (panel.one(PROTECTION).count, panel.now - over) == (2, 3598)
    panel.hear(QUIET, QUIET, every_s=10)
    panel.hear(PROTECTED, PROTECTED, every_s=1801)
    assert (panel.one(PROTECTION).count, panel.one(PROTECTION).since) == (1, panel.now)


@pytest.mark.parametrize(
    ("status", "key", "condition"),
    [
        (WARNED, WARNING, Condition.SEEN),
        (PROTECTED, PROTECTION, Condition.SEEN),
        (FAULTY, FAULT, Condition.NEW),  # somebody has looked, and it has come back all the same
    ],
)
def test_what_was_seen_stays_so_when_it_comes_again_within_a_minute_but_for_a_fault(
    status: PackStatus, key: Key, condition: Condition
) -> None:
    panel = Watched()
    panel.hear(status)
    panel.tell(Acknowledge())
    panel.hear(*GONE_FOR_TEN_SECONDS)
    assert panel.watch.standing == ()
    panel.hear(status, status)
    assert (panel.one(key).condition, panel.one(key).count) == (condition, 2)


def test_what_was_seen_is_a_new_one_after_a_minute() -> None:
    panel = Watched()
    panel.hear(WARNED)
    panel.tell(Acknowledge())
    panel.hear(*GONE_FOR_TEN_SECONDS, *(QUIET,) * 60, WARNED, WARNED)
    assert (panel.one(WARNING).condition, panel.one(WARNING).count) == (Condition.NEW, 1)


def test_an_alarm_that_flaps_a_thousand_times_an_hour_is_one_with_a_count() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.sleep()
    for flap in range(1000):
        at = panel.now + 3.6 * flap
        readings = zip((0.9, 1.8, 2.7, 3.6), (FAULTY, FAULTY, QUIET, QUIET), strict=True)
        panel.tell(*(heard(status, at=at + after_s) for after_s, status in readings))
        panel.sleep()
    assert len(panel.watch.standing) == 1
    assert panel.one(FAULT).count == 1000
    assert panel.wakes == 1
    assert panel.told() == [(Happened.ALARM, "sampling")]


def test_an_alarm_that_comes_and_goes_every_minute_fills_no_log_and_wakes_once() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.sleep()
    for _ in range(70):
        panel.hear(FAULTY, FAULTY, QUIET, QUIET, every_s=12.0)
        panel.sleep()
    assert panel.one(FAULT).count == 70
    assert panel.wakes == 1
    assert len(panel.rows(Happened.ALARM, Happened.OVER)) == 6
    assert panel.rows(Happened.ALARM)[-1].count > 2


def test_the_packs_are_told_apart() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.hear(FAULTY, slot=2)
    panel.hear(*(QUIET,) * 3)
    assert panel.active() == {replace(FAULT, slot=2)}
    assert panel.one(replace(FAULT, slot=2)).address == 2


def test_another_pack_in_the_same_place_has_its_own_alarms() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.hear(FAULTY, slot=2)
    panel.tell(heard(WARNED, 2, panel.now, address=7))
    assert panel.active() == {FAULT, replace(WARNING, slot=2)}
    assert panel.one(replace(WARNING, slot=2)).address == 7


def test_what_the_old_pack_in_that_place_had_a_moment_ago_is_none_of_the_new_ones() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.hear(WARNED, slot=2)
    panel.tell(Acknowledge())
    panel.hear(*GONE_FOR_TEN_SECONDS, slot=2)
    panel.tell(heard(WARNED, 2, panel.now, address=7))
    other = panel.one(replace(WARNING, slot=2))
    assert (other.condition, other.count) == (Condition.NEW, 1)


def test_what_was_over_and_seen_a_minute_ago_is_not_kept() -> None:
    panel = Watched()
    panel.hear(WARNED)
    panel.tell(Acknowledge())
    panel.hear(*GONE_FOR_TEN_SECONDS)
    kept = [len(panel.watch.lately)]
    panel.wait(61)
    assert [*kept, len(panel.watch.lately)] == [1, 0]
