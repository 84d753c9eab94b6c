"""The disk's thread: what it answers, in which order, and what it does while there is no record."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hmi.links import disk as disk_module
from hmi.links import gatekeeper, settings
from hmi.links.disk import Disk
from hmi.links.record import Record
from hmi.links.record_file import NAME
from hmi.model.access import FACTORY_CODE, Verdict
from hmi.model.digits import Digits
from hmi.model.events import (
    CodeSet,
    FromDisk,
    Judged,
    Noted,
    Noticed,
    NotNoted,
    RecordRead,
    Remembered,
    SnapshotKept,
)
from hmi.model.record import AS_FOUND, Entry, Kind, Mark, Memory
from hmi.model.wanted import ForDisk, Judge, KeepSnapshot, Note, ReadRecord, SaveSettings, SetCode

PATIENCE_S = 10.0
AT = 50.0
UTC_NOW = datetime(2026, 3, 1, tzinfo=UTC)
BEGUN = Entry(Kind.WRITE, "clock", Mark.BEGUN, "SN-1", "00", "01", "chosen")
WRONG, OWN = Digits("314159"), Digits("271828")


class Told:
    """What a disk has told so far; `now` drives its clock."""

    def __init__(self, directory: Path) -> None:
        self.now = AT
        self.events: list[FromDisk] = []
        self._more = threading.Condition()
        self.disk = Disk(directory, self._take, lambda: self.now, lambda: UTC_NOW, cost=2)

    def _take(self, event: FromDisk) -> None:
        with self._more:
            self.events.append(event)
            self._more.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self._more:
            assert self._more.wait_for(condition, PATIENCE_S), self.events

    def ask(self, wanted: ForDisk) -> FromDisk:
        """The next event after this was wanted."""
        known = len(self.events)
        self.disk.put(wanted)
        self.until(lambda: len(self.events) > known)
        return self.events[known]


@contextmanager
def running(directory: Path) -> Iterator[Told]:
    told = Told(directory)
    told.disk.start()
    try:
        told.until(lambda: any(isinstance(event, Remembered) for event in told.events))
        yield told
    finally:
        told.disk.stop()


def test_the_first_event_is_what_the_panel_remembers(tmp_path: Path) -> None:
    (act,) = Record(tmp_path).append([BEGUN])
    with running(tmp_path) as told:
        (remembered,) = told.events
    assert isinstance(remembered, Remembered)
    assert (remembered.at, remembered.utc, remembered.memory.detail) == (AT, UTC_NOW, "")
    assert [row.id for row in remembered.memory.unfinished] == [act]


def test_each_wish_is_answered(tmp_path: Path) -> None:
    with running(tmp_path) as told:
        assert told.ask(Note(7, (BEGUN, BEGUN))) == Noted(7, (1, 2), AT)
        assert told.ask(SetCode(OWN)) == CodeSet("", AT)
        assert told.ask(Judge(OWN)) == Judged(Verdict.RIGHT, 0, 0.0, True, AT)
        assert told.ask(Judge(WRONG)) == Judged(Verdict.WRONG, 1, 0.0, True, AT)
        kept = told.ask(KeepSnapshot("SN-1", AS_FOUND, "{}"))
        assert isinstance(kept, SnapshotKept)
        assert kept.snapshot.content == "{}"
        read = told.ask(ReadRecord(1, 2))
        assert isinstance(read, RecordRead)
        assert (read.first, read.total) == (1, 7)
        assert [row.entry.mark for row in read.rows] == [Mark.ATTEMPT, Mark.RIGHT]


def test_what_is_wanted_before_the_stop_is_finished(tmp_path: Path) -> None:
    told = Told(tmp_path)
    told.disk.start()
    for ask in range(50):
        told.disk.put(Note(ask, (BEGUN,)))
    told.disk.put(SaveSettings("zh", "light", 4))
    told.disk.stop()
    assert [event.ask for event in told.events if isinstance(event, Noted)] == list(range(50))
    assert settings.load(tmp_path) == (settings.kept(SaveSettings("zh", "light", 4)), ())
    assert Record(tmp_path).rows(0, 1)[1] == 50


def test_a_lock_is_remembered_as_a_whole(tmp_path: Path) -> None:
    with running(tmp_path) as told:
        for _ in range(5):
            told.ask(Judge(WRONG))
        told.now += 59
        assert told.ask(Judge(FACTORY_CODE)) == Judged(Verdict.LOCKED, 5, 1.0, False, AT + 59)
    with running(tmp_path) as told:
        (remembered,) = told.events
        assert isinstance(remembered, Remembered)
        assert (remembered.memory.failures, remembered.memory.lock_s) == (5, 60.0)


def test_that_a_lock_is_over_is_put_down_without_a_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "LOOK_S", 0.01)
    with running(tmp_path) as told:
        for _ in range(5):
            told.ask(Judge(WRONG))
        told.now += 60
        record = Record(tmp_path, "ro")
        wait(lambda: record.gate().served)
        count = len(told.events)
    assert count == 6


def test_a_lock_that_the_administrator_lifts_is_over_on_the_panel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "LOOK_S", 0.01)
    with running(tmp_path) as told:
        told.ask(SetCode(OWN))
        for _ in range(5):
            told.ask(Judge(WRONG))
        known = len(told.events)
        gatekeeper.reset(Record(tmp_path, "rw"))
        told.until(lambda: len(told.events) > known)
        assert told.events[known:] == [Judged(Verdict.LOCKED, 0, 0.0, False, AT)]
        assert told.ask(Judge(FACTORY_CODE)) == Judged(Verdict.RIGHT, 0, 0.0, False, AT)


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A state directory that cannot be made, until the file in its way is gone."""
    (tmp_path / "state").write_text("")
    return tmp_path / "state"


def test_without_a_record_every_wish_is_refused(nowhere: Path) -> None:
    with running(nowhere) as told:
        (remembered,) = told.events
        assert isinstance(remembered, Remembered)
        assert remembered.memory == Memory(detail=remembered.memory.detail)
        assert str(nowhere) in remembered.memory.detail
        refused = [told.ask(wanted) for wanted in (Note(3, (BEGUN,)), Judge(FACTORY_CODE), SetCode(OWN))]
        noticed = [
            told.ask(wanted)
            for wanted in (ReadRecord(0, 1), KeepSnapshot("SN-1", AS_FOUND, ""), SaveSettings("en", "dark"))
        ]
    assert [type(event) for event in refused] == [NotNoted, Judged, CodeSet]
    assert all(str(nowhere) in event.detail for event in refused if not isinstance(event, Noticed | Noted))  # type: ignore[union-attr]
    assert isinstance(refused[1], Judged)
    assert refused[1].verdict is Verdict.NOT_KEPT
    assert all(isinstance(event, Noticed) and str(nowhere) in event.words for event in noticed)
    assert len(told.events) == 7  # the trouble itself is told once


def test_a_disk_that_comes_back_is_used_by_the_next_note(nowhere: Path) -> None:
    with running(nowhere) as told:
        assert isinstance(told.ask(Note(1, (BEGUN,))), NotNoted)
        nowhere.unlink()
        known = len(told.events)
        told.disk.put(Note(2, (BEGUN,)))
        told.until(lambda: len(told.events) == known + 2)
        assert told.events[known:] == [Remembered(Memory(), AT, UTC_NOW), Noted(2, (1,), AT)]


def test_a_disk_that_comes_back_is_found_without_a_wish(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "AGAIN_S", 0.01)
    with running(nowhere) as told:
        nowhere.unlink()
        told.until(lambda: told.events[-1] == Remembered(Memory(), AT, UTC_NOW))


def test_a_note_that_failed_is_no_end(tmp_path: Path) -> None:
    with running(tmp_path) as told:
        assert isinstance(told.ask(Note(1, (BEGUN,))), Noted)
        missing = told.ask(Note(2, (Entry(Kind.WRITE, "clock", Mark.DONE, act=99),)))
        assert isinstance(missing, NotNoted)
        assert told.ask(Note(3, (BEGUN,))) == Noted(3, (2,), AT)


def test_a_damaged_record_is_set_aside_and_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"no database" * 1000)
    with running(tmp_path) as told:
        noticed, remembered = told.events
        assert isinstance(noticed, Noticed)
        assert "panel.db.damaged-1" in noticed.words
        assert remembered == Remembered(Memory(), AT, UTC_NOW)
        assert told.ask(Note(1, (BEGUN,))) == Noted(1, (1,), AT)
    assert (tmp_path / "panel.db.damaged-1").read_bytes() == b"no database" * 1000


def test_a_record_damaged_while_in_use_takes_nothing_more_until_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as told:
        told.ask(Note(1, (BEGUN,)))
        (tmp_path / NAME).write_bytes(b"no database" * 1000)
        for ask in (2, 3):
            refused = told.ask(Note(ask, (BEGUN,)))
            assert isinstance(refused, NotNoted)
        assert isinstance(told.ask(Judge(FACTORY_CODE)), Judged)
        assert [file.name for file in tmp_path.iterdir()] == [NAME]
    with running(tmp_path) as told:
        assert isinstance(told.events[0], Noticed)
        assert told.ask(Note(4, (BEGUN,))) == Noted(4, (1,), AT)


def test_a_record_of_a_newer_program_is_told_and_left_alone(tmp_path: Path) -> None:
    Record(tmp_path).append([BEGUN])
    newer = sqlite3.connect(tmp_path / NAME)
    newer.execute("PRAGMA user_version = 5")
    newer.close()
    content = (tmp_path / NAME).read_bytes()
    with running(tmp_path) as told:
        (remembered,) = told.events
        assert isinstance(remembered, Remembered)
        assert "of version 5" in remembered.memory.detail
    assert (tmp_path / NAME).read_bytes() == content
    assert os.listdir(tmp_path) == [NAME]  # noqa: PTH208


def test_what_nobody_foresaw_is_answered_and_the_thread_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path) as told:
        broken = Judge(None)  # type: ignore[arg-type]
        assert told.ask(broken) == Judged(
            Verdict.NOT_KEPT,
            0,
            0.0,
            False,
            AT,
            """AttributeError("'NoneType' object has no attribute 'typed'")""",
        )
        assert isinstance(told.ask(Judge(WRONG)), Judged)
    assert "failed in a way that it should not" in caplog.text
