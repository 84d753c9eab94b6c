"""What is learned of a battery: kept, found again, and never mixed with another battery's."""

from dataclasses import replace

import pytest

from hmi.model.events import HistoryOpened, Lost, Trouble
from hmi.model.happening import Happened
from hmi.model.intents import Calibrate
from hmi.model.learned import spelled
from hmi.protocol.identity import Serials
from tests.model.battery import FULL, Read, at_soc
from tests.model.known import ANALOG, EMPTY, heard

NAME, OTHER = "PACK-A/16", "PACK-B/16"
HOUR = 3600.0


def learned(passed_ah: float = 40.0) -> str:
    """The ledger of an earlier run: full once, then so much used."""
    panel = Read().meet().open()
    panel.hear(at_soc(100.0), FULL)
    panel.hear(at_soc(100.0 - passed_ah, -10.0), seconds=HOUR)
    return spelled.content(panel.state.ledger.packs, None)


def passed(panel: Read) -> float:
    one = panel.state.ledger.of(1)
    assert one is not None
    return one.counting.passed_ah


def test_what_was_kept_is_found_again_whether_the_battery_or_the_history_comes_first() -> None:
    history_first = Read().open({NAME: learned()}).meet()
    battery_first = Read().meet()
    assert not battery_first.state.ledger.read
    battery_first.open({NAME: learned()})
    for panel in (history_first, battery_first):
        panel.hear(at_soc(60.0))
        assert panel.state.ledger.battery == NAME
        assert passed(panel) == pytest.approx(40.0)


def test_of_a_panel_that_was_off_as_much_is_counted_as_the_bms_has_counted_meanwhile() -> None:
    panel = Read().open({NAME: learned(40.0)}).meet()
    panel.hear(at_soc(35.0))
    assert passed(panel) == pytest.approx(40.0 + 25.0)
    assert panel.rows == []  # and it is no jump


def test_nothing_is_kept_before_it_is_known_what_was_kept() -> None:
    panel = Read().meet()
    panel.hear(at_soc(100.0), FULL, seconds=5)
    panel.rest(2 * HOUR, every=600.0)
    panel.take(HistoryOpened({}, "no space left", panel.now))
    panel.rest(HOUR, every=600.0)
    assert panel.kept == []
    panel.open()
    panel.rest(60.0)
    assert [one.battery for one in panel.kept] == [NAME]


def test_a_disk_that_takes_nothing_may_still_tell_what_was_learned() -> None:
    panel = Read().meet()
    panel.take(HistoryOpened({NAME: learned()}, "read-only", panel.now))
    panel.hear(at_soc(60.0))
    assert passed(panel) == pytest.approx(40.0)


def test_what_does_not_come_again_is_kept_within_a_minute_and_mere_counts_every_half_hour() -> None:
    panel = Read().open().meet()
    panel.hear()
    panel.hear(seconds=59.0)
    assert panel.kept == []
    panel.hear(seconds=1.0)
    assert len(panel.kept) == 1
    panel.rest(1740.0)
    assert len(panel.kept) == 1
    panel.rest(60.0)
    assert len(panel.kept) == 2
    panel.hear(at_soc(100.0), FULL, seconds=60.0)
    panel.tick(1.0)
    assert len(panel.kept) == 3
    assert spelled.read(panel.kept[-1].content)[0][0].counting.full is not None


def test_a_full_battery_that_stays_full_is_not_kept_every_minute() -> None:
    panel = Read().open().meet()
    for _ in range(25):
        panel.hear(at_soc(100.0), FULL, seconds=60.0)
    assert len(panel.kept) == 1


def test_another_battery_has_a_ledger_of_its_own_and_the_first_one_is_found_again() -> None:
    panel = Read().open().meet()
    panel.hear(at_soc(100.0), FULL)
    panel.hear(at_soc(90.0, -10.0), seconds=HOUR)
    first = panel.state.ledger.packs[0].counting
    panel.meet(Serials("BMS2", "PACK-B"))
    assert [one.battery for one in panel.kept] == [NAME]
    panel.hear(at_soc(20.0))
    second = panel.state.ledger
    assert (second.battery, second.packs[0].counting.full) == (OTHER, None)
    panel.meet()
    panel.hear(at_soc(90.0))
    again = panel.state.ledger.packs[0].counting
    assert again.passed_ah == pytest.approx(first.passed_ah)
    assert again.full is not None
    assert first.full is not None
    assert again.full.utc == first.full.utc


def test_a_battery_met_before_the_history_is_open_overwrites_nothing_when_another_one_comes() -> None:
    panel = Read().meet()
    panel.hear(at_soc(50.0))
    panel.meet(Serials("BMS2", "PACK-B"))
    panel.hear(at_soc(50.0))
    assert panel.kept == []
    panel.open({NAME: learned(), OTHER: learned()})
    panel.hear(at_soc(60.0))
    panel.meet()
    panel.hear(at_soc(60.0))
    assert passed(panel) == pytest.approx(40.0)


def test_another_number_of_cells_is_another_battery() -> None:
    panel = Read().open({NAME: learned()}).meet()
    panel.hear(replace(at_soc(60.0), cell_voltages=(3.3,) * 15))
    panel.hear(replace(at_soc(60.0), cell_voltages=(3.3,) * 15))
    assert panel.state.ledger.battery == "PACK-A/15"
    assert passed(panel) == 0.0


def test_while_the_battery_is_not_known_nothing_is_counted_and_the_last_ledger_stays() -> None:
    panel = Read().open({NAME: learned()}).meet()
    panel.hear(at_soc(60.0))
    panel.take(Lost(Trouble.SILENT, "nothing came", panel.now))
    before = panel.state.ledger
    panel.hear(at_soc(20.0, -50.0), seconds=30.0)  # whoever that is
    assert panel.state.ledger == before
    panel.meet()
    panel.hear(at_soc(60.0), seconds=HOUR)
    after = panel.state.ledger.packs[0]
    assert after.counting.seconds == pytest.approx(before.packs[0].counting.seconds + HOUR + 30.0)
    assert after.counting.jumps == 0


@pytest.mark.parametrize("kept", ["", "{", '{"version":9}', learned()[:-9], "[" * 5000])
def test_a_damaged_ledger_is_begun_anew_with_a_notice(kept: str) -> None:
    panel = Read().open({NAME: kept}).meet()
    panel.hear(at_soc(60.0))
    assert passed(panel) == 0.0
    assert [one for one in panel.state.notices if one.startswith("ledger of PACK-A/16: ")]
    panel.rest(120.0)
    assert spelled.read(panel.kept[-1].content)


def test_another_pack_in_the_same_slot_begins_anew() -> None:
    panel = Read().open({NAME: learned()}).meet()
    panel.hear(at_soc(60.0))
    panel.hear(at_soc(60.0, cycles=ANALOG.cycles - 1), seconds=1.0)
    assert passed(panel) == 0.0
    panel.hear(at_soc(50.0, cycles=ANALOG.cycles, current=-10.0), seconds=3600.0)
    panel.hear(at_soc(50.0, cycles=ANALOG.cycles, design=230.0), seconds=1.0)
    assert passed(panel) == 0.0


def test_a_pack_that_knows_no_capacity_and_an_empty_slot_teach_nothing() -> None:
    panel = Read().open().meet(packs=3)
    panel.hear(at_soc(60.0))
    panel.hear(at_soc(60.0, full=0.0), slot=2)
    panel.hear(EMPTY, slot=3)
    assert [pack.slot for pack in panel.state.ledger.packs] == [1]


def test_every_pack_is_counted_by_itself() -> None:
    panel = Read().open().meet(packs=2)
    for slot, current in ((2, -20.0), (1, -10.0)):
        panel.hear(at_soc(60.0, current), slot=slot)
    panel.tick(180.0)
    panel.hear(at_soc(59.5, -10.0), slot=1)
    panel.hear(at_soc(59.0, -20.0), slot=2)
    assert [pack.counting.passed_ah for pack in panel.state.ledger.packs] == pytest.approx([0.5, 1.0])


def test_a_soc_that_jumps_is_logged_but_not_more_often_than_every_ten_minutes() -> None:
    panel = Read().open().meet()
    panel.hear(at_soc(60.0))
    for number in range(130):  # flaps every five seconds
        panel.hear(at_soc(50.0 + 10 * (number % 2)), seconds=5.0)
    rows = panel.rows
    assert [row.count for row in rows] == [1, 120]
    assert (rows[0].what, rows[0].slot, rows[0].value, rows[0].limit) == (Happened.SOC_JUMPED, 1, 50.0, 60.0)
    assert panel.state.ledger.packs[0].counting.jumps == 130


@pytest.mark.parametrize(
    ("soc", "current", "seconds", "jumps"),
    [
        (58.1, 0.0, 1.0, 0),  # rounding, or a BMS that creeps
        (57.9, 0.0, 1.0, 1),
        (50.0, -120.0, 300.0, 0),  # explained by the current
        (51.0, 0.0, 300.0, 0),  # between slow readings there may have been such a current
        (49.0, 0.0, 300.0, 1),
        (20.0, 0.0, 301.0, 0),  # too long ago to say
        (61.9, 0.0, 1.0, 0),
        (62.1, 0.0, 1.0, 1),
    ],
)
def test_a_jump_is_what_the_current_does_not_explain(
    soc: float, current: float, seconds: float, jumps: int
) -> None:
    panel = Read().open().meet()
    panel.hear(at_soc(60.0, current))
    panel.hear(at_soc(soc, current), seconds=seconds)
    assert panel.state.ledger.packs[0].counting.jumps == jumps


def test_a_soc_that_is_set_to_full_at_full_is_no_jump() -> None:
    panel = Read().open().meet()
    panel.hear(at_soc(94.0, 2.0))
    panel.hear(at_soc(100.0, 2.0), FULL, seconds=1.0)
    assert panel.rows == []


def test_the_guide_is_kept_with_the_ledger_and_outlives_a_restart() -> None:
    panel = Read().open().meet()
    panel.hear(at_soc(60.0))
    panel.take(Calibrate(True))
    panel.rest(61.0)
    again = Read().open({NAME: panel.kept[-1].content}).meet()
    again.hear(at_soc(60.0))
    assert again.state.ledger.guide is not None
    assert again.state.ledger.guide.soc == 60.0


def test_without_any_clock_what_is_learned_is_not_dated() -> None:
    panel = Read().open()
    panel.take(heard(Serials("BMS", "PACK-A")), heard(FULL), heard(at_soc(100.0)))
    full = panel.state.ledger.packs[0].counting.full
    assert full is not None
    assert (full.utc, full.certain) == (None, False)
