"""`pack-hmi decode-can`: logs of the inverter's CAN bus in, the protocol and one JSON object a frame out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import can
import pytest

from hmi.__main__ import main
from hmi.protocol.can.frame import CanFrame
from tests.commands.can_logs import CAPTURES, WRITABLE, captured, message, messages, write

ROWS = json.loads(CAPTURES.read_text())
PYLON, GROWATT, SOFAR = captured("pylon-us5000-old"), captured("jk-growatt"), captured("seplos-sofar")
ZEROS_305 = CanFrame(0x305, bytes(8))
NAMED = {"protections": "alarms"}
ALARMS = ("protections", "warnings")
REQUESTS = (
    "charge_enabled",
    "discharge_enabled",
    "force_charge_1",
    "force_charge_2",
    "full_charge_requested",
)


def decode(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> list[dict[str, Any]]:
    assert main(["decode-can", *arguments]) == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def candump(frames: list[CanFrame]) -> str:
    return "".join(
        f"  can0  {frame.name}   [{len(frame.data)}]  {frame.data.hex(' ').upper()}\n" for frame in frames
    )


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['set']} {row['id']}" for row in ROWS])
def test_every_captured_frame_has_its_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: dict[str, Any]
) -> None:
    frame = CanFrame(int(row["id"], 16), bytes.fromhex(row["data"]), bool(row.get("extended")))
    file = write(tmp_path / "log.log", [message(frame)])
    _, told = decode(capsys, "--protocol", row["protocol"], str(file))
    assert (told["id"], told["data_hex"], told["extended"]) == (
        frame.name,
        row["data"].upper(),
        frame.extended,
    )
    for name, value in row["decoded"].items():
        found = told[NAMED.get(name, name)]
        assert found == value or (name in ALARMS and set(found) == set(value)), name
    told_requests = [name for name in REQUESTS if row["decoded"].get(name)]
    assert told.get("requests", []) == told_requests or row["protocol"] == "GROWATT"


@pytest.mark.parametrize("suffix", WRITABLE)
def test_the_protocol_comes_first_from_logs_of_every_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    file = write(tmp_path / f"log{suffix}", messages([*GROWATT], rounds=2))
    first, *frames = decode(capsys, str(file))
    assert list(first)[:2] == ["protocol", "confidence"]
    assert (first["protocol"], first["confidence"], first["fits"]) == ("GROWATT", "certain", ["GROWATT"])
    assert first["frames"] == len(frames) == 2 * len(GROWATT)
    limits = next(frame for frame in frames if frame["id"] == "311")
    assert {"charge_voltage_limit_v", "charge_current_limit_a", "discharge_current_limit_a"} <= limits.keys()


def test_what_several_protocols_have_is_read_as_the_likeliest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pasted.txt"
    file.write_text(candump([*captured("jk-goodwe"), ZEROS_305]))
    first, *frames = decode(capsys, str(file))
    assert (first["protocol"], first["confidence"]) == ("PYLON", "several fit")
    assert first["fits"] == ["PYLON", "GOODWE"]
    assert first["evidence"]
    (answer,) = first["inverter_answers"]
    assert (answer["sign"], answer["id"]) == ("zeros_305", "305")
    assert {"PYLON", "GOODWE"} <= set(answer["protocols"])
    assert frames[-1]["from_inverter"] is True
    assert not any("from_inverter" in frame for frame in frames[:-1])
    assert {frame["time_s"] for frame in frames} == {None}


def test_two_protocols_at_once_are_told_and_each_frame_is_read_in_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "log.log", messages([*PYLON, *GROWATT]))
    first, *frames = decode(capsys, str(file))
    assert (first["protocol"], first["confidence"]) == (None, "mixed")
    assert set(first["mixed"]) == {"PYLON", "GROWATT"}
    told = {frame["id"]: frame.get("protocol") for frame in frames}
    assert (told["351"], told["311"]) == ("PYLON", "GROWATT")


def test_traffic_that_is_not_known_has_no_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "log.log", [message(CanFrame(0x123, b"\1\2")), message(CanFrame(0x7FF, b""))])
    first, *frames = decode(capsys, str(file))
    assert (first["protocol"], first["confidence"], first["fits"]) == (None, "not known", [])
    assert first["unknown_identifiers"] == ["123", "7FF"]
    assert frames == [
        {
            "time_s": 0.0,
            "channel": "can0",
            "id": name,
            "extended": False,
            "data_hex": data,
            "unknown": True,
        }
        for name, data in (("123", "0102"), ("7FF", ""))
    ]


def test_the_protocol_can_be_given_in_any_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "log.log", messages(PYLON))
    first, *frames = decode(capsys, "--protocol", "growatt", str(file))
    assert (first["protocol"], first["confidence"]) == ("GROWATT", "given")
    assert first["fits"][0] == "PYLON"
    assert all(frame["unknown"] for frame in frames)


def test_frames_that_carry_no_values_are_counted_and_shown_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    others = [
        can.Message(is_error_frame=True),
        can.Message(arbitration_id=0x351, is_extended_id=False, is_remote_frame=True, dlc=8),
        can.Message(arbitration_id=0x351, is_extended_id=False, is_fd=True, data=bytes(12)),
        message(CanFrame(0x351, bytes(8), extended=True)),
    ]
    first, *frames = decode(capsys, "--protocol", "PYLON", str(write(tmp_path / "log.log", others)))
    counts = {key: first[key] for key in ("frames", "error_frames", "remote_frames", "fd_frames", "damaged")}
    assert counts == {"frames": 1, "error_frames": 1, "remote_frames": 1, "fd_frames": 1, "damaged": 0}
    marks = ("error_frame", "remote_frame", "fd_frame", "unknown")
    assert [[mark for mark in marks if mark in frame] for frame in frames] == [[mark] for mark in marks]
    assert not any("charge_voltage_limit_v" in frame for frame in frames)


@pytest.mark.parametrize("length", range(9))
def test_a_frame_that_does_not_fit_its_identifier_gives_no_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], length: int
) -> None:
    whole = PYLON[0]
    file = write(tmp_path / "log.log", [message(CanFrame(whole.id, whole.data[:length]))])
    status = main(["decode-can", "--protocol", "PYLON", str(file)])
    told = json.loads(capsys.readouterr().out.splitlines()[1])
    if length % 2 or not length:
        assert status == 1
        assert told["error"]["kind"] == "layout"
        assert told["error"]["expected"]
        assert told["error"]["came"]
        assert "charge_voltage_limit_v" not in told
    else:
        assert status == 0
        assert told["charge_voltage_limit_v"] == 53.2
        assert told["discharge_voltage_limit_v"] == (45.0 if length == 8 else None)


def test_values_that_cannot_be_true_are_printed_and_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "log.log", [message(CanFrame(0x355, bytes.fromhex("FF00FF0000000000")))])
    _, told = decode(capsys, "--protocol", "PYLON", str(file))
    assert (told["soc_pct"], told["doubtful"]) == (255, ["soc_pct", "soh_pct"])


def test_a_damaged_line_is_told_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "log.txt"
    file.write_text(candump(PYLON[:2]) + "  can0  356   [6]  7A 13 F2\n" + candump(PYLON[3:]))
    first, *lines = decode(capsys, str(file), status=1)
    assert (first["protocol"], first["frames"], first["damaged"]) == ("PYLON", 5, 1)
    assert (lines[2]["line"], lines[2]["error"]["kind"], lines[2]["error"]["expected"]) == (
        3,
        "damaged",
        "6 bytes",
    )


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_a_log_without_a_frame_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    file = tmp_path / "empty.log"
    file.write_text(content)
    assert main(["decode-can", str(file)]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["confidence"] == "not known"
    assert printed.err == "pack-hmi decode-can: there is no frame in it\n"


@pytest.mark.parametrize(
    ("name", "words"), [("missing.log", "No such file"), (".", "directory"), ("x.xyz", ".asc")]
)
def test_a_log_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    (tmp_path / "x.xyz").touch()
    assert main(["decode-can", str(tmp_path / name)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("pack-hmi decode-can: cannot read ")
    assert words in printed.err
    assert printed.err.count("\n") == 1


def test_a_wrong_protocol_is_a_wrong_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["decode-can", "--protocol", "MODBUS"])
    assert caught.value.code == 2
    assert "PYLON" in capsys.readouterr().err


def run_as_program(text: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "hmi", "decode-can", *words],
        input=text,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_pipe() -> None:
    done = run_as_program(candump(PYLON).encode() + b"\xff\xfe\n")
    assert (done.returncode, done.stderr) == (1, b"")
    first, *lines = map(json.loads, done.stdout.splitlines())
    assert first["protocol"] == "PYLON"
    assert [line["id"] for line in lines[:-1]] == [frame.name for frame in PYLON]
    assert lines[-1]["line"] == len(PYLON) + 1


def test_a_damaged_line_is_told_once(tmp_path: Path) -> None:
    file = write(tmp_path / "log.trc", messages(PYLON))
    file.write_bytes(file.read_bytes() + b"      7)  1.0\n")
    done = run_as_program(b"", str(file))
    assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout.splitlines()[-1])["error"]["kind"] == "damaged"


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    file = write(tmp_path / "log.log", messages(PYLON, rounds=1000))
    with subprocess.Popen(
        [sys.executable, "-m", "hmi", "decode-can", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert b"protocol" in running.stdout.readline()
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
        assert running.wait(30) == 0


def test_python_can_is_loaded_only_for_those_who_want_it() -> None:
    program = "import sys, hmi.__main__; sys.exit(len({'can', 'kivy'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == 0
