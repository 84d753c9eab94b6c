import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import can
import pytest
import serial

from hmi.commands import simulate
from hmi.protocol.control import Code
from hmi.protocol.frame import Decoder, Frame
from hmi.protocol.messages import Command, read_reply, request
from hmi.simulator import simulated_wire
from hmi.simulator.listeners import Line, Listener, ListenError, PtyListener, TcpListener, listener
from hmi.simulator.server import Server

ANALOG = request(Command.ANALOG, Code(1))
MULTICAST = "udp_multicast:239.74.163.32"


@contextlib.contextmanager
def served(place: Listener, baud: int = 0) -> Iterator[None]:
    server = Server(place, simulated_wire(baud=baud))
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.stop()
        thread.join(5)
        assert not thread.is_alive()


def _asked(port: serial.SerialBase) -> int:
    port.write(ANALOG)
    found, *others = Decoder().feed(port.read_until(b"\r"))
    assert isinstance(found, Frame)
    assert not others
    cells: int = len(read_reply(Command.ANALOG, found, 1).packs[0].cell_voltages)
    return cells


class TestPty:
    def test_clients_come_go_and_come_again(self, tmp_path: Path) -> None:
        place = listener(f"pty:{tmp_path}/bms")
        with served(place):
            for _ in range(3):
                with serial.Serial(place.link, 9600, timeout=2) as port:
                    assert _asked(port) == 16
                    assert _asked(port) == 16
        assert not (tmp_path / "bms").is_symlink()

    def test_paced(self, tmp_path: Path) -> None:
        place = listener(f"pty:{tmp_path}/bms")
        with served(place, baud=9600), serial.Serial(place.link, 9600, timeout=2) as port:
            began = time.monotonic()
            assert _asked(port) == 16
            assert 0.24 < time.monotonic() - began < 0.5

    def test_a_stale_link_is_replaced_and_a_file_is_not(self, tmp_path: Path) -> None:
        (tmp_path / "stale").symlink_to("/dev/pts/nothing")
        place = PtyListener(tmp_path / "stale")
        assert (tmp_path / "stale").readlink().exists()
        place.close()
        (tmp_path / "file").write_text("mine")
        with pytest.raises(ListenError, match="a name that is free"):
            PtyListener(tmp_path / "file")
        with pytest.raises(ListenError, match="a folder one may write to"):
            PtyListener(tmp_path / "no" / "folder")
        assert (tmp_path / "file").read_text() == "mine"

    def test_a_link_that_became_anothers_stays(self, tmp_path: Path) -> None:
        first = PtyListener(tmp_path / "bms")
        second = PtyListener(tmp_path / "bms")
        first.close()
        assert (tmp_path / "bms").is_symlink()
        second.close()
        assert not (tmp_path / "bms").is_symlink()

    def test_has_one_line(self, tmp_path: Path) -> None:
        place = PtyListener(tmp_path / "bms")
        with pytest.raises(ListenError):
            place.accept()
        place.close()

    def test_nobody_reads_and_nothing_blocks(self, tmp_path: Path) -> None:
        place = PtyListener(tmp_path / "bms")
        (line,) = place.lines()
        for _ in range(100):
            line.send(bytes(1000))
        assert line.take() == b""
        place.close()


class TestTcp:
    def test_several_clients_one_after_the_other_and_at_once(self) -> None:
        place = listener("tcp:0")
        with served(place):
            with serial.serial_for_url(place.link, timeout=2) as port:
                assert _asked(port) == 16
            with (
                serial.serial_for_url(place.link, timeout=2) as port,
                serial.serial_for_url(place.link, timeout=2) as other,
            ):
                assert _asked(port) == _asked(other) == 16

    def test_a_port_in_use(self) -> None:
        place = TcpListener("127.0.0.1", 0)
        port = place.link.rpartition(":")[2]
        with pytest.raises(ListenError, match=f"tcp:127.0.0.1:{port}: expected a free port"):
            listener(f"tcp:127.0.0.1:{port}")
        place.close()

    def test_a_client_that_is_gone(self) -> None:
        here, there = socket.socketpair()
        line = Line(here.detach(), lambda: None)
        there.close()
        line.send(b"nobody hears this")
        assert line.take() is None
        os.close(line.fileno())
        assert line.take() is None

    def test_a_client_that_changed_its_mind(self) -> None:
        place = TcpListener("127.0.0.1", 0)
        wire = simulated_wire()
        server = Server(place, wire)
        server._accept(place, wire)
        server.stop()
        server.run()


@pytest.mark.parametrize("where", ["", "pty:", "tcp:", "tcp:x", "tcp:70000", "udp:1", "/dev/ttyUSB0"])
def test_what_is_no_place_to_listen(where: str) -> None:
    with pytest.raises(ListenError, match="expected pty:PATH, tcp:PORT or tcp:HOST:PORT"):
        listener(where)


@pytest.fixture
def handlers() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


class TestCommand:
    @staticmethod
    def _parsed(*arguments: str) -> argparse.Namespace:
        parser = argparse.ArgumentParser()
        simulate.add_parser(parser.add_subparsers())
        return parser.parse_args(["simulate", *arguments])

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--scenario", "rain"], "known: day"),
            (["--model", "Tesla"], "known: ES25.6-100LP"),
            (["--packs", "0"], "1 to 15 packs"),
            (["--packs", "16"], "1 to 15 packs"),
            (["--replay", "/nowhere"], "readable text file"),
            (["--replay", __file__, "--listen", "nowhere"], "expected"),
            (["--listen", "nowhere"], "expected pty:PATH"),
            (["--speed", "0"], "--speed: expected more than 0"),
            (["--baud", "-1"], "--baud: expected 0 or more"),
            (["--can", "can0"], "--can can0: expected INTERFACE:CHANNEL"),
            (["--can", "udp_multicast:x"], "--can udp_multicast:x: expected a multicast address"),
            (
                ["--can", "slcan:/dev/nowhere"],
                "slcan:/dev/nowhere: expected a CAN interface that can be opened",
            ),
            (["--can", "udp_multicast:239.74.163.33", "--listen", "nowhere"], "expected pty:PATH"),
        ],
    )
    def test_bad_arguments_get_one_line_and_status_2(
        self, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        parsed = self._parsed(*arguments)
        assert parsed.run(parsed) == 2
        error = capsys.readouterr().err
        assert error.startswith("pack-hmi simulate: ")
        assert error.count("\n") == 1
        assert said in error

    def test_help_explains_itself(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            self._parsed("--help")
        told = capsys.readouterr().out
        assert "cell-drift" in told
        assert "pack-hmi simulate --replay capture.txt" in told

    @pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
    def test_serves_until_it_is_ended(self, ending: signal.Signals, tmp_path: Path) -> None:
        code = (
            "import argparse, sys\n"
            "from hmi.commands import simulate\n"
            "parser = argparse.ArgumentParser()\n"
            "simulate.add_parser(parser.add_subparsers())\n"
            "arguments = parser.parse_args()\n"
            "sys.exit(arguments.run(arguments))\n"
        )
        command = [sys.executable, "-c", code, "simulate", "--listen", f"pty:{tmp_path}/bms", "--baud", "0"]
        command += ["--can", MULTICAST]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == (
                f"listening on {tmp_path}/bms; try: pack-hmi read --link {tmp_path}/bms\n"
            )
            assert process.stdout.readline() == (
                f"speaking on {MULTICAST}; try: pack-hmi link-check --can {MULTICAST}\n"
            )
            with serial.Serial(f"{tmp_path}/bms", timeout=2) as port:
                assert _asked(port) == 16
            with can.Bus(interface="udp_multicast", channel=MULTICAST.partition(":")[2]) as node:
                assert node.recv(5) is not None
            process.send_signal(ending)
            assert process.wait(5) == 0
        assert not (tmp_path / "bms").is_symlink()

    def test_removes_its_link_when_interrupted(self, tmp_path: Path, handlers: None) -> None:
        link = tmp_path / "bms"

        def client() -> None:
            while not link.exists():
                os.sched_yield()
            try:
                with serial.Serial(str(link), timeout=2) as port:
                    _asked(port)
            finally:
                os.kill(os.getpid(), signal.SIGINT)

        Thread(target=client).start()
        parsed = self._parsed("--listen", f"pty:{link}", "--baud", "0")
        assert parsed.run(parsed) == 0
        assert not link.is_symlink()

    def test_replays(self, tmp_path: Path) -> None:
        (tmp_path / "capture.txt").write_text("~250046900000FDA6 ~25014600E00202FD35")
        wire = simulate._wire(self._parsed("--replay", f"{tmp_path}/capture.txt", "--baud", "0"))
        wire.feed(request(Command.PACK_COUNT), 0.0)
        assert wire.due(1.0) == b"~25014600E00202FD35\r"
