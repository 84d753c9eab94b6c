"""A simulated stack as the peer of a wire: real time becomes simulated time."""

from threading import RLock

from hmi.protocol.frame import Frame, WireFault
from hmi.simulator.answers import answer
from hmi.simulator.readings import FIRMWARES
from hmi.simulator.stack import Stack


class StackPeer:
    """Answers for a stack that lives `speed` simulated seconds in each real one, from the first call on.

    Whoever looks at the stack from another thread holds `lock`.
    """

    def __init__(self, stack: Stack, speed: float, tail: int = 14) -> None:
        """`tail`: bytes behind the 42H block, as some firmware of the field sends them."""
        self.stack = stack
        self.lock = RLock()
        self._speed = speed
        self._firmware = FIRMWARES[tail]
        self._began: float | None = None

    def answer(self, received: Frame | WireFault, now: float) -> bytes:
        """The answer of the pack on the wire."""
        with self.lock:
            self.pass_time(now)
            return answer(self.stack, self._firmware, received)

    def pass_time(self, now: float) -> None:
        """Let the stack live up to `now`, s of a steady clock."""
        with self.lock:
            if self._began is None:
                self._began = now
            self.stack.advance((now - self._began) * self._speed)
