"""`pack-hmi link-check`: a verdict with its evidence, from a bus with a simulated BMS and inverter."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from hmi.__main__ import main
from hmi.links.adapter import Opener
from hmi.model.check import verdict
from hmi.simulator import inverter_bus, simulated_wire
from hmi.simulator.inverter.line import CanLine
from hmi.simulator.wire import Wire
from tests.links.line import served

GROUP = "udp_multicast:239.74.163.46"
PATIENCE_S = 30.0
channels = count(1)
# What the BMS says on the UART and tells the inverter in other units or names.
BOTH_SAY = {"soc_pct": 1.0, "voltage_v": 0.02, "current_a": 0.5, "temperature_c": 0.2, "packs": 0}


@contextmanager
def spoken(wire: Wire, interface: str = "virtual", channel: str | None = None) -> Iterator[str]:
    """BMS and inverter on a bus of their own, as --can names it."""
    line = CanLine(inverter_bus(wire), interface, channel or f"link-check {next(channels)}")
    line.start()
    try:
        yield line.name
    finally:
        line.stop()


@pytest.fixture
def config(tmp_path: Path) -> str:
    file = tmp_path / "config.toml"
    file.write_text("link.pause_s = 0\nlink.baud = 115200\n")
    return str(file)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for three seconds before something is said to be wrong."""
    monkeypatch.setattr(verdict, "WINDOW_S", 0.2)


def check(capsys: pytest.CaptureFixture[str], *options: str, status: int) -> dict[str, Any]:
    assert main(["link-check", "--json", *options]) == status
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_what_the_inverter_is_told_stands_beside_what_the_bms_says(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wire = simulated_wire(packs=2)
    with spoken(wire) as bus, served(tmp_path / "bms", Wire(wire.peer, baud=0, latency=0.005)):
        link = str(tmp_path / "bms")
        told = check(capsys, "--config", config, "--can", bus, "--link", link, "--seconds", "3.5", status=0)
    assert (told["finding"], told["grade"]) == ("understood", "good")
    assert (told["heard"], told["understood"], told["obeyed"]) == ("yes", "yes", "unknown")
    assert told["selected"] == {"protocol": "PYLON", "name": "PYLON", "code": 1, "source": "bms"}
    assert told["recognised"]["fits"] == ["PYLON", "GOODWE"]
    assert told["simulated"] is True
    assert told["inverter"]["answering"] == "yes"
    assert told["inverter"]["answers"][0]["id"] == "305"
    values = {one["what"]: one for one in told["told"]}
    for name, slack in BOTH_SAY.items():
        assert abs(values[name]["told"] - values[name]["bms_says"]) <= slack, name
    assert values["charge_voltage_limit_v"]["bms_says"] is None
    assert values["alarms"]["told"] == values["alarms"]["bms_says"] == []
    assert not any(one["differs"] or one["doubtful"] for one in told["told"])
    limits = next(one for one in told["identifiers"] if one["id"] == "351")
    assert limits["age_s"] < 3
    assert limits["frames"] >= 1
    assert limits["fits"] is True
    assert (told["bus"]["can"], told["bus"]["error_frames"], told["bus"]["listens_only"]) == (bus, 0, "yes")
    assert told["uart"] == {"link": link, "phase": "live", "trouble": None, "detail": None}
    assert told["obedience"]["charge"]["limit_a"] == values["charge_current_limit_a"]["told"]
    assert told["suspects"] == told["advice"] == []


@pytest.mark.usefixtures("soon")
def test_a_wrong_link_for_people_with_what_to_do(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    with spoken(simulated_wire()) as bus:
        arguments = ("--config", config, "--can", bus, "--protocol", "sma", "--seconds", "1.5")
        assert main(["link-check", *arguments]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    sentence, _, steps, *rest = printed.out.splitlines()
    assert sentence == "The pack speaks PYLON or GOODWE, SMA is selected."
    assert steps == "heard yes   understood no   obeyed unknown"
    text = "\n".join(rest)
    for line in (
        "SMA, as given",
        "charge voltage limit",
        "answers; 305: sign of life",
        "Protocol of the BMS:",
    ):
        assert line in text


def test_what_is_not_known_yet_is_neither_good_nor_wrong(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with spoken(simulated_wire(scenario="deaf-inverter")) as bus:
        assert main(["link-check", "--config", config, "--can", bus, "--seconds", "0.3", "--json"]) == 3
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert (told["finding"], told["grade"], told["advice"]) == ("listening", "neutral", [])
    assert told["selected"] == {"protocol": None, "name": None, "code": None, "source": None}
    assert told["uart"] is None
    assert "--seconds" in printed.err


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("scenario", "finding"), [("bms-other", "mismatch"), ("unheard", "not_acknowledged")]
)
def test_what_is_wrong_has_its_name(
    config: str, capsys: pytest.CaptureFixture[str], scenario: str, finding: str
) -> None:
    with spoken(simulated_wire(scenario=scenario)) as bus:
        options = ("--config", config, "--can", bus, "--protocol", "PYLON", "--seconds", "1.5")
        assert check(capsys, *options, status=1)["finding"] == finding


@pytest.mark.parametrize(
    ("place", "trouble", "advice"),
    [
        ("nonsense:can0", "bad_settings", "Correct interface"),
        ("udp_multicast:10.0.0.1", "bad_settings", "multicast"),
    ],
)
def test_a_bus_that_cannot_be_listened_to_is_told_at_once(
    config: str, capsys: pytest.CaptureFixture[str], place: str, trouble: str, advice: str
) -> None:
    assert main(["link-check", "--config", config, "--can", place, "--seconds", "600", "--json"]) == 2
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert (told["finding"], told["bus"]["trouble"]) == ("tap_lost", trouble)
    assert printed.err.startswith(f"pack-hmi link-check: {place}: ")
    assert advice in printed.err


def test_without_a_tap_it_says_what_to_configure(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link-check", "--config", config]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "[inverter_can] interface and channel" in printed.err


def test_the_configured_tap_and_port_are_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with spoken(simulated_wire()) as bus:
        interface, _, channel = bus.partition(":")
        file = tmp_path / "config.toml"
        file.write_text(
            f"link.url = '{tmp_path}/none'\n"
            f"[inverter_can]\ninterface = '{interface}'\nchannel = '{channel}'\n"
        )
        assert main(["link-check", "--config", str(file), "--seconds", "0.3"]) == 3
    printed = capsys.readouterr()
    assert bus in printed.out
    assert f"{tmp_path}/none: No such file or directory; checked without what the BMS says" in printed.err


def test_a_port_that_the_panel_uses_is_done_without(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wire = simulated_wire()
    with (
        spoken(wire) as bus,
        served(tmp_path / "bms", Wire(wire.peer, baud=0)),
        closing(Opener(str(tmp_path / "bms"), 9600)()),
    ):
        options = ("--config", config, "--can", bus, "--link", str(tmp_path / "bms"), "--seconds", "1.2")
        told = check(capsys, *options, status=3)
    assert told["uart"]["trouble"] == "port_busy"
    assert told["bus"]["frames"] > 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--can", "socketcan"), "INTERFACE:CHANNEL"),
        (("--can", ":can0"), "INTERFACE:CHANNEL"),
        (("--protocol", "VICTRON"), "PYLON"),
        (("--seconds", "0"), "seconds"),
        (("--seconds", "nan"), "seconds"),
        (("--seconds", "soon"), "--seconds"),
    ],
)
def test_a_wrong_argument_is_answered_with_what_was_expected(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, str], named: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["link-check", *arguments])
    assert caught.value.code == 2
    assert named in capsys.readouterr().err


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "hmi", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_simulator_and_a_check_in_processes_of_their_own(tmp_path: Path, config: str) -> None:
    link = str(tmp_path / "bms")
    with started("simulate", "--listen", f"pty:{link}", "--can", GROUP, "--baud", "0") as battery:
        assert battery.stdout is not None
        assert any("speaking on" in line for line in battery.stdout)
        done = started("link-check", "--config", config, "--can", GROUP, "--link", link, "--seconds", "3.5")
        out, err = done.communicate(timeout=PATIENCE_S)
        battery.send_signal(signal.SIGINT)
        assert battery.wait(PATIENCE_S) == 0
    assert (done.returncode, err) == (0, "")
    simulated, sentence, *_ = out.splitlines()
    assert simulated == "SIMULATED, no battery"
    assert sentence == "Fits PYLON and GOODWE: the same on the wire."


def test_ctrl_c_prints_what_is_known(config: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(PATIENCE_S)
        link = f"socket://127.0.0.1:{server.getsockname()[1]}"
        with started(
            "link-check", "--config", config, "--can", GROUP, "--link", link, "--seconds", "600"
        ) as running:
            connection, _ = server.accept()
            with connection:
                assert connection.recv(1) == b"~"  # both lines are running
                running.send_signal(signal.SIGINT)
                out, _err = running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 3
    assert out.startswith("Listening to the bus.\n\nheard unknown")
