"""What is kept, and when; what a disk that fails costs, and that nothing else is lost."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hmi.links.history.history_file import NAME
from hmi.links.history.samples import Samples
from hmi.model.events import HistoryOpened, Noticed
from hmi.model.history.trend import Quantity, Sample
from hmi.model.wanted import KeepLedger
from tests.links.history.driven import BATTERY, Panel


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    panel = Panel(tmp_path / "state")
    yield panel
    panel.stop()


def test_the_first_event_says_that_the_history_is_open(panel: Panel) -> None:
    assert panel.events == [HistoryOpened({}, "", panel.steady)]
    assert oct((panel.directory / NAME).stat().st_mode)[-3:] == "600"


def test_what_is_known_is_in_the_file_within_a_minute(panel: Panel) -> None:
    for _ in range(30):
        panel.sample(seconds=10.0)
        on_disk = Panel(copied(panel)).trend().trend.bands[Quantity.POWER]
        known = sum(band is not None for band in on_disk) * 15
        assert known >= min(panel.true, 300.0) - 60


def copied(panel: Panel) -> Path:
    """What a power cut would leave now."""
    aside = Path(tempfile.mkdtemp(dir=panel.directory.parent))
    shutil.copytree(panel.directory, aside, dirs_exist_ok=True)
    return aside


def commits(panel: Panel, does: Callable[[], None]) -> int:
    """How often it goes to the disk meanwhile."""
    before = (panel.directory / f"{NAME}-wal").read_bytes()
    does()
    return int((panel.directory / f"{NAME}-wal").read_bytes() != before)


def test_a_row_waits_for_its_minute_and_an_urgent_one_does_not(panel: Panel) -> None:
    panel.log("a")
    assert Panel(copied(panel)).details() == []
    panel.wait(51.0)
    assert Panel(copied(panel)).details() == []
    panel.wait(2.0)
    assert Panel(copied(panel)).details() == ["a"]
    panel.log("b")
    panel.log("trip", urgent=True, box=b"ten minutes")
    left = Panel(copied(panel))
    assert left.details() == ["a", "b", "trip"]
    assert left.story(3).story.box == b"ten minutes"


def test_urgent_rows_that_never_end_wait_for_their_minute(panel: Panel) -> None:
    written = sum(commits(panel, lambda: panel.log(urgent=True)) for _ in range(100))
    assert written == 30
    panel.wait(60.0)
    assert Panel(copied(panel)).rows().total == 100
    panel.wait(600.0)
    assert commits(panel, lambda: panel.log(urgent=True))


def test_black_boxes_that_never_end_do_not_wear_the_card(panel: Panel) -> None:
    for _ in range(60):
        panel.log(box=b"x" * 50_000)
        panel.wait(3600.0)
    boxes = [row.box for row in reversed(panel.rows().rows)]
    assert all(boxes[:4])
    assert sum(boxes) * 50_000 <= 220_000 * (1 + 60 / 24)
    assert any(boxes[-8:])


def test_nothing_waits_when_there_is_nothing(panel: Panel) -> None:
    assert panel.keeper.wait_s() is None
    panel.sample(seconds=10.0)
    assert panel.keeper.wait_s() == pytest.approx(42.0)
    panel.wait(50.0)
    assert panel.keeper.wait_s() is None


def test_switched_off_in_order_it_keeps_all(panel: Panel) -> None:
    panel.log("last")
    panel.sample(power=720.0)
    panel.stop()
    assert [file.name for file in panel.directory.iterdir()] == [NAME]
    panel.start()
    assert panel.details() == ["last"]
    assert panel.trend().energy.charged_wh == pytest.approx(2.0)


@pytest.mark.parametrize("seed", range(3))
def test_a_commit_cut_short_costs_its_minute_and_never_the_file(panel: Panel, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(6):
        for _ in range(chance.randrange(1, 60)):
            panel.sample()
        panel.log(f"{number} told", urgent=True)
        panel.log(f"{number} under way", box=chance.randbytes(20_000))
        panel.cut_within_commit(chance)
        panel.start()
        told = panel.details()
        assert [each for each in told if each.endswith("told")] == [
            f"{one} told" for one in range(number + 1)
        ]
    assert not [event for event in panel.events if isinstance(event, Noticed)]


def test_every_urgent_row_is_there_after_a_sigkill(tmp_path: Path) -> None:
    """A child samples and logs, and says so; however it is killed, what it said is there."""
    program = """
import sys
from pathlib import Path
from tests.links.history.driven import Panel
panel = Panel(Path(sys.argv[1]))
while True:
    panel.samples(7)
    panel.log(urgent=True, box=b"x" * 5000)
    print(panel.rows(0, 1).total, flush=True)
"""
    root = Path(__file__).parents[3]
    for _ in range(2):
        command = [sys.executable, "-c", program, tmp_path / "state"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
        assert child.stdout
        said = [int(child.stdout.readline()) for _ in range(8)]
        child.send_signal(signal.SIGKILL)
        said += [int(line) for line in child.stdout.read().splitlines()]
        child.wait(10)
        left = Panel(tmp_path / "state")
        assert left.events == [HistoryOpened({}, "", left.steady)]
        assert left.rows(0, 1).total - said[-1] in (0, 1)
        left.keeper._store.close()


def ledgers(panel: Panel) -> dict[str, str]:
    return dict(panel.opened.ledgers)


def test_the_newest_ledger_of_each_battery_is_told_at_the_next_start(panel: Panel) -> None:
    panel.take(KeepLedger(BATTERY, '{"turn": 0}'))
    panel.take(KeepLedger("SN-2/8", "no JSON \udc80"))
    panel.cut().start()
    assert ledgers(panel) == {}  # not a minute old
    panel.take(KeepLedger(BATTERY, '{"turn": 1}'))
    panel.take(KeepLedger("SN-2/8", "no JSON \udc80"))
    panel.stop().start()
    assert ledgers(panel) == {BATTERY: '{"turn": 1}', "SN-2/8": "no JSON ?"}


def test_a_ledger_that_cannot_be_read_is_left_out(panel: Panel, caplog: pytest.LogCaptureFixture) -> None:
    panel.take(KeepLedger("good", "{}"))
    panel.take(KeepLedger("bad", "{}"))
    connection = panel.keeper._store._archive._connection
    connection.execute("UPDATE ledger SET content = x'00' WHERE turn = 2")
    panel.stop().start()
    assert ledgers(panel) == {"good": "{}"}
    assert "the ledger of bad cannot be read" in caplog.text


def test_a_ledger_that_is_far_too_large_is_not_kept(panel: Panel) -> None:
    panel.take(KeepLedger(BATTERY, "x" * 600_000))
    panel.stop().start()
    assert ledgers(panel) == {}


# What fails.


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
