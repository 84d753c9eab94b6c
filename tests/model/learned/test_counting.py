"""What counts as full and as empty, and what is counted in between."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hmi.model.learned.counting import Counting, Step, counted, is_empty, is_full
from hmi.model.learned.pack import heard
from hmi.model.moment import Moment
from hmi.model.stack import Pack
from hmi.protocol.status import PackStatus
from tests.model.battery import EMPTY, FULL, at_soc
from tests.model.known import QUIET, WARNED

NOON = Moment(100.0, datetime(2025, 6, 21, 12, tzinfo=UTC), True)
USED = Counting(NOON, 3600.0, 40.0, 1, 5.0)


@pytest.mark.parametrize(
    ("soc", "current", "highest", "status", "full"),
    [
        (99.5, -3.0, 3.35, FULL, True),
        (99.4, 1.0, 3.5, FULL, False),  # it says so, and its own SOC does not
        (100.0, 5.0, 3.40, QUIET, True),  # no word, but the charge has faded
        (100.0, 5.1, 3.40, QUIET, False),
        (100.0, -0.1, 3.40, QUIET, False),
        (100.0, 5.0, 3.39, QUIET, False),  # a SOC that has run ahead
        (99.9, 5.0, 3.40, None, False),
        (100.0, 0.0, 3.40, None, True),
    ],
)
def test_full_is_told_by_the_bms_or_by_a_charge_that_has_faded(
    soc: float, current: float, highest: float, status: PackStatus | None, full: bool
) -> None:
    assert is_full(at_soc(soc, current, cell_voltages=(3.3, highest)), status) is full


def test_empty_is_the_protection_and_not_the_warning() -> None:
    assert is_empty(EMPTY)
    assert is_empty(replace(QUIET, protect_1=0x08))  # of the pack
    assert not is_empty(WARNED)
    assert not is_empty(None)


def test_between_two_full_charges_everything_adds_up() -> None:
    now = counted(counted(Counting(), Step(NOON, 60.0, 2.0)), Step(NOON, 60.0, 3.0, 7.0))
    assert now == Counting(None, 120.0, 5.0, 1, 7.0)
    assert counted(now, Step(NOON, jumped_pct=4.0)) == replace(now, jumps=2)


def test_a_plain_full_charge_pins_the_top_and_measures_nothing() -> None:
    assert counted(USED, Step(NOON, full=True, full_ah=100.0)) == Counting(NOON)


@pytest.mark.parametrize(("passed_ah", "measured"), [(199.0, NOON), (201.0, None)])
def test_full_after_empty_measures_the_capacity_unless_too_much_passed_between(
    passed_ah: float, measured: Moment | None
) -> None:
    empty = counted(USED, Step(NOON, emptied=True))
    assert empty.emptied_ah == 0.0
    filled = counted(empty, Step(NOON, 60.0, passed_ah))
    assert counted(filled, Step(NOON, passed_ah=1.0, full=True, full_ah=100.0)).measured == measured


def test_a_measurement_outlives_plain_full_charges() -> None:
    assert counted(replace(USED, measured=NOON), Step(NOON, full=True, full_ah=100.0)).measured == NOON


def test_a_pack_that_knows_no_capacity_is_none_to_learn_of() -> None:
    with pytest.raises(ValueError, match="pack 2: expected one that knows its capacity"):
        heard(None, Pack(2), 0.0, NOON)
