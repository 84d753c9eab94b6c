"""The BMS on the CAN bus: which frame of which language is due when.

Periods as captured: Pylon, GoodWe 1 s by the papers, the frames of a set 100 ms apart (JK); Growatt 1 s and
83 ms (Seplos; JK repeats the set every 180 ms); Victron 760 ms and 40 ms (JK).
"""

from collections.abc import Callable

from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.simulator.inverter import telling
from hmi.simulator.inverter.announced import Announced
from hmi.simulator.inverter.on_bus import LATE, OnBus

_USUAL = (1.0, 0.1)
# s from one set to the next, and from one frame of a set to the next.
PACES = {Language.GROWATT: (1.0, 0.083), Language.VICTRON: (0.76, 0.04)}
ASK_AGAIN = 1.0  # s, while it has nothing to say


class Speaker:
    """Says all that a language has, set by set; each frame with the values of its moment."""

    def __init__(
        self, began: float, language: Callable[[], Language | None], values: Callable[[], Announced | None]
    ) -> None:
        """`language` None: it speaks none on CAN; `values` None: it sleeps."""
        self.next_due = began
        self._language = language
        self._values = values
        self._speaking: Language | None = None
        self._left: list[int] = []  # identifiers of this set
        self._next_set = began

    def due(self, now: float) -> list[OnBus]:
        """What it says up to now."""
        if now - self.next_due > LATE:
            self.next_due, self._left = now, []
        values = self._values()
        sent = []
        while self.next_due <= now:
            sent += self._next(values)
        return sent

    def _next(self, values: Announced | None) -> list[OnBus]:
        at = self.next_due
        if not self._left:
            self._speaking = self._language()
            if self._speaking is not None and values is not None:
                self._left = [*telling.identifiers(self._speaking, values)]
                self._next_set = at + PACES.get(self._speaking, _USUAL)[0]
        if values is None or self._speaking is None:
            self._left, self.next_due = [], at + ASK_AGAIN
            return []
        frame = telling.frame(self._speaking, self._left.pop(0), values)
        self.next_due = at + PACES.get(self._speaking, _USUAL)[1] if self._left else self._next_set
        return [OnBus(at, frame)]

    def whole_set(self) -> list[CanFrame]:
        """Every frame that it has to say, as of now."""
        language, values = self._language(), self._values()
        if language is None or values is None:
            return []
        return [telling.frame(language, one, values) for one in telling.identifiers(language, values)]
