"""A simulated battery on a pseudo terminal that survives the panel, and can end it at a chosen instant."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from hmi.protocol.command import Command
from hmi.protocol.frame import Frame, WireFault
from hmi.simulator import simulated_wire
from hmi.simulator.bms import Bms
from hmi.simulator.listeners import Line, PtyListener
from hmi.simulator.pack import CALM, Disturbance
from hmi.simulator.peer import StackPeer
from hmi.simulator.server import Server
from hmi.simulator.wire import Wire


class Moment(Enum):
    """Of a request."""

    ARRIVED = auto()  # it was heard, nothing else
    CARRIED_OUT = auto()  # not answered
    ANSWERED = auto()


@dataclass(frozen=True)
class Cut:
    """The instant at which the power goes: at the so-manieth request of that kind."""

    command: Command
    number: int
    moment: Moment


class Battery:
    """The far end of the wire. From `cut_power` on, at that instant, `ended` is called.

    `clock` (s): by which it lives; without, by the one of whoever asks it.
    """

    def __init__(self, packs: int = 1, clock: Callable[[], float] | None = None, **stack: Any) -> None:
        peer = simulated_wire(packs=packs, baud=0, **stack).peer
        assert isinstance(peer, StackPeer)
        self._peer = peer
        self._clock = clock
        self.asked: list[int] = []  # the codes of all requests
        self._cut: tuple[Cut, Callable[[], None]] | None = None
        self._count = 0
        self._answering = False

    @property
    def bms(self) -> Bms:
        """Of the pack on the wire."""
        return self._peer.stack.wired.bms

    @property
    def serial(self) -> str:
        """Of the pack on the wire."""
        return self._peer.stack.wired.serial

    def disturb(self, pack: int, disturbance: Disturbance = CALM) -> None:
        """From now on this is wrong with that pack, from 1."""
        with self._peer.lock:
            self._peer.stack.packs[pack - 1].disturbance = disturbance

    def wire(self) -> Wire:
        """A line to it; nothing is paced."""
        return Wire(self, baud=0, latency=0.0)

    def cut_power(self, cut: Cut, ended: Callable[[], None]) -> None:
        """Of the panel, once."""
        self._count, self._cut = 0, (cut, ended)

    def answer(self, received: Frame | WireFault, now: float) -> bytes:
        """As the stack does, unless the power goes."""
        now = self._clock() if self._clock else now
        self.asked += [received.code] if isinstance(received, Frame) else []
        cut = self._cut[0] if self._cut else None
        if cut is None or not isinstance(received, Frame) or received.code != cut.command:
            return self._peer.answer(received, now)
        self._count += 1
        if self._count < cut.number:
            return self._peer.answer(received, now)
        if cut.moment is not Moment.ARRIVED:
            answer = self._peer.answer(received, now)
            if cut.moment is Moment.ANSWERED:
                self._answering = True
                return answer
        self._end()
        return b""

    def sent(self) -> None:
        """An answer has gone out."""
        if self._answering:
            self._end()

    def pass_time(self, now: float) -> None:
        """Live up to now."""
        self._peer.pass_time(self._clock() if self._clock else now)

    def _end(self) -> None:
        assert self._cut
        (_, ended), self._cut, self._answering = self._cut, None, False
        ended()

    @contextmanager
    def served(self, path: Path) -> Iterator[str]:
        """The port's name while it is served there."""
        listener = _Terminal(path, self.sent)
        server = Server(listener, self.wire())
        thread = threading.Thread(target=server.run, name="battery", daemon=True)
        thread.start()
        try:
            yield listener.link
        finally:
            server.stop()
            thread.join(10)


class _Terminal(PtyListener):
    def __init__(self, path: Path, sent: Callable[[], None]) -> None:
        super().__init__(path)
        self._sent = sent

    def lines(self) -> list[Line]:
        """The one line, which tells when something was sent."""
        return [_ToldLine(line, self._sent) for line in super().lines()]


class _ToldLine(Line):
    def __init__(self, line: Line, sent: Callable[[], None]) -> None:
        super().__init__(line.fileno(), line.close)
        self._sent = sent

    def send(self, data: bytes) -> None:
        """And tell."""
        super().send(data)
        self._sent()
