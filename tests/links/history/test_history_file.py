"""How the file is written: safe from a power cut, and sparing the card."""

from pathlib import Path

from hmi.links import database
from hmi.links.history.history_file import HISTORY, in_memory


def test_a_commit_is_on_the_disk_when_it_returns_and_nothing_before(tmp_path: Path) -> None:
    connection = database.opened(tmp_path, HISTORY, "rwc")
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL: synced with every commit
        "locking_mode": "exclusive",  # no file of shared memory
        "page_size": 512,
        "cache_spill": 0,
    }
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    assert not (tmp_path / "history.db-shm").exists()
    connection.close()


def test_what_stands_in_holds_the_same_tables(tmp_path: Path) -> None:
    connection, memory = database.opened(tmp_path, HISTORY, "rwc"), in_memory()
    tables = "SELECT sql FROM sqlite_master ORDER BY name"
    assert connection.execute(tables).fetchall() == memory.execute(tables).fetchall()
    connection.close()
