import time
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.control import Code
from hmi.protocol.messages import Command, request
from hmi.simulator import simulated_wire
from hmi.simulator.port import InProcessPort
from hmi.simulator.wire import LATENCY, Wire

ANALOG = request(Command.ANALOG, Code(1))
CHARACTER = 10 / 9600
WHOLE = 168  # characters of the reply to it


@pytest.fixture
def wire() -> Wire:
    return simulated_wire()


class TestPace:
    def test_the_request_the_latency_then_a_character_each_bit_time(self, wire: Wire) -> None:
        wire.feed(ANALOG, 100.0)
        first = wire.next_due()
        assert first is not None
        assert first == pytest.approx(100 + len(ANALOG) * CHARACTER + LATENCY)
        assert wire.due(first - 0.0001) == b""
        assert wire.due(first) == b"~"
        assert wire.due(first + 10.4 * CHARACTER) == b"2500460010"
        assert wire.next_due() == pytest.approx(first + 11 * CHARACTER)
        assert wire.next_due(1000) == pytest.approx(first + (WHOLE - 1) * CHARACTER)

    def test_nothing_is_due_at_rest(self, wire: Wire) -> None:
        assert wire.next_due() is None
        assert wire.due(1.0) == b""

    def test_unpaced(self) -> None:
        wire = simulated_wire(baud=0)
        wire.feed(ANALOG, 0.0)
        assert wire.next_due() == LATENCY
        assert len(wire.due(LATENCY)) == WHOLE

    def test_answers_wait_for_each_other(self, wire: Wire) -> None:
        wire.feed(2 * ANALOG, 0.0)
        end = wire.next_due(2 * WHOLE)
        assert end is not None
        assert end >= LATENCY + (2 * WHOLE + 39) * CHARACTER - 1e-9
        assert wire.next_due(WHOLE + 1) == pytest.approx(end - (WHOLE - 1) * CHARACTER)
        assert wire.due(10.0).count(b"~") == 2

    def test_requests_come_in_any_pieces(self, wire: Wire) -> None:
        for at, byte in enumerate(ANALOG):
            wire.feed(bytes((byte,)), float(at))
        assert wire.next_due() == pytest.approx(len(ANALOG) - 1 + CHARACTER + LATENCY)

    def test_another_line_to_the_same_pack(self, wire: Wire) -> None:
        other = wire.another()
        other.feed(ANALOG, 0.0)
        assert wire.due(10.0) == b""
        assert len(other.due(10.0)) == WHOLE


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_no_bytes_upset_it(pieces: list[bytes]) -> None:
    wire = Wire(simulated_wire().peer)
    for at, piece in enumerate(pieces):
        wire.feed(piece, float(at))
        wire.due(float(at))
    wire.feed(b"\r" + ANALOG, 100.0)
    assert wire.due(200.0).endswith(b"\r")


class TestPort:
    def test_a_read_returns_as_soon_as_its_characters_came(self, wire: Wire) -> None:
        port = InProcessPort(wire)
        port.timeout = 5.0
        began = time.monotonic()
        assert port.write(ANALOG) == len(ANALOG)
        assert port.read(WHOLE).endswith(b"\r")
        took = time.monotonic() - began
        assert took == pytest.approx((WHOLE + len(ANALOG)) * CHARACTER + LATENCY, abs=0.05)

    def test_a_read_gives_what_came_in_time(self, wire: Wire) -> None:
        port = InProcessPort(wire)
        assert port.read(10) == b""
        port.write(ANALOG)
        port.timeout = 0.15
        part = port.read(1000)
        assert 0 < len(part) < WHOLE
        port.timeout = 1.0
        assert len(port.read(WHOLE - len(part))) == WHOLE - len(part)

    def test_reading_costs_no_processor_time(self, wire: Wire) -> None:
        port = InProcessPort(wire)
        port.timeout = 0.3
        before = time.thread_time()
        port.read(10)
        assert time.thread_time() - before < 0.01

    def test_a_driven_clock(self, wire: Wire) -> None:
        now = 50.0
        port = InProcessPort(wire, lambda: now)
        port.timeout = 0
        port.write(ANALOG)
        assert port.read(WHOLE) == b""
        now = 60.0
        assert port.read(5) == b"~2500"
        port.reset_input_buffer()
        assert port.read(WHOLE) == b""

    def test_closing_ends_a_read_without_end(self, wire: Wire) -> None:
        port = InProcessPort(wire)
        port.timeout = None
        got: list[bytes] = []
        reader = Thread(target=lambda: got.append(port.read(1)))
        reader.start()
        port.close()
        reader.join(2)
        assert got == [b""] or not got
        assert not reader.is_alive()
        with pytest.raises(OSError, match="closed"):
            port.write(ANALOG)

    def test_a_write_wakes_a_read_without_end(self, wire: Wire) -> None:
        port = InProcessPort(wire)
        port.timeout = None
        got: list[bytes] = []
        reader = Thread(target=lambda: got.append(port.read(1)))
        reader.start()
        port.write(ANALOG)
        reader.join(2)
        assert got == [b"~"]
