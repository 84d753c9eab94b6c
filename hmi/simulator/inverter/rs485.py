"""The second serial line of the pack on the wire: it answers an inverter in the RS485 protocol that is set.

VOLTRONIC and PYLON. Any other choice, LUXPOWER among them, whose paper is not known, is met with silence.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from hmi.facts import table
from hmi.protocol.rs485 import pylon, voltronic
from hmi.simulator.inverter import rs485_pylon, rs485_voltronic
from hmi.simulator.peer import StackPeer
from hmi.simulator.wire import Ear, Wire

LATENCY = 0.1  # s until the answer, as captured between a BMS and a bridge (VOLTRONIC)
PYLON, VOLTRONIC = "PYLON", "VOLTRONIC"  # the panel's choices by name
_EARS: dict[str | None, Callable[[], Ear]] = {PYLON: pylon.decoder, VOLTRONIC: voltronic.Decoder}


@cache
def _choices() -> dict[int, str]:
    """Code of EBH -> the name of the panel's choice."""
    return {choice["code"]: choice["choice"] for choice in table("protocols")["rs485"]}


class Rs485Peer:
    """The same stack as on the UART, in the inverter's words."""

    def __init__(self, uart: StackPeer) -> None:
        self._uart = uart

    @property
    def selected(self) -> str | None:
        """The choice that is set; None: one that the panel does not offer, or none."""
        return _choices().get(self._uart.stack.wired.bms.protocol.rs485)

    def answer(self, received: Any, now: float) -> bytes:
        """The answer to what an ear of this line has found."""
        with self._uart.lock:
            self.pass_time(now)
            stack = self._uart.stack
            if stack.wired.bms.asleep:
                return b""
            if isinstance(received, voltronic.Request | voltronic.Damaged):
                return rs485_voltronic.answer(stack, received)
            return rs485_pylon.answer(stack, received)

    def pass_time(self, now: float) -> None:
        """Live up to `now`, s of a steady clock."""
        self._uart.pass_time(now)


class _Ear:
    """Hears the protocol that is set; what stands half when another one is set is forgotten."""

    def __init__(self, peer: Rs485Peer) -> None:
        self._peer = peer
        self._listening_for: str | None = None
        self._decoder: Ear | None = None

    def feed(self, data: bytes) -> Sequence[Any]:
        """Requests that this piece completed."""
        selected = self._peer.selected
        if selected != self._listening_for:
            self._listening_for = selected
            new_decoder = _EARS.get(selected)
            self._decoder = new_decoder() if new_decoder else None
        return self._decoder.feed(data) if self._decoder else ()


def rs485_wire(uart: StackPeer, baud: int = 9600, latency: float = LATENCY) -> Wire:
    """The line of an inverter to the stack of this UART; `baud` 0: not paced; `latency` in s."""
    peer = Rs485Peer(uart)
    return Wire(peer, baud, latency, ear=lambda: _Ear(peer))
