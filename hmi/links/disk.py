"""The thread for everything that goes to the disk: settings, the record, and the codes of the gate.

The user interface must not wait for a disk, nor for a hash that is slow on purpose.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import assert_never

from hmi.links import database, settings
from hmi.links.database import DamagedError, NoDatabaseError
from hmi.links.gatekeeper import COST, Gatekeeper
from hmi.links.record import Record
from hmi.links.record_file import RECORD
from hmi.model.access import Verdict
from hmi.model.events import (
    CodeSet,
    FromDisk,
    Noted,
    Noticed,
    NotNoted,
    RecordRead,
    Remembered,
    SnapshotKept,
)
from hmi.model.record import Memory
from hmi.model.wanted import ForDisk, Judge, KeepSnapshot, Note, ReadRecord, SaveSettings, SetCode

log = logging.getLogger(__name__)

AGAIN_S = 10.0  # between attempts to use a record that could not be
LOOK_S = 1.0  # between looks at the gate while it is locked: is the time over, has it been reset?
_JOIN_S = 10.0


def _now_utc() -> datetime:
    return datetime.now(UTC)


class Disk:
    """The disk in one thread: `start` it, `put` what is wanted, `stop` it.

    `emit` takes every event, called in the disk's thread; the first one is Remembered. It comes again only
    when a record that could not be used at first has become usable.
    """

    def __init__(
        self,
        directory: Path,
        emit: Callable[[FromDisk], None],
        clock: Callable[[], float] = time.monotonic,
        utc: Callable[[], datetime] = _now_utc,
        cost: int = COST,
        certain: Callable[[], bool] = lambda: False,
    ) -> None:
        self._directory = directory
        self._emit = emit
        self._clock = clock
        self._utc = utc
        self._record = Record(directory, utc=utc, certain=certain)
        self._keeper = Gatekeeper(self._record, clock, cost)
        self._wanted: SimpleQueue[ForDisk | None] = SimpleQueue()  # None: stop
        self._thread = threading.Thread(target=self._run, name="disk", daemon=True)
        self._remembers = False
        self._trouble = ""  # why it does not, as last told

    def start(self) -> None:
        """Begin to read what the panel remembers."""
        self._thread.start()

    def put(self, wanted: ForDisk) -> None:
        """Do this after all that was wanted before."""
        self._wanted.put(wanted)

    def stop(self) -> None:
        """Finish what is wanted so far, and close the record."""
        self._wanted.put(None)
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        wanted: ForDisk | None = None
        going = True
        while going:
            try:
                if not self._remembers:
                    self._remember()
                self._look_at_gate()
                if wanted is not None:
                    self._do(wanted)
            except Exception as error:
                log.exception("the disk failed in a way that it should not")
                if wanted is not None:
                    self._refuse(wanted, repr(error))
            wanted, going = self._next()
        self._record.close()

    def _next(self) -> tuple[ForDisk | None, bool]:
        """What is wanted next, and whether to go on; nothing when it is time to look around."""
        patience_s = LOOK_S if self._keeper.locked else None
        try:
            wanted = self._wanted.get(timeout=patience_s if self._remembers else AGAIN_S)
        except Empty:
            return None, True
        return wanted, wanted is not None

    def _remember(self) -> None:
        """Read the memory. A damaged record is set aside and told."""
        try:
            memory = self._memory()
        except NoDatabaseError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                log.error("no record: %s", error)
                self._emit(Remembered(Memory(detail=str(error)), self._clock(), self._utc()))
            return
        self._remembers, self._trouble = True, ""
        self._emit(Remembered(memory, self._clock(), self._utc()))

    def _memory(self) -> Memory:
        try:
            memory = self._record.memory()
        except DamagedError as error:
            self._set_aside(error)
            memory = self._record.memory()
        return replace(memory, lock_s=self._keeper.locked_s())

    def _set_aside(self, damage: DamagedError) -> None:
        self._record.close()
        aside = database.set_aside(self._directory, RECORD.name)
        words = f"{damage}; kept as {aside.name}, a new record is begun, the code is the factory's"
        log.error("%s", words)
        self._emit(Noticed(words))

    def _do(self, wanted: ForDisk) -> None:
        try:
            self._answer(wanted)
        except NoDatabaseError as error:
            log.error("%s", error)
            self._refuse(wanted, str(error))

    def _answer(self, wanted: ForDisk) -> None:
        match wanted:
            case SaveSettings():
                self._save(wanted)
            case Note():
                rows = self._record.append(wanted.entries)
                self._emit(Noted(wanted.ask, rows, self._clock()))
            case Judge():
                self._emit(self._keeper.judge(wanted.code))
            case SetCode():
                self._emit(self._keeper.set_code(wanted.code))
            case ReadRecord():
                self._emit(RecordRead(wanted.first, *self._record.rows(wanted.first, wanted.count)))
            case KeepSnapshot():
                self._emit(SnapshotKept(self._record.keep(wanted.serial, wanted.name, wanted.content)))
            case _:
                assert_never(wanted)

    def _save(self, wanted: SaveSettings) -> None:
        notice = settings.save(self._directory, settings.kept(wanted))
        if notice is not None:
            self._emit(Noticed(str(notice)))

    def _refuse(self, wanted: ForDisk, detail: str) -> None:
        """Answer what could not be done."""
        now = self._clock()
        match wanted:
            case Note():
                self._emit(NotNoted(wanted.ask, detail, now))
            case Judge():
                self._emit(self._keeper.told(Verdict.NOT_KEPT, detail=detail))
            case SetCode():
                self._emit(CodeSet(detail, now))
            case _:
                self._emit(Noticed(detail))

    def _look_at_gate(self) -> None:
        """Put down that a lock time is over; tell when the administrator has lifted the lock."""
        if not self._keeper.locked:
            return
        with suppress(NoDatabaseError):  # the next code that is entered will tell
            self._keeper.locked_s()
        if not self._keeper.locked and not self._keeper.failures:
            self._emit(self._keeper.told(Verdict.LOCKED))
