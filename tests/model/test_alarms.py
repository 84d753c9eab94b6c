from dataclasses import replace

import pytest

from hmi.model import alarms
from hmi.model.alarm.name import Priority, Unnamed
from hmi.model.alarms import Active
from hmi.model.stack import Pack
from hmi.protocol.bits import Alarm, Fault
from hmi.protocol.status import PackStatus
from tests.model.known import FAULTY, PROTECTED, QUIET, WARNED


def pack(slot: int, status: PackStatus | None) -> Pack:
    return Pack(slot, address=slot, status=status)


def test_a_quiet_stack_has_no_alarm_and_nothing_worst() -> None:
    found = alarms.active([pack(1, QUIET), pack(2, QUIET)])
    assert found == ()
    assert alarms.worst(found) is None


def test_a_fault_stands_before_a_protection_before_a_warning_whichever_pack_has_it() -> None:
    found = alarms.active([pack(1, WARNED), pack(2, PROTECTED), pack(3, FAULTY)])
    assert found == (
        Active(Priority.FAULT, Fault.SAMPLING, 3, 3),
        Active(Priority.PROTECTION, Alarm.DISCHARGE_OVER_CURRENT, 2, 2),
        Active(Priority.WARNING, Alarm.CELL_UNDER_VOLTAGE, 1, 1),
    )
    assert alarms.worst(found) is Priority.FAULT


def test_alarms_of_one_priority_stand_in_the_order_of_the_packs() -> None:
    found = alarms.active([pack(1, WARNED), pack(2, QUIET), pack(3, WARNED)])
    assert [alarm.slot for alarm in found] == [1, 3]


def test_a_pack_whose_status_may_not_be_shown_has_no_alarm() -> None:
    assert alarms.active([pack(1, None)]) == ()


@pytest.mark.parametrize(
    "quiet",
    [
        replace(QUIET, protect_2=0x80),  # fully charged
        replace(QUIET, control=0xFF, system=0xCF, balance_1=0xFF, balance_2=0xFF),
        replace(QUIET, fault=0xC8, protect_1=0x80),  # contested bits
    ],
)
def test_states_and_contested_bits_raise_no_alarm(quiet: PackStatus) -> None:
    assert alarms.active([pack(1, quiet)]) == ()


def test_an_alarm_code_without_a_name_is_a_warning_all_the_same() -> None:
    strange = replace(QUIET, cell_codes=(0xF0, *QUIET.cell_codes[1:]))
    assert alarms.active([pack(4, strange)]) == (Active(Priority.WARNING, Unnamed.OTHER, 4, 4),)
