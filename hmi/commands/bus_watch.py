"""The panel's own chain without its screen: what tap and UART bring goes into the state, event by event."""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from queue import Empty, SimpleQueue

from hmi.commands.source import Line
from hmi.model.check.traffic import TapPhase
from hmi.model.events import Event, Tick
from hmi.model.state import State
from hmi.model.step import step
from hmi.protocol.inverter_protocol import InverterProtocol

TICK_S = 0.5

Emit = Callable[[Event], None]
Begin = Callable[[Emit], Line]  # makes a line whose events go there


class BusWatch:
    """What is known so far; `stands_in` is what the BMS speaks as long as it does not say so itself."""

    def __init__(self, state: State, stands_in: InverterProtocol | None = None) -> None:
        self.state = state
        self._stands_in = stands_in
        self._inbox: SimpleQueue[Event] = SimpleQueue()

    def run(self, lines: Iterable[Begin], seconds: float) -> None:
        """Listen for so long, or until Ctrl-C, or until it turns out that the bus cannot be listened to."""
        running = [begin(self._inbox.put) for begin in lines]
        for line in running:
            line.start()
        try:
            with suppress(KeyboardInterrupt):
                self._listen(time.monotonic() + seconds)
        finally:
            for line in running:
                line.stop()

    def _listen(self, until: float) -> None:
        due = 0.0
        while (now := time.monotonic()) < until and self.state.inverter.tap.phase is not TapPhase.LOST:
            if now >= due:
                self._take(Tick(now, datetime.now()))
                due = now + TICK_S
            with suppress(Empty):
                self._take(self._inbox.get(timeout=max(0.0, min(due, until) - now)))
        self._take(Tick(time.monotonic(), datetime.now()))

    def _take(self, event: Event) -> None:
        state, _wanted = step(self.state, event)  # nothing is asked or kept from here
        identity = state.identity
        if identity.inverter_protocol is None and self._stands_in is not None:
            state = replace(state, identity=replace(identity, inverter_protocol=self._stands_in))
        self.state = state
