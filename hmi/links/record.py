"""The record on disk: rows are only ever added. What was added survives a power cut at any instant."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hmi.links import database
from hmi.links.database import NoDatabaseError, Use, told
from hmi.links.record_file import RECORD, complete
from hmi.model.change import INVERTER_PROTOCOL
from hmi.model.record import AS_FOUND, Entry, Kind, Mark, Memory, Row, Snapshot

_COLUMNS = "id, at, kind, what, mark, serial, old, new, reason, act, certain"
_RESETS = f"('{Mark.RIGHT}', '{Mark.CODE_RESET}', '{Mark.CODE_CHANGED}')"
_LAST = f"SELECT coalesce(max(id), 0) FROM event WHERE kind = '{Kind.GATE}' AND mark"
_FAILURES = f"""
SELECT count(*) FROM event
WHERE kind = '{Kind.GATE}' AND mark = '{Mark.ATTEMPT}' AND id > ({_LAST} IN {_RESETS})
"""
_UNFINISHED = f"""
SELECT {_COLUMNS} FROM event AS begun
WHERE mark = '{Mark.BEGUN}' AND kind IN ('{Kind.WRITE}', '{Kind.TRIAL}')
    AND NOT EXISTS (SELECT 1 FROM event WHERE act = begun.id)
ORDER BY id
"""
_PREVIOUS = f"""
SELECT begun.serial, begun.old FROM event AS done JOIN event AS begun ON begun.id = done.act
WHERE done.kind = '{Kind.WRITE}' AND done.mark = '{Mark.DONE}' AND begun.what = '{INVERTER_PROTOCOL}'
ORDER BY done.id
"""
_LAST_OF_EACH = f"""
SELECT {_COLUMNS} FROM event WHERE id IN (SELECT max(id) FROM event WHERE kind = ? GROUP BY serial)
"""
_TICKS = f"""
SELECT {_COLUMNS} FROM event AS tick
WHERE kind = '{Kind.MAINTENANCE}' AND mark = '{Mark.TICKED}'
    AND NOT EXISTS (SELECT 1 FROM event WHERE act = tick.id)
ORDER BY id
"""
# Of what was found first the first one counts, of all else the last.
_SNAPSHOTS = f"""
SELECT serial, name, at, content FROM kept
WHERE id IN (
    SELECT CASE name WHEN '{AS_FOUND}' THEN min(id) ELSE max(id) END FROM kept GROUP BY serial, name
)
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class StoredCode:
    """What is kept of a code: salt, hash, and the parameters by which it was made."""

    salt: bytes
    hash: bytes
    parameters: dict[str, int]


@dataclass(frozen=True, slots=True)
class GateRows:
    """What the record says of the gate. `attempt`: the row of the last one, 0: there is none."""

    failures: int  # since the last right code; an attempt without a verdict is one
    attempt: int
    served: bool  # the lock time after the last attempt is over


class Record:
    """The record in a directory; opened when it is first needed. Everything raises NoDatabaseError.

    `use` says whether the file may be written ("rw"), or also made ("rwc"). Rows are dated by `utc`, and
    `certain` says whether that is known to be right. For one thread.
    """

    def __init__(
        self,
        directory: Path,
        use: Use = "rwc",
        utc: Callable[[], datetime] = lambda: datetime.now(UTC),
        certain: Callable[[], bool] = lambda: False,
    ) -> None:
        self.file = directory / RECORD.name
        self._use = use
        self._utc = utc
        self._certain = certain
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the file; the next call opens it anew."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def append(self, entries: Sequence[Entry], code: StoredCode | None = None) -> tuple[int, ...]:
        """Add rows, and with them a code; all or nothing. Their ids, in order."""
        with self._writing() as connection:
            if code is not None:
                values = (code.salt, code.hash, json.dumps(code.parameters))
                connection.execute("INSERT INTO code (salt, hash, parameters) VALUES (?, ?, ?)", values)
            return tuple(self._insert(connection, entry) for entry in entries)

    def _insert(self, connection: sqlite3.Connection, entry: Entry) -> int:
        values = (
            self._utc().isoformat(),
            entry.kind,
            entry.what,
            entry.mark,
            entry.serial,
            entry.old,
            entry.new,
            entry.reason,
            entry.act,
            self._certain(),
        )
        statement = f"INSERT INTO event ({_COLUMNS}) VALUES (NULL{', ?' * len(values)})"
        return int(connection.execute(statement, values).lastrowid or 0)

    def keep(self, serial: str, name: str, content: str) -> Snapshot:
        """Keep a text for a battery. Of `as_found` the first one stays, and is returned."""
        with self._writing() as connection:
            if name == AS_FOUND:
                for snapshot in self._snapshots(connection):
                    if (snapshot.serial, snapshot.name) == (serial, name):
                        return snapshot
            snapshot = Snapshot(serial, name, self._utc(), content)
            values = (serial, name, snapshot.at.isoformat(), content)
            connection.execute("INSERT INTO kept (serial, name, at, content) VALUES (?, ?, ?, ?)", values)
            return snapshot

    def memory(self) -> Memory:
        """What the panel remembers; how long the gate stays locked is the gatekeeper's to say."""
        gate, own = self.gate(), self.code() is not None
        with self._reading() as connection:
            (kept,) = connection.execute(f"{_LAST} = '{Mark.CODE_KEPT}'").fetchone()
            (reset,) = connection.execute(f"{_LAST} = '{Mark.CODE_RESET}'").fetchone()
            return Memory(
                failures=gate.failures,
                own_code=own,
                offered=own or kept > reset,  # after a reset it is offered again
                unfinished=tuple(map(_row, connection.execute(_UNFINISHED))),
                previous=dict(connection.execute(_PREVIOUS).fetchall()),
                checks={row.entry.serial: row for row in _last_of_each(connection, Kind.CHECK)},
                warranties={row.entry.serial: row.entry for row in _last_of_each(connection, Kind.WARRANTY)},
                ticks=tuple(map(_row, connection.execute(_TICKS))),
                snapshots=tuple(self._snapshots(connection)),
            )

    def gate(self) -> GateRows:
        """What the record says of the gate now, also when another process has just written it."""
        with self._reading() as connection:
            (failures,) = connection.execute(_FAILURES).fetchone()
            (attempt,) = connection.execute(f"{_LAST} = '{Mark.ATTEMPT}'").fetchone()
            (served,) = connection.execute(f"{_LAST} = '{Mark.LOCK_SERVED}'").fetchone()
            return GateRows(failures, attempt, served > attempt)

    def code(self) -> StoredCode | None:
        """The installer's own code; None: the factory's is in use."""
        with self._reading() as connection:
            row = connection.execute("SELECT salt, hash, parameters FROM code ORDER BY id DESC").fetchone()
            return StoredCode(row[0], row[1], json.loads(row[2])) if row and row[1] else None

    def rows(self, first: int, count: int) -> tuple[tuple[Row, ...], int]:
        """So many rows after the `first` newest ones, the newest first; and how many there are in all."""
        with self._reading() as connection:
            (total,) = connection.execute("SELECT count(*) FROM event").fetchone()
            chosen = f"SELECT {_COLUMNS} FROM event ORDER BY id DESC LIMIT ? OFFSET ?"
            return tuple(map(_row, connection.execute(chosen, (count, first)))), total

    def from_the_start(self) -> Iterator[Row]:
        """Every row, the oldest first."""
        with self._reading() as connection:
            yield from map(_row, connection.execute(f"SELECT {_COLUMNS} FROM event ORDER BY id"))

    def _snapshots(self, connection: sqlite3.Connection) -> Iterator[Snapshot]:
        for serial, name, at, content in connection.execute(_SNAPSHOTS):
            yield Snapshot(serial, name, datetime.fromisoformat(at), content)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._connection is None:
                self._connection = database.opened(self.file.parent, RECORD, self._use)
                with told(self.file):
                    complete(self._connection, self._use)
            with told(self.file):
                yield self._connection
        except NoDatabaseError:
            self.close()  # the next call tries anew: the disk may be back
            raise

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on disk when the block is left, or nothing of it."""
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")


def _last_of_each(connection: sqlite3.Connection, kind: Kind) -> Iterator[Row]:
    """The last row of this kind of each battery."""
    return map(_row, connection.execute(_LAST_OF_EACH, (kind,)))


def _row(values: Sequence[Any]) -> Row:
    id_, at, kind, what, mark, serial, old, new, reason, act, certain = values
    entry = Entry(Kind(kind), what, Mark(mark), serial, old, new, reason, act)
    return Row(id_, datetime.fromisoformat(at), entry, bool(certain))
