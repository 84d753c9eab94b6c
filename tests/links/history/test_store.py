"""A disk that fails: what it costs, that it is told once, and that all is written when it is well again."""

import os
import random
import resource
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hmi.links.history.archive import Archive
from hmi.links.history.history_file import NAME
from hmi.links.history.logbook import Logbook
from hmi.links.history.samples import Samples
from hmi.model.events import HistoryOpened, LogRead, Noticed
from hmi.model.history.trend import Sample
from hmi.model.wanted import KeepLedger
from tests.links.history.driven import BATTERY, Panel, copied, ledgers


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    panel = Panel(tmp_path / "state")
    yield panel
    panel.stop()


@contextmanager
def no_file_larger_than(count: int) -> Iterator[None]:
    """A write beyond fails, as of a disk that has an error there."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_takes_nothing_more_is_told_once_and_costs_nothing_in_the_end(panel: Panel) -> None:
    panel.log("before", urgent=True)
    with no_file_larger_than(panel.bytes()):
        for number in range(60):
            panel.sample()
            panel.log(f"row {number}", urgent=True)
        assert [type(event) for event in panel.events] == [HistoryOpened] * 2
        assert "disk I/O error" in panel.opened.detail
        assert panel.rows(0, 5).total == 61  # as read on
        assert Panel(copied(panel)).rows().total == 1
    panel.wait(60.0)
    assert panel.opened.detail == ""
    left = Panel(copied(panel))
    assert left.details() == ["before", *(f"row {number}" for number in range(60))]
    left.true = panel.true
    assert left.trend().energy == panel.trend().energy


def test_without_a_place_the_history_goes_on_in_memory() -> None:
    nowhere = Panel(Path("/proc/pack-hmi"))
    assert "/proc/pack-hmi" in nowhere.opened.detail
    nowhere.samples(60, power=360.0)
    nowhere.log("told", urgent=True)
    assert nowhere.details() == ["told"]
    assert nowhere.trend().energy.charged_wh == pytest.approx(60.0)
    assert [type(event) for event in nowhere.events[:2]] == [HistoryOpened, type(nowhere.rows())]
    nowhere.stop()


def test_what_is_held_while_there_is_no_disk_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hmi.links.history.keeper.BOXES_BYTES", 1e9)
    (tmp_path / "late").write_text("")  # in the way of the directory
    late = Panel(tmp_path / "late")
    for number in range(3100):
        late.log(box=b"x" * 10_000 if number > 2950 else b"")
    assert len(late.keeper._store._held) == 3000
    (tmp_path / "late").unlink()
    late.wait(60.0)
    assert late.opened.detail == ""
    rows = late.rows(0, 5000)
    assert rows.total == 3000
    assert [row.box for row in rows.rows] == [True] * 100 + [False] * 2900
    late.stop()


def test_a_ledger_of_the_file_counts_more_than_one_begun_without_it(panel: Panel) -> None:
    panel.take(KeepLedger(BATTERY, "of weeks"))
    panel.stop()
    aside = panel.directory.rename(panel.directory.with_name("aside"))
    panel.directory.write_text("")
    panel.start()
    assert panel.opened.detail
    panel.take(KeepLedger(BATTERY, "of minutes"))
    panel.take(KeepLedger("other", "new"))
    panel.directory.unlink()
    aside.rename(panel.directory)
    panel.wait(60.0)
    assert ledgers(panel) == {BATTERY: "of weeks", "other": "new"}
    panel.take(KeepLedger(BATTERY, "of weeks and minutes"))
    panel.stop().start()
    assert ledgers(panel) == {BATTERY: "of weeks and minutes", "other": "new"}


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


def test_a_read_only_disk_shows_what_was_kept(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o755)
        panel = Panel(Path(open_to_all) / "state")
        panel.samples(60)
        panel.log("before")
        panel.take(KeepLedger(BATTERY, "of weeks"))
        panel.stop()
        (panel.directory / NAME).chmod(0o444)
        panel.directory.chmod(0o555)
        with as_nobody():
            panel.true += 60
            panel.start()
            assert "Permission denied" in panel.opened.detail
            assert ledgers(panel) == {BATTERY: "of weeks"}
            panel.log("after", urgent=True)
            assert panel.details() == ["before", "after"]
            assert panel.trend().energy.charged_wh == pytest.approx(60.0)
            panel.stop()
        assert sqlite3.connect(panel.directory / NAME).execute("SELECT count(*) FROM log").fetchone() == (1,)
        panel.directory.chmod(0o755)


def scribble(file: Path) -> None:
    file.write_bytes(random.Random(2).randbytes(50_000))


def damage_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * len(content[4096:])
    file.write_bytes(content)


def cut_short(file: Path) -> None:
    os.truncate(file, 5000)


@pytest.mark.parametrize("damage", [scribble, damage_middle, cut_short])
def test_a_damaged_file_is_set_aside_with_a_message(panel: Panel, damage: Callable[[Path], None]) -> None:
    panel.samples(100)
    panel.stop()
    damage(panel.directory / NAME)
    content = (panel.directory / NAME).read_bytes()
    panel.start()
    noticed, opened = panel.events
    assert isinstance(noticed, Noticed)
    assert "kept as history.db.damaged-1, a new history is begun" in noticed.words
    assert opened == HistoryOpened({}, "", panel.steady)
    assert (panel.directory / "history.db.damaged-1").read_bytes() == content
    panel.log("new", urgent=True)
    assert Panel(copied(panel)).details() == ["new"]


def test_a_file_damaged_while_in_use_costs_what_was_in_it_but_no_ledger(panel: Panel) -> None:
    panel.samples(300)
    panel.take(KeepLedger(BATTERY, "of weeks"))
    panel.log("old", urgent=True)
    panel.stop().start()
    damage_middle(panel.directory / NAME)
    panel.keeper._store._archive._connection.execute("PRAGMA shrink_memory")
    panel.log("new")
    panel.trend()
    panel.wait(60.0)
    assert next(event for event in panel.events if isinstance(event, Noticed)).words.endswith("is begun")
    assert panel.opened.detail == ""
    panel.stop().start()
    assert panel.details() == ["new"]
    assert ledgers(panel) == {BATTERY: "of weeks"}


def test_a_file_of_a_newer_program_is_told_and_left_alone(panel: Panel) -> None:
    panel.samples(10)
    panel.stop()
    newer = sqlite3.connect(panel.directory / NAME)
    newer.execute("PRAGMA user_version = 5")
    newer.close()
    content = (panel.directory / NAME).read_bytes()
    panel.start()
    assert "of version 5, known is 1: written by a newer pack-hmi" in panel.opened.detail
    panel.log("told", urgent=True)
    assert panel.details() == ["told"]
    panel.stop()
    assert (panel.directory / NAME).read_bytes() == content
    assert [file.name for file in panel.directory.iterdir()] == [NAME]


def test_a_second_panel_on_the_same_directory_is_told(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hmi.links.database.BUSY_S", 0.0)
    second = Panel(panel.directory)
    assert "locked" in second.opened.detail
    panel.stop()
    second.wait(60.0)
    assert second.opened.detail == ""
    second.stop()


def test_what_no_file_can_take_costs_what_is_held_and_no_more(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Samples.keep

    def failing(self: Samples, battery: int, sample: Sample) -> None:
        if sample.seconds == 13.0:
            raise sqlite3.DataError("string or blob too big")
        keep(self, battery, sample)

    panel.log("before", urgent=True)
    panel.log("held")
    monkeypatch.setattr(Samples, "keep", failing)
    panel.sample(seconds=13.0)
    panel.log("after")
    panel.wait(60.0)
    assert panel.opened.detail == ""
    assert panel.details() == ["before", "after"]


def test_what_cannot_be_answered_from_the_file_is_answered_in_memory(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.log("before", urgent=True)
    panel.log("held")
    read, failures = Logbook.read, [sqlite3.OperationalError("disk I/O error")] * 2

    def failing(self: Logbook, first: int, count: int) -> LogRead:
        if failures:
            raise failures.pop()
        return read(self, first, count)

    monkeypatch.setattr(Logbook, "read", failing)
    monkeypatch.setattr(Archive, "again", lambda self: failing(self._logbook, 0, 0))
    assert panel.details() == ["held"]
    panel.wait(60.0)
    assert panel.opened.detail == ""
    assert panel.details() == ["before", "held"]
