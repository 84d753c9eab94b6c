"""Small drawings in one colour, and the QR code."""

from functools import lru_cache
from typing import Any

import segno
from kivy.graphics import Color, Ellipse, Line, Rectangle, Triangle
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

QUIET = 4  # modules around a QR code, as its standard demands


@lru_cache(4)
def modules(text: str) -> tuple[bytes, ...]:
    """The rows of a QR code from above, its quiet zone included; 1: dark."""
    return tuple(bytes(row) for row in segno.make(text, micro=False).matrix_iter(border=QUIET))


class Shape(Widget):
    """A small drawing in one colour; `unit` is its scale."""

    ink = ColorProperty((1, 1, 1, 1))
    unit = NumericProperty(1)  # px

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in self.drawn_from():
            self.fbind(name, self._redraw)
        self._redraw()

    def drawn_from(self) -> tuple[str, ...]:
        """The properties on which the drawing depends."""
        return ("ink", "unit", "pos", "size")

    def draw(self) -> None:
        """Add the drawing to the canvas."""
        raise NotImplementedError

    def extent(self) -> tuple[float, float, float, float]:
        """Where it draws: left, bottom, right, top; empty while it draws nothing."""
        raise NotImplementedError

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre; Kivy's own is updated only after who listens to `pos` was told."""
        return self.x + self.width / 2, self.y + self.height / 2

    def around(self, half_width: float, half_height: float) -> tuple[float, float, float, float]:
        """An extent about the middle."""
        x, y = self.middle
        return (x - half_width, y - half_height, x + half_width, y + half_height)

    def _redraw(self, *_: Any) -> None:
        self.canvas.clear()
        with self.canvas:
            Color(*self.ink)
            self.draw()


class NineSquares(Shape):
    """The sign for HOME; the unit is the side of one square."""

    def draw(self) -> None:
        """Three by three."""
        (x, y), pitch, side = self.middle, self.unit * 1.4, round(self.unit)
        for column in (-1, 0, 1):
            for row in (-1, 0, 1):
                corner = round(x + column * pitch - side / 2), round(y + row * pitch - side / 2)
                Rectangle(pos=corner, size=(side, side))

    def extent(self) -> tuple[float, float, float, float]:
        """Nearly four units wide."""
        return self.around(1.9 * self.unit, 1.9 * self.unit)


class Chevrons(Shape):
    """`<<` (-1) or `>>` (1); the unit is half their height."""

    forth = NumericProperty(1)

    def drawn_from(self) -> tuple[str, ...]:
        """And the direction."""
        return (*super().drawn_from(), "forth")

    def draw(self) -> None:
        """Two angles."""
        x, y = self.middle
        for shift in (-0.6, 0.6):
            tip = x + (shift + 0.5) * self.unit * self.forth
            back = tip - self.unit * self.forth
            points = (back, y + self.unit, tip, y, back, y - self.unit)
            Line(points=points, width=max(1.1, self.unit * 0.18), joint="miter", cap="square")

    def extent(self) -> tuple[float, float, float, float]:
        """With the width of the lines."""
        return self.around(1.4 * self.unit, 1.3 * self.unit)


class Arrow(Shape):
    """A triangle up (1), down (-1) or none (0); the unit is half its width."""

    up = NumericProperty(0)

    def drawn_from(self) -> tuple[str, ...]:
        """And the direction."""
        return (*super().drawn_from(), "up")

    def draw(self) -> None:
        """One triangle."""
        if not self.up:
            return
        (x, y), rise = self.middle, 0.85 * self.unit * self.up
        Triangle(points=(x - self.unit, y - rise, x + self.unit, y - rise, x, y + rise))

    def extent(self) -> tuple[float, float, float, float]:
        """Of the triangle."""
        return self.around(self.unit, 0.85 * self.unit) if self.up else self.around(0, 0)


class Ring(Shape):
    """A ring, filled when it is `on`; the unit is its radius, 0: none."""

    on = BooleanProperty(False)

    def drawn_from(self) -> tuple[str, ...]:
        """And whether it is filled."""
        return (*super().drawn_from(), "on")

    def draw(self) -> None:
        """A circle, and a disc in it."""
        if not self.unit:
            return
        (x, y), width = self.middle, max(1, self.unit * 0.12)
        Line(circle=(x, y, self.unit - width), width=width)
        if self.on:
            inner = self.unit * 0.55
            Ellipse(pos=(x - inner, y - inner), size=(2 * inner, 2 * inner))

    def extent(self) -> tuple[float, float, float, float]:
        """Of the circle."""
        return self.around(self.unit, self.unit)


class Dots(Shape):
    """Where one is in a row of pages; the unit is the diameter of a dot. Many dots move closer."""

    count = NumericProperty(1)
    at = NumericProperty(0)
    off = ColorProperty((0, 0, 0, 1))

    def drawn_from(self) -> tuple[str, ...]:
        """And the count."""
        return (*super().drawn_from(), "count", "at", "off")

    def _pitch(self) -> float:
        return min(self.unit * 2, self.width / max(1, self.count))

    def draw(self) -> None:
        """One dot a page; none for a single page."""
        (x, y), pitch = self.middle, self._pitch()
        side = min(self.unit, pitch * 0.7)
        left = x - (self.count - 1) * pitch / 2 - side / 2
        for dot in range(int(self.count) if self.count > 1 else 0):
            Color(*(self.ink if dot == self.at else self.off))
            Ellipse(pos=(round(left + dot * pitch), round(y - side / 2)), size=(side, side))

    def extent(self) -> tuple[float, float, float, float]:
        """Of the row."""
        shown = self.count if self.count > 1 else 0
        return self.around(shown * self._pitch() / 2, self.unit / 2 if shown else 0)


class QrCode(Widget):
    """A text as a QR code: dark modules on a light field with its quiet zone, in whole pixels."""

    text = StringProperty()
    dark = ColorProperty("#000000")
    light = ColorProperty("#FFFFFF")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bind(text=self._draw, pos=self._draw, size=self._draw)

    def extent(self) -> tuple[float, float, float, float]:
        """Where it draws, its quiet zone included: left, bottom, right, top."""
        whole = self.module * len(self._rows())
        left = round(self.x + (self.width - whole) / 2)
        bottom = round(self.y + (self.height - whole) / 2)
        return left, bottom, left + whole, bottom + whole

    @property
    def module(self) -> int:
        """The side of one module, px; 0: nothing fits."""
        rows = self._rows()
        return int(min(self.size)) // len(rows) if rows else 0

    def _rows(self) -> tuple[bytes, ...]:
        return modules(self.text) if self.text else ()

    def _draw(self, *_: Any) -> None:
        self.canvas.clear()
        side = self.module
        if not side:
            return
        left, bottom, right, top = self.extent()
        with self.canvas:
            Color(*self.light)
            Rectangle(pos=(left, bottom), size=(right - left, top - bottom))
            Color(*self.dark)
            for row, line in enumerate(self._rows()):
                for column in (at for at, module in enumerate(line) if module):
                    Rectangle(pos=(left + column * side, top - (row + 1) * side), size=(side, side))
