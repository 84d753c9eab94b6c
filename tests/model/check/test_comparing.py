"""What the inverter is told beside what the BMS says."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.model.check.finding import Comparison, Finding, Holds
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from tests.model.known import ANALOG, EMPTY, PROTECTED, QUIET, heard
from tests.model.on_bus import ALIVE, PYLON, Panel, frame, panel, says


def compared(one: Panel, what: str) -> Comparison:
    return next(each for each in one.check.comparisons if each.what == what)


def sides(one: Panel, what: str) -> tuple[object, object, bool]:
    each = compared(one, what)
    return each.told, each.said, each.differs


def telling(**other: Any) -> Panel:
    return panel("PYLON").speak(*says(Language.PYLON, **other), ALIVE)


def test_every_value_stands_in_its_place_with_its_age() -> None:
    one = telling()
    assert [each.what for each in one.check.comparisons] == [
        "charge_voltage_limit_v",
        "discharge_voltage_limit_v",
        "charge_current_limit_a",
        "discharge_current_limit_a",
        "soc_pct",
        "soh_pct",
        "voltage_v",
        "current_a",
        "temperature_c",
        "protections",
        "warnings",
        "requests",
        "packs",
    ]
    assert sides(one, "charge_voltage_limit_v") == (56.0, None, False)
    assert sides(one, "soc_pct") == (60, 60.0, False)
    assert sides(one, "temperature_c") == (21.4, 21.375, False)
    assert compared(one, "soc_pct").age_s == 0.0
    one.speak(*(each for each in PYLON if each.id != 0x355), ALIVE, seconds=2)
    assert compared(one, "soc_pct").age_s == 2.0
    assert compared(one, "voltage_v").age_s == 0.0


@pytest.mark.parametrize(
    ("value", "within", "beyond"),
    [("soc_pct", 61, 62), ("soc_pct", 59, 58), ("voltage_v", 53.3, 53.31), ("voltage_v", 52.3, 52.29)],
)
def test_soc_and_voltage_are_the_same_within_their_tolerance(
    value: str, within: float, beyond: float
) -> None:
    assert not compared(telling(**{value: within}), value).differs
    assert compared(telling(**{value: beyond}), value).differs


@pytest.mark.parametrize(
    ("told", "said", "differs"),
    [(-20.0, -5.0, False), (20.0, -20.0, True), (-20.0, 20.0, True), (2.0, -20.0, False), (9.0, -1.9, False)],
)
def test_of_the_current_only_the_sign_counts_and_only_where_it_flows(
    told: float, said: float, differs: bool
) -> None:
    one = panel("PYLON", analog=replace(ANALOG, current=said)).speak(*says(Language.PYLON, current_a=told))
    assert sides(one, "current_a") == (told, said, differs)


def test_the_number_of_packs_is_that_of_the_stack() -> None:
    assert sides(telling(modules=2), "packs") == (2, 1, True)
    assert sides(telling(modules=0), "packs") == (0, 1, False)
    two = panel("PYLON", packs=2)
    two.analog = None
    two.tell(heard(ANALOG, 1, two.now), heard(ANALOG, 2, two.now))
    assert sides(two.speak(*says(Language.PYLON, modules=1), seconds=3), "packs") == (1, 2, True)


def test_a_stack_that_is_not_read_whole_is_not_compared() -> None:
    one = panel("PYLON", packs=2)
    one.tell(heard(EMPTY, 2, one.now))
    assert sides(one.speak(*says(Language.PYLON, soc_pct=10)), "soc_pct") == (10, 60.0, False)


def test_one_pack_of_a_stack_that_is_not_its_master_is_not_compared() -> None:
    one = panel("PYLON", analog=None)
    one.tell(heard(ANALOG, 1, one.now + 3, address=2))
    assert sides(one.speak(*says(Language.PYLON, soc_pct=10), seconds=3), "soc_pct") == (10, 60.0, False)


def test_what_is_old_on_the_uart_is_not_compared() -> None:
    one = telling(soc_pct=10)
    one.analog = None
    assert compared(one.passes(3), "soc_pct").differs
    assert sides(one.passes(1), "soc_pct") == (10, 60.0, False)


def test_alarms_of_one_side_alone_are_marked_whatever_their_names() -> None:
    one = panel("PYLON")
    one.status = PROTECTED
    assert sides(one.speak(*PYLON), "protections") == ((), ("discharge_over_current",), True)
    one.speak(*says(Language.PYLON, protections=("under_voltage",)), seconds=2)
    assert sides(one, "protections") == (("under_voltage",), ("discharge_over_current",), False)
    assert one.passes(20).check.finding is Finding.NO_ANSWER


def test_the_alarms_of_the_uart_have_the_names_of_the_buses() -> None:
    one = panel("PYLON")
    one.status = replace(QUIET, protect_1=0x0C, protect_2=0x30, fault=0x21, warn_2=0x80)
    one.speak(*PYLON)
    said = ("module_over_voltage", "module_under_voltage", "over_temperature", "bms_internal")
    assert compared(one, "protections").said == said
    assert compared(one, "warnings").said == ()  # a low SOC has no name there


def test_a_bms_that_cannot_must_not_say_that_it_can() -> None:
    one = panel("PYLON")
    one.status = replace(QUIET, system=0x04)  # discharge alone
    assert sides(one.speak(*PYLON), "requests") == (
        ("charge_enabled", "discharge_enabled"),
        ("discharge_enabled",),
        True,
    )
    one.speak(*says(Language.PYLON, charge_enabled=False), seconds=2)
    assert compared(one, "requests").differs is False
    assert compared(telling(discharge_enabled=False), "requests").differs is False


def test_without_a_status_alarms_and_requests_are_not_known() -> None:
    one = panel("PYLON", analog=None)
    one.state = replace(one.state, readings=())
    one.tell(heard(ANALOG, at=one.now + 3))
    one.speak(*PYLON, seconds=3)
    assert [compared(one, what).said for what in ("protections", "warnings", "requests")] == [None] * 3
    assert compared(one, "soc_pct").said == 60.0


def test_growatt_tells_the_highest_temperature() -> None:
    one = panel("GROWATT").speak(*says(Language.GROWATT))
    assert sides(one, "temperature_c") == (22.0, 22.0, False)
    one.analog = replace(ANALOG, temperatures=(None, None))
    assert sides(one.passes(1), "temperature_c") == (22.0, None, False)


def test_what_cannot_be_true_of_this_battery_is_marked_and_shown_as_received() -> None:
    one = telling(charge_voltage_limit_v=67.0)
    assert (compared(one, "charge_voltage_limit_v").told, one.check.finding) == (67.0, Finding.UNDERSTOOD)
    assert compared(one, "charge_voltage_limit_v").doubtful


def test_a_frame_that_does_not_fit_gives_no_value_and_is_named() -> None:
    one = panel("PYLON").speak(*(each for each in PYLON if each.id != 0x355), CanFrame(0x355, b"\x3c"), ALIVE)
    assert one.check.misfits == ("355",)
    assert one.check.told.soc_pct is None
    assert compared(one, "soc_pct").age_s is None
    assert one.check.finding is Finding.UNDERSTOOD


def test_a_voltage_in_tenths_is_read_as_such_and_said_to_be_so() -> None:
    tenths = frame(Language.PYLON, 0x356, voltage_v=52.8, current_a=-20.0, voltage_in_tenths=True)
    one = panel("PYLON").speak(*(each for each in PYLON if each.id != 0x356), tenths, ALIVE)
    assert (one.check.in_tenths, sides(one, "voltage_v")) == (True, (52.8, 52.8, False))
    assert not telling().check.in_tenths


# What lasts.


def test_a_difference_counts_when_it_lasts_longer_than_five_seconds() -> None:
    one = telling(soc_pct=30).passes(2)
    assert one.check.finding is Finding.UNDERSTOOD
    one.passes(1)
    assert (one.check.finding, one.check.understood) == (Finding.DIFFERENT_VALUES, Holds.NO)
    one.speak(*PYLON, ALIVE, seconds=1)
    assert one.check.finding is Finding.UNDERSTOOD
    assert one.speak(*says(Language.PYLON, soc_pct=30), ALIVE, seconds=5).check.finding is Finding.UNDERSTOOD


def test_what_was_told_long_ago_is_shown_and_not_compared() -> None:
    one = telling()
    one.analog = replace(ANALOG, remaining=30.0)
    one.speak(*(each for each in PYLON if each.id != 0x355), ALIVE, seconds=3)
    assert sides(one, "soc_pct") == (60, 30.0, True)
    assert sides(one.passes(1), "soc_pct") == (60, 30.0, False)
    assert one.passes(5).check.finding is Finding.UNDERSTOOD


def test_a_difference_from_what_was_measured_long_ago_does_not_count() -> None:
    one = panel("PYLON", analog=None)
    one.tell(heard(ANALOG, at=one.now, period=10.0))
    one.speak(*says(Language.PYLON, soc_pct=30), ALIVE, seconds=20)
    assert one.check.finding is Finding.UNDERSTOOD
    one.tell(heard(ANALOG, at=one.now, period=10.0))
    assert one.passes(1).check.finding is Finding.DIFFERENT_VALUES


# SMA.


@pytest.mark.parametrize(("cvl", "finding"), [(40.9, True), (41.0, False), (63.0, False), (63.1, True)])
def test_a_charge_voltage_that_sma_drops_without_a_word_is_told(cvl: float, finding: bool) -> None:
    one = panel("SMA").speak(*says(Language.SMA, charge_voltage_limit_v=cvl))
    assert (one.check.finding is Finding.OUT_OF_RANGE) == finding
    assert compared(one, "charge_voltage_limit_v").doubtful or 48 <= cvl <= 60


def test_other_limits_that_sma_drops_are_marked_and_no_fault() -> None:
    one = panel("SMA").speak(
        *says(Language.SMA, discharge_voltage_limit_v=51.2, charge_current_limit_a=1300.0),
        frame(Language.SMA, 0x305),
    )
    marked = [each.what for each in one.check.comparisons if each.doubtful]
    assert marked == ["discharge_voltage_limit_v", "charge_current_limit_a"]
    assert one.check.finding is not Finding.OUT_OF_RANGE
    negative = panel("SMA").speak(*says(Language.SMA, discharge_current_limit_a=-100.0))
    assert not compared(negative, "discharge_current_limit_a").doubtful
