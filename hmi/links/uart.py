"""The thread that keeps the link to the BMS going, for ever."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from queue import Empty, SimpleQueue

from hmi.links.plan import Plan
from hmi.links.port import Port, PortFailure
from hmi.links.session import Session, refuse
from hmi.links.timing import LinkSettings
from hmi.model.events import FromLink, Lost, Opened, Trouble
from hmi.model.wanted import Send

log = logging.getLogger(__name__)

FIRST_WAIT_S, LONGEST_WAIT_S = 0.1, 1.0  # between attempts to open the port
SILENT_WAIT_S = 0.3  # after two unanswered requests; then the known address is asked every 1.4 s
SILENCES_TO_REOPEN = 6  # a port that brings nothing for about ten seconds may be dead itself
_JOIN_S = 1.0


class _StoppedError(Exception):
    """The link is stopped: leave whatever is going on."""


class _UntilStopped:
    """A port that ends an exchange at its next read once the link is stopped."""

    def __init__(self, port: Port, stopping: threading.Event) -> None:
        self._port = port
        self._stopping = stopping
        self.write = port.write
        self.reset_input_buffer = port.reset_input_buffer
        self.close = port.close

    def read(self, size: int, /) -> bytes:
        """As the port."""
        if self._stopping.is_set():
            raise _StoppedError
        return self._port.read(size)


class Uart:
    """The link in one thread: `start` it, `send` commands, `stop` it.

    `open_port` opens the port, raising PortFailure; `emit` takes every event, called in the link's thread.
    """

    def __init__(
        self,
        open_port: Callable[[], Port],
        emit: Callable[[FromLink], None],
        settings: LinkSettings | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open = open_port
        self._emit = emit
        self._settings = settings or LinkSettings()
        self._clock = clock
        self._plan = Plan(self._settings)
        self._wanted: SimpleQueue[Send | None] = SimpleQueue()  # None: wake up
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="uart", daemon=True)
        self._wait_s = FIRST_WAIT_S
        self._trouble: tuple[Trouble, str] | None = None  # as last told

    def start(self) -> None:
        """Begin to open the port."""
        self._thread.start()

    def stop(self) -> None:
        """End within a second; the port is closed."""
        self._stopping.set()
        self._wanted.put(None)
        self._thread.join(_JOIN_S)

    def send(self, wanted: Send) -> None:
        """Ask this before the next poll. Its answer is a Received, its failure an Unusable event."""
        self._wanted.put(wanted)

    def pace(self, period_s: float) -> None:
        """Read the pack on the wire every so many seconds from now on; 0: as configured."""
        self._plan.pace(period_s)
        self._wanted.put(None)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with closing(self._open()) as port:
                    self._keep(_UntilStopped(port, self._stopping))
            except _StoppedError:
                return
            except PortFailure as failure:
                self._lose(Lost(failure.trouble, failure.detail, self._clock()))
            except Exception as error:
                log.exception("the link failed in a way that it should not")
                self._lose(Lost(Trouble.NO_PORT, repr(error), self._clock()))
            self._idle(self._wait_s)
            self._wait_s = min(2 * self._wait_s, LONGEST_WAIT_S)

    def _keep(self, port: Port) -> None:
        """Ask over the open port until it fails, or brings nothing for long."""
        self._emit(Opened(self._settings.url, self._clock()))
        self._plan.search()
        session = Session(port, self._plan, self._settings, self._emit, self._clock)
        silences = 0
        while not self._stopping.is_set() and silences < SILENCES_TO_REOPEN:
            wanted = self._next_wanted(session.rest_s)
            if wanted is not None:
                session.send(wanted)
                if wanted.ask:
                    continue  # a write goes on at once; what a page reads leaves room for the polls
            lost = session.poll()
            if lost is not None:
                silences += 1
                self._lose(lost)
                self._idle(SILENT_WAIT_S)
            elif self._plan.connected:
                silences, self._wait_s, self._trouble = 0, FIRST_WAIT_S, None

    def _next_wanted(self, rest_s: float) -> Send | None:
        try:
            return self._wanted.get(timeout=rest_s) if rest_s else self._wanted.get_nowait()
        except Empty:
            return None

    def _lose(self, lost: Lost) -> None:
        """Tell of a trouble once, however often it is met again."""
        if self._trouble != (lost.trouble, lost.detail):
            self._trouble = lost.trouble, lost.detail
            log.info("%s: %s", *self._trouble)
            self._emit(lost)

    def _idle(self, seconds: float) -> None:
        """Wait, and refuse what is wanted meanwhile."""
        until = self._clock() + seconds
        while not self._stopping.is_set() and (left := until - self._clock()) > 0:
            wanted = self._next_wanted(left)
            if wanted is not None:
                refuse(wanted, self._emit, self._clock())
