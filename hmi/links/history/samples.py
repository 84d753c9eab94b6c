"""The samples in the file: by the minute for days, by three and ten for weeks, by the hour for years.

A row goes when one of the next table stands for it. What is kept is bounded by its number and not by its
age, so that no clock can make it old.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby, pairwise
from math import isfinite
from typing import NamedTuple

from hmi.links.history import packing
from hmi.links.history.calendar import Calendar, era_of, place, second_of
from hmi.links.history.history_file import LEVELS
from hmi.links.history.packing import Stretch
from hmi.model.history.trend import Sample
from hmi.model.moment import Moment

log = logging.getLogger(__name__)

BUCKET_S = (60, 180, 600, 3600)  # for which a row of each table stands at most
KEPT_ROWS = (2 * 24 * 60, 4 * 24 * 20, 60 * 24 * 6)  # where others stand for them: two days, four, sixty
LONGEST_S = 3600  # that one sample may stand for

_COLUMNS = "place, span, battery, charged, discharged, body"
_END = 1 << 62


class Row(NamedTuple):
    """A row of one of the tables. Energies in 1 / packing.PER_WH."""

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was kept that one table tells: from the place `low`, up to `high`."""

    level: int
    low: int
    high: int


class Samples:
    """Keeps samples, and thins them."""

    def __init__(self, connection: sqlite3.Connection, calendar: Calendar) -> None:
        self._connection = connection
        self._calendar = calendar
        self._open: Row | None = None  # the row of this minute, which still grows

    def keep(self, battery: int, sample: Sample) -> None:
        """Put a sample into the row of its minute. One that ends with the one before tells nothing."""
        seconds = round(min(max(sample.seconds, 1.0), LONGEST_S)) if isfinite(sample.seconds) else 1
        self._calendar.met(_earlier(sample.moment, seconds))
        era = self._calendar.met(sample.moment)
        end = place(era.number, round(era.seconds))
        before = self._open if self._open and era_of(self._open.place) == era.number else None
        start = max(end - seconds, before.end if before else place(era.number, 0))
        if end <= start:
            return
        row = before
        if row is None or row.battery != battery or end - row.place > BUCKET_S[0]:
            row = Row(start, 0, battery, 0, 0, b"")
        self._open = Row(
            row.place,
            end - row.place,
            battery,
            row.charged + packing.whole_wh(sample.charged_wh),
            row.discharged + packing.whole_wh(sample.discharged_wh),
            row.body + packing.pack_sample(end - row.place, end - start, packing.whole(sample)),
        )
        self._insert("minute", self._open)

    def thin(self) -> bool:
        """Make the thinner rows whose time is over; True if there is one of an hour among them."""
        over: list[list[Row]] = []
        for level, (finer, coarser) in enumerate(pairwise(LEVELS)):
            chosen = f"SELECT {_COLUMNS} FROM {finer} WHERE place >= ? ORDER BY place"
            rows = map(Row._make, self._connection.execute(chosen, (self._end(coarser),)))
            over = [list(each) for _, each in groupby(rows, _bucket(level + 1))][:-1]
            for group in over:
                self._insert(coarser, _as_one(level, group))
        return bool(over)

    def trim(self) -> None:
        """Let go of rows that are many enough, and for which a thinner one stands."""
        for (finer, coarser), kept in zip(pairwise(LEVELS), KEPT_ROWS, strict=True):
            self._connection.execute(
                f"""
                DELETE FROM {finer} WHERE place < (
                    SELECT max(place) FROM {coarser} WHERE place <= (
                        SELECT place FROM {finer} ORDER BY place DESC LIMIT 1 OFFSET ?
                    )
                )
                """,
                (kept,),
            )

    def rows(self, piece: Piece, battery: int) -> Iterator[Row]:
        """The rows of a battery in this piece, the oldest first."""
        chosen = f"""
            SELECT {_COLUMNS} FROM {LEVELS[piece.level]}
            WHERE place >= ? AND place < ? AND battery = ? ORDER BY place
        """
        return map(Row._make, self._connection.execute(chosen, (piece.low, piece.high, battery)))

    def energy(self, low: int, battery: int) -> tuple[int, int]:
        """What went into a battery and came out of it from this place on, in 1 / packing.PER_WH."""
        charged = discharged = 0
        for piece in self.pieces(low, 0):
            chosen = f"""
                SELECT coalesce(sum(charged), 0), coalesce(sum(discharged), 0) FROM {LEVELS[piece.level]}
                WHERE place >= ? AND place < ? AND battery = ?
            """
            more, less = self._connection.execute(chosen, (piece.low, piece.high, battery)).fetchone()
            charged, discharged = charged + more, discharged + less
        return charged, discharged

    def minute_before(self, low: int, battery: int) -> Row | None:
        """The last row of a minute that begins before this place; None if it is of another battery."""
        chosen = f"SELECT {_COLUMNS} FROM minute WHERE place < ? ORDER BY place DESC LIMIT 1"
        row = self._connection.execute(chosen, (low,)).fetchone()
        return Row(*row) if row and row[2] == battery else None

    def pieces(self, low: int, level: int) -> Iterator[Piece]:
        """All from this place on: by this table as far as it reaches, by thinner before, by finer after."""
        ends = [_END, *(self._end(table) for table in LEVELS[1:])]
        for finer in range(level):
            yield Piece(finer, max(low, ends[finer + 1]), ends[finer])
        high = ends[level]
        for thinner in range(level, len(LEVELS)):
            last = thinner + 1 == len(LEVELS)
            start = low if last else max(low, self._first(LEVELS[thinner]))
            yield Piece(thinner, start, high)
            high = start

    def _first(self, table: str) -> int:
        row = self._connection.execute(f"SELECT place FROM {table} ORDER BY place LIMIT 1").fetchone()
        return int(row[0]) if row else _END

    def _end(self, table: str) -> int:
        """Where the last row of a table ends; 0: there is none."""
        chosen = f"SELECT place + span FROM {table} ORDER BY place DESC LIMIT 1"
        row = self._connection.execute(chosen).fetchone()
        return int(row[0]) if row else 0

    def _insert(self, table: str, row: Row) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO {table} ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row
        )


def parts(level: int, row: Row) -> list[tuple[int, Stretch]]:
    """What a row of that table tells, each part with its end (s after its place); nothing if unreadable."""
    try:
        if level == 0:
            return packing.unpack_samples(row.body)
        return [(row.span, packing.unpack_stretch(row.body))]
    except ValueError as error:
        log.warning("a row of %s cannot be read: %s", LEVELS[level], error)
        return []


def _as_one(level: int, rows: Sequence[Row]) -> Row:
    """Several rows as one of the next table."""
    known = [stretch for row in rows for _, stretch in parts(level, row)] or [packing.NOTHING]
    return Row(
        rows[0].place,
        rows[-1].end - rows[0].place,
        rows[0].battery,
        sum(row.charged for row in rows),
        sum(row.discharged for row in rows),
        packing.pack_stretch(packing.merged(known)),
    )


def _bucket(level: int) -> Callable[[Row], tuple[int, int, int]]:
    """What rows have in common that one row of that table stands for."""
    return lambda row: (era_of(row.place), second_of(row.place) // BUCKET_S[level], row.battery)


def _earlier(moment: Moment, seconds: int) -> Moment:
    utc = moment.utc - timedelta(seconds=seconds) if moment.utc else None
    return replace(moment, at=moment.at - seconds, utc=utc)
