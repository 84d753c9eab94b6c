"""`pack-hmi read`: the whole stack once, for people and for programs, and what to check when that fails."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hmi.__main__ import main
from hmi.commands.stack_text import PACK_KEYS
from hmi.simulator import simulated_wire
from hmi.simulator.recordings import load
from hmi.simulator.replay import Recording
from hmi.simulator.scenarios import WireFault
from hmi.simulator.wire import Wire
from tests.links.line import served

RECORDED = Path(__file__).resolve().parents[1] / "captures/pace-v25-frames.json"
LITTLE_S = "0.5"


@contextmanager
def stack(
    folder: Path, packs: int = 1, scenario: str = "day", fault: WireFault | None = None
) -> Iterator[str]:
    """A simulated stack on a pseudo terminal that is not paced."""
    wire = Wire(simulated_wire(packs=packs, scenario=scenario).peer, baud=0, latency=0.005, fault=fault)
    with served(folder / "bms", wire):
        yield str(folder / "bms")


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A configuration without pauses, so that a test takes no longer than it must."""
    file = tmp_path / "config.toml"
    file.write_text("link.pause_s = 0\nlink.baud = 115200\nsimulation.packs = 2\n")
    return str(file)


def read_json(capsys: pytest.CaptureFixture[str], *options: str, status: int = 0) -> dict[str, Any]:
    assert main(["read", "--json", *options]) == status
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_stack_as_json(tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    with stack(tmp_path, packs=3) as link:
        told = read_json(capsys, "--config", config, "--link", link)
    assert told["link"] == link
    assert told["simulated"] is True  # its version says so
    assert "error" not in told
    assert [pack["address"] for pack in told["packs"]] == [1, 2, 3]
    first, second, _ = told["packs"]
    assert set(PACK_KEYS) <= set(second)
    assert len(first["cell_voltages_v"]) == 16
    assert all(3 < volts < 3.6 for pack in told["packs"] for volts in pack["cell_voltages_v"])
    assert first["serial_number"].startswith("SIM-")
    assert "Pylon" in first["can_protocol"]
    assert (second["serial_number"], second["version"], second["can_protocol"]) == (None, None, None)
    assert second["charge_mosfet"] is True


def test_without_a_port_the_simulated_stack_is_read_and_says_so(
    config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = read_json(capsys, "--config", config)
    assert told["simulated"] is True
    assert len(told["packs"]) == 2
    assert main(["read", "--config", config]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("SIMULATED")


def test_a_slot_without_a_pack_has_no_values(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with stack(tmp_path, packs=3, scenario="dead-pack") as link:
        told = read_json(capsys, "--config", config, "--link", link)
        assert main(["read", "--config", config, "--link", link]) == 0
    assert [pack["present"] for pack in told["packs"]] == [True, False, True]
    dead = told["packs"][1]
    assert {key for key in PACK_KEYS if dead[key] is not None} == {"address", "present"}
    assert "no data" in capsys.readouterr().out


def recorded(source: str) -> Recording:
    return load(RECORDED, source)


@pytest.mark.parametrize(
    ("source", "volts", "status"),
    [("PBmsTools", 52.429, 0), ("issue #22", 53.297, 0), ("issue #25", 53.208, 1)],
)
def test_a_recorded_real_pack(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str], source: str, volts: float, status: int
) -> None:
    with served(tmp_path / "bms", Wire(recorded(source), baud=0, latency=0.005)):
        told = read_json(capsys, "--config", config, "--link", str(tmp_path / "bms"), status=status)
    assert told["simulated"] is False
    (pack,) = told["packs"]
    assert pack["voltage_v"] == volts
    assert pack["unusable"]["pack_count"]["kind"] == "return_code"
    assert ("status" in pack["unusable"]) is bool(status)


def test_the_table_has_a_row_for_each_pack(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(tmp_path / "bms", Wire(recorded("PBmsTools"), baud=0, latency=0.005)):
        assert main(["read", "--config", config, "--link", str(tmp_path / "bms")]) == 0
    out = capsys.readouterr().out
    assert "1  52.429  -2.25   46.6  100.0" in out
    assert "3271  3272  3271" in out
    assert "serial number: 1812101380309D" in out


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (WireFault.SILENT, "silent"),
        (WireFault.GARBAGE, "garbage"),
        (WireFault.REFUSING, "return_code"),
        (WireFault.ABSURD, "implausible"),
    ],
)
def test_a_pack_that_cannot_be_read_is_told(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str], fault: WireFault, kind: str
) -> None:
    with stack(tmp_path, fault=fault) as link:
        assert main(["read", "--json", "--timeout", LITTLE_S, "--config", config, "--link", link]) == 1
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert told["error"]["kind"] == kind
    assert [pack["cell_voltages_v"] for pack in told["packs"]] in ([], [None])
    assert len(printed.err.splitlines()) == 1
    assert printed.err.startswith(f"pack-hmi read: {link}: ")


@pytest.mark.parametrize(
    ("link", "kind", "check"),
    [
        ("/dev/ttyNONE7", "no_port", "plugged in"),
        ("/dev/null", "not_a_port", "something else than a serial port"),
        ("gopher://x", "bad_port_name", "such as /dev/serial0"),
    ],
)
def test_a_wrong_port_is_told_with_what_to_check(
    config: str, capsys: pytest.CaptureFixture[str], link: str, kind: str, check: str
) -> None:
    assert main(["read", "--json", "--config", config, "--link", link]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["error"]["kind"] == kind
    assert check in printed.err


def test_a_fault_of_the_configuration_is_told_and_the_stack_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text("simulation.packs = 99\nlink.baud = 115200")
    assert main(["read", "--config", str(file)]) == 0
    assert "simulation.packs: expected a whole number from 1 to 15" in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["0", "-1", "much", "nan"])
def test_a_wrong_timeout_is_a_wrong_argument(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["read", "--timeout", seconds])
    assert caught.value.code == 2
    assert "--timeout" in capsys.readouterr().err
