"""An address switch as it is drawn."""

from kivy.graphics import Line, Rectangle
from kivy.properties import BooleanProperty

from hmi.ui.shapes import Shape


class DipSwitch(Shape):
    """A slider in its slot: up is on, down is off; the unit is half of its width."""

    up = BooleanProperty(False)

    def drawn_from(self) -> tuple[str, ...]:
        """And where it stands."""
        return (*super().drawn_from(), "up")

    def draw(self) -> None:
        """The slot's outline, and the slider in its upper or lower half."""
        left, bottom, right, top = self.extent()
        Line(rectangle=(left, bottom, right - left, top - bottom), width=1)
        half = (top - bottom) / 2
        inner = max(1, round(self.unit * 0.35))
        y = bottom + (half if self.up else 0)
        Rectangle(
            pos=(round(left + inner), round(y + inner)),
            size=(round(right - left - 2 * inner), round(half - 2 * inner)),
        )

    def extent(self) -> tuple[float, float, float, float]:
        """Of the slot, twice as high as wide."""
        return self.around(self.unit, 2 * self.unit)
