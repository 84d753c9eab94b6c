"""Alarms that appear together: the first-out, and a flood of them."""

from dataclasses import replace

from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Key
from hmi.model.alarm.watch import Watch
from hmi.model.happening import Happened, Happening
from hmi.model.intents import Acknowledge
from hmi.protocol.bits import Alarm, Fault
from tests.model.alarm.watched import FAULT, PROTECTION, WARNING, Watched
from tests.model.known import FAULTY, PROTECTED, QUIET, WARNED

EVERY_PROTECTION = replace(QUIET, protect_1=0x7F, protect_2=0x7F)
EVERY_WARNING = replace(QUIET, warn_1=0x3F, warn_2=0xFF)


def marked(panel: Watched) -> list[Key]:
    return [one.key for one in panel.watch.standing if one.first_out]


def logged_first(panel: Watched) -> list[str]:
    return [one.name for one in panel.rows(Happened.ALARM) if one.first_out]


def test_the_first_protection_is_marked_and_what_follows_within_ten_seconds_is_not() -> None:
    panel = Watched()
    panel.hear(QUIET, PROTECTED, PROTECTED)
    panel.hear(*(replace(PROTECTED, fault=0x20),) * 9)
    assert panel.active() == {PROTECTION, FAULT}
    assert marked(panel) == [PROTECTION]
    assert logged_first(panel) == ["discharge_over_current"]


def test_what_comes_later_than_ten_seconds_after_the_first_begins_anew() -> None:
    panel = Watched()
    panel.hear(QUIET, *(PROTECTED,) * 12, *(replace(PROTECTED, fault=0x20),) * 2)
    assert marked(panel) == [FAULT, PROTECTION]


def test_a_protection_is_first_before_the_warning_of_the_same_reading() -> None:
    panel = Watched()
    panel.hear(QUIET, *(replace(PROTECTED, warn_1=0x02),) * 2)
    assert marked(panel) == [PROTECTION]
    assert panel.told() == [
        (Happened.ALARM, "discharge_over_current"),
        (Happened.ALARM, "cell_under_voltage"),
    ]


def test_a_fault_is_first_before_the_protection_of_the_same_reading() -> None:
    panel = Watched()
    panel.hear(QUIET, *(replace(PROTECTED, fault=0x20),) * 2)
    assert marked(panel) == [FAULT]


def test_a_warning_is_no_first_out_neither_alone_nor_before_a_trip() -> None:
    panel = Watched()
    panel.hear(WARNED)
    assert marked(panel) == []
    panel.hear(*(replace(WARNED, protect_1=0x20),) * 2)
    assert marked(panel) == [PROTECTION]


def test_packs_that_trip_one_after_the_other_have_one_first_out() -> None:
    panel = Watched()
    for status in (QUIET, PROTECTED, PROTECTED):
        for slot in (3, 2, 4):
            panel.hear(status, slot=slot)
    assert marked(panel) == [replace(PROTECTION, slot=3)]


def test_which_of_those_was_first_that_stood_already_when_their_packs_were_first_heard_nobody_knows() -> None:
    panel = Watched()
    panel.hear(PROTECTED)
    panel.hear(FAULTY, slot=2)
    panel.hear(*(replace(PROTECTED, warn_1=0x02),) * 2)
    assert (marked(panel), logged_first(panel)) == ([], [])
    panel.hear(*(replace(PROTECTED, warn_1=0x02),) * 10, *(replace(PROTECTED, fault=0x20),) * 2)
    assert marked(panel) == [FAULT]


def test_a_repeat_begins_a_trip_like_a_new_one() -> None:
    panel = Watched()
    panel.hear(
        QUIET, PROTECTED, PROTECTED, *(QUIET,) * 30, PROTECTED, PROTECTED, replace(PROTECTED, fault=0x20)
    )
    panel.hear(replace(PROTECTED, fault=0x20))
    assert marked(panel) == [PROTECTION]
    assert [one.count for one in panel.rows(Happened.ALARM) if one.first_out] == [1]
    assert panel.one(PROTECTION).count == 2


def test_the_list_begins_with_the_worst_then_the_first_out_then_the_newest() -> None:
    panel = Watched()
    panel.hear(WARNED)
    panel.hear(*(replace(WARNED, warn_2=0x80),) * 2)
    panel.hear(*(replace(WARNED, warn_2=0x80, protect_1=0x01),) * 2)
    panel.hear(*(replace(WARNED, warn_2=0x80, protect_1=0x03, fault=0x01),) * 2)
    assert [(one.key.priority, one.key.name) for one in panel.watch.standing] == [
        (Priority.FAULT, Fault.CHARGE_MOSFET),
        (Priority.PROTECTION, Alarm.CELL_OVER_VOLTAGE),
        (Priority.PROTECTION, Alarm.CELL_UNDER_VOLTAGE),
        (Priority.WARNING, Alarm.LOW_SOC),
        (Priority.WARNING, Alarm.CELL_UNDER_VOLTAGE),
    ]


# A flood.


def test_ten_alarms_in_ten_minutes_are_told_one_by_one() -> None:
    panel = Watched()
    panel.hear(*(replace(QUIET, warn_1=0x3F, warn_2=0x0F),) * 20)
    assert panel.watch.flood == 0
    assert len(panel.rows(Happened.ALARM)) == 10


def test_more_than_ten_collapse_to_the_first_out_and_a_count() -> None:
    panel = Watched()
    panel.hear(QUIET, *(EVERY_PROTECTION,) * 20)
    assert panel.watch.flood == 14
    assert len(panel.state.alarms) == 14
    (first,) = marked(panel)
    assert [one.key for one in panel.watch.told] == [first]
    assert panel.rows() == [
        Happening(Happened.ALARM, 1, first.priority, "cell_over_voltage", first_out=True),
        Happening(Happened.FLOOD, priority=Priority.PROTECTION, count=13),
    ]


def test_a_flood_of_warnings_is_told_by_the_first_that_came() -> None:
    panel = Watched()
    panel.hear(replace(QUIET, warn_1=0x08))
    panel.hear(*(EVERY_WARNING,) * 12)
    assert panel.watch.flood == 14
    assert [one.key.name for one in panel.watch.told] == [
        panel.watch.standing[0].key.name,
        Alarm.PACK_UNDER_VOLTAGE,
    ]
    assert [(one.what, one.count) for one in panel.rows()] == [(Happened.ALARM, 1), (Happened.FLOOD, 13)]


def test_what_stood_before_a_flood_is_told_by_name() -> None:
    panel = Watched()
    panel.hear(WARNED)
    panel.wait(601)
    panel.hear(*(replace(EVERY_PROTECTION, warn_1=0x02),) * 2)
    assert [one.key for one in panel.watch.told if one.key.priority is Priority.WARNING] == [WARNING]
    assert len(panel.watch.told) == 2


def test_a_fault_in_a_flood_is_told_by_name() -> None:
    panel = Watched()
    panel.hear(*(EVERY_PROTECTION,) * 60)
    panel.hear(*(replace(EVERY_PROTECTION, fault=0x20),) * 2)
    assert panel.watch.told[0].key == FAULT
    assert len(panel.watch.told) == 2
    assert panel.rows(Happened.ALARM)[-1].name == "sampling"
    assert marked(panel) == [key for key in marked(panel) if key.priority is Priority.PROTECTION]


def test_the_log_says_every_ten_minutes_how_many_more_came_in_a_flood() -> None:
    panel = Watched()
    panel.hear(EVERY_PROTECTION)
    for slot in range(2, 16):
        panel.hear(WARNED, slot=slot, every_s=100.0)
    floods = panel.rows(Happened.FLOOD)
    assert [one.count for one in floods] == [13, 5]
    assert len(panel.rows(Happened.ALARM)) == 1 + 9  # the flood was over when the last ones came
    assert panel.watch.flood == 0


def test_what_came_in_a_flood_and_was_not_named_is_over_without_a_row() -> None:
    panel = Watched()
    panel.hear(EVERY_PROTECTION, *(QUIET,) * 12)
    assert [one.what for one in panel.rows()] == [Happened.ALARM, Happened.FLOOD, Happened.OVER]


def test_a_flood_is_over_when_few_come() -> None:
    panel = Watched()
    panel.hear(EVERY_PROTECTION)
    panel.wait(599)
    assert panel.watch.flood == 14
    panel.wait(1)
    assert panel.watch.flood == 0
    assert panel.watch.told == panel.watch.standing


def test_a_flood_of_which_nothing_stands_any_more_is_counted_without_a_priority() -> None:
    panel = Watched()
    panel.hear(EVERY_PROTECTION, *(QUIET,) * 12, EVERY_WARNING, EVERY_WARNING)
    assert panel.rows(Happened.FLOOD)[-1].priority is Priority.PROTECTION
    panel.tell(Acknowledge())
    panel.hear(*(QUIET,) * 12)
    panel.wait(600)
    assert panel.rows(Happened.FLOOD)[-1] == Happening(Happened.FLOOD, count=13)


def test_a_flood_keeps_its_first_out_although_that_comes_and_goes() -> None:
    panel = Watched()
    panel.hear(QUIET, EVERY_PROTECTION, EVERY_PROTECTION)
    (first,) = marked(panel)
    panel.hear(*(replace(EVERY_PROTECTION, protect_1=0x7E),) * 12, *(EVERY_PROTECTION,) * 2)
    assert (panel.one(first).count, marked(panel)) == (2, [first])


def test_a_repeat_in_a_flood_is_no_row() -> None:
    panel = Watched()
    panel.hear(WARNED, *(QUIET,) * 12)
    panel.hear(EVERY_PROTECTION, EVERY_PROTECTION)
    rows = len(panel.logs)
    panel.hear(*(replace(EVERY_PROTECTION, warn_1=0x02),) * 2)
    assert panel.one(WARNING).count == 2
    assert len(panel.logs) == rows


def test_a_flood_posed_without_its_times_is_all_of_it_told() -> None:
    panel = Watched()
    panel.hear(FAULTY, WARNED)
    assert Watch(flood=12, standing=panel.watch.standing).told
