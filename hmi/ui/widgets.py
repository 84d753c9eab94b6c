"""The few widgets that handle touch themselves, repeat a tile or draw what kv cannot."""

from typing import Any

import segno
from kivy.factory import Factory
from kivy.graphics import Color, Ellipse, Line, Rectangle, Triangle
from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget


class Plate(BoxLayout):
    """A box on a coloured ground with round corners (kv/base.kv)."""

    plate = ColorProperty((0, 0, 0, 0))
    rim = ColorProperty((0, 0, 0, 0))
    corner = NumericProperty(0)  # px


class Press(ButtonBehavior, Plate):
    """Something to press: counts on release, is cancelled by sliding off or by a swipe across it."""

    slip = NumericProperty(0)  # px a finger may move and still mean a press

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Let a finger that has strayed go without a press."""
        if touch.grab_current is self and max(abs(touch.x - touch.ox), abs(touch.y - touch.oy)) > self.slip:
            touch.ungrab(self)
            self.state = "normal"
            return True
        return bool(super().on_touch_up(touch))


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

    def _redraw(self, *_: Any) -> None:
        self.canvas.clear()
        with self.canvas:
            Color(*self.ink)
            self.draw()


class NineSquares(Shape):
    """The sign for HOME; the unit is the side of one square."""

    def draw(self) -> None:
        """Three by three."""
        pitch = self.unit * 1.4
        for column in (-1, 0, 1):
            for row in (-1, 0, 1):
                middle = self.center_x + column * pitch, self.center_y + row * pitch
                corner = round(middle[0] - self.unit / 2), round(middle[1] - self.unit / 2)
                Rectangle(pos=corner, size=(round(self.unit), round(self.unit)))


class Chevrons(Shape):
    """`<<` (-1) or `>>` (1); the unit is half their height."""

    forth = NumericProperty(1)

    def drawn_from(self) -> tuple[str, ...]:
        """And the direction."""
        return (*super().drawn_from(), "forth")

    def draw(self) -> None:
        """Two angles."""
        for shift in (-0.6, 0.6):
            tip = self.center_x + (shift + 0.5) * self.unit * self.forth
            back = tip - self.unit * self.forth
            points = (back, self.center_y + self.unit, tip, self.center_y, back, self.center_y - self.unit)
            Line(points=points, width=max(1.1, self.unit * 0.18), joint="miter", cap="square")


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
        base, tip = self.center_y - 0.85 * self.unit * self.up, self.center_y + 0.85 * self.unit * self.up
        Triangle(
            points=(self.center_x - self.unit, base, self.center_x + self.unit, base, self.center_x, tip)
        )


class Ring(Shape):
    """An open ring, filled when it is `on`; the unit is its radius."""

    on = BooleanProperty(False)

    def drawn_from(self) -> tuple[str, ...]:
        """And whether it is filled."""
        return (*super().drawn_from(), "on")

    def draw(self) -> None:
        """A circle, and a disc in it."""
        Line(circle=(self.center_x, self.center_y, self.unit), width=max(1, self.unit * 0.12))
        if self.on:
            inner = self.unit * 0.55
            Ellipse(pos=(self.center_x - inner, self.center_y - inner), size=(2 * inner, 2 * inner))


class Level(Plate):
    """A battery lying on its side, filled up to `level` %, below 0: not known (kv/base.kv)."""

    level = NumericProperty(-1)
    fill = ColorProperty((0, 0, 0, 0))
    tip = NumericProperty(0)  # px, of its pole


class Tiles(GridLayout):
    """One tile for each item, all of one kind. A tile has a property `item`; it is kept and filled again."""

    items = ObjectProperty(())
    tile = StringProperty()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("items", self._fill)
        self.fbind("tile", self._fill)

    def _fill(self, *_: Any) -> None:
        if not self.tile:
            return
        while len(self.children) > len(self.items):
            self.remove_widget(self.children[0])
        while len(self.children) < len(self.items):
            self.add_widget(Factory.get(self.tile)())
        for tile, item in zip(reversed(self.children), self.items, strict=True):
            tile.item = item


class Dots(Shape):
    """Where one is in a row of pages; the unit is the diameter of a dot."""

    count = NumericProperty(1)
    at = NumericProperty(0)
    off = ColorProperty((0, 0, 0, 1))

    def drawn_from(self) -> tuple[str, ...]:
        """And the count."""
        return (*super().drawn_from(), "count", "at", "off")

    def draw(self) -> None:
        """One dot a page; none for a single page."""
        pitch = self.unit * 2
        left = self.center_x - (self.count - 1) * pitch / 2 - self.unit / 2
        for dot in range(int(self.count) if self.count > 1 else 0):
            Color(*(self.ink if dot == self.at else self.off))
            low = self.center_y - self.unit / 2
            Ellipse(pos=(round(left + dot * pitch), round(low)), size=(self.unit, self.unit))


class QrCode(Widget):
    """A text as a QR code: dark modules on a light field with its quiet zone, in whole pixels."""

    text = StringProperty()
    dark = ColorProperty("#000000")
    light = ColorProperty("#FFFFFF")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bind(text=self._draw, pos=self._draw, size=self._draw)

    def _draw(self, *_: Any) -> None:
        self.canvas.clear()
        if not self.text:
            return
        modules = [bytes(row) for row in segno.make(self.text, micro=False).matrix_iter(border=4)]
        pixel = int(min(self.size)) // len(modules)
        if pixel < 1:
            return
        whole = pixel * len(modules)
        left, top = round(self.center_x - whole / 2), round(self.center_y + whole / 2)
        with self.canvas:
            Color(*self.light)
            Rectangle(pos=(left, top - whole), size=(whole, whole))
            Color(*self.dark)
            for row, line in enumerate(modules):
                for column in (at for at, module in enumerate(line) if module):
                    Rectangle(pos=(left + column * pixel, top - (row + 1) * pixel), size=(pixel, pixel))
