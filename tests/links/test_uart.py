"""The link on a real pseudo terminal with a simulated pack behind it, through every fault and back."""

import os
import select
import time
from itertools import pairwise
from pathlib import Path

import pytest

from hmi.links.adapter import Opener
from hmi.links.port import Port, PortFailure
from hmi.links.timing import LinkSettings
from hmi.links.uart import Uart
from hmi.model.events import NOT_SENT, FromLink, Lost, Opened, Received, Trouble, Unusable
from hmi.model.wanted import Send
from hmi.protocol.analog import PackAnalog
from hmi.protocol.control import Code, Empty
from hmi.protocol.identity import PackCount, Serials, Version
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.messages import Command, reply
from hmi.protocol.status import PackStatus
from hmi.simulator.scenarios import WireFault
from tests.links.line import PATIENCE_S, QUICK_S, Heard, linked, served, stack_wire

RECOVERY_S = 2.0


def is_analog(event: FromLink) -> bool:
    return isinstance(event, Received) and event.command is Command.ANALOG


def no_wrong_value(heard: Heard) -> bool:
    values = [event.message for event in heard.events if is_analog(event) and isinstance(event, Received)]
    return all(
        isinstance(value, PackAnalog) and all(3.0 < volts < 3.6 for volts in value.cell_voltages)
        for value in values
    )


def test_values_then_facts_come_from_a_pack(tmp_path: Path) -> None:
    with served(tmp_path / "bms", stack_wire()), linked(tmp_path / "bms") as (_, heard):
        heard.received(Serials)
        version = heard.received(Version)
        analog = heard.received(PackAnalog)
        heard.received(PackStatus)
        assert heard.events[0] == Opened(str(tmp_path / "bms"), heard.events[0].at)
        assert (analog.slot, analog.address) == (1, 0)
        assert QUICK_S < analog.period < 1.0  # what two exchanges take at 9600 baud
        assert version.period == float("inf")
        assert analog.at < version.at


def test_every_pack_of_a_stack_is_heard(tmp_path: Path) -> None:
    with served(tmp_path / "bms", stack_wire(5)), linked(tmp_path / "bms") as (_, heard):
        for slot in range(1, 6):
            heard.wait(lambda one, slot=slot: is_analog(one) and one.slot == slot)  # type: ignore[misc]
    packs = {event.slot: event.address for event in heard.events if isinstance(event, Received)}
    assert packs == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}


@pytest.mark.parametrize(
    ("fault", "trouble"), [(WireFault.SILENT, Trouble.SILENT), (WireFault.GARBAGE, Trouble.GARBAGE)]
)
def test_the_link_is_lost_and_comes_back(tmp_path: Path, fault: WireFault, trouble: Trouble) -> None:
    wire = stack_wire()
    with served(tmp_path / "bms", wire), linked(tmp_path / "bms") as (_, heard):
        heard.received(Version)
        wire.fault = fault
        assert heard.lost().trouble is trouble
        lost, wire.fault = heard.count, None
        heard.received(PackAnalog, RECOVERY_S, lost)
        heard.received(Version, since=lost)
    assert no_wrong_value(heard)


@pytest.mark.parametrize(
    ("fault", "kinds"),
    [
        (WireFault.REFUSING, {"return_code"}),
        (WireFault.ABSURD, {"implausible"}),
        (WireFault.WRONG_COMMAND, {"layout"}),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, fault: WireFault, kinds: set[str]) -> None:
    wire = stack_wire()
    with served(tmp_path / "bms", wire), linked(tmp_path / "bms") as (_, heard):
        heard.received(PackAnalog)
        wire.fault = fault
        event = heard.wait(lambda one: isinstance(one, Unusable) and one.command is Command.ANALOG)
        assert isinstance(event, Unusable)
        assert event.kind in kinds
        assert not any(isinstance(one, Lost) for one in heard.events)
        said, wire.fault = heard.count, None
        heard.received(PackAnalog, RECOVERY_S, said)
    assert no_wrong_value(heard)


def test_truncated_answers_are_garbage_and_pass(tmp_path: Path) -> None:
    wire = stack_wire()
    wire.fault = WireFault.TRUNCATED
    with served(tmp_path / "bms", wire), linked(tmp_path / "bms") as (_, heard):
        assert heard.lost().trouble is Trouble.GARBAGE
        lost, wire.fault = heard.count, None
        heard.received(PackAnalog, RECOVERY_S, lost)
    assert no_wrong_value(heard)


@pytest.mark.parametrize("fault", [WireFault.LATE, WireFault.DOUBLED, WireFault.WRONG_ADDRESS])
def test_what_can_be_understood_is_used(tmp_path: Path, fault: WireFault) -> None:
    wire = stack_wire()
    wire.fault = fault
    with served(tmp_path / "bms", wire), linked(tmp_path / "bms") as (_, heard):
        analog = heard.received(PackAnalog, 8)
        heard.received(PackStatus, 8)
        assert analog.address == (5 if fault is WireFault.WRONG_ADDRESS else 0)
    assert not any(isinstance(one, Unusable | Lost) for one in heard.events)
    assert no_wrong_value(heard)


def test_a_port_that_vanishes_and_returns_is_opened_again(tmp_path: Path) -> None:
    with linked(tmp_path / "bms") as (_, heard):
        assert heard.lost().trouble is Trouble.NO_PORT
        with served(tmp_path / "bms", stack_wire()):
            heard.received(PackAnalog, RECOVERY_S)
        gone = heard.count
        assert heard.lost(since=gone).trouble is Trouble.NO_PORT
        with served(tmp_path / "bms", stack_wire()):
            heard.received(PackAnalog, RECOVERY_S, gone)
            heard.received(Version, since=gone)


def test_a_port_is_tried_for_ever_and_its_trouble_told_once(tmp_path: Path) -> None:
    attempts, heard, opener = Heard(), Heard(), Opener(str(tmp_path / "bms"))

    def attempt() -> Port:
        attempts(Opened("attempt", time.monotonic()))
        return opener()

    uart = Uart(attempt, heard)
    uart.start()
    attempts.wait(lambda _: attempts.count == 6)
    assert heard.count == 1
    with served(tmp_path / "bms", stack_wire()):
        heard.received(PackAnalog, RECOVERY_S)
        uart.stop()
    times = [attempt.at for attempt in attempts.events]
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert waits[:5] == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.0], abs=0.2)


def test_a_failure_that_nobody_thought_of_is_a_loss_and_not_the_end() -> None:
    heard = Heard()
    failures = iter([ZeroDivisionError("oops"), KeyError("again")])

    def fail() -> Port:
        raise next(failures, PortFailure(Trouble.PORT_BUSY, "at last"))

    uart = Uart(fail, heard)
    uart.start()
    heard.wait(lambda one: isinstance(one, Lost) and one.trouble is Trouble.PORT_BUSY)
    uart.stop()
    assert "oops" in heard.lost().detail


def test_a_silent_port_is_opened_anew(tmp_path: Path) -> None:
    wire = stack_wire()
    wire.fault = WireFault.SILENT
    settings = LinkSettings(url="silent", timeout_s=0.02)
    with served(tmp_path / "bms", wire), linked(tmp_path / "bms", settings) as (_, heard):
        heard.lost()
        heard.wait(lambda one: isinstance(one, Opened), since=heard.count)


def test_a_port_that_vanishes_within_an_answer_is_lost() -> None:
    master, slave = os.openpty()
    with linked(Path(os.ttyname(slave))) as (_, heard):
        with select.epoll() as asked:
            asked.register(master, select.EPOLLIN)
            asked.poll(PATIENCE_S)
        os.write(master, reply(PackCount(1), 0)[:9])
        os.close(slave)
        os.close(master)
        assert heard.lost().trouble is Trouble.NO_PORT


def test_a_command_goes_before_the_polls_and_its_outcome_comes(tmp_path: Path) -> None:
    choice = InverterProtocol(0x01, 0x01, Choice.MANUAL)
    with served(tmp_path / "bms", stack_wire()), linked(tmp_path / "bms") as (uart, heard):
        heard.received(PackStatus)
        sent = heard.count
        uart.send(Send(Command.WRITE_INVERTER_PROTOCOL, choice, ask=1))
        uart.send(Send(Command.SWITCH, Code(0x55), ask=2))
        written = heard.wait(
            lambda one: getattr(one, "command", None) is Command.WRITE_INVERTER_PROTOCOL, since=sent
        )
        refused = heard.wait(lambda one: getattr(one, "command", None) is Command.SWITCH, since=sent)
        assert isinstance(written, Received)
        assert isinstance(refused, Unusable)
        assert refused.kind == "layout"
        assert heard.events.index(refused) - heard.events.index(written) == 1


def test_what_a_page_reads_leaves_room_for_the_polls(tmp_path: Path) -> None:
    wished = 12
    with served(tmp_path / "bms", stack_wire()), linked(tmp_path / "bms") as (uart, heard):
        heard.received(PackStatus)
        for _ in range(wished):
            uart.send(Send(Command.READ_CLOCK, Empty()))
        heard.wait(lambda one: len(_clocks(heard)) == wished)
        clocks = _clocks(heard)
        between = heard.events[clocks[0] : clocks[-1]]
        assert any(isinstance(getattr(one, "message", None), PackStatus) for one in between)


def _clocks(heard: Heard) -> list[int]:
    """Where answers about the clock stand among all events."""
    return [at for at, one in enumerate(heard.events) if getattr(one, "command", None) is Command.READ_CLOCK]


def test_a_command_without_a_pack_is_refused_at_once(tmp_path: Path) -> None:
    with linked(tmp_path / "nothing") as (uart, heard):
        heard.lost()
        uart.send(Send(Command.SWITCH, Code(0x0C)))
        event = heard.wait(lambda one: isinstance(one, Unusable), 1.0)
        assert isinstance(event, Unusable)
        assert event.kind == NOT_SENT


def test_the_pace_is_changed_from_outside_and_quickened_at_once(tmp_path: Path) -> None:
    with served(tmp_path / "bms", stack_wire()), linked(tmp_path / "bms") as (uart, heard):
        heard.received(PackStatus)
        uart.pace(60.0)
        slow = heard.wait(lambda one: is_analog(one) and getattr(one, "period", 0) == 60.0)
        heard.received(PackStatus, since=heard.events.index(slow))
        told = heard.count
        uart.pace(0.0)
        assert heard.received(PackAnalog, 1.0, told).period < 1.0
