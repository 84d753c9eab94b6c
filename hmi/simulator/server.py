"""Serves the clients of listeners: what they write goes into their wires, what is due comes back."""

import os
import selectors
import time
from collections.abc import Callable

from hmi.simulator.listeners import Line, Listener
from hmi.simulator.wire import Peer, Wire

LONGEST_WAIT = 0.5  # s; the peer lives on when nobody asks
TOGETHER = 4  # characters sent at once, so as not to wake up for each


class Server:
    """One select loop for all lines; `run` returns after `stop`, which any thread may call."""

    def __init__(self, listener: Listener, wire: Wire, clock: Callable[[], float] = time.monotonic) -> None:
        self._listeners: list[Listener] = []
        self._peers: list[Peer] = []
        self._clock = clock
        self._lines: dict[Line, Wire] = {}
        self._selector = selectors.DefaultSelector()
        self._wake, self._waker = os.pipe()
        self._selector.register(self._wake, selectors.EVENT_READ, self._end)
        self._running = True
        self.serve(listener, wire)

    def serve(self, listener: Listener, wire: Wire) -> None:
        """Serve this too; before `run`. Everything is served in one thread, so peers may share a stack."""
        self._listeners.append(listener)
        self._peers.append(wire.peer)
        if (accepting := listener.fileno()) is not None:
            self._selector.register(accepting, selectors.EVENT_READ, lambda: self._accept(listener, wire))
        for line in listener.lines():
            self._add(line, wire)

    def run(self) -> None:
        """Serve until stopped, then close everything."""
        try:
            while self._running:
                for key, _ in self._selector.select(self._wait()):
                    key.data()
                self._send_due()
        finally:
            self._close()

    def stop(self) -> None:
        """Make `run` return."""
        os.write(self._waker, b".")

    def _end(self) -> None:
        self._running = False

    def _accept(self, listener: Listener, wire: Wire) -> None:
        try:
            self._add(listener.accept(), wire)
        except OSError:  # the client has changed its mind
            return

    def _add(self, line: Line, wire: Wire) -> None:
        self._lines[line] = wire.another()
        self._selector.register(line, selectors.EVENT_READ, lambda: self._hear(line))

    def _hear(self, line: Line) -> None:
        heard = line.take()
        if heard is None:
            self._selector.unregister(line)
            del self._lines[line]
            line.close()
        else:
            self._lines[line].feed(heard, self._clock())

    def _wait(self) -> float:
        dues = [due for wire in self._lines.values() if (due := wire.next_due(TOGETHER)) is not None]
        return min(LONGEST_WAIT, max(0.0, min(dues) - self._clock())) if dues else LONGEST_WAIT

    def _send_due(self) -> None:
        now = self._clock()
        for peer in self._peers:
            peer.pass_time(now)
        for line, wire in self._lines.items():
            data = wire.due(now)
            if data:
                line.send(data)

    def _close(self) -> None:
        for line in self._lines:
            line.close()
        self._selector.close()
        for listener in self._listeners:
            listener.close()
        os.close(self._wake)
        os.close(self._waker)
