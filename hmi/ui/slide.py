"""A scale to draw a finger along (kv/what_if.kv)."""

from typing import Any

from kivy.input.motionevent import MotionEvent
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget


class Slide(Widget):
    """Chooses one of `count` steps by where across its width the finger is, which may leave it."""

    count = NumericProperty(1)
    at = NumericProperty(0)  # which is chosen, from 0
    inset = NumericProperty(0)  # px at both ends: half of what is drawn under the finger
    thumb = NumericProperty(0)  # px, where that is drawn

    __events__ = ("on_chosen",)

    def on_chosen(self, number: int) -> None:
        """Dispatched when the finger has come to another step."""

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """A finger on it holds it until it is lifted."""
        if not self.collide_point(*touch.pos):
            return bool(super().on_touch_down(touch))
        touch.grab(self)
        self._choose(touch)
        return True

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """It follows."""
        if touch.grab_current is not self:
            return bool(super().on_touch_move(touch))
        self._choose(touch)
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """It is let go."""
        if touch.grab_current is not self:
            return bool(super().on_touch_up(touch))
        touch.ungrab(self)
        return True

    def _choose(self, touch: Any) -> None:
        across = (touch.x - self.x - self.inset) / max(1, self.width - 2 * self.inset)
        number = round(max(0.0, min(1.0, across)) * (self.count - 1))
        if number != self.at and self.get_parent_window() is not None:
            self.dispatch("on_chosen", number)
