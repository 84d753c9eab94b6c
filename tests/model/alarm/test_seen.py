"""Acknowledge, silence, and the page of an alarm."""

from dataclasses import replace

from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Condition
from hmi.model.happening import Happened, Happening
from hmi.model.intents import Acknowledge, ShowAlarm, Silence
from hmi.model.navigation import Page
from tests.model.alarm.watched import FAULT, PROTECTION, WARNING, Watched
from tests.model.known import FAULTY, PROTECTED, QUIET, WARNED

OVER = (QUIET,) * 11
ALL_THREE = replace(QUIET, fault=0x20, protect_1=0x20, warn_1=0x02)


def test_acknowledging_never_hides_an_alarm_that_is_active() -> None:
    panel = Watched()
    panel.hear(ALL_THREE)
    panel.tell(Acknowledge())
    assert set(panel.conditions().values()) == {Condition.SEEN}
    assert panel.active() == {FAULT, PROTECTION, WARNING}


def test_one_alarm_is_acknowledged_and_the_others_are_not() -> None:
    panel = Watched()
    panel.hear(ALL_THREE)
    panel.tell(Acknowledge(PROTECTION))
    assert panel.conditions() == {
        FAULT: Condition.NEW,
        PROTECTION: Condition.SEEN,
        WARNING: Condition.NEW,
    }
    assert panel.rows(Happened.SEEN) == [
        Happening(Happened.SEEN, 1, Priority.PROTECTION, "discharge_over_current")
    ]


def test_all_alarms_acknowledged_at_once_are_one_row() -> None:
    panel = Watched()
    panel.hear(ALL_THREE)
    panel.tell(Acknowledge(), Acknowledge())
    assert panel.rows(Happened.SEEN) == [Happening(Happened.SEEN, count=3)]


def test_an_alarm_that_does_not_stand_cannot_be_acknowledged() -> None:
    panel = Watched()
    panel.hear(WARNED)
    panel.tell(Acknowledge(FAULT))
    assert panel.conditions() == {WARNING: Condition.NEW}


def test_an_alarm_that_is_over_waits_until_it_is_acknowledged() -> None:
    panel = Watched()
    panel.hear(FAULTY, *OVER)
    panel.wait(48 * 3600)
    assert panel.conditions() == {FAULT: Condition.OVER_UNSEEN}
    panel.tell(Acknowledge(FAULT))
    assert panel.watch.standing == ()


def test_an_alarm_that_was_acknowledged_leaves_when_it_is_over() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.tell(Acknowledge(FAULT))
    panel.hear(*OVER)
    assert panel.watch.standing == ()


def test_a_warning_that_nobody_has_seen_is_forgotten_a_day_after_it_was_over() -> None:
    panel = Watched()
    panel.hear(WARNED, *OVER)
    panel.wait(24 * 3600)
    assert panel.conditions() == {WARNING: Condition.OVER_UNSEEN}
    panel.wait(1)
    assert panel.watch.standing == ()


def test_a_silenced_alarm_stays_unseen_and_a_later_one_is_not_silenced() -> None:
    panel = Watched()
    panel.hear(PROTECTED)
    panel.tell(Silence())
    panel.hear(*(replace(PROTECTED, fault=0x20),) * 2)
    assert (panel.one(PROTECTION).silenced, panel.one(PROTECTION).unseen) == (True, True)
    assert (panel.one(FAULT).silenced, panel.one(FAULT).unseen) == (False, True)


def test_a_silenced_alarm_that_comes_again_is_still_silenced() -> None:
    panel = Watched()
    panel.hear(FAULTY, *OVER)
    panel.tell(Silence())
    panel.hear(FAULTY, FAULTY)
    assert panel.one(FAULT).silenced


def test_what_was_seen_is_not_silenced_as_well() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.tell(Acknowledge(), Silence())
    assert not panel.one(FAULT).silenced


def test_an_alarm_has_a_page_and_a_panel_asleep_stays_so() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.tell(ShowAlarm(FAULT))
    assert (panel.page(), panel.watch.shown) == (Page.ALARM, FAULT)
    panel.sleep()
    panel.tell(ShowAlarm(FAULT))
    assert panel.asleep()


def test_a_fault_that_was_silenced_and_seen_flashes_when_it_has_come_back() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.tell(Silence())
    panel.hear(*OVER, FAULTY, FAULTY)
    assert panel.one(FAULT).silenced  # nobody has looked since
    panel.tell(Acknowledge())
    panel.hear(*OVER, FAULTY, FAULTY)
    assert (panel.one(FAULT).condition, panel.one(FAULT).silenced) == (Condition.NEW, False)
