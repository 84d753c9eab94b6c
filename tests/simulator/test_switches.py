from datetime import datetime, timedelta

import pytest

from hmi.protocol.control import EFFECT, Code, ControlReply, Empty, MosfetReply, Switch
from hmi.protocol.frame import Frame
from hmi.protocol.history import RecordNumber
from hmi.protocol.messages import Command, request
from hmi.protocol.parameters import LimiterStart, Sleep
from hmi.simulator import MIDSUMMER, simulated_wire
from hmi.simulator.wire import Wire
from tests.simulator.talk import analog, answer, ask, frames, refused, stack_of, status


@pytest.fixture
def wire() -> Wire:
    return simulated_wire(scenario="idle")


class TestSwitches:
    @pytest.mark.parametrize("code", Switch)
    def test_99h_echoes_and_shows_the_control_byte(self, code: Switch, wire: Wire) -> None:
        got = ask(wire, Command.SWITCH, Code(code))
        bit, value = EFFECT[code]
        assert got.code == code
        assert got.control >> bit & 1 == value
        assert status(wire).control == got.control

    def test_switched_off_paths_show_in_the_control_byte(self, wire: Wire) -> None:
        ask(wire, Command.CHARGE_MOSFET, Code(1))
        assert ask(wire, Command.SWITCH, Code(Switch.BUZZER_OFF)) == ControlReply(0x0C, 0x02)

    def test_at_rest_either_path_but_never_both(self, wire: Wire) -> None:
        assert ask(wire, Command.CHARGE_MOSFET, Code(1)) == MosfetReply(0x04)
        refusal = refused(wire, Command.DISCHARGE_MOSFET, Code(1))
        assert (refusal.code, refusal.info) == (0x09, b"\x04")
        assert ask(wire, Command.CHARGE_MOSFET, Code(0)) == MosfetReply(0x06)
        assert ask(wire, Command.DISCHARGE_MOSFET, Code(1)) == MosfetReply(0x02)
        assert refused(wire, Command.CHARGE_MOSFET, Code(1)).info == b"\x02"
        assert status(wire).control == 0x05

    def test_while_charging_only_the_charge_path(self) -> None:
        wire = simulated_wire(scenario="day")
        assert status(wire).charging
        assert refused(wire, Command.DISCHARGE_MOSFET, Code(1)).info == b"\x26"
        assert ask(wire, Command.CHARGE_MOSFET, Code(1)) == MosfetReply(0x24)
        assert analog(wire, at=2.0).current == 0

    def test_while_discharging_only_the_discharge_path(self) -> None:
        wire = simulated_wire(started=datetime(2025, 6, 21, 20))
        assert status(wire).discharging
        assert refused(wire, Command.CHARGE_MOSFET, Code(1)).info == b"\x0e"
        ask(wire, Command.DISCHARGE_MOSFET, Code(1))
        assert analog(wire, at=2.0).current == 0

    def test_the_limiter_holds_the_charge_current_down(self) -> None:
        wire = simulated_wire(scenario="day")
        ask(wire, Command.WRITE_LIMITER_START, LimiterStart(10))
        assert analog(wire, at=2.0).current == 10
        assert status(wire, at=2.0).system & 1
        ask(wire, Command.SWITCH, Code(Switch.CHARGE_LIMITER_OFF))
        assert analog(wire, at=4.0).current > 10


class TestSleep:
    def test_shut_down_is_silence(self, wire: Wire) -> None:
        assert ask(wire, Command.SHUT_DOWN, Code(1)) == Empty()
        assert frames(wire, request(Command.VERSION), at=60.0) == []

    def test_with_charge_present_it_starts_again(self) -> None:
        wire = simulated_wire(scenario="day")
        ask(wire, Command.SHUT_DOWN, Code(1))
        assert frames(wire, request(Command.VERSION), at=2.0) == []
        assert ask(wire, Command.VERSION, at=20.0)

    def test_a_sleeping_slave_is_an_empty_slot(self) -> None:
        wire = simulated_wire(packs=2, scenario="idle")
        stack_of(wire).packs[1].bms.shut_down()
        assert analog(wire, 2).no_data

    def test_low_cells_without_charge_or_load(self, wire: Wire) -> None:
        ask(wire, Command.WRITE_SLEEP, Sleep(3.5, 1))
        assert ask(wire, Command.VERSION, at=40.0)
        assert frames(wire, request(Command.VERSION), at=70.0) == []


class TestHistory:
    def test_begins_with_power_on_and_ends(self, wire: Wire) -> None:
        first = ask(wire, Command.READ_RECORD, RecordNumber(0))
        assert first.cause & 1
        assert first.time == MIDSUMMER - timedelta(seconds=10)  # and the clock tells whole seconds
        assert answer(wire, Command.READ_RECORD, RecordNumber(1)) == Frame(0, 0)

    def test_the_newest_comes_first(self) -> None:
        wire = simulated_wire(scenario="overcurrent")
        newest = ask(wire, Command.READ_RECORD, RecordNumber(0))
        assert newest.cause == 0
        assert newest.protect_1 == status(wire).protect_1 == 1 << 5
        assert ask(wire, Command.READ_RECORD, RecordNumber(1)).cause & 1

    def test_keeps_four_hundred(self) -> None:
        wire = simulated_wire(scenario="storm", speed=100)
        ask(wire, Command.PACK_COUNT)
        ask(wire, Command.PACK_COUNT, at=200.0)
        assert len(stack_of(wire).wired.records) == 400
        assert ask(wire, Command.READ_RECORD, RecordNumber(399), at=200.0).cause == 0
