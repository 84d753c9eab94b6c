"""The eras in the file, and the place of each row in them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hmi.links.history import eras
from hmi.links.history.eras import Era, Running
from hmi.model.moment import Moment

_SECONDS = 32  # bits of a place for the seconds, above them the era
_MASK = (1 << _SECONDS) - 1
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BEYOND = 1 << 62
_COLUMNS = "number, start, certain, seconds"


def place(era: int, second: int) -> int:
    """Where a row stands; places grow as time does."""
    return era << _SECONDS | second


def era_of(where: int) -> int:
    """The number of the era of a place."""
    return where >> _SECONDS


def second_of(where: int) -> int:
    """The second of a place in its era."""
    return where & _MASK


def as_utc(seconds: float) -> datetime:
    """From seconds since 1970; the nearest that can be told."""
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return _FIRST if seconds < 0 else _LAST


class Calendar:
    """Which era and second a moment is. One for each run of the panel: its first moment begins a new era."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._running: Running | None = None

    def met(self, moment: Moment) -> Era:
        """The era of this moment, which has now lasted until then."""
        last = self.last
        running = eras.met(self._running, moment) if self._running else eras.begun(last, moment)
        era = running.era
        if last is None or era.number != last.number:
            self._begin(last, era)
        elif (era.start, era.certain) != (last.start, last.certain):
            self._connection.execute(
                "UPDATE era SET start = ?, certain = ? WHERE number = ?", (era.start, era.certain, era.number)
            )
            self._make_room(era)
        self._running = running
        return era

    @property
    def last(self) -> Era | None:
        """The newest era, and how long it has lasted; None: nothing was ever kept."""
        if self._running:
            return self._running.era
        era = next(self._down_from(_BEYOND), None)
        return era and replace(era, seconds=max(era.seconds, self._lasted(era.number)))

    def after(self, utc: float) -> dict[int, Era]:
        """The eras that ended after this time (s since 1970), by number, the newest first."""
        found: dict[int, Era] = {}
        last = self.last
        for era in (last, *self._down_from(last.number)) if last else ():
            if era.end <= utc:
                break
            found[era.number] = era
        return found

    def era(self, number: int) -> Era:
        """An era by its number."""
        return next(self._down_from(number + 1))

    def forget(self, number: int) -> None:
        """Nothing is kept any more of the eras before this one."""
        self._connection.execute("DELETE FROM era WHERE number < ?", (number,))

    def _begin(self, last: Era | None, era: Era) -> None:
        if last:
            self._connection.execute(
                "UPDATE era SET seconds = ? WHERE number = ?", (last.seconds, last.number)
            )
        self._connection.execute(
            f"INSERT INTO era ({_COLUMNS}) VALUES (?, ?, ?, 0)", (era.number, era.start, era.certain)
        )
        self._make_room(era)

    def _make_room(self, era: Era) -> None:
        moved = [
            (older.start, older.certain, older.number)
            for older in eras.made_room(self._down_from(era.number), era.start)
        ]
        self._connection.executemany("UPDATE era SET start = ?, certain = ? WHERE number = ?", moved)

    def _down_from(self, number: int) -> Iterator[Era]:
        """The eras before the one with this number, the newest first."""
        chosen = f"SELECT {_COLUMNS} FROM era WHERE number < ? ORDER BY number DESC"
        for older, start, certain, seconds in self._connection.execute(chosen, (number,)):
            yield Era(older, start, bool(certain), seconds)

    def _lasted(self, number: int) -> float:
        """As far as anything was kept of an era that was cut off."""
        ends = [
            self._connection.execute(newest).fetchone()
            for newest in (
                f"SELECT place >> {_SECONDS}, place + span & {_MASK} FROM minute ORDER BY place DESC LIMIT 1",
                "SELECT era, second FROM log ORDER BY number DESC LIMIT 1",
            )
        ]
        return max((second for end in ends if end for era, second in [end] if era == number), default=0.0)
