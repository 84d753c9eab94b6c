"""A table of samples in the file: so many rows, of which the newest takes the place of the oldest.

A row that is written over another one touches one page of the file. One that is added, while another is
deleted, touches five.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

END = 1 << 62  # beyond all places

_COLUMNS = "place, span, battery, charged, discharged, body"


class Row(NamedTuple):
    """What some time was like. Energies in 1 / packing.PER_WH."""

    place: int
    span: int  # s from its place to its end
    battery: int
    charged: int
    discharged: int
    body: bytes

    @property
    def end(self) -> int:
        """The place where it ends."""
        return self.place + self.span


class Ring:
    """One table. Without a number of rows it only grows, and the slot of a row is its place."""

    def __init__(self, connection: sqlite3.Connection, table: str, rows: int | None) -> None:
        self._connection = connection
        self._table = table
        self._rows = rows
        self._by = "slot" if rows is None else "place"
        chosen = f"SELECT slot, place + span FROM {table} ORDER BY {self._by} DESC LIMIT 1"
        newest = connection.execute(chosen).fetchone() or (-1, 0)
        self._slot: int = newest[0]
        self.end: int = newest[1]  # where the newest row ends

    def add(self, row: Row) -> None:
        """A new row, the newest."""
        self._slot = row.place if self._rows is None else (self._slot + 1) % self._rows
        self.change(row)

    def change(self, row: Row) -> None:
        """In place of the newest row."""
        values = (self._slot, *row)
        self._connection.execute(
            f"INSERT OR REPLACE INTO {self._table} (slot, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", values
        )
        self.end = row.end

    def rows(self, low: int, high: int = END) -> Iterator[Row]:
        """From the place `low` up to `high`, the oldest first."""
        chosen = f"""
            SELECT {_COLUMNS} FROM {self._table} WHERE {self._by} >= ? AND {self._by} < ? ORDER BY {self._by}
        """
        return map(Row._make, self._connection.execute(chosen, (low, high)))

    def energy(self, low: int, high: int, battery: int) -> tuple[int, int]:
        """What went into a battery and came out of it in these rows."""
        chosen = f"""
            SELECT coalesce(sum(charged), 0), coalesce(sum(discharged), 0) FROM {self._table}
            WHERE {self._by} >= ? AND {self._by} < ? AND battery = ?
        """
        charged, discharged = self._connection.execute(chosen, (low, high, battery)).fetchone()
        return charged, discharged

    def before(self, low: int) -> Row | None:
        """The last row that begins before this place."""
        chosen = f"SELECT {_COLUMNS} FROM {self._table} WHERE {self._by} < ? ORDER BY {self._by} DESC LIMIT 1"
        row = self._connection.execute(chosen, (low,)).fetchone()
        return Row(*row) if row else None

    @property
    def first(self) -> int:
        """Where the oldest row begins; END: there is none."""
        for newer_than in (self._slot, -END):
            chosen = f"SELECT place FROM {self._table} WHERE slot > ? ORDER BY slot LIMIT 1"
            row = self._connection.execute(chosen, (newer_than,)).fetchone()
            if row:
                return int(row[0])
        return END

    def first_from(self, low: int) -> int:
        """Where the first row begins that does not begin before this place; END: there is none."""
        chosen = f"SELECT min({self._by}) FROM {self._table} WHERE {self._by} >= ?"
        (first,) = self._connection.execute(chosen, (low,)).fetchone()
        return END if first is None else int(first)
