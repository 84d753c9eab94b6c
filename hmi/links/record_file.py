"""The file of the record, panel.db: what it holds."""

import sqlite3

from hmi.links.database import Design, Use

NAME = "panel.db"

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
    act INTEGER REFERENCES event,
    certain INTEGER NOT NULL DEFAULT 0 -- the clock was known to be right
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
# One file at rest: a reader needs no leave to write, and root leaves no file of its own beside it.
# EXTRA, as a deleted journal may come back after a power cut unless its directory is synced too.
RECORD = Design(
    NAME,
    version=1,
    what="record",
    schema=_SCHEMA,
    journal="DELETE",
    habits=("synchronous = EXTRA", "foreign_keys = ON"),
)


def complete(connection: sqlite3.Connection, use: Use) -> None:
    """Rows of a file from before clocks were judged: nobody knows whether theirs was right."""
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(event)")}
    if "certain" in columns:
        return
    if use == "ro":
        connection.execute("CREATE TEMP VIEW event AS SELECT *, 0 AS certain FROM main.event")
    else:
        connection.execute("ALTER TABLE event ADD COLUMN certain INTEGER NOT NULL DEFAULT 0")
