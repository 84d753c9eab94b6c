"""What wakes the panel; alarms of packs that vanish; how many stand."""

from dataclasses import replace

from hmi.model.alarm.journal import Journal
from hmi.model.alarm.standing import Condition
from hmi.model.events import Tick
from hmi.model.happening import Happened
from hmi.model.intents import Acknowledge, Silence
from hmi.model.navigation import Page, Place
from hmi.protocol.identity import PackCount
from tests.model.alarm.watched import FAULT, Watched
from tests.model.known import FAULTY, PROTECTED, QUIET, WARNED, heard

OVER = (QUIET,) * 11


def asleep() -> Watched:
    panel = Watched()
    panel.hear(QUIET)
    panel.sleep()
    return panel


def test_a_fault_wakes_the_panel_to_min_state() -> None:
    panel = asleep()
    panel.hear(FAULTY, FAULTY)
    assert panel.state.place == Place(Page.MIN_STATE)
    assert panel.watch.woken_at == panel.now


def test_a_protection_wakes_the_panel_and_a_warning_does_not() -> None:
    panel = asleep()
    panel.hear(*(WARNED,) * 5)
    assert panel.asleep()
    panel.hear(*(replace(WARNED, protect_1=0x20),) * 2)
    assert panel.page() is Page.MIN_STATE


def test_a_panel_that_an_alarm_has_woken_stays_awake_for_its_time() -> None:
    panel = asleep()
    panel.wait(600)
    panel.hear(QUIET, FAULTY, FAULTY)
    panel.wait(179)
    assert panel.page() is Page.MIN_STATE
    panel.wait(1)
    assert panel.asleep()


def test_a_fault_wakes_the_panel_once_and_a_repeat_does_not() -> None:
    panel = asleep()
    panel.hear(FAULTY, FAULTY)
    panel.sleep()
    panel.hear(*OVER, *(QUIET,) * 30, *(FAULTY,) * 30)
    assert (panel.one(FAULT).count, panel.page()) == (2, Page.SLEEP)


def test_a_fault_that_was_seen_and_comes_again_within_a_minute_does_not_wake() -> None:
    panel = asleep()
    panel.hear(FAULTY, FAULTY)
    panel.tell(Acknowledge())
    panel.sleep()
    panel.hear(*OVER, FAULTY, FAULTY)
    assert panel.asleep()


def test_a_fault_that_was_seen_and_comes_again_later_wakes_the_panel() -> None:
    panel = asleep()
    panel.hear(FAULTY, FAULTY)
    panel.tell(Acknowledge())
    panel.sleep()
    panel.hear(*OVER)
    panel.wait(61)
    panel.hear(FAULTY, FAULTY)
    assert panel.wakes == 2


def test_what_was_silenced_does_not_wake_and_a_new_fault_does() -> None:
    panel = asleep()
    panel.hear(PROTECTED, PROTECTED)
    panel.tell(Silence())
    panel.sleep()
    panel.hear(*OVER, PROTECTED, PROTECTED)
    assert panel.asleep()
    panel.hear(*(replace(PROTECTED, fault=0x20),) * 2)
    assert panel.page() is Page.MIN_STATE


def test_a_panel_that_is_awake_stays_where_it_is() -> None:
    panel = Watched()
    panel.hear(QUIET, FAULTY, FAULTY)
    assert panel.page() is Page.HOME
    assert panel.watch.woken_at is None


# Packs that vanish.


def test_an_alarm_of_a_pack_that_fell_silent_is_neither_active_nor_over() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.wait(11)
    assert panel.active() == set()
    assert not panel.state.status_known
    assert panel.conditions() == {FAULT: Condition.NEW}
    assert panel.rows(Happened.OVER) == []


def test_a_pack_that_is_heard_again_has_its_alarm_still_or_it_is_over() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.wait(60)
    panel.hear(FAULTY)
    assert (panel.active(), panel.one(FAULT).count) == ({FAULT}, 1)
    panel.wait(60)
    panel.hear(*OVER)
    assert panel.conditions() == {FAULT: Condition.OVER_UNSEEN}


def test_a_new_alarm_of_a_pack_that_is_heard_again_counts_at_once() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.wait(60)
    panel.hear(FAULTY)
    assert panel.active() == {FAULT}


def test_an_alarm_of_a_pack_that_was_taken_off_leaves_once_it_was_seen() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.hear(FAULTY, slot=2)
    panel.tell(heard(PackCount(1), 1, panel.now))
    panel.wait(1)
    gone = replace(FAULT, slot=2)
    assert (panel.active(), panel.conditions()) == (set(), {gone: Condition.NEW})
    panel.tell(Acknowledge())
    panel.wait(1)
    assert panel.watch.standing == ()
    panel.wait(60)
    panel.hear(FAULTY, slot=2)
    assert len(panel.rows(Happened.ALARM)) == 2  # it was put back, and has it still


def test_no_more_than_sixty_wait_that_are_over_and_the_first_of_them_leave() -> None:
    panel = Watched()
    everything = replace(QUIET, fault=0x37, protect_1=0x7F, protect_2=0x7F, warn_1=0x3F, warn_2=0xFF)
    for slot in (1, 2):
        panel.hear(everything, slot=slot)
    for slot in (1, 2):
        panel.hear(QUIET, QUIET, slot=slot, every_s=12.0)
    panel.hear(everything, slot=3)
    over = [one.key.slot for one in panel.watch.standing if not one.active]
    assert (len(over), over.count(2), len(panel.watch.standing)) == (60, 33, 93)


def test_an_idle_second_and_a_steady_reading_change_nothing() -> None:
    panel = Watched()
    panel.hear(*(QUIET,) * 3)
    watch = panel.watch
    panel.tell(Tick(panel.now + 0.1))
    assert panel.watch is watch
    assert watch.journal == Journal(says=watch.journal.says)
    panel.hear(QUIET)
    assert panel.watch == watch
