"""The ledgers in the file. One of which a few figures change each minute costs a few bytes a minute.

Of each battery a whole ledger stands there, compressed, and beside it what the newest one has beyond the
whole one. When that has become much, the newest becomes the whole one.
"""

import logging
import sqlite3
import zlib

log = logging.getLogger(__name__)

MOST_BYTES = 512 * 1024  # of one ledger; a larger one is not kept
MUCH_BYTES = 300  # beyond the whole one,
MUCH = 0.25  # or this part of it
BATTERIES = 100  # whose ledgers are kept, the last ones that were made whole


class Ledgers:
    """Keeps them by the number of their battery, and reads them all at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._whole: dict[int, tuple[bytes, int]] = {}  # as it stands in the file, and its size there

    def keep(self, battery: int, content: str) -> None:
        """Put this in place of what was kept of the battery."""
        newest = content.encode(errors="replace")
        if len(newest) > MOST_BYTES:
            log.warning("a ledger of %d bytes is not kept, %d are the most", len(newest), MOST_BYTES)
            return
        if battery in self._whole:
            whole, size = self._whole[battery]
            beyond = _compressed(newest, whole)
            if len(beyond) <= max(MUCH_BYTES, MUCH * size):
                self._connection.execute(
                    "INSERT OR REPLACE INTO ledger_since VALUES (?, ?)", (battery, beyond)
                )
                return
        self._keep_whole(battery, newest)

    def _keep_whole(self, battery: int, newest: bytes) -> None:
        content = zlib.compress(newest)
        (turn,) = self._connection.execute("SELECT coalesce(max(turn), 0) + 1 FROM ledger").fetchone()
        self._connection.execute("INSERT OR REPLACE INTO ledger VALUES (?, ?, ?)", (battery, turn, content))
        self._connection.execute("DELETE FROM ledger_since WHERE battery = ?", (battery,))
        self._whole[battery] = newest, len(content)
        gone = "SELECT battery FROM ledger ORDER BY turn DESC LIMIT -1 OFFSET ?"
        for (old,) in self._connection.execute(gone, (BATTERIES,)).fetchall():
            self._whole.pop(old, None)
            for table in ("ledger", "ledger_since"):
                self._connection.execute(f"DELETE FROM {table} WHERE battery = ?", (old,))

    def newest(self) -> dict[str, str]:
        """Battery -> its ledger as kept last. What cannot be read is left out."""
        chosen = """
            SELECT battery.name, ledger.content, ledger_since.content FROM ledger
            JOIN battery ON battery.id = ledger.battery
            LEFT JOIN ledger_since ON ledger_since.battery = ledger.battery
        """
        found = {}
        for name, content, beyond in self._connection.execute(chosen):
            try:
                whole = zlib.decompress(content)
                found[name] = (whole if beyond is None else _told(beyond, whole)).decode()
            except (zlib.error, ValueError) as error:
                log.warning("the ledger of %s cannot be read: %s", name, error)
        return found


def _compressed(content: bytes, known: bytes) -> bytes:
    """What it takes to tell the content to one who knows the other."""
    packer = zlib.compressobj(level=9, zdict=known)
    return packer.compress(content) + packer.flush()


def _told(content: bytes, known: bytes) -> bytes:
    reader = zlib.decompressobj(zdict=known)
    told = reader.decompress(content)
    if not reader.eof:
        raise ValueError("it is cut short")
    return told
