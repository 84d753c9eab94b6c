"""Drawings that answer: the way back, what came of it, the places of a code, a line that fills."""

from typing import Any

from kivy.clock import Clock
from kivy.core.text import Label as CoreLabel
from kivy.graphics import Ellipse, Line, Rectangle
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from hmi.model.digits import LENGTH, Digits
from hmi.model.record import Mark
from hmi.ui.shapes import Shape

DIFFERS = "differs"  # for an Outcome, beside the marks of the record
CLEAR_S = 0.8  # a digit just typed can be read so long


class Back(Shape):
    """The way back: one angle; the unit is half its height."""

    def draw(self) -> None:
        """Its tip to the left."""
        (x, y), unit = self.middle, self.unit
        points = (x + unit / 2, y + unit, x - unit / 2, y, x + unit / 2, y - unit)
        Line(points=points, width=max(1.1, unit * 0.18), joint="miter", cap="square")

    def extent(self) -> tuple[float, float, float, float]:
        """With the width of the line."""
        return self.around(0.8 * self.unit, 1.3 * self.unit)


class Outcome(Shape):
    """What came of it: a tick, a cross, a question mark or "not equal"; the unit is half its height."""

    mark = StringProperty("")

    def drawn_from(self) -> tuple[str, ...]:
        """And the outcome."""
        return (*super().drawn_from(), "mark")

    def draw(self) -> None:
        """Nothing for any other mark."""
        width = max(1.1, self.unit * 0.16)
        match self.mark:
            case Mark.DONE:
                self._line(width, (-0.8, 0), (-0.25, -0.7), (0.8, 0.7))
            case Mark.REFUSED:
                self._line(width, (-0.7, -0.7), (0.7, 0.7))
                self._line(width, (-0.7, 0.7), (0.7, -0.7))
            case "differs":
                for up in (-0.3, 0.3):
                    self._line(width, (-0.7, up), (0.7, up))
                self._line(width, (-0.45, -0.8), (0.45, 0.8))
            case Mark.UNCONFIRMED:
                x, y = self.middle
                Line(circle=(x, y + 0.4 * self.unit, 0.45 * self.unit, -90, 180), width=width)
                self._line(width, (0, -0.05), (0, -0.4))
                Ellipse(pos=(x - width, y - 0.85 * self.unit - width), size=(2 * width, 2 * width))

    def _line(self, width: float, *points: tuple[float, float]) -> None:
        x, y = self.middle
        whole = [at for across, up in points for at in (x + across * self.unit, y + up * self.unit)]
        Line(points=whole, width=width, joint="round", cap="round")

    def extent(self) -> tuple[float, float, float, float]:
        """Of the largest of them."""
        return self.around(self.unit, self.unit) if self.mark else self.around(0, 0)


class Code(Shape):
    """The six places of a code: a dot where a digit was typed, which itself can be read for a moment.

    The digit is drawn from the code at hand and kept nowhere; the unit is the diameter of a dot.
    """

    code = ObjectProperty(Digits())

    def __init__(self, **kwargs: Any) -> None:
        self._clear = False
        self._hide = Clock.create_trigger(self._hidden, CLEAR_S)
        super().__init__(**kwargs)
        self._known = len(self.code)
        self.bind(code=self._typed)

    def _typed(self, *_: Any) -> None:
        self._hide.cancel()
        self._clear = len(self.code) > self._known
        self._known = len(self.code)
        if self._clear:
            self._hide()
        self._redraw()

    def _hidden(self, *_: Any) -> None:
        self._clear = False
        self._redraw()

    def draw(self) -> None:
        """A ring for what is still to come."""
        (x, y), pitch, side = self.middle, self._pitch(), self.unit
        for place in range(LENGTH):
            at = x + (place - (LENGTH - 1) / 2) * pitch
            if place == len(self.code) - 1 and self._clear:
                self._digit(at, y, self.code.typed[place])
            elif place < len(self.code):
                Ellipse(pos=(at - side / 2, y - side / 2), size=(side, side))
            else:
                Line(circle=(at, y, side / 2), width=max(1, side * 0.06))

    def _digit(self, x: float, y: float, digit: str) -> None:
        label = CoreLabel(text=digit, font_name="pack", font_size=self.unit * 2, bold=True)
        label.refresh()
        width, height = label.texture.size
        Rectangle(
            texture=label.texture, pos=(round(x - width / 2), round(y - height / 2)), size=(width, height)
        )

    def _pitch(self) -> float:
        return min(self.unit * 2, self.width / LENGTH)

    def extent(self) -> tuple[float, float, float, float]:
        """Of the row."""
        return self.around(LENGTH * self._pitch() / 2, self.unit)


class Filling(Shape):
    """A line that fills from the left; `share` 0..1, the unit is its height. Nothing while it is empty."""

    share = NumericProperty(0)

    def drawn_from(self) -> tuple[str, ...]:
        """And how much of it is full."""
        return (*super().drawn_from(), "share")

    def draw(self) -> None:
        """From the left edge."""
        Rectangle(pos=(self.x, self.middle[1] - self.unit / 2), size=(self.width * self.share, self.unit))

    def extent(self) -> tuple[float, float, float, float]:
        """Of what is full."""
        y = self.middle[1]
        half = self.unit / 2 if self.share else 0
        return (self.x, y - half, self.x + self.width * self.share, y + half)
