"""The thread that keeps the history and reads it for the pages."""

import time
from collections.abc import Callable
from pathlib import Path

from hmi.model.events import FromHistory
from hmi.model.wanted import ForHistory


class Historian:
    """The history in one thread: `start` it, `put` what is wanted, `stop` it.

    `emit` takes every event, called in the historian's thread; the first one is HistoryOpened. `most_bytes`
    bounds the file.
    """

    def __init__(
        self,
        directory: Path,
        emit: Callable[[FromHistory], None],
        most_bytes: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._emit = emit

    def start(self) -> None:
        """Open the history."""

    def put(self, wanted: ForHistory) -> None:
        """Do this after all that was wanted before."""

    def stop(self) -> None:
        """Write what is not written yet, and close the file."""
