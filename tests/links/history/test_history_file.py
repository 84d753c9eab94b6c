"""How the file is written: safe from a power cut, and sparing the card."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hmi.links import database
from hmi.links.database import DamagedError
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


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("minute", "0, 'x', 10, 1, 0, 0, x'00'"),
        ("hour", "0, -1, 10, 1, 0, 0, x'00'"),
        ("ten_minutes", "0, 0, 10, 1, 0, 1 << 60, x'00'"),
        ("era", "1, 9e999, 1, 0.0"),
        ("log", "1, 1 << 40, 0.0, 1, '{}'"),
        ("ledger", "1, 1, 'x'"),
    ],
)
def test_values_that_cannot_be_are_found_when_it_is_opened(tmp_path: Path, table: str, values: str) -> None:
    database.opened(tmp_path, HISTORY, "rwc").close()
    with _unruly(tmp_path) as connection:
        (strict,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        loose = strict.replace("STRICT", "")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (loose, table))
    with _unruly(tmp_path) as connection:
        connection.execute(f"INSERT INTO {table} VALUES ({values})")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (strict, table))
    with pytest.raises(DamagedError, match=table):
        database.opened(tmp_path, HISTORY, "rwc")


def _unruly(directory: Path) -> closing[sqlite3.Connection]:
    """The file, and no rule of its tables is kept to."""
    connection = sqlite3.connect(directory / HISTORY.name, isolation_level=None)
    connection.executescript("PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON")
    return closing(connection)
