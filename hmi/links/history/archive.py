"""The history in one open file: what is put down there, and what is read."""

import sqlite3
from contextlib import suppress
from typing import assert_never

from hmi.links.history.calendar import Calendar
from hmi.links.history.ledgers import Ledgers
from hmi.links.history.logbook import Logbook
from hmi.links.history.room import Room
from hmi.links.history.samples import Samples
from hmi.links.history.trends import Trends
from hmi.model.events import FromHistory
from hmi.model.wanted import Keep, KeepLedger, Log, ReadLog, ReadStory, ReadTrend

_NO_BATTERY = 0

Kept = Log | Keep | KeepLedger
Asked = ReadTrend | ReadLog | ReadStory


class Archive:
    """An open history. What is put down can be read at once, and is in the file after a `commit`.

    Everything may raise what SQLite raises; then the archive begins anew with what was committed, by `again`.
    """

    def __init__(self, connection: sqlite3.Connection, most_bytes: int) -> None:
        self._connection = connection
        self._room = Room(connection, most_bytes)
        self._begin()

    def _begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._batteries: dict[str, int] = {}
        self._calendar = Calendar(self._connection)
        self._samples = Samples(self._connection, self._calendar)
        self._trends = Trends(self._calendar, self._samples)
        self._logbook = Logbook(self._connection, self._calendar)
        self._ledgers = Ledgers(self._connection)

    def put(self, wanted: Kept) -> None:
        """Put this down, in the order in which it comes."""
        match wanted:
            case Log():
                self._logbook.add(self._number(wanted.battery), wanted)
                if wanted.box:
                    self._room.share()
                    self._room.make()
            case Keep():
                self._samples.keep(self._number(wanted.sample.battery), wanted.sample)
            case KeepLedger():
                self._ledgers.keep(self._number(wanted.battery), wanted.content)
            case _:
                assert_never(wanted)

    def answer(self, asked: Asked) -> FromHistory:
        """What was asked for, also of what is not committed yet."""
        match asked:
            case ReadTrend():
                return self._trends.read(self._known(asked.battery), asked)
            case ReadLog():
                return self._logbook.read(asked.first, asked.count)
            case ReadStory():
                return self._logbook.story(asked.number)
            case _:
                assert_never(asked)

    def ledgers(self) -> dict[str, str]:
        """Battery -> its ledger as put down last."""
        return self._ledgers.newest()

    def commit(self) -> None:
        """All is in the file now, safe from a power cut.

        Once an hour, and when the file is full, old things go.
        """
        if self._samples.hours:
            self._samples.hours = 0
            self._room.share()
            self._calendar.forget(min(self._samples.oldest_era(), self._logbook.oldest_era()))
        self._room.make()
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def again(self) -> None:
        """Nothing was put down since the last commit."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._begin()

    def close(self) -> None:
        """What was not committed is gone. May be called again."""
        with suppress(sqlite3.Error):  # the file is as it was after the last commit
            self._connection.close()

    def _number(self, battery: str) -> int:
        """By which a battery is known in the file."""
        if battery not in self._batteries:
            self._connection.execute("INSERT OR IGNORE INTO battery (name) VALUES (?)", (_spelled(battery),))
            self._batteries[battery] = self._known(battery)
        return self._batteries[battery]

    def _known(self, battery: str) -> int:
        row = self._connection.execute(
            "SELECT id FROM battery WHERE name = ?", (_spelled(battery),)
        ).fetchone()
        return int(row[0]) if row else _NO_BATTERY


def _spelled(battery: str) -> str:
    """As SQLite can take it."""
    return battery.encode(errors="replace").decode()
