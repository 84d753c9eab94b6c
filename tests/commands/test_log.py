"""`pack-hmi log`: the record in words and as JSON, and what is said when there is none."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from hmi.__main__ import main
from hmi.links.record import Record
from hmi.links.record_file import NAME
from hmi.model.change import GROUPS, spelled
from hmi.model.check.finding import Finding, Holds
from hmi.model.check.noting import WHAT
from hmi.model.check.spelled import Verdict, spell
from hmi.model.papers import Registration
from hmi.model.papers import spelled as spelled_warranty
from hmi.model.record import HANDOVER, Entry, Kind, Mark
from hmi.protocol.can.language import Language
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import ShortCircuitDelay, VoltageLimits

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
OLD = spelled(VoltageLimits(1, 3.55, 3.65, 3.38, 1.0))
NEW = spelled(VoltageLimits(1, 3.6, 3.65, 3.38, 1.5))


def write(what: str, old: Any, new: Any) -> Entry:
    return Entry(Kind.WRITE, what, Mark.BEGUN, "SN-1", spelled(old), spelled(new), "chosen")


GROUP = Entry(Kind.WRITE, "cell_over_voltage", Mark.BEGUN, "SN-1", OLD, NEW, "chosen")
OUTCOME = Entry(Kind.WRITE, "cell_over_voltage", Mark.DONE, "SN-1", "", NEW, "read_back", 1)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield Record(tmp_path, utc=lambda: AT, certain=lambda: True)
    time.tzset()


def log(record: Record, capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    assert main(["log", "--state", str(record.file.parent), *options]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def test_a_write_in_words_the_oldest_row_first(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.append([GROUP])
    record.append([OUTCOME])
    begun, ended = log(record, capsys)
    local = "2026-03-01 20:00:00"
    assert begun == (
        f"{local}  write  SN-1  cell over voltage  alarm 3.55 V -> 3.6 V, delay 1.0 s -> 1.5 s  begun: chosen"
    )
    assert ended == (
        f"{local}  write  SN-1  cell over voltage  enabled yes, alarm 3.6 V, protection 3.65 V, "
        "release 3.38 V, delay 1.5 s  done: read back"
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (write("buzzer", True, False), "buzzer  on -> off  begun"),
        (
            write("inverter_protocol", InverterProtocol(0x06, 0x01, 0), InverterProtocol(0x10, 0x01, 0)),
            "inverter protocol  can protocol ",
        ),
        (write("clock", Clock(26, 3, 1, 1, 2, 3), Clock(26, 3, 1, 1, 2, 4)), "2026-03-01T01:02:04"),
        (
            write("short_circuit_delay", ShortCircuitDelay(0.0002), ShortCircuitDelay(0.0003)),
            "delay 200 µs -> 300 µs",
        ),
        (write("shut_down", None, None), "shut down  begun"),
        (Entry(Kind.HANDOVER, HANDOVER, Mark.GIVEN, "SN-1"), "handover  SN-1  handover  given"),
        (
            Entry(Kind.WRITE, "buzzer", Mark.REFUSED, "", "", "on", "bms_refused"),
            "--  buzzer  on  refused: bms",
        ),
        (Entry(Kind.WRITE, "cell_over_voltage", Mark.BEGUN, "SN-1", "00FF", NEW), "00FF -> enabled yes"),
        (Entry(Kind.WRITE, "of_old_times", Mark.BEGUN, "SN-1", "00", "zz"), "of old times  00 -> zz  begun"),
        (
            Entry(Kind.WRITE, "buzzer", Mark.UNCONFIRMED, "SN-1", reason="no_read_back"),
            "buzzer  unconfirmed: no",
        ),
        (Entry(Kind.WRITE, "cell_over_voltage", Mark.BEGUN, "SN-1", OLD, OLD), "enabled yes, alarm 3.55 V"),
    ],
)
def test_every_kind_of_row_is_said(
    record: Record, capsys: pytest.CaptureFixture[str], entry: Entry, said: str
) -> None:
    record.append([entry])
    (line,) = log(record, capsys)
    assert said in line
    assert "None" not in line
    (as_json,) = log(record, capsys, "--json")
    assert json.loads(as_json)["what"] == entry.what


def test_a_row_as_json_has_units_in_its_keys(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.append([GROUP])
    record.append([OUTCOME])
    begun, ended = map(json.loads, log(record, capsys, "--json"))
    assert begun == {
        "id": 1,
        "time": "2026-03-01T12:00:00+00:00",
        "time_certain": True,
        "kind": "write",
        "serial_number": "SN-1",
        "what": "cell_over_voltage",
        "mark": "begun",
        "reason": "chosen",
        "old": {"enabled": True, "alarm_v": 3.55, "protection_v": 3.65, "release_v": 3.38, "delay_s": 1.0},
        "new": {"enabled": True, "alarm_v": 3.6, "protection_v": 3.65, "release_v": 3.38, "delay_s": 1.5},
        "act": None,
    }
    assert (ended["old"], ended["new"], ended["act"]) == (None, begun["new"], 1)


def test_on_and_off_and_what_is_illegible_as_json(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.append([write("buzzer", True, False)])
    record.append([Entry(Kind.WRITE, GROUPS[0], Mark.BEGUN, "SN-1", "zz", "00")])
    switched, illegible = map(json.loads, log(record, capsys, "--json"))
    assert (switched["old"], switched["new"]) == (True, False)
    assert illegible["old"] == {"info_hex": "zz"}


def test_of_the_gate_only_what_happened_is_said(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.append([Entry(Kind.GATE, "code", Mark.ATTEMPT)])
    record.append([Entry(Kind.GATE, "code", Mark.WRONG, act=1)])
    assert [line.split("  ")[1:] for line in log(record, capsys)] == [["gate", "attempt"], ["gate", "wrong"]]
    assert json.loads(log(record, capsys, "--json")[1]) == {
        "id": 2,
        "time": "2026-03-01T12:00:00+00:00",
        "time_certain": True,
        "kind": "gate",
        "mark": "wrong",
        "act": 1,
    }


def test_nothing_is_changed_by_looking(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.append([GROUP])
    before = record.file.read_bytes()
    log(record, capsys)
    assert record.file.read_bytes() == before
    assert [file.name for file in record.file.parent.iterdir()] == [NAME]


def test_no_record_is_told_and_none_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "--state", str(tmp_path / "none")]) == 2
    assert "No such file" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_damaged_record_is_told_and_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / NAME).write_bytes(b"no database" * 1000)
    assert main(["log", "--state", str(tmp_path)]) == 2
    assert "not a database" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_a_time_that_was_not_certain_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = Record(tmp_path, utc=lambda: AT)
    record.append([TICK])
    assert log(record, capsys)[0].split("  ")[0].endswith(":00 ?")
    assert json.loads(log(record, capsys, "--json")[0])["time_certain"] is False


def test_who_stops_reading_is_no_failure(record: Record) -> None:
    record.append([GROUP] * 5000)
    command = [sys.executable, "-m", "hmi", "log", "--state", str(record.file.parent)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert (process.wait(20), process.stderr.read()) == (0, b"")
    process.stderr.close()


def test_the_state_directory_is_the_panels(
    record: Record, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record.append([GROUP])
    monkeypatch.setenv("STATE_DIRECTORY", str(record.file.parent))
    assert main(["log"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


VERDICT = Verdict(
    Finding.MISMATCH, Language.SMA, (Language.PYLON, Language.GOODWE), Holds.YES, Holds.NO, Holds.UNKNOWN
)


def test_a_verdict_of_the_link_check(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.append([Entry(Kind.CHECK, WHAT, Mark.BAD, "SN-1", new=spell(VERDICT))])
    (line,) = log(record, capsys)
    assert line == (
        "2026-03-01 20:00:00  check  SN-1  inverter link  finding mismatch, protocol SMA, "
        "recognised PYLON, GOODWE, heard yes, understood no, obeyed unknown  bad"
    )
    (as_json,) = log(record, capsys, "--json")
    assert json.loads(as_json) == {
        "id": 1,
        "time": "2026-03-01T12:00:00+00:00",
        "time_certain": True,
        "kind": "check",
        "serial_number": "SN-1",
        "what": "inverter_link",
        "mark": "bad",
        "verdict": {
            "finding": "mismatch",
            "protocol": "SMA",
            "recognised": ["PYLON", "GOODWE"],
            "heard": "yes",
            "understood": "no",
            "obeyed": "unknown",
        },
    }


def test_a_verdict_that_cannot_be_read_any_more_stands_as_it_is(
    record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    record.append([Entry(Kind.CHECK, WHAT, Mark.NEUTRAL, "SN-1", new="of old times")])
    (line,) = log(record, capsys)
    assert line.endswith("inverter link  unreadable of old times  neutral")
    (as_json,) = log(record, capsys, "--json")
    assert json.loads(as_json)["verdict"] == {"unreadable": "of old times"}


OLD_WARRANTY = spelled_warranty(Registration(date(2025, 6, 21), 10, 6000))
NEW_WARRANTY = spelled_warranty(Registration(date(2025, 6, 21), 12, 6000))
REGISTERED = Entry(Kind.WARRANTY, "warranty", Mark.REGISTERED, "SN-1", OLD_WARRANTY, NEW_WARRANTY)
TICK = Entry(Kind.MAINTENANCE, "air", Mark.TICKED, "SN-1", new='{"day": "2026-03-01", "certain": false}')


def test_a_registration_and_a_tick(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.append([replace(REGISTERED, old=""), REGISTERED, TICK])
    record.append([replace(TICK, mark=Mark.TAKEN_BACK, new="", act=3)])
    at = "2026-03-01 20:00:00"
    assert log(record, capsys) == [
        f"{at}  warranty  SN-1  warranty  since 2025-06-21, years 12, cycles 6000  registered",
        f"{at}  warranty  SN-1  warranty  years 10 -> 12  registered",
        f"{at}  maintenance  SN-1  air  day 2026-03-01, certain no  ticked",
        f"{at}  maintenance  SN-1  air  taken back",
    ]
    _, registered, ticked, back = map(json.loads, log(record, capsys, "--json"))
    assert registered["old"] == {"since": "2025-06-21", "years": 10, "cycles": 6000}
    assert registered["new"]["years"] == 12
    assert ticked["new"] == {"day": "2026-03-01", "certain": False}
    assert (back["mark"], back["new"], back["act"]) == ("taken_back", None, 3)


@pytest.mark.parametrize("text", ["of old times", "[7]", '"on"'])
def test_a_registration_that_cannot_be_read_any_more_stands_as_it_is(
    record: Record, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    record.append([replace(REGISTERED, old="", new=text)])
    (line,) = log(record, capsys)
    assert line.endswith(f"warranty  unreadable {text}  registered")
