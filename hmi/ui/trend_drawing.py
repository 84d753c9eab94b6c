"""The graph of a trend with its scale and times, drawn in a few pieces."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from kivy.clock import Clock
from kivy.factory import Factory
from kivy.graphics import Color, Mesh, Rectangle
from kivy.properties import ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout

from hmi.model.history.trend import Quantity
from hmi.ui import fitting, trend_graph, trend_mesh
from hmi.ui.language import translator as _
from hmi.ui.trend_graph import Graph
from hmi.ui.trend_mesh import Plot, Triangles

Place = tuple[str, float, float]  # a text and the middle of where it stands, px


class TrendGraph(FloatLayout):
    """A quantity over the time of a trend: its range as a band, its mean as a line, and gaps as gaps.

    It is drawn anew only when one of these changes: a state comes every second, a trend seldom.
    """

    trend = ObjectProperty(None, allownone=True, comparator=lambda old, new: old is new)
    quantity = ObjectProperty(Quantity.SOC)
    language = StringProperty()
    type_size = NumericProperty(1)  # px, of what is written
    apart = NumericProperty(0)  # px, the least between two texts
    hair = NumericProperty(1)  # px
    thick = NumericProperty(2)  # px, of the mean
    band_ink = ColorProperty()
    line_ink = ColorProperty()
    gap_ink = ColorProperty()
    grid_ink = ColorProperty()
    zero_ink = ColorProperty()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        redraw = Clock.create_trigger(self.redraw, -1)
        for name in ("trend", "quantity", "language", "type_size", "pos", "size", "line_ink"):
            self.fbind(name, redraw)

    def redraw(self, *_: Any) -> None:
        """All of it."""
        self.canvas.before.clear()
        shown = trend_graph.graph(self.trend, self.quantity) if self.trend else None
        if shown is None or min(self.size) <= 2 * self.type_size:
            write(self, (), self.type_size)
            return
        plot = self.plot(shown)
        with self.canvas.before:
            self._draw(shown, plot)
        texts = (*self._values(shown, plot), *self._times(plot), *self._unknown(shown, plot))
        write(self, texts, self.type_size)

    def plot(self, shown: Graph) -> Plot:
        """What the scale on its left and the times below leave."""
        left = max(fitting.extents(label, self.type_size)[0] for label in shown.labels) + self.apart
        line = fitting.extents("0", self.type_size)[1]
        width, height = self.width - left, self.height - line
        return Plot(self.x + left, self.y + line, width, height, shown.scale.low, shown.scale.high)

    def _draw(self, shown: Graph, plot: Plot) -> None:
        mesh(self.gap_ink, trend_mesh.gaps(shown.band, plot))
        mesh(self.band_ink, trend_mesh.band(shown.band, plot))
        for tick in shown.scale.ticks:
            Color(*(self.grid_ink if tick else self.zero_ink))
            Rectangle(pos=(plot.left, round(plot.y(tick))), size=(plot.width, self.hair))
        for line in shown.lines:
            mesh(self.line_ink, trend_mesh.line(line, plot, self.thick))

    def _values(self, shown: Graph, plot: Plot) -> Iterator[Place]:
        """On the left, each beside its line; where they would touch, the first and the last, or the last."""
        highest = self.top - fitting.extents("0", self.type_size)[1] / 2
        places = [
            (label, min(plot.y(tick), highest))
            for tick, label in zip(shown.scale.ticks, shown.labels, strict=True)
        ]
        for some in (places, places[:: len(places) - 1], places[-1:]):
            if all(high[1] - low[1] > self.type_size for low, high in pairwise(some)):
                break
        for label, y in some:
            yield label, plot.left - self.apart - fitting.extents(label, self.type_size)[0] / 2, y

    def _times(self, plot: Plot) -> Sequence[Place]:
        """Below: now at the right, and as many round times as have room."""
        placed: list[Place] = []
        for marks in trend_graph.times(self.trend):
            placed = [self._below(_("now"), 1.0, plot)]
            placed += [self._below(label, share, plot) for share, label in reversed(marks)]
            placed = [one for one in placed if one is placed[0] or self._apart(one, placed[0])]
            if all(self._apart(one, other) for one, other in pairwise(placed)):
                return placed
        return placed[:1]

    def _below(self, label: str, share: float, plot: Plot) -> Place:
        """Below its time, as far as the edges let it."""
        half = fitting.extents(label, self.type_size)[0] / 2
        x = min(plot.left + plot.width - half, max(plot.left + half, plot.x(share)))
        return label, x, (self.y + plot.bottom) / 2

    def _apart(self, one: Place, other: Place) -> bool:
        both = sum(fitting.extents(label, self.type_size)[0] for label, *_ in (one, other)) / 2
        return abs(one[1] - other[1]) >= both + self.apart

    def _unknown(self, shown: Graph, plot: Plot) -> Iterator[Place]:
        """In a gap that has room for it, what it is. It stands between the scale's lines."""
        words, count = _("no data"), len(shown.band)
        room = fitting.extents(words, self.type_size)[0] + 2 * self.apart
        low, high = sorted(plot.y(tick) for tick in shown.scale.ticks[:2])
        for run in trend_mesh.runs(shown.band, known=False):
            if plot.width * len(run) / count >= room:
                yield words, plot.x((run.start + run.stop) / 2 / count), (low + high) / 2


def write(layout: FloatLayout, places: Sequence[Place], type_size: float) -> None:
    """These texts and no others on this layout."""
    while len(layout.children) > len(places):
        layout.remove_widget(layout.children[0])
    while len(layout.children) < len(places):
        layout.add_widget(Factory.get("GraphText")())
    for label, (words, x, y) in zip(layout.children, places, strict=True):
        label.text = words
        label.size = fitting.extents(words, type_size)
        label.center = round(x), round(y)


def mesh(ink: Sequence[float], triangles: Triangles) -> None:
    """All of them in one piece; nothing where there are none."""
    vertices, indices = triangles
    if indices:
        Color(*ink)
        Mesh(vertices=vertices, indices=indices, mode="triangles")
