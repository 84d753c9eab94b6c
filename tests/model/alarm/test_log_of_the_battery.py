"""What the panel's own log tells of current, paths, start, battery and full charges."""

from dataclasses import replace

import pytest

from hmi.model.happening import Happened, Happening
from hmi.model.history.past import Past
from hmi.protocol.analog import PackAnalog
from hmi.protocol.identity import PackCount
from tests.model.alarm.watched import HOME, Watched, kinds, lose, serials
from tests.model.known import ANALOG, EMPTY, FAULTY, PROTECTED, QUIET, WARNED, heard

RESTING = replace(ANALOG, current=0.0)
TRIPPED = replace(PROTECTED, system=0x02)  # discharge path open
BLOCKED = replace(QUIET, system=0x0C)  # charge path open
FULL = replace(QUIET, protect_2=0x80)
USED = replace(ANALOG, remaining=94.0)


# Paths and current.


def test_a_path_that_the_bms_opens_is_told_when_two_readings_agree() -> None:
    panel = Watched()
    panel.hear(QUIET, BLOCKED, QUIET, QUIET)
    assert panel.rows() == []
    panel.hear(BLOCKED, BLOCKED, BLOCKED, QUIET, QUIET)
    assert panel.rows() == [Happening(Happened.CHARGE_OFF, 1), Happening(Happened.CHARGE_ON, 1)]


def test_a_path_that_is_open_when_the_panel_starts_is_no_news() -> None:
    panel = Watched()
    panel.hear(BLOCKED, BLOCKED)
    assert panel.rows() == []
    panel.hear(QUIET, QUIET)
    assert kinds(panel) == [Happened.CHARGE_ON]


def test_paths_that_flap_are_told_when_there_is_room() -> None:
    panel = Watched()
    panel.hear(QUIET)
    for _ in range(10):
        panel.hear(BLOCKED, BLOCKED, QUIET, QUIET)
    panel.hear(BLOCKED, BLOCKED)
    panel.wait(61)
    assert kinds(panel) == [Happened.CHARGE_OFF, Happened.CHARGE_ON, Happened.CHARGE_OFF]
    assert panel.rows()[-1].count == 10
    panel.hear(QUIET, QUIET)
    opened = replace(QUIET, system=0x0A)
    for _ in range(2):
        panel.hear(opened, opened, QUIET, QUIET)
    panel.hear(opened, opened)
    panel.state = replace(panel.state, watch=replace(panel.watch, heard=()))
    rows = len(panel.rows())
    panel.wait(61)
    assert len(panel.rows()) == rows


def test_the_discharge_path_waits_for_its_row_too() -> None:
    opened = replace(QUIET, system=0x0A)
    panel = Watched()
    panel.hear(QUIET, opened, opened, QUIET, QUIET, opened, opened)
    assert kinds(panel) == [Happened.DISCHARGE_OFF, Happened.DISCHARGE_ON]
    panel.wait(60)
    assert kinds(panel)[2:] == [Happened.DISCHARGE_OFF]


def test_the_current_that_stops_by_a_trip_and_flows_again_is_told() -> None:
    panel = Watched()
    panel.hear(*(QUIET,) * 3)
    panel.hear(*(TRIPPED,) * 4, analog=RESTING)
    panel.hear(*(QUIET,) * 3)
    assert panel.told() == [
        (Happened.ALARM, "discharge_over_current"),
        (Happened.DISCHARGE_OFF, ""),
        (Happened.CURRENT_STOPPED, ""),
        (Happened.CURRENT_BACK, ""),
        (Happened.DISCHARGE_ON, ""),
    ]


def test_a_current_that_stops_without_a_trip_is_not_told() -> None:
    panel = Watched()
    panel.hear(FAULTY)
    panel.wait(61)
    panel.hear(QUIET, QUIET, QUIET)
    panel.hear(*(WARNED,) * 3, analog=RESTING)
    panel.hear(*(WARNED,) * 3)
    assert Happened.CURRENT_STOPPED not in kinds(panel)
    assert Happened.CURRENT_BACK not in kinds(panel)


def test_a_trip_of_a_battery_that_rested_stops_no_current() -> None:
    panel = Watched(replace(HOME, now=0.0, touched=0.0), now=0.0)
    panel.hear(*(QUIET,) * 3, *(FAULTY,) * 3, analog=RESTING)
    assert kinds(panel) == [Happened.ALARM]


def test_a_current_that_passes_zero_has_not_stopped() -> None:
    panel = Watched()
    panel.hear(*(FAULTY,) * 3)
    panel.hear(FAULTY, analog=RESTING)
    panel.hear(*(FAULTY,) * 2, analog=replace(ANALOG, current=20.0))
    assert kinds(panel) == [Happened.ALARM]


def test_a_current_that_flaps_after_a_trip_waits_for_its_row() -> None:
    panel = Watched()
    panel.hear(*(FAULTY,) * 3)
    for _ in range(2):
        panel.hear(FAULTY, FAULTY, analog=RESTING)
        panel.hear(FAULTY, FAULTY)
    panel.hear(FAULTY, FAULTY, analog=RESTING)
    currents = (Happened.CURRENT_STOPPED, Happened.CURRENT_BACK)
    assert [one.what for one in panel.rows(*currents)] == list(currents)
    panel.wait(60)
    assert [one.what for one in panel.rows(*currents)] == [*currents, currents[0]]


def test_empty_slots_and_old_values_have_no_part_in_the_current() -> None:
    panel = Watched()
    panel.hear(*(FAULTY,) * 3)
    panel.tell(heard(EMPTY, 2, panel.now))
    panel.hear(*(FAULTY,) * 3, slot=3, every_s=6.0, analog=RESTING)
    assert panel.watch.flowing.on is False
    assert Happened.CURRENT_STOPPED in kinds(panel)
    alone = Watched()
    alone.tell(heard(EMPTY, 2, alone.now))
    assert alone.watch.flowing.on is None


# Start, battery, full charge.


def test_the_panels_start_is_told_once_when_there_is_a_log() -> None:
    panel = Watched()
    panel.wait(1)
    assert panel.rows() == []
    panel.state = replace(panel.state, past=Past(ready=True))
    panel.wait(1)
    panel.wait(1)
    assert panel.rows() == [Happening(Happened.STARTED)]


def test_another_battery_takes_the_alarms_of_the_old_one_with_it() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.tell(serials("PACK1", panel.now))
    panel.hear(FAULTY, FAULTY)
    panel.tell(serials("PACK2", panel.now))
    assert panel.rows()[-1] == Happening(Happened.OTHER_BATTERY, detail="PACK2")
    assert (panel.active(), panel.watch.standing) == (set(), ())
    panel.hear(WARNED)
    assert [one.name for one in panel.state.alarms] == ["cell_under_voltage"]
    assert Happened.OVER not in kinds(panel)
    assert panel.logs[-1].battery == "PACK2/16"


def test_the_same_battery_after_a_lost_link_is_no_other_one() -> None:
    panel = Watched()
    panel.hear(QUIET)
    panel.tell(serials("PACK1", panel.now))
    lose(panel)
    panel.tell(heard(PackCount(1), 1, panel.now), serials("PACK1", panel.now))
    panel.hear(QUIET)
    assert Happened.OTHER_BATTERY not in kinds(panel)


@pytest.mark.parametrize("serial", ["", "PACK1"])
def test_a_pack_that_changes_its_cell_count_is_another_battery(serial: str) -> None:
    panel = Watched()
    panel.tell(serials(serial, panel.now))
    panel.hear(FAULTY)
    assert panel.rows(Happened.OTHER_BATTERY) == []
    panel.hear(FAULTY, analog=replace(ANALOG, cell_voltages=(3.3,) * 15))
    other = Happening(Happened.OTHER_BATTERY, value=15, limit=16)
    assert panel.rows(Happened.OTHER_BATTERY) == [other]
    assert panel.active() != set()


def test_a_cell_count_that_jumps_to_and_fro_does_not_fill_the_log() -> None:
    panel = Watched()
    for _ in range(100):
        panel.hear(QUIET)
        panel.hear(QUIET, analog=replace(ANALOG, cell_voltages=(3.3,) * 15))
    assert len(panel.rows()) <= 6


def test_a_full_charge_is_told_once_and_is_no_alarm() -> None:
    panel = Watched()
    panel.hear(QUIET, FULL, FULL, FULL)
    assert panel.rows() == [Happening(Happened.FULL)]
    assert panel.active() == set()


def test_the_battery_is_full_again_only_after_some_of_it_was_used() -> None:
    almost = replace(ANALOG, remaining=99.0)
    panel = Watched()
    for _ in range(5):
        panel.hear(QUIET, QUIET, FULL, FULL, analog=almost)
    assert kinds(panel) == [Happened.FULL]
    panel.hear(QUIET, QUIET, FULL, FULL, analog=USED)
    panel.wait(61)
    panel.hear(QUIET, QUIET, FULL, FULL, analog=USED)
    assert kinds(panel) == [Happened.FULL] * 2


def test_a_battery_that_is_full_when_the_panel_starts_is_no_news() -> None:
    panel = Watched()
    panel.hear(FULL, FULL)
    assert panel.rows() == []


def test_the_stack_is_full_when_every_pack_of_it_has_been_that_tells() -> None:
    panel = Watched()
    panel.tell(heard(USED, 3, panel.now))
    for slot in (1, 2):
        panel.hear(QUIET, slot=slot, analog=USED)
    panel.hear(FULL, FULL, QUIET, analog=replace(ANALOG, remaining=99.0))
    assert panel.rows() == []
    panel.hear(FULL, FULL, slot=2)
    assert panel.rows() == [Happening(Happened.FULL)]


@pytest.mark.parametrize("analog", [EMPTY, replace(ANALOG, full=0.0)])
def test_a_pack_without_soc_stays_full_until_its_soc_is_known(analog: PackAnalog) -> None:
    panel = Watched()
    panel.hear(QUIET, FULL, FULL)
    panel.tell(heard(analog, at=panel.now), heard(QUIET, at=panel.now), heard(QUIET, at=panel.now))
    assert panel.watch.charge.full == {1}


def test_a_pack_whose_values_were_never_read_stays_full() -> None:
    panel = Watched()
    for status in (QUIET, FULL, FULL, QUIET):
        panel.wait(1)
        panel.tell(heard(status, at=panel.now))
    assert panel.watch.charge.full == {1}


def test_an_hour_of_nothing_but_flapping_leaves_few_rows() -> None:
    panel = Watched()
    everything = replace(QUIET, fault=0x37, protect_1=0x7F, protect_2=0x7F, system=0x00)
    for _ in range(60):
        panel.hear(everything, everything, *(QUIET,) * 4, every_s=10.0, analog=RESTING)
    assert len(panel.logs) <= 61
    assert len([one for one in panel.logs if one.minutes]) <= 6
