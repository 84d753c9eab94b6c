"""The story of a trip: with which alarm it began, and what followed, in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from hmi.model.happening import Happened
from hmi.model.history.past import LogRow, Story

STORY_S = 600.0  # what comes later is another story

# What somebody did at the panel, and what would have come anyway.
_NO_PART = (Happened.SEEN, Happened.FULL, Happened.CALIBRATED, Happened.TIME_SET)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `after_s` the first; None: not known, as the clock was set in between."""

    row: LogRow
    after_s: float | None


def steps(story: Story) -> tuple[Step, ...]:
    """All of it, beginning with the row that it is told of; empty while that was not read."""
    rows = sorted(story.rows, key=lambda row: row.number)
    first = next((row for row in rows if row.number == story.number), None)
    if first is None:
        return ()
    return tuple(_following(first, [row for row in rows if row.number >= first.number]))


def _following(first: LogRow, rows: list[LogRow]) -> Iterator[Step]:
    """A panel that was cut off by the trip is started again; another battery has no part in it."""
    comparable = True
    for row in rows:
        what = row.happening.what
        clock = row.utc >= first.utc and row.certain == first.certain and what is not Happened.TIME_SET
        comparable = comparable and clock
        after_s = (row.utc - first.utc).total_seconds() if comparable else None
        if what is Happened.OTHER_BATTERY or (after_s is not None and after_s > STORY_S):
            return
        if what not in _NO_PART:
            yield Step(row, after_s)
