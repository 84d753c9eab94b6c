"""Making the SOC sure: down to the protection, up to full, watched through restarts and detours."""

import pytest

from hmi.model import calibration
from hmi.model.calibration import Stage
from hmi.model.happening import Happened
from hmi.model.intents import Calibrate
from hmi.protocol.messages import Command
from hmi.protocol.parameters import VoltageLimits
from tests.model.battery import EMPTY, FULL, Read, at_soc
from tests.model.known import QUIET, heard

HOUR = 3600.0


def begun(packs: int = 1, soc: float = 40.0) -> Read:
    panel = Read().open().meet(packs=packs)
    for slot in range(1, packs + 1):
        panel.hear(at_soc(soc, -10.0), slot=slot)
    panel.take(Calibrate(True))
    return panel


def stage(panel: Read) -> Stage:
    return calibration.stage(panel.state)


def test_it_goes_down_to_the_protection_and_up_to_full_and_is_logged() -> None:
    panel = begun()
    assert stage(panel) is Stage.DOWN
    panel.hear(at_soc(5.0, -10.0), seconds=HOUR)
    assert stage(panel) is Stage.DOWN
    panel.hear(at_soc(0.0), EMPTY, seconds=HOUR)
    assert stage(panel) is Stage.UP
    panel.hear(at_soc(60.0, 20.0), seconds=HOUR)
    assert (stage(panel), panel.rows) == (Stage.UP, [])
    panel.hear(at_soc(100.0, 1.0), FULL, seconds=HOUR)
    assert stage(panel) is Stage.DONE
    assert [(row.what, row.slot) for row in panel.rows] == [(Happened.CALIBRATED, 1)]
    panel.hear(at_soc(40.0, -10.0), seconds=HOUR)
    panel.hear(at_soc(0.0), EMPTY, seconds=HOUR)
    assert stage(panel) is Stage.DONE


def test_without_a_battery_nothing_begins_and_it_can_be_given_up() -> None:
    panel = Read()
    panel.take(Calibrate(True))
    assert stage(panel) is Stage.NOT_BEGUN
    panel = begun()
    panel.take(Calibrate(False))
    assert (stage(panel), calibration.not_low(panel.state)) == (Stage.NOT_BEGUN, (1,))


def test_a_battery_that_was_emptied_just_before_need_not_be_emptied_again() -> None:
    panel = Read().open().meet()
    panel.hear(at_soc(0.0), EMPTY)
    panel.hear(at_soc(20.0, 20.0), seconds=HOUR)
    panel.take(Calibrate(True))
    assert stage(panel) is Stage.UP


def test_packs_are_emptied_one_after_the_other_and_all_that_were_must_be_full() -> None:
    panel = begun(packs=3)
    panel.hear(at_soc(0.0), EMPTY, slot=1)
    assert (stage(panel), calibration.not_low(panel.state)) == (Stage.DOWN, (2, 3))
    panel.hear(at_soc(0.0), EMPTY, slot=3)
    for slot in (1, 2, 3):
        panel.hear(at_soc(50.0, 20.0), slot=slot)
    assert (stage(panel), calibration.not_low(panel.state)) == (Stage.UP, (2,))
    panel.hear(at_soc(100.0), FULL, slot=1)
    panel.hear(at_soc(100.0), FULL, slot=2)
    assert stage(panel) is Stage.UP
    panel.hear(at_soc(100.0), FULL, slot=3)
    assert stage(panel) is Stage.DONE
    assert [row.slot for row in panel.rows if row.what is Happened.CALIBRATED] == [1, 3]


def test_a_pack_that_is_emptied_once_more_must_be_filled_once_more() -> None:
    panel = begun(packs=2)
    for slot in (1, 2):
        panel.hear(at_soc(0.0), EMPTY, slot=slot)
    panel.hear(at_soc(100.0, 1.0), FULL, slot=1, seconds=HOUR)
    panel.hear(at_soc(0.0), EMPTY, slot=1, seconds=HOUR)
    panel.hear(at_soc(100.0, 1.0), FULL, slot=2, seconds=HOUR)
    assert stage(panel) is Stage.UP
    panel.hear(at_soc(100.0, 1.0), FULL, slot=1, seconds=HOUR)
    assert stage(panel) is Stage.DONE


def test_when_too_much_has_passed_before_it_is_full_it_must_be_emptied_again() -> None:
    panel = begun()
    panel.hear(at_soc(0.0), EMPTY, seconds=HOUR)
    for soc in (80.0, 10.0, 80.0, 10.0):
        panel.hear(at_soc(soc), seconds=HOUR)
    panel.hear(at_soc(100.0), FULL, seconds=HOUR)
    assert (stage(panel), panel.rows) == (Stage.DOWN, [])


def test_another_pack_in_the_slot_was_not_emptied() -> None:
    panel = begun()
    panel.hear(at_soc(0.0), EMPTY, seconds=HOUR)
    panel.hear(at_soc(20.0, 10.0, cycles=1), QUIET, seconds=HOUR)
    assert stage(panel) is Stage.DOWN


@pytest.mark.parametrize(("enable", "limit"), [(1, 2.5), (0, None)])
def test_it_says_how_far_the_protection_is(enable: int, limit: float | None) -> None:
    panel = begun()
    assert calibration.lowest_cell(panel.state) == 3.29
    assert calibration.protection(panel.state) is None
    group = VoltageLimits(enable, 2.8, 2.5, 2.9, 1.0)
    told = heard(group, at=panel.now)
    panel.take(type(told)(Command.READ_CELL_UNDER_VOLTAGE, group, 1, 1, panel.now))
    assert calibration.protection(panel.state) == limit


def test_where_nothing_is_known_no_cell_is_the_lowest() -> None:
    assert calibration.lowest_cell(Read().state) is None
