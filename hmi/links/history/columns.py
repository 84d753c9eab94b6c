"""From what was kept to the columns of a picture."""

from collections.abc import Sequence

from hmi.links.history import packing
from hmi.links.history.packing import PER_UNIT, Stretch
from hmi.model.history.trend import Band, Quantity


class Columns:
    """So many columns of equal width (s), the first of which begins then (UTC, s since 1970)."""

    def __init__(self, since: float, width_s: float, count: int) -> None:
        self._since = since
        self._width_s = width_s
        self._parts: list[list[Stretch]] = [[] for _ in range(count)]

    def add(self, start: float, end: float, stretches: Sequence[Stretch]) -> None:
        """It was like this from then to then: told to every column that this touches."""
        first = max(0, int((start - self._since) // self._width_s))
        last = min(len(self._parts) - 1, int(-((self._since - end) // self._width_s)) - 1)
        if first == last and end - start <= self._width_s:
            self._parts[first] += stretches
            return
        seconds, *values = packing.merged(stretches)
        for number in range(first, last + 1):
            left = self._since + number * self._width_s
            share = (min(end, left + self._width_s) - max(start, left)) / (end - start)
            self._parts[number].append((max(1, round(share * seconds)), *values))

    def bands(self) -> dict[Quantity, tuple[Band | None, ...]]:
        """Of each quantity and column the least, the mean and the most; None where nothing is known."""
        nothing = (None,) * len(PER_UNIT)
        each = [packing.bands(packing.merged(parts)) if parts else nothing for parts in self._parts]
        return dict(zip(PER_UNIT, zip(*each, strict=True), strict=True))
