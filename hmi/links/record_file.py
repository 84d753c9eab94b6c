"""The file of the record, panel.db: opened, told from others, and set aside when it is damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

NAME = "panel.db"
VERSION = 1
BUSY_S = 5.0  # for the panel and an administrator's command to wait for each other

Use = Literal["ro", "rw", "rwc"]  # only read; also written; also made when it is not there

_COMPANIONS = ("-journal", "-wal", "-shm")
_CUT_SHORT = "a write was cut short; the panel takes it back when it starts"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLES = """
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    mark TEXT NOT NULL,
    serial TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    reason TEXT NOT NULL,
    act INTEGER REFERENCES event
);
CREATE INDEX event_mark ON event (kind, mark);
CREATE INDEX event_act ON event (act);
CREATE TABLE kept (
    id INTEGER PRIMARY KEY,
    serial TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE TABLE code (
    id INTEGER PRIMARY KEY,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    parameters TEXT NOT NULL
);
"""
_FOR_EVER = """
CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the record only grows'); END;
"""
_SCHEMA = _TABLES + "".join(
    _FOR_EVER.format(table=table, verb=verb)
    for table in ("event", "kept", "code")
    for verb in ("UPDATE", "DELETE")
)


class NoRecordError(Exception):
    """The record cannot be used; the text says why, in the system's words.

    NoRecordError
    └── DamagedError  the file is none of SQLite's, or not whole
    """


class DamagedError(NoRecordError):
    """The file is none of SQLite's, or not whole."""


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Whatever fails with the file within is a NoRecordError that names it."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None) or 0
        kind = DamagedError if code & 0xFF in _DAMAGED else NoRecordError
        words = _CUT_SHORT if code == sqlite3.SQLITE_READONLY_ROLLBACK else str(error)
        raise kind(f"{file}: {words}") from error
    except OSError as error:
        raise NoRecordError(f"{file}: {error.strerror or error}") from error
    except ValueError as error:
        raise NoRecordError(f"{file}: a row that cannot be read: {error}") from error


def opened(directory: Path, use: Use) -> sqlite3.Connection:
    """The file, whole and of a version that is known; else NoRecordError."""
    file = directory / NAME
    with told(file):
        if use == "rwc":
            directory.mkdir(parents=True, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)
        else:
            file.stat()  # says it better than SQLite when there is none
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode={use}", uri=True, timeout=BUSY_S, isolation_level=None
        )
        with ExitStack() as failed:
            failed.callback(connection.close)
            _prepare(connection, file, use)
            failed.pop_all()
    return connection


def _prepare(connection: sqlite3.Connection, file: Path, use: Use) -> None:
    # One file at rest: a reader needs no leave to write, and root leaves no file of its own beside it.
    # EXTRA, as a deleted journal may come back after a power cut unless its directory is synced too.
    if use != "ro":
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0 and use == "rwc" and not _tables(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT")
    elif version > VERSION:
        raise NoRecordError(f"{file}: of version {version}, known is {VERSION}: written by a newer pack-hmi")
    elif version == 0:
        raise NoRecordError(f"{file}: not a record of pack-hmi")
    (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        raise DamagedError(f"{file}: {sound}")


def _tables(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(count)


def set_aside(directory: Path) -> Path:
    """Give a damaged file, with what belongs to it, another name; its new name. Nothing is deleted."""
    file = directory / NAME
    with told(file):
        number = 1
        while (aside := directory / f"{NAME}.damaged-{number}").exists():
            number += 1
        for ending in (*_COMPANIONS, ""):
            part = directory / f"{NAME}{ending}"
            if part.exists():
                part.rename(directory / f"{aside.name}{ending}")
    return aside
