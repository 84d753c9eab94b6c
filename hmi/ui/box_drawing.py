"""The minutes of a black box as a strip, and the presses that step through them."""

from collections.abc import Iterator
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.properties import ColorProperty, NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from hmi.model.history.box import Box
from hmi.ui import fitting, text, trend_mesh
from hmi.ui.box_graph import minutes
from hmi.ui.scale import Scale, scale
from hmi.ui.trend_drawing import Place, mesh, write
from hmi.ui.trend_mesh import Plot, Range
from hmi.ui.widgets import Press

LEAST_V, LEAST_A = 0.05, 2.0  # the finest scales
TALL = 4  # lines that one half needs to have its scale written beside it


class BoxStrip(FloatLayout):
    """Above the cells of one pack, below the current of the stack; the present frame is marked."""

    box = ObjectProperty(Box(), comparator=lambda old, new: old is new)
    frame = NumericProperty(0)  # which is shown: so many before the last
    type_size = NumericProperty(1)  # px, of what is written
    apart = NumericProperty(0)  # px, between that and the graph
    hair = NumericProperty(1)  # px
    thick = NumericProperty(2)  # px, of a line, and of the mark
    band_ink = ColorProperty()
    line_ink = ColorProperty()
    grid_ink = ColorProperty()
    mark_ink = ColorProperty()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        redraw, mark = Clock.create_trigger(self._redraw, -1), Clock.create_trigger(self._mark, -1)
        self._left = self._length = 0.0
        for name in ("box", "type_size", "pos", "size", "line_ink"):
            self.fbind(name, redraw)
        self.fbind("frame", mark)

    def frames_to(self, x: float) -> int:
        """How many frames on (or back) the one is that lies nearest to there, px."""
        ago_s = self._length * (1 - self.share(x))
        frames = self.box.frames[::-1]
        nearest = min(range(len(frames)), key=lambda at: abs(frames[at].before_s - ago_s), default=0)
        return int(self.frame) - nearest

    def share(self, x: float) -> float:
        """Of the time, 0: the oldest, where something stands, px."""
        return (x - self._left) / max(1.0, self.right - self._left)

    def _redraw(self, *_: Any) -> None:
        self.canvas.before.clear()
        write(self, (), self.type_size)
        if not self.box.frames or min(self.size) <= self.type_size:
            self._mark()
            return
        shown = minutes(self.box)
        self._length = shown.length_s
        halves = [
            (shown.cells, _scale(shown.cells, LEAST_V, signed=False), "V"),
            (shown.current, _scale(shown.current, LEAST_A, signed=True), "A"),
        ]
        half = (self.height - self.apart) / 2
        tall = half > TALL * self.type_size
        labels = [label for _, one, unit in halves for label in _labels(one, unit, tall)]
        self._left = self.x + self.apart + max(fitting.extents(label, self.type_size)[0] for label in labels)
        texts: list[Place] = []
        with self.canvas.before:
            for (columns, one, unit), bottom in zip(halves, (self.top - half, self.y), strict=True):
                plot = Plot(self._left, bottom, self.right - self._left, half, one.low, one.high)
                self._draw(columns, one.ticks if tall else (0.0,), plot)
                texts += self._beside(one, unit, plot, tall)
        write(self, texts, self.type_size)
        self._mark()

    def _draw(self, columns: tuple[Range | None, ...], ticks: tuple[float, ...], plot: Plot) -> None:
        mesh(self.band_ink, trend_mesh.band(columns, plot))
        Color(*self.grid_ink)
        for tick in (one for one in ticks if plot.low <= one <= plot.high):
            Rectangle(pos=(plot.left, round(plot.y(tick))), size=(plot.width, self.hair))
        for edge in (0, 1):
            line = tuple(here and here[edge] for here in columns)
            mesh(self.line_ink, trend_mesh.line(line, plot, self.thick))

    def _beside(self, one: Scale, unit: str, plot: Plot, tall: bool) -> Iterator[Place]:
        """The scale where there is room for it, else its unit."""
        each = one.ticks if tall else ((one.low + one.high) / 2,)
        for value, label in zip(each, _labels(one, unit, tall), strict=True):
            width, height = fitting.extents(label, self.type_size)
            y = max(plot.bottom + height / 2, min(plot.y(value), plot.bottom + plot.height - height / 2))
            yield label, plot.left - self.apart - width / 2, y

    def _mark(self, *_: Any) -> None:
        """The present frame, and the trip."""
        self.canvas.after.clear()
        frames = self.box.frames
        if not frames or not self._length:
            return
        now = frames[max(0, len(frames) - 1 - int(self.frame))]
        with self.canvas.after:
            for ink, ago_s, thick in (
                (self.grid_ink, self.box.tripped_s, self.hair),
                (self.mark_ink, now.before_s, self.thick),
            ):
                x = self._left + (1 - ago_s / self._length) * (self.right - self._left)
                Color(*ink)
                Rectangle(pos=(round(min(x, self.right - thick)), self.y), size=(thick, self.height))


def _scale(columns: tuple[Range | None, ...], least: float, signed: bool) -> Scale:
    known = [value for here in columns if here is not None for value in here]
    low, high = min(known, default=0.0), max(known, default=0.0)
    return scale(min(low, 0.0), max(high, 0.0), least) if signed else scale(low, high, least)


def _labels(one: Scale, unit: str, tall: bool) -> tuple[str, ...]:
    if not tall:
        return (unit,)
    each = [text.number(tick, one.digits) for tick in one.ticks]
    return (*each[:-1], f"{each[-1]} {unit}")


class Stepper(Press):
    """One frame on (or back); held, ten of them again and again."""

    forth = NumericProperty(1)
    every_s = NumericProperty(0.4)

    __events__ = ("on_step",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._repeating: Any = None
        self._repeated = False

    def on_step(self, frames: int) -> None:
        """Dispatched for each step."""

    def on_state(self, _: Any, state: str) -> None:
        """The finger is on it, or is no more."""
        if self._repeating is not None:
            self._repeating.cancel()
        if state == "down":
            self._repeated = False
            self._repeating = Clock.schedule_interval(self._repeat, self.every_s)

    def on_release(self) -> None:
        """Pressed and not held."""
        if not self._repeated:
            self.dispatch("on_step", int(self.forth))

    def _repeat(self, *_: Any) -> bool:
        if self.get_parent_window() is None:
            self.state = "normal"
            return False
        self._repeated = True
        self.dispatch("on_step", 10 * int(self.forth))
        return True
