"""The lamps on the box, row by row of the manuals' tables."""

from dataclasses import replace
from typing import Any

import pytest

from hmi.facts import load_facts
from hmi.model.lamp_table import Blink, Condition, Doing, Flash
from hmi.model.lamps import Doubt, Lamps, expected, remarks
from hmi.model.stack import Reading
from hmi.model.state import State
from hmi.protocol.analog import PackAnalog
from hmi.protocol.status import PackStatus
from tests.model.known import ANALOG, QUIET, reading

FACTS = load_facts()
OFF, ON, F1, F2, F3 = Blink.OFF, Blink.ON, Blink.FLASH_1, Blink.FLASH_2, Blink.FLASH_3
DARK = [OFF] * 6

IDLE, SUPPLYING, CHARGED = 0x06, 0x0E, 0x26  # system status
STOPPED, CHARGER = 0x00, 0x20
CELL_HIGH, CELL_LOW, OUT_TOO_MUCH, SHORT = 0x01, 0x02, 0x20, 0x40  # protect 1, and warn 1
PACK_HIGH = 0x04
HOT_TO_CHARGE, COLD_TO_CHARGE, HOT_MOSFET = 0x01, 0x04, 0x10  # protect 2
LOW_SOC = 0x80  # warn 2
LED_ALARM_OFF = 0x20  # control


def status(system: int, **bits: Any) -> PackStatus:
    return replace(QUIET, system=system, **bits)


REST = replace(ANALOG, current=0.0)
CURRENTS = {SUPPLYING: -20.0, CHARGED: 20.0}  # A, else none flows


def state(told: PackStatus | None, analog: PackAnalog | None = REST, **known: Any) -> State:
    if analog is REST and told is not None:
        analog = replace(REST, current=CURRENTS.get(told.system, 0.0))
    one: Reading = reading(analog=analog, status=told)
    return replace(State(facts=FACTS, readings=(one,)), **known)


def lamps(told: PackStatus | None, analog: PackAnalog | None = REST, **known: Any) -> Lamps:
    shown = expected(state(told, analog, **known))
    assert shown is not None
    return shown


def row(shown: Lamps) -> list[Blink | None]:
    """What RUN, ALM and L6 to L1 do."""
    return [shown.lamps[name] for name in shown.box.lamps if name != shown.box.screen]


LEVEL = [OFF, OFF, ON, ON, ON, ON]  # 60 %
RISING = [OFF, OFF, F2, ON, ON, ON]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        pytest.param(status(IDLE), [F1, OFF, *LEVEL], id="standby, normal"),
        pytest.param(status(IDLE, warn_1=CELL_LOW), [F1, F3, *LEVEL], id="standby, alert"),
        pytest.param(status(CHARGED), [ON, OFF, *RISING], id="charge, normal"),
        pytest.param(status(CHARGED, warn_2=HOT_TO_CHARGE), [ON, F3, *RISING], id="charge, alert"),
        pytest.param(status(CHARGED, warn_1=CELL_HIGH), [ON, OFF, *RISING], id="charge, overcharge warning"),
        pytest.param(status(CHARGER, protect_1=CELL_HIGH), [ON, OFF, *[ON] * 6], id="overcharge protection"),
        pytest.param(status(CHARGER, protect_2=HOT_TO_CHARGE), [OFF, ON, *DARK], id="charge, temperature"),
        pytest.param(status(CHARGER, protect_1=0x10), [OFF, ON, *DARK], id="charge, overcurrent"),
        pytest.param(status(SUPPLYING), [F3, OFF, *LEVEL], id="discharge, normal"),
        pytest.param(status(SUPPLYING, warn_2=LOW_SOC), [F3, F3, *LEVEL], id="discharge, alert"),
        pytest.param(status(STOPPED, protect_1=CELL_LOW), [OFF, OFF, *DARK], id="undervoltage protection"),
        pytest.param(status(STOPPED, protect_2=0x02), [OFF, ON, *DARK], id="discharge, temperature"),
        pytest.param(status(STOPPED, protect_1=OUT_TOO_MUCH), [OFF, ON, *DARK], id="discharge, overcurrent"),
        pytest.param(status(STOPPED, protect_1=SHORT), [OFF, ON, *DARK], id="discharge, short circuit"),
        pytest.param(status(0x10), [OFF, ON, *DARK], id="discharge, reverse connection"),
        pytest.param(status(STOPPED, fault=0x10), [OFF, ON, *DARK], id="invalid"),
    ],
)
def test_each_state_of_table_1_lights_its_lamps(told: PackStatus, wanted: list[Blink]) -> None:
    shown = lamps(told)
    assert row(shown) == wanted
    assert shown.doubts == ()


def test_a_pack_that_sleeps_is_a_row_that_no_pack_can_tell_of_itself() -> None:
    shutdown = FACTS.lamps.boxes[0].row(Doing.SHUTDOWN, Condition.NORMAL)
    assert shutdown is not None
    assert {*shutdown.lamps.values(), shutdown.gauge.value} == {OFF, "off"}


@pytest.mark.parametrize(
    ("least", "most", "lit"),
    [(0, 17, 1), (18, 33, 2), (34, 50, 3), (51, 66, 4), (67, 83, 5), (84, 100, 6)],
)
def test_each_band_of_table_2_lights_so_many_lamps_and_its_highest_blinks_while_charging(
    least: int, most: int, lit: int
) -> None:
    for soc in (least, most):
        full = replace(ANALOG, remaining=float(soc))
        supplying, charged = (
            lamps(status(system), replace(full, current=amps)) for system, amps in CURRENTS.items()
        )
        assert row(supplying)[:1:-1] == [ON] * lit + [OFF] * (6 - lit)
        assert row(charged)[:1:-1] == [ON] * (lit - 1) + [F2] + [OFF] * (6 - lit)


def test_table_3_gives_the_flashes_their_times() -> None:
    times = {blink: (one.bright_s, one.dark_s) for blink, one in FACTS.lamps.flashes.items() if one.given}
    assert times == {F1: (0.25, 3.75), F2: (0.5, 0.5), F3: (0.5, 1.5)}


def test_a_flash_is_bright_first_and_then_dark_again_and_again() -> None:
    flash = Flash(0.25, 3.75)
    assert [flash.bright(at) for at in (0.0, 0.24, 0.26, 3.99, 4.0, 8.1, 8.3)] == [
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]


def titles(shown: Lamps) -> list[tuple[Doing, Condition]]:
    return [(one.doing, one.condition) for one in shown.rows]


PROTECTED = [(Doing.CHARGE, Condition.PROTECTION), (Doing.DISCHARGE, Condition.PROTECTION)]


@pytest.mark.parametrize(
    ("told", "rows", "several"),
    [
        # What stops both sides is a row of each, with the same lamps.
        (status(STOPPED, protect_2=HOT_MOSFET), PROTECTED, False),
        # Supplying power, a pack too cold to be charged only supplies; how its lamps say both is not told.
        (status(SUPPLYING, protect_2=COLD_TO_CHARGE), [(Doing.DISCHARGE, Condition.NORMAL)], True),
        (status(SUPPLYING, protect_1=PACK_HIGH), [(Doing.DISCHARGE, Condition.NORMAL)], True),
        (status(CHARGED, protect_1=CELL_LOW), [(Doing.CHARGE, Condition.NORMAL)], True),
        (status(CHARGED, protect_1=SHORT), [(Doing.CHARGE, Condition.NORMAL)], True),
        # Full without a charger shows standby.
        (status(STOPPED, protect_1=CELL_HIGH), [(Doing.STANDBY, Condition.NORMAL)], False),
        (
            status(CHARGER, protect_1=CELL_HIGH, protect_2=HOT_TO_CHARGE),
            [(Doing.CHARGE, Condition.PROTECTION)],
            True,
        ),
        (status(STOPPED, protect_1=CELL_LOW, fault=1), [(Doing.INVALID, Condition.NORMAL)], True),
        # Another warning beside that of over-voltage makes ALM flash.
        (status(CHARGED, warn_1=CELL_HIGH | CELL_LOW), [(Doing.CHARGE, Condition.ALERT)], False),
        (
            status(CHARGED, warn_1=CELL_HIGH | PACK_HIGH),
            [(Doing.CHARGE, Condition.OVERCHARGE_ALERT)],
            False,
        ),
        (replace(status(IDLE), voltage_code=0xF0), [(Doing.STANDBY, Condition.ALERT)], False),
        (
            replace(status(CHARGED, warn_1=CELL_HIGH), voltage_code=0xF0),
            [(Doing.CHARGE, Condition.ALERT)],
            False,
        ),
    ],
)
def test_where_several_rows_might_hold_the_choice_is_stated(
    told: PackStatus, rows: list[tuple[Doing, Condition]], several: bool
) -> None:
    shown = lamps(told)
    assert titles(shown) == rows
    assert shown.doubts == ((Doubt.SEVERAL,) if several else ())


@pytest.mark.parametrize(
    ("system", "current", "doing"),
    [
        (0x2E, -5.0, Doing.DISCHARGE),
        (CHARGED, -5.0, Doing.DISCHARGE),  # a charger is there, and the house takes more
        (SUPPLYING, 5.0, Doing.CHARGE),
        (CHARGED, 0.0, Doing.CHARGE),  # full: the charger is there, and nothing flows
        (SUPPLYING, 0.0, Doing.DISCHARGE),
        (IDLE, 0.0, Doing.STANDBY),
    ],
)
def test_what_a_pack_does_is_told_by_its_current_and_while_none_flows_by_its_word(
    system: int, current: float, doing: Doing
) -> None:
    shown = lamps(status(system), replace(ANALOG, current=current))
    assert titles(shown) == [(doing, Condition.NORMAL)]


def test_without_values_the_lamps_of_the_soc_are_not_known_and_the_others_are() -> None:
    assert row(lamps(status(SUPPLYING), None)) == [F3, OFF, *[None] * 6]
    assert row(lamps(status(STOPPED, fault=1), None)) == [OFF, ON, *DARK]


def test_without_status_nothing_is_known() -> None:
    shown = lamps(None)
    assert (shown.rows, shown.doubts) == ((), (Doubt.NO_STATUS,))
    assert row(shown) == [None] * 8


def test_a_status_that_is_gone_lights_nothing() -> None:
    assert lamps(status(SUPPLYING), now=100.0).doubts == (Doubt.NO_STATUS,)


def test_a_lamp_alarm_that_seems_switched_off_is_a_doubt() -> None:
    assert lamps(status(SUPPLYING, control=LED_ALARM_OFF)).doubts == (Doubt.LED_ALARM_OFF,)


def test_the_selected_pack_is_the_one_whose_lamps_are_shown() -> None:
    charging = replace(ANALOG, current=20.0)
    two = (reading(1, status=status(SUPPLYING)), reading(2, analog=charging, status=status(CHARGED)))
    shown = expected(State(facts=FACTS, readings=two, selected=2))
    assert shown is not None
    assert titles(shown) == [(Doing.CHARGE, Condition.NORMAL)]


# The second manual's box.

SLOW, FAST = Blink.SLOW_FLASHING, Blink.FLASHING
TIMES_GUESSED = {blink for blink, one in FACTS.lamps.flashes.items() if not one.given}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (status(CHARGED), [SLOW, ON, FAST]),
        (status(SUPPLYING), [ON, ON, OFF]),
        (status(SUPPLYING, warn_2=LOW_SOC), [ON, ON, OFF]),
        (status(CHARGED, warn_1=CELL_HIGH), [SLOW, ON, FAST]),
    ],
)
def test_the_leds_of_active16_do_what_the_second_manual_says(told: PackStatus, wanted: list[Blink]) -> None:
    shown = lamps(told, model="Active16")
    assert (shown.box.name, row(shown), shown.doubts) == ("active", wanted, ())


@pytest.mark.parametrize("told", [status(IDLE), status(STOPPED, fault=1), status(STOPPED, protect_1=SHORT)])
def test_what_the_second_manual_does_not_tell_is_not_known(told: PackStatus) -> None:
    shown = lamps(told, model="Active16")
    assert (shown.rows, row(shown), shown.doubts) == ((), [None] * 3, (Doubt.NOT_TOLD,))


def test_that_the_times_of_its_flashing_are_not_given_is_marked() -> None:
    assert {SLOW, FAST} == TIMES_GUESSED
    assert FACTS.lamps.boxes[1].note


@pytest.mark.parametrize(
    ("told", "known", "count"),
    [
        (status(IDLE), {}, 1),
        (status(SUPPLYING), {}, 2),  # and what is odd in the manual
        (status(STOPPED, protect_2=HOT_MOSFET), {}, 3),  # of both sides, and what is odd
        (status(IDLE, control=LED_ALARM_OFF), {}, 2),
        (status(CHARGED), {"model": "Active16"}, 2),  # and that the times are not given
        (status(IDLE), {"model": "Active16"}, 1),
        (None, {}, 1),
    ],
)
def test_each_sentence_on_the_lamps_has_its_place(
    told: PackStatus | None, known: dict[str, Any], count: int
) -> None:
    assert remarks(state(told, **known)) == count


def test_without_a_table_there_are_no_lamps() -> None:
    assert expected(State()) is None
    assert remarks(State()) == 0
