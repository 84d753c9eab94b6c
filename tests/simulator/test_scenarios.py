from dataclasses import dataclass

import pytest

from hmi.protocol import bits
from hmi.protocol.bits import Alarm, Fault
from hmi.protocol.control import Code, Switch
from hmi.protocol.errors import (
    ImplausibleError,
    LayoutError,
    ReturnCodeError,
)
from hmi.protocol.frame import Frame
from hmi.protocol.messages import Command, request
from hmi.simulator import simulated_wire
from hmi.simulator.scenarios import SCENARIOS, UnknownScenarioError, WireFault, scenario_named
from tests.simulator.talk import LONG, analog, answer, ask, frames, stack_of, status

A = Alarm


@dataclass(frozen=True)
class Promise:
    protections: tuple[Alarm, ...] = ()
    warnings: tuple[Alarm, ...] = ()
    charge_mosfet: bool = True
    discharge_mosfet: bool = True


PROMISES = {
    "day": Promise(),
    "idle": Promise(),
    "full": Promise(),
    "cell-drift": Promise(),
    "empty": Promise(
        (A.CELL_UNDER_VOLTAGE,),
        (A.CELL_UNDER_VOLTAGE, A.PACK_UNDER_VOLTAGE, A.LOW_SOC),
        discharge_mosfet=False,
    ),
    "hot": Promise(
        (A.CHARGE_OVER_TEMPERATURE,),
        (A.CHARGE_OVER_TEMPERATURE, A.DISCHARGE_OVER_TEMPERATURE, A.ENVIRONMENT_OVER_TEMPERATURE),
        charge_mosfet=False,
    ),
    "frozen": Promise(
        (A.CHARGE_UNDER_TEMPERATURE,),
        (A.CHARGE_UNDER_TEMPERATURE, A.DISCHARGE_UNDER_TEMPERATURE, A.ENVIRONMENT_UNDER_TEMPERATURE),
        charge_mosfet=False,
    ),
    "overcurrent": Promise((A.DISCHARGE_OVER_CURRENT,), discharge_mosfet=False),
    "short-circuit": Promise((A.SHORT_CIRCUIT,), charge_mosfet=False, discharge_mosfet=False),
}


@pytest.mark.parametrize("model", ["ES51.2-100LP", "ES25.6-230LP", "Active16"])
@pytest.mark.parametrize("name", PROMISES)
@pytest.mark.parametrize("packs", [1, 3])
def test_the_first_reading_shows_what_the_scenario_promises(name: str, packs: int, model: str) -> None:
    wire = simulated_wire(model, packs, name)
    for slot in range(1, packs + 1):
        found, promised = status(wire, slot), PROMISES[name]
        assert found.protections == promised.protections
        assert set(found.warnings) == set(promised.warnings)
        assert found.charge_mosfet is promised.charge_mosfet
        assert found.discharge_mosfet is promised.discharge_mosfet
        assert found.faults == ()


@pytest.mark.parametrize("name", [name for name in PROMISES if name != "overcurrent"])
def test_it_is_still_so_ten_minutes_later(name: str) -> None:
    assert status(simulated_wire(scenario=name), at=600.0).protections == PROMISES[name].protections


def test_full() -> None:
    wire = simulated_wire(scenario="full", packs=3)
    for slot in (1, 2, 3):
        assert status(wire, slot).fully_charged
        assert analog(wire, slot).soc == 100


def test_empty() -> None:
    assert analog(simulated_wire(scenario="empty")).soc == 0


def test_idle_is_at_rest() -> None:
    wire = simulated_wire(scenario="idle", packs=3)
    for slot in (1, 2, 3):
        assert analog(wire, slot).current == 0
        assert status(wire, slot).system == 0x06


@pytest.mark.parametrize("model", ["ES51.2-100LP", "ES25.6-100LP"])
def test_one_cell_drifts(model: str) -> None:
    wire = simulated_wire(model, packs=2, scenario="cell-drift")
    first, second = sorted(analog(wire, 1).cell_voltages), analog(wire, 2).cell_voltages
    assert 0.06 < first[1] - first[0] < 0.1
    assert max(second) - min(second) < 0.01


def test_a_dead_pack_is_an_empty_slot() -> None:
    wire = simulated_wire(packs=4, scenario="dead-pack")
    assert ask(wire, Command.PACK_COUNT).count == 4
    assert [pack.no_data for pack in ask(wire, Command.ANALOG, Code(0xFF)).packs] == [
        False,
        False,
        True,
        False,
    ]
    with pytest.raises(ValueError, match="2 to 15 packs"):
        simulated_wire(packs=1, scenario="dead-pack")


def test_the_storm_hits_every_pack_with_every_alarm_and_changes() -> None:
    wire = simulated_wire(packs=15, scenario="storm")
    first = ask(wire, Command.STATUS, Code(0xFF)).packs
    assert sum(bool(pack.protections or pack.warnings or pack.faults) for pack in first) >= 14
    assert sum(len(pack.protections) for pack in first) > 20
    assert ask(wire, Command.STATUS, Code(0xFF), at=12.0).packs != first
    wire = simulated_wire(packs=15, scenario="storm")
    seen: set[Alarm | Fault] = set()
    for second in range(0, 120, 4):
        for pack in ask(wire, Command.STATUS, Code(0xFF), at=float(second)).packs:
            seen |= {*pack.protections, *pack.warnings, *pack.faults}
    assert ask(wire, Command.ANALOG, Code(0xFF), at=120.0)
    assert seen >= set(Fault) | set(bits.PROTECT_2.values()) | {A.REVERSE_POLARITY, A.CELL_OVER_VOLTAGE}


@pytest.mark.parametrize("model", ["ES25.6-100LP", "Active16"])
def test_whatever_the_storm_does_fits_the_protocol(model: str) -> None:
    wire = simulated_wire(model, packs=3, scenario="storm", speed=50)
    for second in range(0, 80, 4):
        for command in (Command.ANALOG, Command.STATUS):
            assert len(ask(wire, command, Code(0xFF), at=float(second)).packs) == 3


def test_an_unknown_scenario_is_answered_with_the_known() -> None:
    with pytest.raises(UnknownScenarioError, match=r"'rain'.*known: day, idle"):
        scenario_named("rain")


def test_every_wire_fault_is_a_scenario() -> None:
    assert {scenario.fault for scenario in SCENARIOS.values()} == {None, *WireFault}


class TestWireFaults:
    @pytest.mark.parametrize("fault", WireFault)
    @pytest.mark.parametrize("command", [Command.VERSION, Command.PACK_COUNT, Command.READ_CLOCK])
    def test_no_command_breaks_the_simulator(self, fault: WireFault, command: Command) -> None:
        for _ in range(20):
            frames(simulated_wire(scenario=fault), request(command))

    def test_silent(self) -> None:
        wire = simulated_wire(scenario="silent")
        assert frames(wire, request(Command.VERSION)) == []
        wire.fault = None
        assert ask(wire, Command.VERSION)

    def test_garbage(self) -> None:
        wire = simulated_wire(scenario="garbage")
        for _ in range(50):
            assert not any(isinstance(found, Frame) for found in frames(wire, request(Command.SERIALS)))

    def test_refusing(self) -> None:
        wire = simulated_wire(scenario="refusing")
        codes = set()
        for _ in range(100):
            with pytest.raises(ReturnCodeError) as refusal:
                ask(wire, Command.ANALOG, Code(1))
            codes.add(refusal.value.code)
        assert len(codes) > 10

    @pytest.mark.parametrize("tail", [0, 14])
    @pytest.mark.parametrize("slot", [1, 0xFF])
    def test_absurd(self, tail: int, slot: int) -> None:
        wire = simulated_wire(scenario="absurd", packs=2, tail=tail)
        with pytest.raises(ImplausibleError, match=r"65\.535"):
            ask(wire, Command.ANALOG, Code(slot))
        assert ask(wire, Command.STATUS, Code(slot))
        if tail:
            info = answer(wire, Command.ANALOG, Code(1)).info
            assert info[-14] == 0xFF
        with pytest.raises(ReturnCodeError):
            ask(wire, Command.ANALOG, Code(0x20))

    def test_late(self) -> None:
        wire = simulated_wire(scenario="late")
        wire.feed(request(Command.PACK_COUNT), 0.0)
        assert wire.due(0.6) == b""
        assert wire.due(0.9).endswith(b"\r")

    def test_truncated(self) -> None:
        wire = simulated_wire(scenario="truncated")
        lengths = set()
        for at in range(0, 600, 12):
            wire.feed(request(Command.ANALOG, Code(1)), float(at))
            part = wire.due(at + LONG)
            assert part.startswith(b"~")
            assert b"\r" not in part
            lengths.add(len(part))
        assert len(lengths) > 10

    def test_doubled(self) -> None:
        one, two = frames(simulated_wire(scenario="doubled"), request(Command.VERSION))
        assert one == two

    def test_wrong_address(self) -> None:
        assert answer(simulated_wire(scenario="wrong-address", packs=2), Command.VERSION).address == 6

    @pytest.mark.parametrize(
        ("command", "message"),
        [
            (Command.ANALOG, Code(1)),
            (Command.STATUS, Code(1)),
            (Command.VERSION, None),
            (Command.SERIALS, None),
            (Command.READ_SLEEP, None),
        ],
    )
    def test_wrong_command(self, command: Command, message: Code | None) -> None:
        wire = simulated_wire(scenario="wrong-command")
        try:
            got = ask(wire, command, message)
        except LayoutError:
            return
        wire.fault = None  # some pass: 20 characters of a version may be a serial number
        assert got != ask(wire, command, message)

    def test_what_is_refused_does_not_happen(self) -> None:
        wire = simulated_wire(scenario="refusing")
        before = stack_of(wire).wired.bms.control
        frames(wire, request(Command.SWITCH, Code(Switch.BUZZER_OFF)))
        assert stack_of(wire).wired.bms.control == before

    def test_damaged_requests_are_still_refused(self) -> None:
        wire = simulated_wire(scenario="doubled")
        assert frames(wire, b"~25004642E00201FD32\r") == [Frame(0, 0x02)]


def test_asleep_is_silence_whatever_the_fault() -> None:
    for fault in WireFault:
        wire = simulated_wire(scenario=fault)
        stack_of(wire).wired.bms.shut_down()
        assert frames(wire, request(Command.VERSION)) == []
