"""The samples in the file: by the minute for days, by three and ten for weeks, by the hour for years.

Where a row goes, one of the next table stands for it. What is kept is bounded by its number and not by its
age, so that no clock can make it old.
"""

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import isfinite

from hmi.links.history import packing
from hmi.links.history.calendar import Calendar, era_of, place, second_of
from hmi.links.history.history_file import LEVELS
from hmi.links.history.packing import Stretch
from hmi.links.history.ring import END, Ring, Row
from hmi.model.history.trend import Sample
from hmi.model.moment import Moment

log = logging.getLogger(__name__)

BUCKET_S = (60, 180, 600, 3600)  # for which a row of each table stands at most
KEPT_ROWS = (2 * 24 * 60, 4 * 24 * 20, 60 * 24 * 6, None)  # two days, four, sixty; as there is room
LONGEST_S = 3600  # that one sample may stand for


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was kept that one table tells: from the place `low`, up to `high`."""

    level: int
    low: int
    high: int


class Samples:
    """Keeps samples, and thins them."""

    def __init__(self, connection: sqlite3.Connection, calendar: Calendar) -> None:
        self._calendar = calendar
        self._tables = [Ring(connection, *named) for named in zip(LEVELS, KEPT_ROWS, strict=True)]
        # Of each table the newest rows, for which none of the next table stands yet.
        self._fresh: list[list[Row]] = [[] for _ in LEVELS]
        self._open = False  # the newest minute still grows
        self.hours = 0  # that came to an end
        for level in reversed(range(len(LEVELS) - 1)):
            for row in list(self._tables[level].rows(self._tables[level + 1].end)):
                self._thin(level, row)

    def keep(self, battery: int, sample: Sample) -> None:
        """Put a sample into the row of its minute. One that ends with the one before tells nothing."""
        seconds = round(min(max(sample.seconds, 1.0), LONGEST_S)) if isfinite(sample.seconds) else 1
        self._calendar.met(_earlier(sample.moment, seconds))
        era = self._calendar.met(sample.moment)
        end = place(era.number, round(era.seconds))
        start = max(end - seconds, place(era.number, 0), self._tables[0].end)
        if end <= start:
            return
        row = self._fresh[0][-1] if self._open else None
        new = row is None or row.battery != battery or end - row.place > BUCKET_S[0]
        if row is None or new:
            row = Row(start, 0, battery, 0, 0, b"")
        row = Row(
            row.place,
            end - row.place,
            battery,
            row.charged + packing.whole_wh(sample.charged_wh),
            row.discharged + packing.whole_wh(sample.discharged_wh),
            row.body + packing.pack_sample(end - row.place, end - start, packing.whole(sample)),
        )
        self._open = True
        if new:
            self._add(0, row)
        else:
            self._tables[0].change(row)
            self._fresh[0][-1] = row

    def _add(self, level: int, row: Row) -> None:
        self._tables[level].add(row)
        if level + 1 < len(LEVELS):
            self._thin(level, row)
        else:
            self.hours += 1

    def _thin(self, level: int, row: Row) -> None:
        """Where this row begins another time of the next table, one row stands for the time before."""
        fresh = self._fresh[level]
        if fresh and _bucket(level + 1, fresh[-1]) != _bucket(level + 1, row):
            self._add(level + 1, _as_one(level, fresh))
            fresh.clear()
        fresh.append(row)

    def pieces(self, low: int, level: int) -> Iterator[Piece]:
        """All from this place on: by this table as far as it reaches, by thinner before, by finer after."""
        for finer in range(level):
            high = self._tables[finer].end if finer else END
            yield Piece(finer, max(low, self._tables[finer + 1].end), high)
        high = self._tables[level].end if level else END
        for thinner in range(level, len(LEVELS)):
            start = max(low, self._begin(thinner))
            yield Piece(thinner, start, high)
            high = start

    def _begin(self, level: int) -> int:
        """From where a table tells all that the next one does."""
        if level + 1 == len(LEVELS):
            return 0
        first, thinner = self._tables[level].first, self._tables[level + 1]
        begin = thinner.first_from(first)
        return max(first, thinner.end) if begin == END else begin

    def rows(self, piece: Piece, battery: int) -> Iterator[Row]:
        """The rows of a battery in this piece, the oldest first."""
        found = self._tables[piece.level].rows(piece.low, piece.high)
        return (row for row in found if row.battery == battery)

    def energy(self, low: int, battery: int) -> tuple[int, int]:
        """What went into a battery and came out of it from this place on, in 1 / packing.PER_WH."""
        each = [
            self._tables[piece.level].energy(piece.low, piece.high, battery) for piece in self.pieces(low, 0)
        ]
        return sum(charged for charged, _ in each), sum(discharged for _, discharged in each)

    def minute_before(self, low: int, battery: int) -> Row | None:
        """The last row of a minute that begins before this place; None if it is of another battery."""
        row = self._tables[0].before(low)
        return row if row and row.battery == battery else None

    def oldest_era(self) -> int:
        """Of which there is a row."""
        return era_of(min(table.first for table in self._tables))


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


def _bucket(level: int, row: Row) -> tuple[int, int, int]:
    """What rows have in common that one row of that table stands for."""
    return era_of(row.place), second_of(row.place) // BUCKET_S[level], row.battery


def _earlier(moment: Moment, seconds: int) -> Moment:
    utc = moment.utc - timedelta(seconds=seconds) if moment.utc else None
    return replace(moment, at=moment.at - seconds, utc=utc)
