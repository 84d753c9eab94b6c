"""The thread that keeps the history and reads it for the pages."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue

from hmi.links.history.keeper import Keeper
from hmi.model.events import FromHistory, Noticed
from hmi.model.history import blackbox
from hmi.model.wanted import ForHistory, Log

log = logging.getLogger(__name__)

_JOIN_S = 10.0


class Historian:
    """The history in one thread: `start` it, `put` what is wanted, `stop` it.

    `emit` takes every event, called in the historian's thread; the first one is HistoryOpened, but for what
    is Noticed of a damaged file. `most_bytes` bounds the file with what stands beside it.
    """

    def __init__(
        self,
        directory: Path,
        emit: Callable[[FromHistory | Noticed], None],
        most_bytes: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wanted: SimpleQueue[ForHistory | None] = SimpleQueue()  # None: stop
        self._made = partial(Keeper, directory, emit, most_bytes, clock)
        self._thread = threading.Thread(target=self._run, name="historian", daemon=True)

    def start(self) -> None:
        """Open the history."""
        self._thread.start()

    def put(self, wanted: ForHistory) -> None:
        """Do this after all that was wanted before."""
        self._wanted.put(wanted)

    def stop(self) -> None:
        """Write what is not written yet, and close the file."""
        self._wanted.put(None)
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        keeper = self._made()  # here, as SQLite wants one thread for all
        going = _done(keeper.open)
        while going:
            going = _done(partial(self._next, keeper))
        keeper.close()

    def _next(self, keeper: Keeper) -> bool | None:
        """Do what is wanted next, or what it is time for; False: that was the last."""
        try:
            wanted = self._wanted.get(timeout=keeper.wait_s())
        except Empty:
            keeper.look()
            return True
        if wanted is not None:
            keeper.take(_closed(wanted))
        return wanted is not None


def _done(what: Callable[[], bool | None]) -> bool:
    """Do it; whether to go on. What nobody foresaw stops nothing."""
    try:
        return what() is not False
    except Exception:
        log.exception("the history failed in a way that it should not")
    return True


def _closed(wanted: ForHistory) -> ForHistory:
    """A row of the log with its black box closed."""
    if not isinstance(wanted, Log) or not wanted.minutes:
        return wanted
    return replace(wanted, minutes=(), box=blackbox.pack(wanted.minutes, wanted.moment.at))
