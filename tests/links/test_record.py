"""The record as a real file: rows are only added, whole, and there after a SIGKILL and beside any damage."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hmi.links import database
from hmi.links.database import DamagedError, NoDatabaseError, Use
from hmi.links.record import GateRows, Record, StoredCode
from hmi.links.record_file import NAME
from hmi.model.record import AS_FOUND, HANDOVER, Entry, Kind, Mark, Memory, Snapshot

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BEGUN = Entry(Kind.WRITE, "inverter_protocol", Mark.BEGUN, "SN-1", "0101FF", "0301FF", "chosen")
OWN = StoredCode(b"salt", b"hash", {"n": 2, "r": 8, "p": 1})


def gate(mark: Mark, act: int | None = None) -> Entry:
    return Entry(Kind.GATE, "code", mark, act=act)


def done(act: int, mark: Mark = Mark.DONE) -> Entry:
    return Entry(Kind.WRITE, "inverter_protocol", mark, "SN-1", "", "0301FF", "read_back", act)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    clock = (START + timedelta(seconds=second) for second in range(10_000))
    return Record(tmp_path / "state", utc=lambda: next(clock))


def test_a_new_record_remembers_nothing(record: Record) -> None:
    assert record.memory() == Memory()
    assert record.rows(0, 10) == ((), 0)
    assert (record.gate(), record.code()) == (GateRows(0, 0, False), None)
    assert stat.S_IMODE(record.file.stat().st_mode) == 0o600


def test_rows_come_back_as_they_were_written_the_newest_first(record: Record) -> None:
    (act,) = record.append([BEGUN])
    record.append([done(act), gate(Mark.LOCKED)])
    rows, total = record.rows(0, 2)
    assert total == 3
    assert [row.entry for row in rows] == [gate(Mark.LOCKED), done(act)]
    assert [row.entry for row in record.rows(2, 5)[0]] == [BEGUN]
    assert [row.id for row in record.from_the_start()] == [1, 2, 3]
    assert record.rows(2, 1)[0][0].at == START


def test_entries_are_written_all_or_none(record: Record) -> None:
    record.append([BEGUN])
    with pytest.raises(NoDatabaseError, match="FOREIGN KEY"):
        record.append([gate(Mark.LOCKED), done(act=77)], OWN)
    assert record.rows(0, 10)[1] == 1
    assert record.code() is None
    assert record.append([gate(Mark.LOCKED)]) == (2,)


@pytest.mark.parametrize("table", ["event", "kept", "code"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id + 1"])
def test_no_row_is_ever_changed_or_deleted(record: Record, table: str, statement: str) -> None:
    record.append([BEGUN], OWN)
    record.keep("SN-1", AS_FOUND, "{}")
    other = sqlite3.connect(record.file)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        other.execute(statement.format(table))
    other.close()
    assert record.rows(0, 1)[1] == 1


def test_acts_without_an_end_are_unfinished_the_oldest_first(record: Record) -> None:
    trial = replace(BEGUN, kind=Kind.TRIAL)
    first, second, third, fourth = record.append([BEGUN, BEGUN, trial, trial])
    record.append([done(second), replace(trial, mark=Mark.WENT_BACK, act=third)])
    unfinished = record.memory().unfinished
    assert [(row.id, row.entry) for row in unfinished] == [(first, BEGUN), (fourth, trial)]


def test_the_previous_protocol_is_the_one_before_the_last_change_that_was_done(record: Record) -> None:
    other = replace(BEGUN, serial="SN-2", old="0202FF")
    changed = replace(BEGUN, old="0301FF", new="0401FF")
    refused = replace(BEGUN, old="0401FF", new="0501FF")
    group = replace(BEGUN, what="cell_over_voltage", old="AB")
    acts = record.append([BEGUN, other, changed, refused, group])
    assert record.memory().previous == {}
    record.append([done(acts[0])])
    assert record.memory().previous == {"SN-1": "0101FF"}
    record.append([done(acts[1]), done(acts[2]), done(acts[3], Mark.REFUSED), done(acts[4])])
    assert record.memory().previous == {"SN-1": "0301FF", "SN-2": "0202FF"}


def test_of_each_battery_the_last_verdict_of_the_check_is_remembered(record: Record) -> None:
    def check(serial: str, new: str) -> Entry:
        return Entry(Kind.CHECK, "inverter_link", Mark.GOOD, serial, new=new)

    record.append([check("SN-1", "first"), check("SN-2", "only"), check("SN-1", "last"), BEGUN])
    checks = record.memory().checks
    assert {serial: (row.id, row.entry) for serial, row in checks.items()} == {
        "SN-1": (3, check("SN-1", "last")),
        "SN-2": (2, check("SN-2", "only")),
    }
    assert checks["SN-1"].at == START + timedelta(seconds=2)


def test_of_each_battery_the_last_registration_of_its_warranty_is_remembered(record: Record) -> None:
    def warranty(serial: str, new: str) -> Entry:
        return Entry(Kind.WARRANTY, "warranty", Mark.REGISTERED, serial, new=new)

    record.append([warranty("SN-1", "first"), warranty("SN-2", "only"), warranty("SN-1", "last"), BEGUN])
    assert record.memory().warranties == {"SN-1": warranty("SN-1", "last"), "SN-2": warranty("SN-2", "only")}
    record.close()
    assert record.memory().warranties["SN-1"].new == "last"


def test_ticks_of_the_maintenance_are_remembered_but_for_those_taken_back(record: Record) -> None:
    def tick(task: str, act: int | None = None) -> Entry:
        mark = Mark.TICKED if act is None else Mark.TAKEN_BACK
        return Entry(Kind.MAINTENANCE, task, mark, "SN-1", act=act)

    air, cables, again = record.append([tick("air"), tick("cables"), tick("air")])
    record.append([tick("air", again), done(air)])
    assert [(row.id, row.entry) for row in record.memory().ticks] == [(cables, tick("cables"))]
    assert record.rows(0, 1)[1] == 5


def test_failures_are_attempts_since_the_last_right_code(record: Record) -> None:
    for expected, mark in [
        (1, Mark.ATTEMPT),
        (1, Mark.WRONG),
        (2, Mark.ATTEMPT),  # no verdict: it counts
        (3, Mark.ATTEMPT),
        (0, Mark.RIGHT),
        (1, Mark.ATTEMPT),
        (1, Mark.LOCK_SERVED),
        (0, Mark.CODE_RESET),
        (1, Mark.ATTEMPT),
        (0, Mark.CODE_CHANGED),
    ]:
        record.append([gate(mark)])
        assert record.memory().failures == record.gate().failures == expected
    assert record.gate().attempt == 9
    assert not record.gate().served


def test_an_own_code_is_offered_once_and_again_after_a_reset(record: Record) -> None:
    assert not record.memory().offered
    record.append([gate(Mark.CODE_KEPT)])
    assert (record.memory().offered, record.memory().own_code) == (True, False)
    record.append([gate(Mark.CODE_CHANGED)], OWN)
    assert (record.memory().offered, record.memory().own_code) == (True, True)
    assert record.code() == OWN
    record.append([gate(Mark.CODE_RESET)], StoredCode(b"", b"", {}))
    assert (record.memory().offered, record.memory().own_code) == (False, False)


def test_of_what_was_found_the_first_counts_and_of_a_handover_the_last(record: Record) -> None:
    first = record.keep("SN-1", AS_FOUND, "first")
    assert first == Snapshot("SN-1", AS_FOUND, START, "first")
    assert record.keep("SN-1", AS_FOUND, "later") == first
    assert record.keep("SN-2", AS_FOUND, "other").content == "other"
    record.keep("SN-1", HANDOVER, "first")
    last = record.keep("SN-1", HANDOVER, "last")
    kept = {(one.serial, one.name): one.content for one in record.memory().snapshots}
    assert kept == {("SN-1", AS_FOUND): "first", ("SN-2", AS_FOUND): "other", ("SN-1", HANDOVER): "last"}
    assert last.content == "last"


def test_a_row_says_whether_its_clock_was_known_to_be_right(tmp_path: Path) -> None:
    known = [False]
    record = Record(tmp_path, utc=lambda: START, certain=lambda: known[0])
    record.append([BEGUN])
    known[0] = True
    record.append([BEGUN])
    assert [row.certain for row in record.from_the_start()] == [False, True]


@pytest.mark.parametrize("use", ["ro", "rw", "rwc"])
def test_rows_from_before_clocks_were_judged_are_not_certain(record: Record, use: Use) -> None:
    record.append([BEGUN])
    record.close()
    with sqlite3.connect(record.file) as before:
        before.execute("ALTER TABLE event DROP COLUMN certain")
    before.close()
    old = Record(record.file.parent, use, certain=lambda: True)
    assert [(row.entry, row.certain) for row in old.from_the_start()] == [(BEGUN, False)]
    assert [row.id for row in old.memory().unfinished] == [1]
    old.close()
    if use != "ro":
        old.append([done(1)])
        assert [row.certain for row in old.from_the_start()] == [False, True]
        assert old.memory().unfinished == ()


def test_two_processes_write_to_the_same_record(record: Record, tmp_path: Path) -> None:
    other = Record(tmp_path / "state", "rw")
    record.append([BEGUN])
    other.append([gate(Mark.CODE_RESET)])
    assert record.append([gate(Mark.LOCKED)]) == (3,)
    assert other.rows(0, 9) == record.rows(0, 9)


def test_nothing_is_made_where_only_an_existing_record_is_wanted(tmp_path: Path) -> None:
    for use in ("ro", "rw"):
        with pytest.raises(NoDatabaseError, match="No such file"):
            Record(tmp_path / "state", use).rows(0, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_record_opened_to_be_read_takes_no_row(record: Record, tmp_path: Path) -> None:
    record.append([BEGUN])
    reader = Record(tmp_path / "state", "ro")
    with pytest.raises(NoDatabaseError, match="readonly"):
        reader.append([BEGUN])
    assert reader.rows(0, 9)[1] == 1


def damage_head(file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)


def damage_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * len(content[4096:])
    file.write_bytes(content)


def cut_short(file: Path) -> None:
    os.truncate(file, 5000)


@pytest.mark.parametrize("damage", [damage_head, damage_middle, cut_short])
def test_a_damaged_file_is_told_and_can_be_set_aside(record: Record, damage: object) -> None:
    record.append([BEGUN])
    record.close()
    assert callable(damage)
    for number in (1, 2):
        damage(record.file)
        content = record.file.read_bytes()
        (record.file.parent / f"{NAME}-wal").write_bytes(b"")
        with pytest.raises(DamagedError, match=NAME):
            record.memory()
        aside = database.set_aside(record.file.parent, NAME)
        assert aside.name == f"panel.db.damaged-{number}"
        assert aside.read_bytes() == content
        assert aside.with_name(f"{aside.name}-wal").exists()
        assert record.append([BEGUN]) == (1,)
        record.close()


def test_a_record_of_a_newer_program_is_refused_and_left_alone(record: Record) -> None:
    record.append([BEGUN])
    with sqlite3.connect(record.file) as newer:
        newer.execute("PRAGMA user_version = 2")
    newer.close()
    record.close()
    content = record.file.read_bytes()
    with pytest.raises(NoDatabaseError, match=r"panel\.db: of version 2, known is 1") as caught:
        record.memory()
    assert not isinstance(caught.value, DamagedError)
    assert record.file.read_bytes() == content


def test_another_database_is_refused_and_left_alone(record: Record) -> None:
    record.file.parent.mkdir()
    with sqlite3.connect(record.file) as other:
        other.execute("CREATE TABLE event (id)")
    other.close()
    with pytest.raises(NoDatabaseError, match="not a record of pack-hmi"):
        record.append([BEGUN])


def test_a_row_that_nobody_understands_is_told(record: Record) -> None:
    record.append([BEGUN])
    with sqlite3.connect(record.file) as other:
        other.execute(
            "INSERT INTO event VALUES (2, '2026-03-01', 'party', '', 'begun', '', '', '', '', NULL, 1)"
        )
    other.close()
    with pytest.raises(NoDatabaseError, match="cannot be read: 'party'"):
        record.rows(0, 9)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file/state", Path("/proc/pack-hmi")):
        with pytest.raises(NoDatabaseError, match=str(place)):
            Record(place).append([BEGUN])


def test_a_full_disk_takes_no_row_and_goes_on_once_there_is_room(record: Record) -> None:
    record.append([BEGUN])
    with record._reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NoDatabaseError, match="full"):
        record.append([BEGUN] * 1000)
    assert record.rows(0, 1)[1] == 1
    assert record.append([BEGUN] * 1000)[-1] == 1001


def test_a_write_cut_short_is_taken_back_by_who_may_write_and_told_to_who_may_not(record: Record) -> None:
    record.append([BEGUN])
    record.close()
    program = """
import os, signal, sqlite3, sys
half = sqlite3.connect(sys.argv[1], isolation_level=None)
half.execute("PRAGMA cache_size = 1")
half.execute("BEGIN IMMEDIATE")
for _ in range(100):
    half.execute("INSERT INTO kept (serial, name, at, content) VALUES ('', '', '', ?)", ("x" * 4000,))
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program, record.file], check=False)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(NoDatabaseError, match="cut short; the panel takes it back"):
        Record(record.file.parent, "ro").rows(0, 1)
    assert [row.entry for row in record.rows(0, 9)[0]] == [BEGUN]
    assert record.memory().snapshots == ()
    assert Record(record.file.parent, "ro").rows(0, 1)[1] == 1


def test_a_row_is_on_the_disk_before_it_is_told(record: Record) -> None:
    record.append([BEGUN])
    with record._reading() as connection:
        settings = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["delete", 3, 1]  # 3: EXTRA


def test_every_row_that_was_told_is_there_after_a_sigkill(tmp_path: Path) -> None:
    """A child adds rows in pairs and says so; however it is killed, what it said is there, in whole pairs."""
    program = """
import sys
from pathlib import Path
from hmi.links.record import Record
from hmi.model.record import Entry, Kind, Mark
record = Record(Path(sys.argv[1]))
while True:
    begun, _ = record.append([Entry(Kind.WRITE, "clock", Mark.BEGUN)] * 2)
    print(begun + 1, flush=True)
"""
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", program, tmp_path], stdout=subprocess.PIPE, text=True)
        assert child.stdout
        said = [int(child.stdout.readline()) for _ in range(20)]
        child.send_signal(signal.SIGKILL)
        said += [int(line) for line in child.stdout.read().splitlines()]
        child.wait(10)
        _, total = Record(tmp_path).rows(0, 1)
        assert total >= said[-1]
        assert total % 2 == 0
