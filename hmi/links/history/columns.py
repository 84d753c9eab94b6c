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
        self._parts: dict[int, list[Stretch]] = {number: [] for number in range(count)}

    def add(self, start: float, parts: Sequence[tuple[int, Stretch]]) -> None:
        """It was like these parts, each with its end (s after `start`); the first one begins at the start.

        Every column that a part touches is told of it.
        """
        if self._only(start, start + parts[-1][0], [stretch for _, stretch in parts]):
            return
        for number, (end_s, stretch) in enumerate(parts):
            end = start + end_s
            begin = end - stretch[0] if number else start
            if not self._only(begin, end, [stretch]):
                self._share(begin, end, stretch)

    def _only(self, start: float, end: float, stretches: list[Stretch]) -> bool:
        """Tell them to the only column that they touch, if there is but one."""
        first = (start - self._since) // self._width_s
        if first != (end - self._since) // self._width_s:
            return False
        if first in self._parts:
            self._parts[int(first)] += stretches
        return True

    def _share(self, start: float, end: float, stretch: Stretch) -> None:
        seconds, *values = stretch
        for number in range(self._column(start), self._column(end) + 1):
            left = self._since + number * self._width_s
            share = (min(end, left + self._width_s) - max(start, left)) / (end - start)
            if share > 0 and number in self._parts:
                self._parts[number].append((max(1, round(share * seconds)), *values))

    def _column(self, at: float) -> int:
        return int((at - self._since) // self._width_s)

    def bands(self) -> dict[Quantity, tuple[Band | None, ...]]:
        """Of each quantity and column the least, the mean and the most; None where nothing is known."""
        nothing = (None,) * len(PER_UNIT)
        each = [packing.bands(packing.merged(parts)) if parts else nothing for parts in self._parts.values()]
        return dict(zip(PER_UNIT, zip(*each, strict=True), strict=True))
