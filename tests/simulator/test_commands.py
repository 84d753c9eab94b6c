import dataclasses
from datetime import datetime, timedelta
from typing import Any

import pytest

from hmi.facts import load_models, load_parameters
from hmi.protocol import frame
from hmi.protocol.control import Code, Empty
from hmi.protocol.frame import Frame
from hmi.protocol.identity import Capacities, Clock, PackCount
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.messages import MESSAGES, Command, reply
from hmi.protocol.parameters import CurrentLimits, DischargeCurrentLimits, FullAndLowCharge, VoltageLimits
from hmi.simulator import MIDSUMMER, simulated_wire
from hmi.simulator.readings import FIRMWARES
from hmi.simulator.settings import WRITES
from hmi.simulator.wire import Wire
from tests.simulator.talk import analog, answer, ask, frames, refused, status

READS = [command for command in Command if MESSAGES[command].request == (Empty,)]


@pytest.fixture
def wire() -> Wire:
    return simulated_wire(scenario="idle")


@pytest.mark.parametrize("model", [model.name for model in load_models()])
@pytest.mark.parametrize("command", READS, ids=lambda command: command.name)
def test_everything_that_can_be_read_is_answered(command: Command, model: str) -> None:
    assert isinstance(ask(simulated_wire(model), command), MESSAGES[command].reply)


def _other_values(read: Command, group: Any) -> Any:
    """The group with every value moved to the next step within its range."""
    changed = {}
    for name, parameter in load_parameters()[read.name.removeprefix("READ_").lower()].items():
        value = getattr(group, name)
        moved = value + parameter.step
        changed[name] = moved if parameter.admits(moved) else value - parameter.step
    form = CurrentLimits if isinstance(group, DischargeCurrentLimits) else type(group)
    return form(**changed)


@pytest.mark.parametrize(("write", "read"), WRITES.items(), ids=lambda command: command.name)
def test_every_parameter_group_is_written_and_read_back(write: Command, read: Command, wire: Wire) -> None:
    wanted = _other_values(read, ask(wire, read))
    assert ask(wire, write, wanted) == Empty()
    got = dataclasses.asdict(ask(wire, read))
    assert got == pytest.approx(dataclasses.asdict(wanted), abs=1e-6)


@pytest.mark.parametrize(("write", "read"), WRITES.items(), ids=lambda command: command.name)
def test_a_value_out_of_range_is_refused_and_nothing_changes(
    write: Command, read: Command, wire: Wire
) -> None:
    before = ask(wire, read)
    field, parameter = list(load_parameters()[read.name.removeprefix("READ_").lower()].items())[-1]
    values = {name: getattr(before, name) for name in type(before).__dataclass_fields__}
    form = CurrentLimits if isinstance(before, DischargeCurrentLimits) else type(before)
    wrong = form(**(values | {field: parameter.least - parameter.step or parameter.most + parameter.step}))
    if parameter.least == 0:
        wrong = form(**(values | {field: parameter.most + parameter.step}))
    assert refused(wire, write, wrong).code == 0x06
    assert ask(wire, read) == before


def test_a_write_may_leave_out_what_it_does_not_change(wire: Wire) -> None:
    ask(wire, Command.WRITE_FULL_AND_LOW_CHARGE, FullAndLowCharge(55.0, 3.0))
    assert ask(wire, Command.READ_FULL_AND_LOW_CHARGE) == FullAndLowCharge(55.0, 3.0, 5)
    short = Frame(0, Command.WRITE_FAST_OVER_CURRENT, bytes((0, 120, 8)))
    assert frames(wire, frame.encode(short)) == [Frame(0, 0)]
    assert ask(wire, Command.READ_FAST_OVER_CURRENT).discharge == 120
    assert ask(wire, Command.READ_FAST_OVER_CURRENT).charge == 150


def test_the_longer_form_with_a_release_is_unknown_here(wire: Wire) -> None:
    longer = Frame(0, Command.WRITE_CHARGE_OVER_CURRENT, bytes((1, 0, 90, 0, 95, 0, 80, 10)))
    assert frames(wire, frame.encode(longer)) == [Frame(0, 0x06)]


class TestIdentity:
    def test_says_that_it_is_simulated(self, wire: Wire) -> None:
        assert ask(wire, Command.VERSION).software == "P16S100A-SIM-1.00"
        assert ask(wire, Command.SERIALS).bms == "SIM0000000000P01"
        assert ask(wire, Command.SERIALS).pack == "SIM-ES51.2-100LP-001"
        assert ask(simulated_wire("ES25.6-230LP"), Command.VERSION).software == "P8S100A-SIM-1.00"
        assert ask(simulated_wire("Active16"), Command.SERIALS).pack == "SIM-Active16-001"

    def test_capacities_are_those_of_42h(self, wire: Wire) -> None:
        pack = analog(wire)
        assert ask(wire, Command.CAPACITIES) == Capacities(pack.remaining, pack.full, pack.design)
        assert pack.design == 100
        assert 100 < pack.full < 105


class TestAddresses:
    def test_alone_at_0_and_master_at_1_whatever_is_asked(self) -> None:
        assert answer(simulated_wire(), Command.VERSION, address=7).address == 0
        assert answer(simulated_wire(packs=2), Command.VERSION, address=7).address == 1

    def test_the_count(self) -> None:
        assert ask(simulated_wire(), Command.PACK_COUNT) == PackCount(1)
        assert ask(simulated_wire(packs=15), Command.PACK_COUNT) == PackCount(15)

    @pytest.mark.parametrize("command", [Command.ANALOG, Command.STATUS])
    @pytest.mark.parametrize("tail", FIRMWARES)
    def test_the_whole_stack_is_one_answer(self, command: Command, tail: int) -> None:
        wire = simulated_wire(packs=15, tail=tail)
        whole = ask(wire, command, Code(0xFF))
        assert whole.pack_byte == len(whole.packs) == 15
        assert whole.packs[6] == ask(wire, command, Code(7)).packs[0]

    def test_the_command_is_repeated(self) -> None:
        wire = simulated_wire(packs=3)
        assert [ask(wire, Command.ANALOG, Code(slot)).pack_byte for slot in (0, 1, 2)] == [0, 1, 2]
        assert analog(wire, 0) == analog(wire, 1)

    def test_an_empty_slot_is_all_zero_but_full(self) -> None:
        pack = analog(simulated_wire(packs=2), 3)
        assert pack.no_data
        assert (pack.voltage, pack.current, pack.full, set(pack.temperatures)) == (0, 0, 0, {0.0})
        assert pack.extras.soc == 100
        empty = status(simulated_wire(), 2)
        assert (empty.system, empty.protections, empty.warnings) == (0, (), ())

    def test_no_such_slot(self, wire: Wire) -> None:
        assert refused(wire, Command.ANALOG, Code(0x10)).code == 0x06
        assert refused(wire, Command.STATUS, Code(0xFE)).code == 0x06


@pytest.mark.parametrize("tail", FIRMWARES)
def test_the_tail_of_each_firmware(tail: int) -> None:
    pack = analog(simulated_wire(scenario="idle", tail=tail))
    assert len(pack.tail) == tail
    if tail:
        assert pack.extras.soc == pytest.approx(pack.soc, abs=1)


def test_eight_cell_boards_have_four_sensors() -> None:
    pack = analog(simulated_wire("ES25.6-100LP"))
    assert (len(pack.cell_voltages), len(pack.temperatures)) == (8, 4)
    assert len(status(simulated_wire("ES25.6-100LP")).temperature_codes) == 4


class TestBadRequests:
    def test_an_unknown_command(self, wire: Wire) -> None:
        assert frames(wire, frame.encode(Frame(0, 0x63))) == [Frame(0, 0x04)]

    def test_another_layout(self, wire: Wire) -> None:
        assert frames(wire, frame.encode(Frame(0, Command.ANALOG, b"\1\2"))) == [Frame(0, 0x05)]
        assert frames(wire, frame.encode(Frame(0, Command.WRITE_CLOCK, b"\1"))) == [Frame(0, 0x05)]

    def test_a_wrong_checksum_and_a_wrong_length(self, wire: Wire) -> None:
        assert frames(wire, b"~25004642E00201FD32\r") == [Frame(0, 0x02)]
        assert frames(wire, b"~25004642D00201FD31\r") == [Frame(0, 0x03)]

    def test_noise_gets_no_answer(self, wire: Wire) -> None:
        assert frames(wire, b"~2500xx\r\n~~\r") == []

    def test_codes_that_must_not_be_sent_are_refused(self, wire: Wire) -> None:
        for command in (Command.SWITCH, Command.CHARGE_MOSFET, Command.DISCHARGE_MOSFET):
            assert frames(wire, frame.encode(Frame(0, command, b"\x0e")))[0].code == 0x06


class TestClock:
    def test_starts_where_it_is_told_and_runs(self, wire: Wire) -> None:
        assert ask(wire, Command.READ_CLOCK).time == MIDSUMMER
        assert ask(wire, Command.READ_CLOCK, at=90.0).time == MIDSUMMER + timedelta(seconds=90)

    def test_is_set(self, wire: Wire) -> None:
        ask(wire, Command.WRITE_CLOCK, Clock.of(datetime(2031, 12, 31, 23, 59, 58)))
        assert ask(wire, Command.READ_CLOCK, at=3.0).time == datetime(2032, 1, 1, 0, 0, 1)

    def test_no_such_date(self, wire: Wire) -> None:
        assert refused(wire, Command.WRITE_CLOCK, Clock(25, 2, 30, 0, 0, 0)).code == 0x06


class TestInverterProtocol:
    def test_comes_as_pylon(self, wire: Wire) -> None:
        assert ask(wire, Command.READ_INVERTER_PROTOCOL) == InverterProtocol(1, 1, Choice.AUTOMATIC)

    def test_ff_leaves_unchanged(self, wire: Wire) -> None:
        ask(wire, Command.WRITE_INVERTER_PROTOCOL, InverterProtocol(0x0A, 0x03, Choice.MANUAL))
        ask(wire, Command.WRITE_INVERTER_PROTOCOL, InverterProtocol(0xFF, 0x0B, Choice.MANUAL))
        assert ask(wire, Command.READ_INVERTER_PROTOCOL) == InverterProtocol(0x0A, 0x0B, Choice.MANUAL)
        ask(wire, Command.WRITE_INVERTER_PROTOCOL, InverterProtocol(0xFF, 0xFF, Choice.AUTOMATIC))
        assert ask(wire, Command.READ_INVERTER_PROTOCOL) == InverterProtocol(0x0A, 0x0B, Choice.AUTOMATIC)


def test_disabled_protection_does_not_act(wire: Wire) -> None:
    limits = ask(wire, Command.READ_CELL_OVER_VOLTAGE)
    low = VoltageLimits(1, 3.0, 3.1, 2.9, 1.0)
    ask(wire, Command.WRITE_CELL_OVER_VOLTAGE, low)
    assert [*status(wire, at=5.0).protections] == ["cell_over_voltage"]
    ask(wire, Command.WRITE_CELL_OVER_VOLTAGE, dataclasses.replace(low, enable=0))
    assert status(wire, at=7.0).protections == ()
    assert limits.enable == 1


def test_the_answer_is_what_the_protocol_module_writes(wire: Wire) -> None:
    wire.feed(b"~250046900000FDA6\r", 0.0)
    assert wire.due(1.0) == reply(PackCount(1))
