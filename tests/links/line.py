"""A real pseudo terminal with a simulated pack behind it, and what a link on it tells."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hmi.links.adapter import Opener
from hmi.links.timing import LinkSettings
from hmi.links.uart import Uart
from hmi.model.events import FromLink, Lost, Received
from hmi.simulator import simulated_wire
from hmi.simulator.listeners import PtyListener
from hmi.simulator.server import Server
from hmi.simulator.wire import Wire

PATIENCE_S = 5.0
QUICK_S = 0.3  # period, where a test does not need the usual one


class Heard:
    """The events of a link, in order; `wait` returns as soon as one fits."""

    def __init__(self) -> None:
        self.events: list[FromLink] = []
        self._changed = threading.Condition()

    def __call__(self, event: FromLink) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, fits: Callable[[FromLink], bool], within: float = PATIENCE_S, since: int = 0) -> FromLink:
        """The first event from index `since` on that fits; fails the test after `within` seconds."""
        with self._changed:
            assert self._changed.wait_for(lambda: any(map(fits, self.events[since:])), within), self.events[
                -5:
            ]
            return next(event for event in self.events[since:] if fits(event))

    def received(self, message: type[object], within: float = PATIENCE_S, since: int = 0) -> Received:
        """The first message of that type."""
        event = self.wait(lambda one: isinstance(getattr(one, "message", None), message), within, since)
        assert isinstance(event, Received)
        return event

    def lost(self, within: float = PATIENCE_S, since: int = 0) -> Lost:
        """The first loss."""
        event = self.wait(lambda one: isinstance(one, Lost), within, since)
        assert isinstance(event, Lost)
        return event

    @property
    def count(self) -> int:
        """How many events there were."""
        return len(self.events)


@contextmanager
def served(path: Path, wire: Wire) -> Iterator[Server]:
    """The wire on a pseudo terminal of that name, until the end of the block; then the terminal is gone."""
    server = Server(PtyListener(path), wire)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


@contextmanager
def linked(path: Path, settings: LinkSettings | None = None) -> Iterator[tuple[Uart, Heard]]:
    """A link on the port of that name."""
    settings = settings or LinkSettings(url=str(path), period_s=QUICK_S, pause_s=0.02)
    heard = Heard()
    uart = Uart(Opener(str(path), settings.baud), heard, settings)
    uart.start()
    try:
        yield uart, heard
    finally:
        began = time.monotonic()
        uart.stop()
        assert time.monotonic() - began < 1


class OneLine(Wire):
    """A wire whose one client meets every change of `fault`."""

    def another(self) -> Wire:
        """The line itself."""
        return self


def stack_wire(packs: int = 1) -> OneLine:
    """A healthy simulated stack; the characters come at once, the answers after the usual time."""
    return OneLine(simulated_wire(packs=packs).peer, baud=0)
