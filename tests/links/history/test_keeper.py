"""What goes to the disk, and when; what a power cut leaves."""

import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hmi.links.history import keeper as keeper_module
from hmi.links.history.history_file import NAME
from hmi.model.events import HistoryOpened, Noticed
from hmi.model.history.trend import Quantity
from hmi.model.wanted import KeepLedger
from tests.links.history.driven import BATTERY, Panel, copied, ledgers


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
        command = [sys.executable, "-c", program, str(tmp_path / "state")]
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


def test_an_attempt_that_failed_as_nobody_foresaw_is_not_made_again_at_once(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.sample()
    with monkeypatch.context() as failing:
        failing.setattr(panel.keeper._store, "save", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            panel.wait(60.0)
        assert panel.keeper.wait_s() == keeper_module.UNFORESEEN_S + keeper_module.LATE_S
    panel.wait(keeper_module.UNFORESEEN_S + keeper_module.LATE_S)
    assert panel.keeper.wait_s() is None
