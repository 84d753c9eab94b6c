"""The simulated bus on real interfaces of python-can."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import can
import pytest

from hmi.protocol import frame
from hmi.protocol.can import pylon, tables
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.control import Code
from hmi.protocol.messages import Command, read_reply, request
from hmi.simulator import inverter_bus, simulated_wire
from hmi.simulator.inverter.line import CanLine, CanLineError, interface_and_channel, message
from hmi.simulator.inverter.on_bus import NOT_ACKNOWLEDGED, OnBus
from hmi.simulator.port import InProcessPort
from hmi.simulator.wire import Wire
from tests.simulator.can_bus import current, understood
from tests.simulator.talk import ask, stack_of

PATIENCE_S = 10.0
SET = {0x351, 0x355, 0x356, 0x359, 0x35C, 0x35E, 0x305}


@contextmanager
def spoken(wire: Wire, interface: str, channel: str) -> Iterator[can.BusABC]:
    """A node beside the line that speaks there."""
    line = CanLine(inverter_bus(wire), interface, channel)
    with can.Bus(interface=interface, channel=channel) as node:
        line.start()
        try:
            yield node
        finally:
            line.stop()


def until(node: can.BusABC, enough: Callable[[list[can.Message]], object]) -> list[can.Message]:
    """What is heard until it is enough."""
    heard: list[can.Message] = []
    deadline = time.monotonic() + PATIENCE_S
    while not enough(heard):
        assert time.monotonic() < deadline, heard
        if (one := node.recv(0.2)) is not None:
            heard.append(one)
    return heard


def whole_set(heard: list[can.Message]) -> bool:
    return {one.arbitration_id for one in heard} == SET


@pytest.mark.parametrize(
    ("interface", "channel"), [("virtual", "speaks"), ("udp_multicast", "239.74.163.31")]
)
def test_another_node_hears_what_the_uart_says(interface: str, channel: str) -> None:
    wire = simulated_wire(packs=2, scenario="idle", baud=0)
    with spoken(wire, interface, channel) as node:
        heard = until(node, whole_set)
    assert not any(one.is_extended_id or one.is_error_frame for one in heard)
    frames = [CanFrame(one.arbitration_id, bytes(one.data)) for one in heard if one.arbitration_id != 0x305]
    says = understood(Language.PYLON, frames)
    packs = ask(wire, Command.ANALOG, Code(0xFF), time.monotonic()).packs
    assert says.soc_pct == round(
        100 * sum(pack.remaining for pack in packs) / sum(pack.full for pack in packs)
    )
    assert says.voltage_v == pytest.approx(sum(pack.voltage for pack in packs) / 2, abs=0.011)
    assert (says.packs, says.current_a) == (2, 0.0)


def test_error_frames_carry_their_class() -> None:
    with spoken(simulated_wire(scenario="wrong-bitrate"), "virtual", "errors") as node:
        heard = until(node, len)
    assert heard[0].is_error_frame
    assert heard[0].arbitration_id == 0x08
    made = message(OnBus(0.0, None, NOT_ACKNOWLEDGED))
    assert (made.is_error_frame, made.arbitration_id, made.dlc) == (True, 0x20, 8)


def test_extended_identifiers_stay_so() -> None:
    made = message(OnBus(0.0, CanFrame(0x305, b"", extended=True)))
    assert (made.is_extended_id, made.arbitration_id) == (True, 0x305)


def test_the_inverter_hears_others_on_the_bus_and_no_errors() -> None:
    wire = simulated_wire(packs=2, baud=0)
    stop = tables.encode(Language.PYLON, 0x351, pylon.Limits(58.4, 0.0, 0.0, 42.0))
    with spoken(wire, "virtual", "others") as node:
        until(node, whole_set)
        inverter = stack_of(wire).inverter
        assert inverter is not None
        assert inverter.taken(10.0, 100.0) == 10.0
        node.send(can.Message(arbitration_id=0x351, is_error_frame=True, is_extended_id=False, dlc=8))
        node.send(can.Message(arbitration_id=0x351, data=stop.data, is_extended_id=False))
        deadline = time.monotonic() + PATIENCE_S
        while inverter.taken(10.0, 100.0) != 0.0:
            assert time.monotonic() < deadline
    assert current(wire, time.monotonic()) is not None


def test_uart_and_bus_are_served_at_once() -> None:
    wire = simulated_wire(packs=4, scenario="two-masters", baud=0, speed=600)
    port = InProcessPort(wire)
    port.timeout = PATIENCE_S
    with spoken(wire, "virtual", "both") as node:
        for _ in range(8):
            assert len(asked(port).packs) == 4
        assert until(node, lambda heard: len(heard) >= 12)


def asked(port: InProcessPort) -> Any:
    port.write(request(Command.ANALOG, Code(0xFF)))
    received = b""
    while not received.endswith(b"\r"):
        received += (more := port.read(1))
        assert more
    return read_reply(Command.ANALOG, frame.decode(received), 0xFF)


def test_a_line_that_was_stopped_is_silent_and_gives_the_interface_back() -> None:
    line = CanLine(inverter_bus(simulated_wire()), "virtual", "stopped")
    with can.Bus(interface="virtual", channel="stopped") as node:
        line.start()
        until(node, len)
        line.stop()
        while node.recv(0):
            pass
        assert node.recv(0.3) is None
        assert len(node.channel) == 1  # type: ignore[attr-defined]


def test_a_node_that_takes_nothing_does_not_hold_it_up(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    line = CanLine(inverter_bus(simulated_wire()), "virtual", "stuck")
    with can.Bus(interface="virtual", channel="stuck", rx_queue_size=1):
        line.start()
        deadline = time.monotonic() + PATIENCE_S
        while "virtual:stuck: Could not send message" not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        line.stop()


def test_one_that_was_never_started_is_stopped_too() -> None:
    CanLine(inverter_bus(simulated_wire()), "virtual", "never").stop()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "expected INTERFACE:CHANNEL"),
        ("vcan0", "expected INTERFACE:CHANNEL"),
        (":can0", "expected INTERFACE:CHANNEL"),
        ("socketcan:", "expected INTERFACE:CHANNEL"),
        ("ethernet:0", "expected an interface of .*socketcan.*, not ethernet"),
        ("udp_multicast:can0", "expected a multicast address such as 239.74.163.2, not can0"),
        ("udp_multicast:192.168.1.1", "expected a multicast address"),
        ("virtual:x", "nobody else hears it; expected one such as udp_multicast"),
    ],
)
def test_where_nobody_can_speak(text: str, expected: str) -> None:
    with pytest.raises(CanLineError, match=expected):
        interface_and_channel(text)


def test_where_somebody_can_speak() -> None:
    assert interface_and_channel("slcan:/dev/ttyACM0@115200") == ("slcan", "/dev/ttyACM0@115200")
    assert interface_and_channel("udp_multicast:ff15::1") == ("udp_multicast", "ff15::1")


@pytest.mark.parametrize(("interface", "channel"), [("slcan", "/dev/nowhere"), ("kvaser", "0")])
def test_an_interface_that_does_not_open_is_told(interface: str, channel: str) -> None:
    line = CanLine(inverter_bus(simulated_wire()), interface, channel)
    with pytest.raises(CanLineError, match=f"{interface}:{channel}: expected a CAN interface"):
        line.start()


def test_a_recording_tells_an_inverter_nothing() -> None:
    class Recording:
        def answer(self, received: object, now: float) -> bytes:
            return b""

        def pass_time(self, now: float) -> None: ...

    with pytest.raises(ValueError, match="not a recording"):
        inverter_bus(Wire(Recording()))
