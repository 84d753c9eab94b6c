"""The archive in use: the one in the file; while that cannot be written, one in memory.

What is not in the file is held, and put down again wherever the history goes on.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from hmi.links import database
from hmi.links.database import DamagedError, NoDatabaseError, told
from hmi.links.history.archive import Archive, Asked, Kept
from hmi.links.history.history_file import HISTORY, in_memory, read_only
from hmi.links.history.holding import Held
from hmi.model.events import FromHistory
from hmi.model.wanted import KeepLedger

log = logging.getLogger(__name__)


class Store:
    """What was `put` can be read at once, and is in the file after a `save`.

    `notice` takes words on a damaged file.
    """

    def __init__(self, directory: Path, most_bytes: int, notice: Callable[[str], None]) -> None:
        self._directory = directory
        self._file = directory / HISTORY.name
        self._most_bytes = most_bytes
        self._notice = notice
        self._held = Held()
        self._ledgers: dict[str, str] = {}
        self._known = False  # what the file knows of ledgers
        self.on_file = False
        self._stands_in = False  # the archive in memory is the one to go on with
        self._archive = Archive(in_memory(), most_bytes)

    @property
    def ledgers(self) -> Mapping[str, str]:
        """Battery -> its newest ledger."""
        return dict(self._ledgers)

    def put(self, wanted: Kept) -> None:
        """Put this down."""
        try:
            with told(self._file):
                self._archive.put(wanted)
        except NoDatabaseError as error:
            self._hold(wanted)
            self._failed(error)
        else:
            self._hold(wanted)

    def answer(self, asked: Asked) -> FromHistory:
        """What was asked for."""
        try:
            with told(self._file):
                return self._archive.answer(asked)
        except NoDatabaseError as error:
            self._failed(error)
            return self._archive.answer(asked)

    def save(self) -> str:
        """Bring all into the file; why that is not possible, in the system's words."""
        trouble = self._saved()
        if isinstance(trouble, DamagedError):  # it was set aside: into a new one
            trouble = self._saved()
        return str(trouble or "")

    def close(self) -> None:
        """What is not in the file is lost."""
        self._archive.close()

    def _hold(self, wanted: Kept) -> None:
        if isinstance(wanted, KeepLedger):
            self._ledgers[wanted.battery] = wanted.content
        else:
            self._held.add(wanted)

    def _saved(self) -> NoDatabaseError | None:
        try:
            with told(self._file):
                if not self.on_file:
                    self._open()
                self._archive.commit()
        except NoDatabaseError as error:
            self._failed(error)
            return error
        self._held.clear()
        return None

    def _open(self) -> None:
        connection = database.opened(self._directory, HISTORY, "rwc")
        try:
            archive = Archive(connection, self._most_bytes)
        except BaseException:
            connection.close()
            raise
        self._go_on(archive, on_file=True)

    def _go_on(self, archive: Archive, *, on_file: bool) -> None:
        self._archive.close()
        self._archive, self.on_file = archive, on_file
        self._put_down_again()

    def _put_down_again(self) -> None:
        known = self._archive.ledgers()
        if (self.on_file or known) and not self._known:  # it knows more than what was begun without it
            self._ledgers, self._known = self._ledgers | known, True
        for battery, content in self._ledgers.items():
            if known.get(battery) != content:
                self._archive.put(KeepLedger(battery, content))
        for wanted in self._held:
            self._archive.put(wanted)

    def _failed(self, error: NoDatabaseError) -> None:
        """Go on with what the file can still do; else in memory."""
        with suppress(NoDatabaseError), told(self._file):  # the next `save` tells
            if isinstance(error, DamagedError):
                self._set_aside(error)
            elif self.on_file:
                self._archive.again()
                self._put_down_again()
                return
        if self.on_file or not self._stands_in:
            self._stand_in()

    def _stand_in(self) -> None:
        self._stands_in = True
        try:
            with told(self._file):
                self._go_on(Archive(read_only(self._file) or in_memory(), self._most_bytes), on_file=False)
        except NoDatabaseError:  # not the disk's fault: what was to be put down is
            log.exception("what was held of the history is lost")
            self._held.clear()

    def _set_aside(self, damage: DamagedError) -> None:
        if self.on_file:
            self._archive.close()  # before its companions get other names
        aside = database.set_aside(self._directory, HISTORY.name)
        words = f"{damage}; kept as {aside.name}, a new history is begun"
        log.error("%s", words)
        self._notice(words)
