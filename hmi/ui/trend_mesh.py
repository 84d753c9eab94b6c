"""Graphs as triangles: bands, lines and gaps, each in one piece for the graphics processor.

A vertex is four numbers as Kivy's Mesh takes them: x and y in px, and a place in a texture that is not used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import hypot

Range = tuple[float, float]  # of one column, the lowest and the highest
Triangles = tuple[list[float], list[int]]  # vertices and indices


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a graph is drawn, px, and the values at its lower and upper edge."""

    left: float
    bottom: float
    width: float
    height: float
    low: float
    high: float

    def x(self, share: float) -> float:
        """Of a share of the time, 0: the oldest."""
        return self.left + share * self.width

    def y(self, value: float) -> float:
        """Of a value; one beyond an edge is drawn at it."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom + self.height * min(1.0, max(0.0, share))


def runs(columns: Sequence[object | None], known: bool = True) -> Iterator[range]:
    """The columns that are known one after the other; or those that are not."""
    for is_known, group in groupby(range(len(columns)), lambda at: columns[at] is not None):
        if is_known is known:
            run = list(group)
            yield range(run[0], run[-1] + 1)


def band(columns: Sequence[Range | None], plot: Plot) -> Triangles:
    """From the lowest to the highest of each column. A run reaches over the whole width of its columns."""
    vertices: list[float] = []
    indices: list[int] = []
    for run in runs(columns):
        first = len(vertices) // 4
        for x, at in _stations(run, len(columns), plot):
            low, high = columns[at] or (0.0, 0.0)
            vertices += (x, plot.y(low), 0, 0, x, plot.y(high), 0, 0)
        for at in range(first, len(vertices) // 4 - 2, 2):
            indices += (at, at + 1, at + 2, at + 1, at + 2, at + 3)
    return vertices, indices


def line(columns: Sequence[float | None], plot: Plot, thick: float) -> Triangles:
    """Through the middles of the columns, as thick where it is steep; `thick` in px."""
    vertices: list[float] = []
    indices: list[int] = []
    for run in runs(columns):
        points = [(x, plot.y(columns[at] or 0.0)) for x, at in _stations(run, len(columns), plot)]
        for (x, y), (to_x, to_y) in pairwise(points):
            half = thick / 2 / (hypot(to_x - x, to_y - y) or 1.0)
            across, up = (to_y - y) * half, (to_x - x) * half
            first = len(vertices) // 4
            vertices += (x - across, y + up, 0, 0, x + across, y - up, 0, 0)
            vertices += (to_x - across, to_y + up, 0, 0, to_x + across, to_y - up, 0, 0)
            indices += (first, first + 1, first + 2, first + 1, first + 2, first + 3)
    return vertices, indices


def gaps(columns: Sequence[object | None], plot: Plot) -> Triangles:
    """Where nothing is known, from top to bottom."""
    vertices: list[float] = []
    indices: list[int] = []
    for run in runs(columns, known=False):
        first = len(vertices) // 4
        for edge in (run.start, run.stop):
            x = plot.x(edge / len(columns))
            vertices += (x, plot.bottom, 0, 0, x, plot.bottom + plot.height, 0, 0)
        indices += (first, first + 1, first + 2, first + 1, first + 2, first + 3)
    return vertices, indices


def _stations(run: range, count: int, plot: Plot) -> Iterator[tuple[float, int]]:
    """Each column at its middle, the outermost at their outer edges too."""
    yield plot.x(run.start / count), run.start
    for at in run:
        yield plot.x((at + 0.5) / count), at
    yield plot.x(run.stop / count), run.stop - 1
