"""The wire of a simulated pack: bytes in, bytes out, paced as a UART paces them. Time is an argument.

Wire <-> Peer     what answers: a stack, or a recording
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from hmi.protocol.frame import Decoder, Frame
from hmi.simulator.harm import Sent, harmed
from hmi.simulator.scenarios import WireFault

BITS = 10  # of a character: start, eight data, stop
LATENCY = 0.06  # s from the request's last character to the answer's first (public logs: 0.05 to 0.2)


class Ear(Protocol):
    """Finds in a line's bytes what the peer answers to: frames of PACE, unless the wire is told otherwise."""

    def feed(self, data: bytes) -> Sequence[Any]:
        """What this piece of the stream completed, in order."""
        ...


class Peer(Protocol):
    """What is at the other end."""

    def answer(self, received: Any, now: float) -> bytes:
        """The bytes of the answer to what an ear found, none for silence; `now` in s of a steady clock."""
        ...

    def pass_time(self, now: float) -> None:
        """Live up to `now`."""
        ...


@dataclass(slots=True)
class _Sending:
    """Characters on their way: the one at `at` comes at time `first + at * pace`."""

    data: bytes
    first: float  # s
    pace: float  # s a character
    taken: int = 0

    def come(self, now: float) -> int:
        """How many characters have come."""
        if now < self.first:
            return 0
        return (
            len(self.data)
            if not self.pace
            else min(len(self.data), int((now - self.first) / self.pace + 1e-6) + 1)
        )

    def time_of(self, count: int) -> float:
        """When that many characters will have come."""
        return self.first + (count - 1) * self.pace


class Wire:
    """One serial line with a peer at its end. `fault` may be changed at any time."""

    def __init__(
        self,
        peer: Peer,
        baud: int = 9600,
        latency: float = LATENCY,
        fault: WireFault | None = None,
        ear: Callable[[], Ear] = Decoder,
    ) -> None:
        """`baud` 0: nothing is paced; `latency` in s; `ear`: makes the one of each line."""
        self.peer = peer
        self.fault = fault
        self._baud = baud
        self._pace = BITS / baud if baud else 0.0
        self._latency = latency
        self._new_ear = ear
        self._ear = ear()
        self._queue: list[_Sending] = []
        self._busy_until = 0.0
        self._heard_until = 0.0
        self._rng = random.Random("wire")

    def another(self) -> "Wire":
        """A second line to the same peer, for another client."""
        return Wire(self.peer, self._baud, self._latency, self.fault, self._new_ear)

    def feed(self, data: bytes, now: float) -> None:
        """Take what a client wrote. The line carries it at its pace, then the peer answers."""
        self._heard_until = max(now, self._heard_until) + len(data) * self._pace
        for found in self._ear.feed(data):
            sent = self._sent(found, now)
            if sent.data:
                first = max(self._heard_until + self._latency + sent.delay, self._busy_until)
                self._queue.append(_Sending(sent.data, first, self._pace))
                self._busy_until = first + len(sent.data) * self._pace

    def _sent(self, found: Any, now: float) -> Sent:
        if self.fault and isinstance(found, Frame):
            return harmed(self.fault, found, lambda asked: self.peer.answer(asked, now), self._rng)
        return Sent(self.peer.answer(found, now))

    def due(self, now: float) -> bytes:
        """Take the characters that have come by now and were not taken yet."""
        taken = b""
        for sending in self._queue:
            come = sending.come(now)
            taken += sending.data[sending.taken : come]
            sending.taken = come
        self._queue = [sending for sending in self._queue if sending.taken < len(sending.data)]
        return taken

    def next_due(self, count: int = 1) -> float | None:
        """When that many more characters, or all that are on their way, will have come; None: none are."""
        for sending in self._queue:
            left = len(sending.data) - sending.taken
            if count <= left or sending is self._queue[-1]:
                return sending.time_of(sending.taken + min(count, left))
            count -= left
        return None
