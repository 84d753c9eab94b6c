"""What the panel's own log tells of alarms and the link."""

from dataclasses import replace

from hmi.model.alarm.name import Priority
from hmi.model.events import Opened
from hmi.model.happening import Happened, Happening
from hmi.model.intents import Acknowledge
from hmi.model.state import Phase
from tests.model.alarm.watched import UTC_START, Watched, kinds, lose, serials
from tests.model.known import ANALOG, PROTECTED, QUIET, WARNED, heard

OVER = (QUIET,) * 11


def test_a_fault_and_a_protection_are_written_at_once_and_a_warning_soon() -> None:
    panel = Watched()
    panel.hear(replace(PROTECTED, fault=0x20, warn_1=0x02))
    assert {one.happening.name: one.urgent for one in panel.logs} == {
        "sampling": True,
        "discharge_over_current": True,
        "cell_under_voltage": False,
    }


def test_with_the_alarm_a_trip_begins_with_its_ten_minutes_are_kept() -> None:
    panel = Watched()
    panel.hear(QUIET, QUIET, *(replace(PROTECTED, warn_1=0x02),) * 2)
    panel.hear(*(replace(PROTECTED, fault=0x20),) * 2)
    boxed = [(one.happening.name, bool(one.minutes)) for one in panel.logs]
    assert boxed == [
        ("discharge_over_current", True),
        ("cell_under_voltage", False),
        ("sampling", False),
    ]


def test_a_row_has_the_time_at_which_it_happened_and_the_battery_that_is_known() -> None:
    panel = Watched()
    panel.wait(1)
    panel.tell(heard(ANALOG, at=panel.now), serials("PACK1", panel.now))
    panel.tell(heard(WARNED, at=panel.now + 0.5))
    (row,) = panel.logs
    assert row.battery == "PACK1/16"
    assert (row.moment.at, row.moment.certain) == (panel.now + 0.5, True)
    assert row.moment.utc is not None
    assert (row.moment.utc - UTC_START).total_seconds() == 1.5


def test_the_end_of_an_alarm_is_told_with_how_often_it_came() -> None:
    panel = Watched()
    panel.hear(WARNED, QUIET, WARNED, *OVER)
    assert panel.rows(Happened.OVER)[0].count == 2


def test_what_had_no_row_is_told_when_there_is_room_again() -> None:
    panel = Watched()
    for _ in range(4):
        panel.hear(WARNED, WARNED, QUIET, QUIET, every_s=17.5)
    panel.hear(WARNED, WARNED)
    assert kinds(panel) == [Happened.ALARM, Happened.OVER] * 3
    panel.hear(*(WARNED,) * 40, every_s=90.0)
    assert kinds(panel)[6:] == [Happened.ALARM]
    assert panel.rows()[6].count == 5


def test_what_is_over_by_then_is_told_as_over() -> None:
    panel = Watched()
    panel.hear(WARNED, *OVER, *(WARNED,) * 45, *OVER)
    assert kinds(panel) == [Happened.ALARM, Happened.OVER, Happened.ALARM]
    assert panel.active() == set()
    panel.tell(Acknowledge())
    panel.wait(5)
    assert panel.rows()[-1] == Happening(Happened.OVER, 1, Priority.WARNING, "cell_under_voltage")


# Link.


def test_a_lost_link_is_told_and_that_it_is_back() -> None:
    panel = Watched()
    panel.tell(Opened("/dev/serial0", panel.now))
    panel.hear(QUIET)
    lose(panel)
    lose(panel, 5)
    panel.hear(QUIET)
    assert panel.rows() == [
        Happening(Happened.LINK_LOST, name="no_port", detail="no such file"),
        Happening(Happened.LINK_BACK),
    ]


def test_a_port_that_never_was_is_a_lost_link() -> None:
    panel = Watched()
    lose(panel)
    assert kinds(panel) == [Happened.LINK_LOST]


def test_a_link_that_comes_and_goes_is_told_once_a_minute_with_a_count() -> None:
    panel = Watched()
    for _ in range(30):
        lose(panel, 2)
        panel.hear(QUIET, every_s=2)
    assert kinds(panel) == [Happened.LINK_LOST, Happened.LINK_BACK] * 2
    assert panel.rows(Happened.LINK_LOST)[1].count == 15


def test_a_link_that_stays_lost_is_told_also_where_there_was_no_room_at_first() -> None:
    panel = Watched()
    lose(panel)
    panel.hear(QUIET)
    lose(panel, 1)
    assert kinds(panel) == [Happened.LINK_LOST, Happened.LINK_BACK]
    panel.wait(60)
    assert panel.rows()[2].what is Happened.LINK_LOST
    assert panel.rows()[2].count == 1


def test_a_link_that_is_opened_anew_is_neither_lost_nor_back_and_waits() -> None:
    panel = Watched()
    lose(panel)
    panel.hear(QUIET)
    lose(panel, 1)
    panel.state = replace(panel.state, link=replace(panel.state.link, trouble=None, phase=Phase.SEARCHING))
    panel.wait(100)
    assert kinds(panel) == [Happened.LINK_LOST, Happened.LINK_BACK]
