from datetime import datetime, timedelta
from typing import Any

import pytest

from hmi.model import change
from hmi.model.change import (
    BUZZER,
    CHARGE_LIMITER,
    CHARGE_MOSFET,
    CLOCK,
    DISCHARGE_MOSFET,
    GROUPS,
    INVERTER_PROTOCOL,
    LED_ALARM,
    LOW_GEAR,
    OFF,
    Change,
    can_go_back,
)
from hmi.protocol.command import Command
from hmi.protocol.control import Code, Empty
from hmi.protocol.errors import LayoutError
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import NONE, InverterProtocol
from hmi.protocol.messages import request
from hmi.protocol.parameters import (
    Balancing,
    CurrentLimits,
    CurrentLimitsWithRelease,
    DischargeCurrentLimits,
    DischargeCurrentLimitsWithRelease,
    FullAndLowCharge,
)
from tests.model.known import QUIET

NOON = datetime(2026, 3, 1, 12)


@pytest.mark.parametrize(
    ("one", "frame"),
    [  # captured (pace-v25, chapters 11 to 15)
        (Change(BUZZER, False, True), "~25004699E0020DFD12"),
        (Change(CHARGE_LIMITER, False, True), "~25004699E0020AFD15"),
        (Change(CHARGE_MOSFET, False, True), "~2500469AE00200FD1E"),
        (Change(DISCHARGE_MOSFET, True, False), "~2500469BE00201FD1C"),
        (Change(OFF, None, None), "~2500469CE00201FD1B"),
        (Change(CLOCK, None, Clock(24, 8, 20, 14, 15, 37)), "~250046B2400C1808140E0F25FAFC"),
        (Change(INVERTER_PROTOCOL, None, InverterProtocol(0x13, 0x14, 0)), "~250046ECA006131400FC47"),
        (Change("balancing", None, Balancing(3.4, 0.03)), "~250046B580080D48001EFBD2"),
        (
            Change("discharge_over_current", None, DischargeCurrentLimits(1, 105, 110, 1.0)),
            "~250046DA400C010069006E0AFAF7",
        ),
    ],
)
def test_a_change_is_written_as_captured(one: Change, frame: str) -> None:
    assert request(*one.write).decode().rstrip("\r") == frame


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_a_command_that_reads_it_and_one_that_writes_it(group: str) -> None:
    command, message = Change(group, None, None).read
    assert (command, message) == (Command[f"READ_{group.upper()}"], Empty())
    assert Command[f"WRITE_{group.upper()}"]


def test_there_are_the_sixteen_groups_of_the_reference() -> None:
    assert len(GROUPS) == len(set(GROUPS)) == 16


@pytest.mark.parametrize("subject", [BUZZER, LED_ALARM, CHARGE_LIMITER, LOW_GEAR, CHARGE_MOSFET, OFF])
def test_switches_are_read_in_the_status(subject: str) -> None:
    assert change.read_of(subject) == (Command.STATUS, Code(1))


def test_the_longer_form_is_written_in_the_coding_of_the_write() -> None:
    longer = DischargeCurrentLimitsWithRelease(1, 105, 110, 100, 1.0)
    assert Change("discharge_over_current", None, longer).write == (
        Command.WRITE_DISCHARGE_OVER_CURRENT,
        CurrentLimitsWithRelease(1, 105, 110, 100, 1.0),
    )


def test_a_value_of_another_group_is_never_written() -> None:
    with pytest.raises(LayoutError):
        _ = Change("balancing", None, CurrentLimits(1, 2, 3, 1.0)).write


# Compared.


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (True, True, True),
        (True, False, False),
        (None, None, True),
        (None, False, False),
        (True, 1, False),
        (Balancing(3.4, 0.03), Balancing(3.4000001, 0.03), True),
        (Balancing(3.4, 0.03), Balancing(3.41, 0.03), False),
        (CurrentLimits(1, 2, 3, 1.0), DischargeCurrentLimits(1, 2, 3, 1.0), False),
        (FullAndLowCharge(56.0, 2.0), FullAndLowCharge(56.0, 2.0, 5), False),
        (InverterProtocol(1, 2, 0), InverterProtocol(1, 2, 1), True),
        (InverterProtocol(1, 2, 0), InverterProtocol(2, 2, 0), False),
        (InverterProtocol(1, 2, 0), InverterProtocol(1, 3, 0), False),
        (InverterProtocol(1, 2, 0), None, False),
    ],
)
def test_values_are_the_same_when_they_are_so_on_the_wire(one: Any, other: Any, expected: bool) -> None:
    assert change.same(one, other) is expected


@pytest.mark.parametrize(
    ("seconds", "made"), [(-3, False), (-2, True), (0, True), (30, True), (31, False), (86400, False)]
)
def test_a_clock_may_have_run_on_since_it_was_set(seconds: int, made: bool) -> None:
    one = Change(CLOCK, None, Clock.of(NOON))
    assert one.made(Clock.of(NOON + timedelta(seconds=seconds))) is made


@pytest.mark.parametrize(("seconds", "untouched"), [(-3, False), (0, True), (60, True), (61, False)])
def test_an_old_clock_runs_on_too(seconds: int, untouched: bool) -> None:
    one = Change(CLOCK, Clock.of(NOON), None)
    assert one.untouched(Clock.of(NOON + timedelta(seconds=seconds))) is untouched


def test_a_clock_that_no_calendar_has_is_no_time() -> None:
    unset = Clock(0, 0, 0, 0, 0, 0)
    assert not Change(CLOCK, None, unset).made(unset)
    assert not Change(CLOCK, None, Clock.of(NOON)).made(unset)
    assert not Change(CLOCK, None, Clock.of(NOON)).made(None)
    assert Change(CLOCK, unset, Clock.of(NOON)).untouched(unset)


@pytest.mark.parametrize(
    ("subject", "system", "control", "expected"),
    [
        (CHARGE_MOSFET, 0x02, 0, True),
        (CHARGE_MOSFET, 0x04, 0, False),
        (DISCHARGE_MOSFET, 0x04, 0, True),
        (DISCHARGE_MOSFET, 0x02, 0, False),
        (BUZZER, 0, 0x01, True),
        (BUZZER, 0, 0xFE, False),
        (LOW_GEAR, 0, 0x08, True),
        (LED_ALARM, 0, 0x20, False),
        (CHARGE_LIMITER, 0, 0x10, False),
        (CHARGE_LIMITER, 0, 0x00, True),
        (OFF, 0x06, 0, None),
    ],
)
def test_a_switch_is_read_from_its_bit(
    subject: str, system: int, control: int, expected: bool | None
) -> None:
    status = type(QUIET)(*_values(system, control))
    assert change.value_of(subject, status) is expected


def _values(system: int, control: int) -> tuple[Any, ...]:
    changed = {"system": system, "control": control}
    return tuple(changed.get(name, getattr(QUIET, name)) for name in QUIET.__slots__)


# Spelled.


@pytest.mark.parametrize(
    ("subject", "value", "text"),
    [
        (BUZZER, True, "on"),
        (CHARGE_MOSFET, False, "off"),
        (OFF, None, ""),
        ("balancing", Balancing(3.4, 0.03), "0D48001E"),
        ("discharge_over_current", DischargeCurrentLimits(1, 105, 110, 1.0), "01FF97FF920A"),
        (
            "discharge_over_current",
            DischargeCurrentLimitsWithRelease(1, 105, 110, 100, 1.0),
            "01FF97FF92FF9C0A",
        ),
        ("charge_over_current", CurrentLimits(1, 104, 110, 1.0), "010068006E0A"),
        ("charge_over_current", CurrentLimitsWithRelease(1, 104, 110, 99, 1.0), "010068006E00630A"),
        ("full_and_low_charge", FullAndLowCharge(56.0, 2.0), "DAC007D0"),
        ("full_and_low_charge", FullAndLowCharge(56.0, 2.0, 5), "DAC007D005"),
        (INVERTER_PROTOCOL, InverterProtocol(0x13, 0x77, 0), "137700"),
        (CLOCK, Clock(24, 8, 20, 14, 15, 37), "1808140E0F25"),
    ],
)
def test_a_value_is_spelled_as_it_is_read_and_read_again(subject: str, value: Any, text: str) -> None:
    assert change.spelled(value) == text
    assert change.read_spelled(subject, text) == value


@pytest.mark.parametrize(
    ("subject", "text"),
    [("balancing", "xyz"), ("balancing", "0D48"), ("charge_over_current", "01"), ("nonsense", "00")],
)
def test_what_was_spelled_otherwise_is_no_change(subject: str, text: str) -> None:
    with pytest.raises(LayoutError):
        change.read_spelled(subject, text)
    assert change.of_entry(subject, "", text) is None


@pytest.mark.parametrize("text", ["", "on"])
def test_a_subject_that_nobody_knows_any_more_is_no_change(text: str) -> None:
    assert change.of_entry("nonsense", "", text) is None


def test_a_change_is_read_from_its_row() -> None:
    assert change.of_entry(BUZZER, "on", "off") == Change(BUZZER, True, False)


# A way back.


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (InverterProtocol(1, 1, 0), InverterProtocol(2, 1, 0), True),
        (InverterProtocol(NONE, 1, 0), InverterProtocol(2, 1, 0), False),
        (InverterProtocol(1, NONE, 0), InverterProtocol(1, 2, 0), False),
        (InverterProtocol(1, NONE, 0), InverterProtocol(2, NONE, 0), True),
        (None, InverterProtocol(2, 1, 0), False),
        (InverterProtocol(1, 1, 0), None, False),
    ],
)
def test_none_cannot_be_set_again(old: Any, new: Any, expected: bool) -> None:
    assert can_go_back(Change(INVERTER_PROTOCOL, old, new)) is expected
