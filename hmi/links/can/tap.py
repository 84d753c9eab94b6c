"""The thread that keeps listening on the inverter's CAN bus, for ever. It never sends."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing

from hmi.links.can.failure import TapFailure
from hmi.links.can.interface import Interface, Opened
from hmi.links.can.tally import Tally
from hmi.model.check.traffic import TapTrouble
from hmi.model.events import BusHeard, FromTap, TapLost, TapOpened

log = logging.getLogger(__name__)

FIRST_WAIT_S, LONGEST_WAIT_S = 0.1, 2.0  # between attempts to open the interface
TOLD_S = 0.5  # between two BusHeard
BUSY_S = 0.005  # a bus whose next frame comes within this is read in batches,
REST_S = 0.02  # so far apart: 80 frames of a saturated bus, far below what the kernel keeps for us
_JOIN_S = 1.0


class CanTap:
    """The tap in one thread: `start` it, `stop` it. `emit` takes every event, called in the tap's thread.

    `interface` and `channel` as python-can names them, `bitrate` in bit/s.
    """

    def __init__(
        self,
        interface: str,
        channel: str,
        bitrate: int,
        emit: Callable[[FromTap], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = f"{interface}:{channel}"
        self._open = Interface(interface, channel, bitrate)
        self._emit = emit
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tap", daemon=True)
        self._wait_s = FIRST_WAIT_S
        self._trouble: tuple[TapTrouble, str] | None = None  # as last told

    def start(self) -> None:
        """Begin to open the interface."""
        self._thread.start()

    def stop(self) -> None:
        """End within a second; the interface is given back."""
        self._stopping.set()
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                opened = self._open()
                with closing(opened.reader):
                    self._listen(opened)
            except TapFailure as failure:
                self._lose(failure.trouble, failure.detail)
            except Exception as error:
                log.exception("the tap failed in a way that it should not")
                self._lose(TapTrouble.NO_ADAPTER, repr(error))
            self._stopping.wait(self._wait_s)
            self._wait_s = min(2 * self._wait_s, LONGEST_WAIT_S)

    def _listen(self, opened: Opened) -> None:
        """Tell of what comes until the tap is stopped. Raises TapFailure when the bus is gone."""
        began = self._clock()
        tally = Tally(began)
        tally.bus_off = opened.bus_off
        self._trouble = None
        self._emit(TapOpened(self.name, opened.silent, began))
        due = began + TOLD_S
        while not self._stopping.is_set():
            count = opened.reader.read(tally, max(0.0, due - began))
            now = self._clock()
            tally.arrived(now)
            if now >= due:
                self._emit(BusHeard(tally.snapshot(now, opened.reader.dropped())))
                self._wait_s = FIRST_WAIT_S
                due = max(due + TOLD_S, now)
            if count and now - began < BUSY_S:
                self._stopping.wait(REST_S)
            began = self._clock()

    def _lose(self, trouble: TapTrouble, detail: str) -> None:
        """Tell of a trouble once, however often it is met again."""
        if self._trouble != (trouble, detail):
            self._trouble = trouble, detail
            log.info("%s: %s: %s", self.name, trouble, detail)
            self._emit(TapLost(self.name, trouble, detail, self._clock()))
