"""The file keeps to its bound whatever comes: what is coarse and old goes, its room is used again."""

import random
from pathlib import Path

import pytest

from hmi.links.history.calendar import place
from hmi.links.history.history_file import NAME
from hmi.links.history.packing import NOTHING, pack_stretch
from hmi.model.events import Noticed
from hmi.model.wanted import KeepLedger
from tests.links.history.driven import BATTERY, LEAST, Panel

HOURS = 58_000  # six years of them: more than there is room for


def fill_with_hours(panel: Panel, count: int, era: int = 0) -> None:
    """As years would, in an era before all others."""
    connection = panel.keeper._store._archive._connection
    places = (place(era, 3600 * hour) for hour in range(count))
    rows = ((each, each, 3600, 1, 5, 5, pack_stretch(NOTHING)) for each in places)
    connection.execute("INSERT INTO era VALUES (?, ?, 1, ?)", (era, -3600.0 * count, 3600.0 * count))
    connection.executemany("INSERT INTO hour VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    panel.keeper._save()


def count(panel: Panel, table: str) -> int:
    connection = panel.keeper._store._archive._connection
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_the_file_never_passes_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hmi.links.history.keeper.BOXES_BYTES", 1e9)  # whatever comes
    panel, chance = Panel(tmp_path / "state"), random.Random(4)
    panel.samples(70, seconds=60.0)
    fill_with_hours(panel, HOURS)
    sizes = []
    for number in range(150):
        box = chance.randbytes(chance.choice((0, 20_000, 100_000, 256_000)))
        panel.log(f"{number} {'x' * 200}", urgent=number % 3 == 0, box=box)
        panel.take(KeepLedger(f"SN-{number}/16", f"{chance.random()}" * 500))
        panel.samples(6, seconds=60.0)
        sizes.append(panel.bytes())
    assert max(sizes) <= LEAST
    assert min(sizes[-50:]) > 0.6 * LEAST  # it is used
    assert panel.opened.detail == ""
    assert panel.rows().total == 150
    assert 0 < count(panel, "hour") < HOURS
    newest = [row.number for row in panel.rows(0, 150).rows if row.box]
    assert len(newest) >= 5
    assert min(newest) > 100  # the oldest boxes went
    assert panel.stop().start().opened.detail == ""
    assert not [event for event in panel.events if isinstance(event, Noticed)]
    panel.stop()


def test_a_larger_bound_keeps_more(tmp_path: Path) -> None:
    panel = Panel(tmp_path / "state", 12_000_000)
    panel.samples(10)
    fill_with_hours(panel, 100_000)
    panel.wait(60.0)
    kept = count(panel, "hour")
    assert kept == 100_000
    panel.stop()
    assert LEAST < panel.bytes() < 12_000_000
    panel.most_bytes = LEAST
    panel.start()
    assert panel.bytes() < LEAST
    assert 0 < count(panel, "hour") < HOURS
    assert panel.trend().energy.charged_wh == pytest.approx(10.0)  # the newest is what is kept
    panel.stop()


def test_the_log_keeps_to_its_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hmi.links.history.room.ROW_BYTES", 10_000)
    panel = Panel(tmp_path / "state")
    for number in range(200):
        panel.log(str(number))
    panel.samples(1000, seconds=20.0)
    rows = panel.rows(0, 300)
    assert 50 < rows.total < 120
    assert (rows.rows[0].number, rows.rows[-1].number) == (200, 201 - rows.total)
    panel.stop()


def test_a_bound_that_is_too_small_is_the_least(tmp_path: Path) -> None:
    panel = Panel(tmp_path / "state", 1)
    panel.log("kept", urgent=True)
    assert panel.stop().start().details() == ["kept"]
    panel.stop()


def test_eras_of_which_nothing_is_left_are_forgotten(tmp_path: Path) -> None:
    panel = Panel(tmp_path / "state")
    fill_with_hours(panel, 10)
    assert count(panel, "era") == 1
    panel.keeper._store._archive._connection.execute("DELETE FROM hour")
    panel.samples(1000, seconds=20.0)
    assert count(panel, "era") == 1
    assert panel.trend().energy.charged_wh > 0
    panel.stop()


def test_batteries_that_never_end_have_no_ledgers_for_ever(tmp_path: Path) -> None:
    panel = Panel(tmp_path / "state")
    panel.take(KeepLedger(BATTERY, "ours"))
    for number in range(150):
        panel.take(KeepLedger(f"SN-{number}/16", "theirs"))
        panel.take(KeepLedger(BATTERY, f"ours {number}"))
    ledgers = dict(panel.stop().start().opened.ledgers)
    assert len(ledgers) == 100
    assert ledgers[BATTERY] == "ours 149"
    assert (panel.directory / NAME).stat().st_size < 200_000
    panel.stop()
