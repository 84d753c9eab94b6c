from dataclasses import replace
from datetime import datetime

import pytest

from hmi.model import cautions
from hmi.model.cautions import Caution
from hmi.model.change import (
    BUZZER,
    CHARGE_MOSFET,
    CLOCK,
    DISCHARGE_MOSFET,
    INVERTER_PROTOCOL,
    OFF,
    Change,
)
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.status import PackStatus
from tests.model.known import QUIET

IDLE, DISCHARGING, CHARGING = 0x06, 0x0E, 0x26  # captured (pace-v25, chapter 10)
CHARGE_OFF, DISCHARGE_OFF, CHARGER_AND_CHARGE_OFF = 0x04, 0x02, 0x24


def status(system: int) -> PackStatus:
    changed: PackStatus = replace(QUIET, system=system)
    return changed


@pytest.mark.parametrize(
    ("subject", "system", "expected"),
    [
        (CHARGE_MOSFET, IDLE, ()),
        (CHARGE_MOSFET, CHARGING, ()),
        (CHARGE_MOSFET, DISCHARGING, (Caution.REFUSED_DISCHARGING,)),
        (CHARGE_MOSFET, DISCHARGE_OFF, (Caution.REFUSED_OTHER_OFF,)),
        (DISCHARGE_MOSFET, IDLE, ()),
        (DISCHARGE_MOSFET, DISCHARGING, ()),
        (DISCHARGE_MOSFET, CHARGING, (Caution.REFUSED_CHARGING,)),
        (DISCHARGE_MOSFET, CHARGE_OFF, (Caution.REFUSED_OTHER_OFF,)),
        (BUZZER, CHARGING, ()),
    ],
)
def test_it_is_told_before_that_the_bms_will_not_switch_off(
    subject: str, system: int, expected: tuple[Caution, ...]
) -> None:
    assert cautions.of(Change(subject, True, False), status(system)) == expected
    assert cautions.of(Change(subject, False, True), status(system)) == ()


@pytest.mark.parametrize(
    ("system", "wakes"),
    [(IDLE, False), (DISCHARGING, True), (CHARGING, True), (CHARGER_AND_CHARGE_OFF, True)],
)
def test_a_bms_with_charger_or_load_will_not_stay_shut_down(system: int, wakes: bool) -> None:
    assert cautions.of(Change(OFF, None, None), status(system)) == (Caution.WAKES_AT_ONCE,) * wakes


@pytest.mark.parametrize("known", [None, QUIET])
def test_a_protocol_that_cannot_work_is_told_whatever_the_status(known: PackStatus | None) -> None:
    old, sma, pylon = InverterProtocol(8, 1, 1), InverterProtocol(7, 1, 1), InverterProtocol(1, 1, 1)
    hopeless = frozenset((4, 7))
    assert cautions.of(Change(INVERTER_PROTOCOL, old, sma), known, hopeless) == (Caution.NEVER_WORKS,)
    assert cautions.of(Change(INVERTER_PROTOCOL, old, pylon), known, hopeless) == ()
    assert cautions.of(Change(INVERTER_PROTOCOL, old, sma), known) == ()
    assert cautions.of(Change(INVERTER_PROTOCOL, old, None), known, hopeless) == ()


def test_of_a_pack_whose_status_is_not_known_nothing_is_said() -> None:
    assert cautions.of(Change(CHARGE_MOSFET, True, False), None) == ()


def test_a_time_that_is_not_certain_is_written_with_a_question() -> None:
    one = Change(CLOCK, None, Clock.of(datetime(2026, 3, 1)))
    assert cautions.of(one, QUIET, time_certain=False) == (Caution.TIME_NOT_SURE,)
    assert cautions.of(one, QUIET) == ()
    assert cautions.of(Change(BUZZER, True, False), status(IDLE), time_certain=False) == ()
