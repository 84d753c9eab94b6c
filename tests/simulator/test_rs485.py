"""The second serial line: which protocol it answers in, how it is paced, how it is asked for."""

import argparse
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from hypothesis import given
from hypothesis import strategies as st

from hmi.commands import simulate
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.messages import Command as Uart
from hmi.protocol.rs485 import pylon
from hmi.protocol.rs485.voltronic import Request, encode
from hmi.simulator import simulated_wire
from hmi.simulator.inverter.rs485 import LATENCY, rs485_wire
from hmi.simulator.peer import StackPeer
from hmi.simulator.wire import Wire
from tests.simulator.inverter_line import CODES, served

PYLON_ASKS = pylon.request(pylon.Command.SYSTEM_LIMITS)
VOLTRONIC_ASKS = encode(Request(1, 0x70, 1))
CHARACTER = 10 / 9600


def wires(baud: int = 0) -> tuple[StackPeer, Wire]:
    peer = simulated_wire().peer
    assert isinstance(peer, StackPeer)
    return peer, rs485_wire(peer, baud)


def select(peer: StackPeer, code: int) -> None:
    peer.stack.wired.bms.protocol = InverterProtocol(0x01, code, Choice.MANUAL)


class TestSelected:
    def test_the_factory_sets_pylon(self) -> None:
        _, wire = wires()
        wire.feed(PYLON_ASKS, 0.0)
        assert wire.due(1.0).startswith(b"~20024600")

    def test_what_the_panel_writes_counts_at_once(self, tmp_path: Path) -> None:
        with served(tmp_path, "PYLON") as line:
            assert line.pylon(pylon.Command.SYSTEM_LIMITS).charge_voltage_limit == 58.4
            line.select("VOLTRONIC")
            assert line.voltronic(0x70) == {"charge_voltage_limit_v": 58.4}
            line.select("LUXPOWER")
            line.rs485.write(PYLON_ASKS + VOLTRONIC_ASKS)
            assert line.uart(Uart.READ_INVERTER_PROTOCOL).rs485 == 0x0B  # both lines have one loop
            line.select("PYLON")
            assert line.pylon(pylon.Command.SYSTEM_LIMITS).charge_voltage_limit == 58.4

    def test_any_other_protocol_is_silence(self) -> None:
        peer, wire = wires()
        for code in range(0x100):
            if code in (CODES["PYLON"], CODES["VOLTRONIC"]):
                continue
            select(peer, code)
            wire.feed(PYLON_ASKS + VOLTRONIC_ASKS + encode(Request(0, 0, 1)) + b"~20024663000\r", 0.0)
            assert wire.next_due() is None

    def test_half_a_request_is_forgotten_with_its_protocol(self) -> None:
        peer, wire = wires()
        select(peer, CODES["VOLTRONIC"])
        wire.feed(VOLTRONIC_ASKS[:4], 0.0)
        select(peer, CODES["PYLON"])
        wire.feed(b"", 1.0)
        select(peer, CODES["VOLTRONIC"])
        wire.feed(VOLTRONIC_ASKS[4:], 2.0)
        assert wire.next_due() is None

    @pytest.mark.parametrize("protocol", ["PYLON", "VOLTRONIC"])
    def test_a_pack_that_sleeps_is_silent(self, protocol: str) -> None:
        peer, wire = wires()
        select(peer, CODES[protocol])
        peer.stack.wired.bms.shut_down()
        wire.feed(PYLON_ASKS + VOLTRONIC_ASKS, 0.0)
        assert wire.next_due() is None

    def test_with_charge_or_load_it_starts_again_and_answers(self) -> None:
        peer, wire = wires()
        peer.pass_time(0.0)
        peer.stack.wired.bms.shut_down()
        wire.feed(PYLON_ASKS, 1.0)
        assert wire.next_due() is None
        wire.feed(PYLON_ASKS, 60.0)
        assert wire.next_due() is not None


class TestPace:
    def test_the_request_the_latency_then_a_character_each_bit_time(self) -> None:
        _, wire = wires(9600)
        wire.feed(PYLON_ASKS, 100.0)
        first = wire.next_due()
        assert first == pytest.approx(100 + len(PYLON_ASKS) * CHARACTER + LATENCY)
        assert first is not None
        assert wire.due(first + 2.5 * CHARACTER) == b"~20"

    def test_lines_of_several_clients_hear_for_themselves(self) -> None:
        _, wire = wires()
        other = wire.another()
        wire.feed(PYLON_ASKS[:5], 0.0)
        other.feed(PYLON_ASKS, 0.0)
        assert wire.next_due() is None
        assert other.next_due() is not None


PEER, _ = wires()


@pytest.mark.parametrize("protocol", ["PYLON", "VOLTRONIC", "LUXPOWER"])
@given(pieces=st.lists(st.binary(max_size=40), max_size=10))
def test_no_bytes_upset_it(protocol: str, pieces: list[bytes]) -> None:
    wire = rs485_wire(PEER, 0)
    select(PEER, CODES[protocol])
    for piece in pieces:
        wire.feed(piece, 0.0)
    wire.due(1.0)


@pytest.fixture
def handlers() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


class TestCommand:
    @staticmethod
    def _ended(*arguments: str) -> int:
        parser = argparse.ArgumentParser()
        simulate.add_parser(parser.add_subparsers())
        parsed = parser.parse_args(["simulate", *arguments])
        status: int = parsed.run(parsed)
        return status

    @pytest.mark.parametrize(
        ("where", "said"),
        [
            ("nowhere", "--rs485: nowhere: expected pty:PATH"),
            ("pty:", "--rs485: pty:: expected pty:PATH"),
            ("tcp:70000", "--rs485: tcp:70000: expected pty:PATH"),
            ("pty:bms", "--rs485: pty:bms: expected another place than that of --listen"),
            ("pty:./folder/../bms", "expected another place than that of --listen"),
            ("pty:no/folder/inverter", "expected a folder one may write to"),
        ],
    )
    def test_bad_arguments_get_one_line_and_status_2_and_leave_nothing_behind(
        self,
        where: str,
        said: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        handlers: None,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "folder").mkdir()
        assert self._ended("--listen", "pty:./bms", "--rs485", where) == 2
        error = capsys.readouterr().err
        assert error.startswith("pack-hmi simulate: --rs485: ")
        assert error.count("\n") == 1
        assert said in error
        assert [path.name for path in tmp_path.iterdir()] == ["folder"]

    def test_the_same_port(self, handlers: None, capsys: pytest.CaptureFixture[str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        assert self._ended("--listen", f"tcp:{port}", "--rs485", f"tcp:127.0.0.1:{port}") == 2
        assert "--rs485: tcp:127.0.0.1" in capsys.readouterr().err

    def test_a_recording_answers_no_inverter(
        self, tmp_path: Path, handlers: None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "capture.txt").write_text("~250046900000FDA6 ~25014600E00202FD35")
        places = ("--listen", f"pty:{tmp_path}/bms", "--rs485", f"pty:{tmp_path}/inverter")
        assert self._ended("--replay", f"{tmp_path}/capture.txt", *places) == 2
        assert "expected a simulated stack" in capsys.readouterr().err

    def test_serves_both_lines_until_it_is_ended(self, tmp_path: Path) -> None:
        code = (
            "import argparse, sys\n"
            "from hmi.commands import simulate\n"
            "parser = argparse.ArgumentParser()\n"
            "simulate.add_parser(parser.add_subparsers())\n"
            "arguments = parser.parse_args()\n"
            "sys.exit(arguments.run(arguments))\n"
        )
        places = ["--listen", f"pty:{tmp_path}/bms", "--rs485", f"pty:{tmp_path}/inverter"]
        command = [sys.executable, "-c", code, "simulate", *places, "--baud", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline().startswith(f"listening on {tmp_path}/bms;")
            assert process.stdout.readline() == f"RS485 for an inverter on {tmp_path}/inverter\n"
            with serial.Serial(f"{tmp_path}/inverter", 9600, timeout=5) as port:
                port.write(PYLON_ASKS)
                assert port.read_until(b"\r").startswith(b"~20024600")
            process.send_signal(signal.SIGTERM)
            assert process.wait(5) == 0
        assert not list(tmp_path.iterdir())
