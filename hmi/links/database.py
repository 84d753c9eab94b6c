"""A file of SQLite: opened, told from others, and set aside when it is damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

BUSY_S = 5.0  # for the panel and an administrator's command to wait for each other

Use = Literal["ro", "rw", "rwc"]  # only read; also written; also made when it is not there

_COMPANIONS = ("-journal", "-wal", "-shm")
_CUT_SHORT = "a write was cut short; the panel takes it back when it starts"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class NoDatabaseError(Exception):
    """The file cannot be used; the text says why, in the system's words.

    NoDatabaseError
    └── DamagedError  the file is none of SQLite's, or not whole
    """


class DamagedError(NoDatabaseError):
    """The file is none of SQLite's, or not whole."""


@dataclass(frozen=True, slots=True)
class Design:
    """What a file of this name holds, and how it is written."""

    name: str
    version: int
    what: str  # what it is called in words
    schema: str  # SQL that makes its tables
    journal: str  # SQLite's journal mode
    habits: tuple[str, ...]  # pragmas of every connection


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Whatever fails with the file within is a NoDatabaseError that names it."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None) or 0
        kind = DamagedError if code & 0xFF in _DAMAGED else NoDatabaseError
        words = _CUT_SHORT if code == sqlite3.SQLITE_READONLY_ROLLBACK else str(error)
        raise kind(f"{file}: {words}") from error
    except OSError as error:
        raise NoDatabaseError(f"{file}: {error.strerror or error}") from error
    except ValueError as error:
        raise NoDatabaseError(f"{file}: a row that cannot be read: {error}") from error


def opened(directory: Path, design: Design, use: Use) -> sqlite3.Connection:
    """The file, whole and of a version that is known; else NoDatabaseError."""
    file = directory / design.name
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
            _prepare(connection, file, design, use)
            failed.pop_all()
    return connection


def _prepare(connection: sqlite3.Connection, file: Path, design: Design, use: Use) -> None:
    for habit in design.habits:
        connection.execute(f"PRAGMA {habit}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    new = version == 0 and use == "rwc" and not _tables(connection)
    if version > design.version:
        known = f"known is {design.version}: written by a newer pack-hmi"
        raise NoDatabaseError(f"{file}: of version {version}, {known}")
    if version == 0 and not new:
        raise NoDatabaseError(f"{file}: not a {design.what} of pack-hmi")
    if use != "ro":
        connection.execute(f"PRAGMA journal_mode = {design.journal}")
    if new:
        version = f"PRAGMA user_version = {design.version}"
        connection.executescript(f"BEGIN IMMEDIATE; {design.schema} {version}; COMMIT")
    (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        raise DamagedError(f"{file}: {sound}")


def _tables(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(count)


def set_aside(directory: Path, name: str) -> Path:
    """Give a damaged file, with what belongs to it, another name; its new name. Nothing is deleted."""
    file = directory / name
    with told(file):
        number = 1
        while (aside := directory / f"{name}.damaged-{number}").exists():
            number += 1
        for ending in (*_COMPANIONS, ""):
            part = directory / f"{name}{ending}"
            if part.exists():
                part.rename(directory / f"{aside.name}{ending}")
    return aside
