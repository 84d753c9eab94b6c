"""The file never grows beyond its bound: what is coarse and old goes first. Its pages are used again."""

import sqlite3

from hmi.links.history.history_file import CHECKPOINT_PAGES, PAGE_BYTES
from hmi.links.history.logbook import BOX_BYTES

LEAST_BYTES = 8_000_000  # a smaller bound is taken for this one
BOXES = 0.25  # of the file, at most
LOG = 0.15
ROW_BYTES = 200  # of the log, as a row is in the file: more than most are

_COMMIT_BYTES = 2_000_000  # the largest one, of what was held while the disk was away
_BESIDE_BYTES = CHECKPOINT_PAGES * (PAGE_BYTES + 24) + _COMMIT_BYTES  # the write-ahead log, beside the file
_SPARE_PAGES = 2 * BOX_BYTES // PAGE_BYTES  # that are free before a commit's rows come
_OLDEST = "DELETE FROM {0} WHERE {1} IN (SELECT {1} FROM {0} ORDER BY {1} LIMIT {2})"
# What goes when the file is full, in this order, so many rows at a time.
_IN_TURN = (
    ("hour", "slot", 7 * 24),
    ("box", "number", 1),
    ("log", "number", 100),
    ("ten_minutes", "place", 24 * 6),
    ("three_minutes", "place", 24 * 20),
    ("minute", "place", 60),
)


class Room:
    """Keeps a file within so many bytes, with what stands beside it."""

    def __init__(self, connection: sqlite3.Connection, most_bytes: int) -> None:
        self._connection = connection
        self._bytes = max(most_bytes, LEAST_BYTES) - _BESIDE_BYTES
        self._pages = self._bytes // PAGE_BYTES
        if self._pragma("page_count") > self._pages:
            self._shrink()
        self._pragma(f"max_page_count = {self._pages}")

    def share(self) -> None:
        """Let go of the oldest boxes and rows of the log that are more than their share."""
        chosen = (
            "SELECT number, sum(length(content)) OVER (ORDER BY number DESC) FROM box ORDER BY number DESC"
        )
        for number, with_newer in self._connection.execute(chosen):
            if with_newer > BOXES * self._bytes:
                self._connection.execute("DELETE FROM box WHERE number <= ?", (number,))
                break
        rows = int(LOG * self._bytes / ROW_BYTES)
        self._connection.execute("DELETE FROM log WHERE number <= (SELECT max(number) FROM log) - ?", (rows,))
        self._connection.execute("DELETE FROM box WHERE number < (SELECT min(number) FROM log)")

    def make(self) -> None:
        """Let go of the oldest, until there is room for what may come."""
        while self._free() < _SPARE_PAGES and self._drop():
            pass

    def _drop(self) -> bool:
        """Whether there was something."""
        return any(self._connection.execute(_OLDEST.format(*what)).rowcount > 0 for what in _IN_TURN)

    def _free(self) -> int:
        """Pages."""
        return self._pages - self._pragma("page_count") + self._pragma("freelist_count")

    def _shrink(self) -> None:
        """Bring a file within its bound that was written under a larger one."""
        self._connection.execute("BEGIN IMMEDIATE")
        self.make()
        self._connection.execute("COMMIT")
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _pragma(self, words: str) -> int:
        (value,) = self._connection.execute(f"PRAGMA {words}").fetchone()
        return int(value)
