"""The file of the history, history.db: what it holds, and how it is written to a card that wears."""

import os
import sqlite3
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from hmi.links.database import Design

NAME = "history.db"
# The tables of samples, each thinner than the one before.
LEVELS = ("minute", "three_minutes", "ten_minutes", "hour")

# STRICT, CHECK: a file is checked when it is opened, and so is found damaged where values are that cannot be.
# `place`: the era of a row, and the whole seconds from its beginning to that of the row (see calendar).
_LEVEL = """
CREATE TABLE {} (
    slot INTEGER PRIMARY KEY,
    place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 1 << 62),
    span INTEGER NOT NULL CHECK (span BETWEEN 0 AND 1 << 32),
    battery INTEGER NOT NULL,
    charged INTEGER NOT NULL CHECK (charged BETWEEN 0 AND 1 << 50),
    discharged INTEGER NOT NULL CHECK (discharged BETWEEN 0 AND 1 << 50),
    body BLOB NOT NULL
) STRICT;
"""
_TABLES = """
CREATE TABLE battery (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE era (
    number INTEGER PRIMARY KEY CHECK (number BETWEEN 0 AND 1 << 30),
    start REAL NOT NULL CHECK (abs(start) < 1e12),
    certain INTEGER NOT NULL,
    seconds REAL NOT NULL CHECK (seconds BETWEEN 0 AND 1e10)
) STRICT;
CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    era INTEGER NOT NULL CHECK (era BETWEEN 0 AND 1 << 30),
    second REAL NOT NULL CHECK (second BETWEEN 0 AND 1e10),
    battery INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE box (
    number INTEGER PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE ledger (
    battery INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
"""
PAGE_BYTES = 512  # the least that a commit writes; the file is written far more often than read
CHECKPOINT_PAGES = 1000  # of the write-ahead log, until it is worked into the file
MOST_COPIED_BYTES = 64_000_000
# FULL: a commit is on the card when it returns. EXCLUSIVE: no file of shared memory, which the system would
# write to the card again and again; and nobody writes between. Nothing reaches the disk before a commit.
HABITS = (
    f"page_size = {PAGE_BYTES}",
    "locking_mode = EXCLUSIVE",
    "synchronous = FULL",
    "cache_spill = OFF",
    "temp_store = MEMORY",
    f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
    f"journal_size_limit = {2 * CHECKPOINT_PAGES * PAGE_BYTES}",  # after a commit that was larger
)
HISTORY = Design(
    NAME,
    version=1,
    what="history",
    schema=_TABLES + "".join(_LEVEL.format(level) for level in LEVELS),
    journal="WAL",
    habits=HABITS,
)


def in_memory() -> sqlite3.Connection:
    """The same in memory, for as long as there is no file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.executescript(HISTORY.schema)
    return connection


def read_only(file: Path) -> sqlite3.Connection | None:
    """A copy in memory of a file that may be read and not written; None if it is no such file, or not whole.

    What was not worked into the file yet stays beside it: at most half a day.
    """
    with suppress(sqlite3.Error, OSError), ExitStack() as failed:
        if os.access(file, os.W_OK, effective_ids=True) or file.stat().st_size > MOST_COPIED_BYTES:
            return None
        copy = sqlite3.connect(":memory:", isolation_level=None)
        failed.callback(copy.close)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as source:
            source.backup(copy)
        told = [copy.execute(f"PRAGMA {words}").fetchone()[0] for words in ("user_version", "quick_check(1)")]
        if told == [HISTORY.version, "ok"]:
            failed.pop_all()
            return copy
    return None
