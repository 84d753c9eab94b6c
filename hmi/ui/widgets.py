"""The few widgets that handle touch themselves, repeat a tile, or have what their canvas draws from."""

from time import monotonic
from typing import Any

from kivy.clock import Clock
from kivy.factory import Factory
from kivy.input.motionevent import MotionEvent
from kivy.properties import ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.label import Label

from hmi.ui.line_breaks import broken


class Plate(BoxLayout):
    """A box on a coloured ground with round corners (kv/base.kv)."""

    plate = ColorProperty((0, 0, 0, 0))
    rim = ColorProperty((0, 0, 0, 0))
    corner = NumericProperty(0)  # px


class Press(ButtonBehavior, Plate):
    """Something to press: counts on release, is cancelled by sliding off or by a swipe across it.

    A page that was left meanwhile, or a panel that fell asleep, takes its presses along.
    """

    slip = NumericProperty(0)  # px a finger may move and still mean a press

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """It looks pressed while letting go would press it."""
        if touch.grab_current is self:
            self.state = "normal" if self._strayed(touch) else "down"
            return True
        return bool(super().on_touch_move(touch))

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """Let a finger that has strayed go without a press."""
        if touch.grab_current is self and self._strayed(touch):
            touch.ungrab(self)
            self.state = "normal"
            return True
        return bool(super().on_touch_up(touch))

    def _strayed(self, touch: MotionEvent) -> bool:
        far = max(abs(touch.x - touch.ox), abs(touch.y - touch.oy)) > self.slip
        return far or not self.collide_point(*touch.pos) or self.get_parent_window() is None


class Words(Label):
    """A text; on several lines, broken as its language is (kv/base.kv)."""

    def texture_update(self, *_: Any) -> None:
        """Before Kivy lays it out: where it has to be broken follows from its width and type."""
        width, height = self.text_size
        if not self.shorten and width:
            self._label.text = broken(self.text, width, self.font_size, self.bold)
            if height is not None and self.valign == "middle":
                # Of a text with line ends Kivy drops the last line where there is no room for one more.
                more = 2 * self.font_size if "\n" in self._label.text else 0
                self._label.text_size = (width, height + more)
        super().texture_update()


class Level(Plate):
    """A battery lying on its side, filled up to `level` %, below 0: not known (kv/base.kv)."""

    level = NumericProperty(-1)
    fill = ColorProperty((0, 0, 0, 0))
    tip = NumericProperty(0)  # px, of its pole


class Tiles(GridLayout):
    """One tile for each item, all of one kind. A tile has a property `item`; it is kept and filled again."""

    items = ObjectProperty(())
    tile = StringProperty()
    down = NumericProperty(0)  # rows of a full page: fewer items leave room; 0: the rows share the height

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("items", self._fill)
        self.fbind("tile", self._change)

    def _change(self, *_: Any) -> None:
        self.clear_widgets()
        self._fill()

    def _fill(self, *_: Any) -> None:
        if not self.tile:
            return
        while len(self.children) > len(self.items):
            self.remove_widget(self.children[0])
        while len(self.children) < len(self.items):
            self.add_widget(Factory.get(self.tile)())
        for tile, item in zip(reversed(self.children), self.items, strict=True):
            tile.item = item


class Key(Press):
    """A key of a keypad: they lie closer together than anything else."""


class Hold(Press):
    """Something that must be held: it is meant once `share` has grown to 1, and not before.

    Letting go, sliding off or leaving the page begins anew.
    """

    text = StringProperty()
    hold_s = NumericProperty(3.0)
    share = NumericProperty(0)
    steady = ObjectProperty(monotonic)  # the clock that counts, s

    __events__ = ("on_held",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._since = 0.0
        self._counting: Any = None

    def on_held(self) -> None:
        """Dispatched once, while the finger is still down."""

    def on_state(self, _: Any, state: str) -> None:
        """The finger is on it, or is no more."""
        if self._counting is not None:
            self._counting.cancel()
        self.share = 0
        if state == "down":
            self._since = self.steady()
            self._counting = Clock.schedule_interval(self._count, 0)

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """A finger that has strayed must press anew."""
        if touch.grab_current is self and self._strayed(touch):
            touch.ungrab(self)
            self.state = "normal"
            return True
        return bool(super().on_touch_move(touch))

    def _count(self, *_: Any) -> bool:
        if self.get_parent_window() is None or self.disabled:
            self.state = "normal"
            return False
        self.share = min(1.0, (self.steady() - self._since) / self.hold_s)
        if self.share < 1:
            return True
        self.state = "normal"
        self.dispatch("on_held")
        return False
