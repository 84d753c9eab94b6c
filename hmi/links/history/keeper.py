"""Keeps the history in as few commits as a power cut allows: an SD card wears with each."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hmi.links.history.archive import Kept
from hmi.links.history.store import Store
from hmi.model.events import FromHistory, HistoryOpened, Noticed
from hmi.model.wanted import ForHistory, Keep, Log, ReadLog, ReadStory, ReadTrend

log = logging.getLogger(__name__)

# A power cut may cost a minute. So a commit comes when what it brings reaches back that far, and a slow card
# has the rest of the minute for it; LATE_S later if no further sample brings it about.
COMMIT_S = 49.0
LATE_S = 3.0
AGAIN_S = 60.0  # between attempts while the disk cannot be written,
UNFORESEEN_S = 30.0  # and after one that failed in a way that nobody foresaw
URGENT = 30  # commits for urgent rows,
URGENT_S = 600.0  # in so much time: more than a trip brings; what flaps on and on waits for its minute
BOXES_BYTES = 220_000  # of black boxes at once, and as many in each day after that
DAY_S = 86400.0


class Keeper:
    """The history of one run of the panel: `open` it, let it `take` what is wanted, `look` when time passes.

    `emit` takes every event; the first one is HistoryOpened. While the disk cannot be written, the history
    goes on in memory.
    """

    def __init__(
        self,
        directory: Path,
        emit: Callable[[FromHistory | Noticed], None],
        most_bytes: int,
        clock: Callable[[], float],
    ) -> None:
        self._emit = emit
        self._clock = clock
        self._store = Store(directory, most_bytes, lambda words: emit(Noticed(words)))
        self._since: float | None = None  # what has been known since then is not in the file
        self._tried = 0.0  # the last attempt to save
        self._trouble: str | None = None  # as told last; None: nothing was told yet
        self._urgent: deque[float] = deque([-URGENT_S] * URGENT, URGENT)
        self._boxes_bytes = float(BOXES_BYTES)  # that may still be kept
        self._boxes_at = clock()

    def open(self) -> None:
        """Find what was kept, and tell."""
        self._save()

    def take(self, wanted: ForHistory) -> None:
        """Keep this, or answer it."""
        match wanted:
            case ReadTrend() | ReadLog() | ReadStory():
                self._emit(self._store.answer(wanted))
            case _:
                self._keep(wanted)
        if not self._store.on_file and not self._trouble:
            self._save()  # it was damaged

    def look(self) -> None:
        """Save what has waited for long enough."""
        if self.wait_s() == 0.0:
            self._save()

    def wait_s(self) -> float | None:
        """How long until the next look; None: nothing waits."""
        if self._trouble:
            due = self._tried + AGAIN_S
        elif self._since is not None:
            due = max(self._since + COMMIT_S, self._tried + UNFORESEEN_S) + LATE_S
        else:
            return None
        return max(0.0, due - self._clock())

    def close(self) -> None:
        """Save what is not saved yet."""
        self._save()
        self._store.close()

    def _keep(self, wanted: Kept) -> None:
        now = self._clock()
        self._store.put(self._allowed(wanted, now))
        seconds = wanted.sample.seconds if isinstance(wanted, Keep) else 0.0
        since = now - seconds if 0.0 < seconds < COMMIT_S else now
        self._since = since if self._since is None else min(self._since, since)
        if not self._trouble and (now - self._since >= COMMIT_S or self._is_urgent(wanted, now)):
            self._save()
        self.look()

    def _is_urgent(self, wanted: Kept, now: float) -> bool:
        if not (isinstance(wanted, Log) and wanted.urgent) or now - self._urgent[0] < URGENT_S:
            return False
        self._urgent.append(now)
        return True

    def _allowed(self, wanted: Kept, now: float) -> Kept:
        """Without its box, if there have been too many for the card."""
        if not (isinstance(wanted, Log) and wanted.box):
            return wanted
        more = (now - self._boxes_at) / DAY_S * BOXES_BYTES
        self._boxes_bytes, self._boxes_at = min(BOXES_BYTES, self._boxes_bytes + more), now
        if len(wanted.box) > self._boxes_bytes:
            log.warning("a black box of %d bytes is not kept: there were many today", len(wanted.box))
            return replace(wanted, box=b"")
        self._boxes_bytes -= len(wanted.box)
        return wanted

    def _save(self) -> None:
        self._tried = self._clock()
        trouble = self._store.save()
        if not trouble:
            self._since = None
        if trouble != self._trouble:
            self._trouble = trouble
            if trouble:
                log.error("the history cannot be written: %s", trouble)
            self._emit(HistoryOpened(self._store.ledgers, trouble, self._clock()))
