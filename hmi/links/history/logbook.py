"""The panel's own log in the file, with the black boxes of its rows."""

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from hmi.links.history.calendar import Calendar, as_utc, era_of
from hmi.links.history.ring import END
from hmi.model.alarm.name import Priority
from hmi.model.alarm.outbreak import FIRST_OUT_S
from hmi.model.events import LogRead, StoryRead
from hmi.model.happening import Happened, Happening
from hmi.model.history.past import LogRow, Story
from hmi.model.wanted import Log

log = logging.getLogger(__name__)

STORY_S = 600.0  # for which a story goes on
STORY_ROWS = 40  # at most
DETAIL_CHARACTERS = 300
BOX_BYTES = 256 * 1024  # a larger one is not kept

MOST = 1e12  # of a value: a clock moves by 3e11 s at most

_DEFAULTS = {field.name: field.default for field in fields(Happening)}
_ROWS = """
SELECT log.number, log.era, log.second, battery.name, log.body, box.number IS NOT NULL
FROM log JOIN battery ON battery.id = log.battery LEFT JOIN box ON box.number = log.number
"""


class Logbook:
    """Keeps rows and reads them. Numbers go on from the last row."""

    def __init__(self, connection: sqlite3.Connection, calendar: Calendar) -> None:
        self._connection = connection
        self._calendar = calendar

    def add(self, battery: int, wanted: Log) -> None:
        """Put down a row, and its box if it has one."""
        era = self._calendar.met(wanted.moment)
        values = (era.number, era.seconds, battery, _spelled(wanted.happening))
        number = self._connection.execute(
            "INSERT INTO log (era, second, battery, body) VALUES (?, ?, ?, ?)", values
        ).lastrowid
        if 0 < len(wanted.box) <= BOX_BYTES:
            self._connection.execute("INSERT INTO box VALUES (?, ?)", (number, wanted.box))

    def read(self, first: int, count: int) -> LogRead:
        """So many rows after the `first` newest ones, and how many there are."""
        oldest, newest = self._connection.execute(
            "SELECT (SELECT min(number) FROM log), (SELECT max(number) FROM log)"
        ).fetchone()
        if newest is None:
            return LogRead(first, (), 0)
        chosen = f"{_ROWS} WHERE log.number <= ? ORDER BY log.number DESC LIMIT ?"
        rows = self._rows(self._connection.execute(chosen, (newest - first, count)))
        return LogRead(first, tuple(rows), newest - oldest + 1)

    def story(self, number: int) -> StoryRead:
        """The trip that a row is part of: its first row, with its box, and those that followed it.

        Only of the same battery, or while that was not known, as its link was lost. A row that is part of
        none begins its own; no rows if it is not there.
        """
        begins = self._first_out(number)
        begun = f"{_ROWS} WHERE log.number = ?"
        row = self._connection.execute(begun, (begins,)).fetchone()
        if row is None:
            return StoryRead(Story(number))
        _, era, second, battery, *_ = row
        chosen = f"""
            {_ROWS} WHERE log.number >= ? AND log.era = ? AND log.second <= ?
            AND (battery.name IN (?, '') OR ? = '') ORDER BY log.number LIMIT ?
        """
        values = (begins, era, second + STORY_S, battery, battery, STORY_ROWS)
        box = self._connection.execute("SELECT content FROM box WHERE number = ?", (begins,)).fetchone()
        rows = tuple(self._rows(self._connection.execute(chosen, values)))
        return StoryRead(Story(begins, rows, box[0] if box else b""), asked=number)

    def _first_out(self, number: int) -> int:
        """The alarm with which the trip began that this row is part of; itself, if there is none."""
        before = f"{_ROWS} WHERE log.number <= ? ORDER BY log.number DESC LIMIT ?"
        rows = tuple(self._rows(self._connection.execute(before, (number, STORY_ROWS))))
        own = next((row for row in rows if row.number == number), None)
        return next((row.number for row in rows if own and _leads(row, own)), number)

    def oldest_era(self) -> int:
        """Of which there is a row; if there is none, one that never was."""
        row = self._connection.execute("SELECT era FROM log ORDER BY number LIMIT 1").fetchone()
        return int(row[0]) if row else era_of(END)

    def _rows(self, found: Iterable[Any]) -> Iterator[LogRow]:
        for number, era_number, second, battery, body, box in found:
            try:
                happening = _read(body)
            except (ValueError, TypeError, KeyError) as error:
                log.warning("row %d of the log cannot be read: %s", number, error)
                continue
            era = self._calendar.era(era_number)
            yield LogRow(number, as_utc(era.start + second), era.certain, battery, happening, bool(box))


def _leads(row: LogRow, other: LogRow) -> bool:
    """A trip begins with this row, and the other one is part of it."""
    after_s = (other.utc - row.utc).total_seconds()
    same = row.battery == other.battery or "" in (row.battery, other.battery)
    return row.happening.first_out and same and row.certain is other.certain and 0 <= after_s <= FIRST_OUT_S


def _spelled(happening: Happening) -> str:
    """A happening as JSON, without what is as usual."""
    values = {name: getattr(happening, name) for name in _DEFAULTS}
    values["detail"] = happening.detail[:DETAIL_CHARACTERS]
    told = {name: value for name, value in values.items() if value != _DEFAULTS[name]}
    return json.dumps(told, separators=(",", ":"))


def _read(body: str) -> Happening:
    values = json.loads(body)
    values["what"] = Happened(values["what"])
    if "priority" in values:
        values["priority"] = Priority(values["priority"])
    happening = Happening(**values)
    for name, default in _DEFAULTS.items():
        value = getattr(happening, name)
        if value != default and not _can_be(name, value):
            raise ValueError(f"{name}: {value!r}")
    return happening


def _can_be(name: str, value: object) -> bool:
    """Whether a field may hold this, if not what it usually holds."""
    match name:
        case "what" | "priority":
            return True
        case "name" | "unit" | "detail":
            return isinstance(value, str)
        case "first_out":
            return isinstance(value, bool)
        case "value" | "limit":
            return isinstance(value, int | float) and abs(value) <= MOST
        case _:
            return isinstance(value, int) and 0 <= value <= MOST
