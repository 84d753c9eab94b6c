"""The ledgers in the file: of each battery the newest one, compressed."""

import logging
import sqlite3
import zlib

log = logging.getLogger(__name__)

MOST_BYTES = 512 * 1024  # of one ledger; a larger one is not kept
BATTERIES = 100  # whose ledgers are kept, the last ones that were put down


class Ledgers:
    """Keeps them by the number of their battery, and reads them all at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, battery: int, content: str) -> None:
        """Put this in place of what was kept of the battery."""
        newest = content.encode(errors="replace")
        if len(newest) > MOST_BYTES:
            log.warning("a ledger of %d bytes is not kept, %d are the most", len(newest), MOST_BYTES)
            return
        (turn,) = self._connection.execute("SELECT coalesce(max(turn), 0) + 1 FROM ledger").fetchone()
        values = (battery, turn, zlib.compress(newest))
        self._connection.execute("INSERT OR REPLACE INTO ledger VALUES (?, ?, ?)", values)
        oldest = "SELECT turn FROM ledger ORDER BY turn DESC LIMIT 1 OFFSET ?"
        self._connection.execute(f"DELETE FROM ledger WHERE turn <= ({oldest})", (BATTERIES,))

    def newest(self) -> dict[str, str]:
        """Battery -> its ledger. What cannot be read is left out."""
        chosen = "SELECT name, content FROM ledger JOIN battery ON battery.id = ledger.battery"
        found = {}
        for name, content in self._connection.execute(chosen):
            try:
                found[name] = zlib.decompress(content).decode()
            except (zlib.error, ValueError) as error:
                log.warning("the ledger of %s cannot be read: %s", name, error)
        return found
