"""What is on the bus, and what flows, when something is wrong between BMS and inverter."""

from datetime import datetime
from typing import Any

import pytest

from hmi.protocol.can import pylon, tables
from hmi.protocol.can.answers import answers
from hmi.protocol.can.fingerprint import fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.control import Code
from hmi.protocol.messages import Command
from hmi.simulator import inverter_bus, simulated_wire
from hmi.simulator.inverter.bus import InverterBus
from hmi.simulator.scenarios import SCENARIOS, InverterFault
from tests.simulator.can_bus import (
    CODES,
    NO_CAN_LANGUAGE,
    current,
    frames,
    listened,
    living,
    of_battery,
    select,
    still,
    understood,
)
from tests.simulator.talk import ask

SET = {0x351, 0x355, 0x356, 0x359, 0x35C, 0x35E}
NOTHING_A = 0.1  # what flows between packs
EVENING = datetime(2025, 6, 21, 20, 0)


def identifiers(heard: list[CanFrame]) -> set[int]:
    return {frame.id for frame in heard}


def test_every_inverter_fault_is_a_scenario() -> None:
    assert {scenario.inverter for scenario in SCENARIOS.values()} == {None, *InverterFault}


@pytest.mark.parametrize("fault", InverterFault)
def test_on_the_uart_alone_it_is_a_usual_day(fault: InverterFault) -> None:
    day, odd = simulated_wire(packs=2, baud=0), simulated_wire(packs=2, scenario=fault, baud=0)
    for at in (0.0, 30.0, 60.0):
        for command in (Command.ANALOG, Command.STATUS):
            assert ask(odd, command, Code(0xFF), at) == ask(day, command, Code(0xFF), at)


@pytest.mark.parametrize("name", ["day", "full", "cell-drift", "hot", "deaf-inverter"])
def test_an_inverter_that_works_lets_flow_what_one_set_as_recommended_would(name: str) -> None:
    alone = simulated_wire(packs=2, scenario=name, baud=0)
    wire, bus = living(name, packs=2)
    for at in range(0, 121, 30):
        listened(bus, at - 30.0 if at else 0.0, at, every=0.5)
        for command in (Command.ANALOG, Command.STATUS):
            assert ask(wire, command, Code(0xFF), at) == ask(alone, command, Code(0xFF), at)


def test_a_deaf_inverter_never_answers() -> None:
    _, bus = living("deaf-inverter")
    assert identifiers(frames(listened(bus, 0.0, 3.0))) == SET


def test_an_inverter_set_to_another_protocol_answers_in_that_and_does_nothing() -> None:
    wire, bus = living("wrong-protocol", packs=2)
    heard = frames(listened(bus, 0.0, 3.0))
    assert fingerprint(of_battery(listened(bus, 3.0, 5.0))).fits[0] is Language.PYLON
    assert answers(heard)[0].languages == (Language.GROWATT,)
    assert abs(current(wire, 5.0)) < NOTHING_A
    select(wire, CODES[Language.GROWATT], at=5.0)
    listened(bus, 5.02, 9.0)
    assert current(wire, 9.0) > 10


def test_it_is_another_protocol_whatever_was_selected_before() -> None:
    wire = simulated_wire(scenario="wrong-protocol", baud=0)
    select(wire, CODES[Language.GROWATT])
    heard = frames(listened(inverter_bus(wire), 0.0, 3.0))
    assert Language.PYLON in answers(heard)[0].languages


def test_a_bms_that_speaks_another_protocol_than_the_selected_one() -> None:
    wire, bus = living("bms-other", packs=2)
    heard = frames(listened(bus, 0.0, 3.0))
    assert ask(wire, Command.READ_INVERTER_PROTOCOL).can == CODES[Language.PYLON]
    assert fingerprint([frame for frame in heard if frame.id != 0x305]).fits == (Language.GROWATT,)
    assert Language.PYLON in answers(heard)[0].languages
    assert abs(current(wire, 3.0)) < NOTHING_A


def test_swapped_wires_are_silence_and_nothing_flows() -> None:
    wire, bus = living("swapped-wires", packs=2)
    assert listened(bus, 0.0, 5.0) == []
    assert bus.next_due == float("inf")
    assert abs(current(wire, 5.0)) < NOTHING_A


@pytest.mark.parametrize(("name", "classes", "rate"), [("wrong-bitrate", 0x08, 50), ("bus-off", 0x40, 1)])
def test_there_is_nothing_but_errors(name: str, classes: int, rate: int) -> None:
    wire, bus = living(name, packs=2)
    said = listened(bus, 0.0, 3.9)
    assert {one.frame for one in said} == {None}
    assert {one.error_class for one in said} == {classes}
    assert len(said) == pytest.approx(4 * rate, abs=0.15 * rate)
    assert abs(current(wire, 4.0)) < NOTHING_A


def test_what_nobody_acknowledges_is_said_again_and_again() -> None:
    wire, bus = living("unheard", packs=2)
    said = listened(bus, 0.0, 2.0)
    assert len(frames(said)) == pytest.approx(1000, abs=2)
    assert len(identifiers(frames(said))) == 1
    assert {one.error_class for one in said if one.frame is None} == {0x20}
    assert abs(current(wire, 2.0)) < NOTHING_A


def test_a_bms_without_a_protocol_on_can_has_nothing_that_could_be_unheard() -> None:
    wire = simulated_wire(scenario="unheard", baud=0)
    select(wire, NO_CAN_LANGUAGE)
    assert listened(inverter_bus(wire), 0.0, 2.0) == []


@pytest.mark.parametrize("scenario", [{}, {"model": "Active16", "packs": 3, "seed": 5}])
def test_two_batteries_come_in_turns_with_other_values(scenario: dict[str, Any]) -> None:
    _, bus = still(scenario="two-masters", **scenario)
    said = of_battery(listened(bus, 0.0, 4.0))
    for identifier in (0x351, 0x355, 0x356):
        first, second, *rest = (frame.data for frame in said if frame.id == identifier)
        assert first != second
        assert rest[:4] == [first, second, first, second]
    one, other = (frame for frame in said[:12] if frame.id == 0x355)
    assert abs(charge(one) - charge(other)) == 35


def charge(frame: CanFrame) -> float:
    soc = understood(Language.PYLON, [frame]).soc_pct
    assert soc is not None
    return soc


def test_a_flood_beside_the_set() -> None:
    _, bus = living("flood")
    heard = frames(listened(bus, 0.0, 2.0))
    assert len(heard) == pytest.approx(8000, abs=50)
    assert identifiers(heard) - set(range(0x100, 0x140)) == {*SET, 0x305}
    assert len(bus.due(100.0)) < 10


def limits(bus: InverterBus, at: float) -> tuple[float, float]:
    told = understood(Language.PYLON, of_battery(listened(bus, at, at + 1.0)))
    assert told.charge_current_limit_a is not None
    assert told.discharge_current_limit_a is not None
    return told.charge_current_limit_a, told.discharge_current_limit_a


@pytest.mark.parametrize("model", ["ES51.2-100LP", "ES25.6-230LP", "Active16"])
def test_a_disobedient_inverter_takes_more_than_it_may(model: str) -> None:
    wire, bus = living("disobeys", packs=3, model=model)
    charge, _ = limits(bus, 0.0)
    for at in range(2, 30, 3):
        bus.due(float(at))
        assert current(wire, at) > 1.25 * charge


def test_and_discharges_more_too() -> None:
    wire, bus = living("disobeys", packs=3, started=EVENING)
    _, discharge = limits(bus, 0.0)
    bus.due(5.0)
    assert current(wire, 5.0) < -1.25 * discharge


def test_an_inverter_keeps_to_a_limit_that_is_lowered() -> None:
    wire, bus = living("day", packs=3)
    listened(bus, 0.0, 2.0)
    assert current(wire, 2.0) > 30
    bus.hear(tables.encode(Language.PYLON, 0x351, pylon.Limits(58.4, 5.0, 0.0, 42.0)), 2.2)
    assert current(wire, 2.9) == pytest.approx(5.0, abs=0.1)


def test_what_does_not_fit_its_frame_is_not_taken_over() -> None:
    wire, bus = living("day", packs=3)
    cut_off = CanFrame(0x351, b"\x48\x02\x00")
    bus.hear(cut_off, 0.0)
    listened(bus, 0.0, 2.0)
    bus.hear(cut_off, 2.2)
    assert current(wire, 2.9) > 30


def test_without_limits_it_stops_after_a_minute() -> None:
    wire, bus = living("day", packs=3)
    listened(bus, 0.0, 2.0)
    select(wire, NO_CAN_LANGUAGE, at=2.0)
    listened(bus, 2.0, 50.0, every=0.5)
    assert current(wire, 50.0) > 30
    bus.due(66.0)
    assert abs(current(wire, 68.0)) < NOTHING_A
