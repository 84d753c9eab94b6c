"""A port in this process: the interface of a serial port, with a simulated wire behind it."""

import time
from collections.abc import Callable
from threading import Condition

from hmi.simulator.wire import Wire


class InProcessPort:
    """What a link opens instead of a UART. A read blocks without spinning; `close` ends it."""

    def __init__(self, wire: Wire, clock: Callable[[], float] = time.monotonic) -> None:
        self.wire = wire
        self.timeout: float | None = 0.05  # s that a read waits; None: for ever
        self.is_open = True
        self._clock = clock
        self._received = b""
        self._changed = Condition()

    def write(self, data: bytes) -> int:
        """Send; returns how many characters were taken."""
        with self._changed:
            self._check_open()
            self.wire.feed(data, self._clock())
            self._changed.notify_all()
        return len(data)

    def read(self, size: int = 1) -> bytes:
        """As soon as that many characters came, else what came within `timeout` seconds."""
        with self._changed:
            self._check_open()
            deadline = None if self.timeout is None else self._clock() + self.timeout
            while self.is_open:
                now = self._clock()
                self._received += self.wire.due(now)
                if len(self._received) >= size or (deadline is not None and now >= deadline):
                    break
                self._wait(now, self.wire.next_due(size - len(self._received)), deadline)
            taken, self._received = self._received[:size], self._received[size:]
        return taken

    def _wait(self, now: float, due: float | None, deadline: float | None) -> None:
        ends = [moment for moment in (due, deadline) if moment is not None]
        self._changed.wait(max(0.0, min(ends) - now) if ends else None)

    def reset_input_buffer(self) -> None:
        """Drop what has come and was not read; what is still on its way comes."""
        with self._changed:
            self.wire.due(self._clock())
            self._received = b""

    def close(self) -> None:
        """Close; a read that waits returns."""
        with self._changed:
            self.is_open = False
            self._changed.notify_all()

    def _check_open(self) -> None:
        if not self.is_open:
            raise OSError("the simulated port is closed")
