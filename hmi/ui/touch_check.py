"""The page TOUCH_CHECK: where the finger lands on a grid of true millimetres, and what is asked of it."""

import math
from dataclasses import dataclass
from typing import Any

from kivy.graphics import Color, Line
from kivy.input.motionevent import MotionEvent
from kivy.properties import ColorProperty, NumericProperty, ObjectProperty
from kivy.uix.floatlayout import FloatLayout

from hmi.model.state import State
from hmi.model.touch_check import CORNERS, Corner
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

GRID_MM = 10
BIND = "\N{NO-BREAK SPACE}"
TOLD = {
    None: N_("Picture and touch agree"),
    False: N_("Touch the marked corner"),
    True: N_("It landed elsewhere"),  # where the last finger was not on that corner
}


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a finger is, mm from the left and from the top; and how far off the middle of a corner's mark."""

    across_mm: float
    down_mm: float
    corner: Corner | None = None
    off_mm: float = 0.0


class TouchGlass(FloatLayout):
    """The grid, and a cross where the finger is or was last. Presses on it come first (kv/touch_check.kv)."""

    side = NumericProperty(1)  # px, of a corner's mark
    pixels_per_mm = NumericProperty(1)
    line = ColorProperty((1, 1, 1, 1))
    ink = ColorProperty((1, 1, 1, 1))  # of the cross
    landing = ObjectProperty(None, allownone=True)

    __events__ = ("on_landed",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("pos", "size", "pixels_per_mm", "line"):
            self.fbind(name, self._draw_grid)
        for name in ("landing", "ink"):
            self.fbind(name, self._draw_cross)

    def on_landed(self, corner: Corner | None) -> None:
        """Dispatched when a finger goes down: on the mark of this corner, or on none."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """It is shown where it is until another one comes."""
        if super().on_touch_down(touch):
            return True
        touch.grab(self)
        self.landing = self._landing(*touch.pos)
        self.dispatch("on_landed", self.landing.corner)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """The cross follows."""
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        self.landing = self._landing(*touch.pos)
        return True

    def _landing(self, x: float, y: float) -> Landing:
        across, down = (x - self.x) / self.pixels_per_mm, (self.top - y) / self.pixels_per_mm
        half = self.side / 2
        for corner in CORNERS:
            left, top = corner.endswith("left"), corner.startswith("top")
            off_x = x - (self.x + half if left else self.right - half)
            off_y = y - (self.top - half if top else self.y + half)
            if max(abs(off_x), abs(off_y)) <= half:
                return Landing(across, down, corner, math.hypot(off_x, off_y) / self.pixels_per_mm)
        return Landing(across, down)

    def _draw_grid(self, *_: Any) -> None:
        self.canvas.before.clear()
        step = GRID_MM * self.pixels_per_mm
        with self.canvas.before:
            Color(*self.line)
            for at in range(1, math.ceil(self.width / step)):
                x = self.x + round(at * step)
                Line(points=(x, self.y, x, self.top), width=1)
            for at in range(1, math.ceil(self.height / step)):
                y = self.top - round(at * step)
                Line(points=(self.x, y, self.right, y), width=1)

    def _draw_cross(self, *_: Any) -> None:
        self.canvas.after.clear()
        if self.landing is None:
            return
        x = self.x + self.landing.across_mm * self.pixels_per_mm
        y = self.top - self.landing.down_mm * self.pixels_per_mm
        with self.canvas.after:
            Color(*self.ink)
            Line(points=(x, self.y, x, self.top), width=1)
            Line(points=(self.x, y, self.right, y), width=1)


def told(state: State) -> str:
    """What to do, and what came of the last finger; or that all is well."""
    check = state.display.touch_check
    return _(TOLD[None if check.asked is None else check.missed])


def back(state: State) -> str:
    """The way back, and when it is taken without a finger."""
    check = state.display.touch_check
    if not check.on_trial:
        return _("Back")
    return _("Back in {time}").format(time=text.units(math.ceil(check.left_s(state.now))))


def is_hit(state: State, corner: Corner) -> bool:
    """This corner was hit."""
    return corner in CORNERS[: state.display.touch_check.hit]


def is_asked(state: State, corner: Corner) -> bool:
    """This is the corner to touch now."""
    return state.display.touch_check.asked is corner


def seen(landing: Landing | None, width: float, height: float, pixels_per_mm: float) -> str:
    """How far the finger is from left and top, and off a mark's middle. Before: the picture's size."""
    if landing is None:
        return f"{round(width)} × {round(height)} px\n{text.number(pixels_per_mm, 1)} px/mm"
    told = f"→{BIND}{_mm(landing.across_mm)}  ↓{BIND}{_mm(landing.down_mm)}"
    if landing.corner is None:
        return told
    return "\n".join((told, _("{distance} off").format(distance=_mm(landing.off_mm))))


def _mm(length: float) -> str:
    return f"{text.number(length, 1)}{BIND}mm"
