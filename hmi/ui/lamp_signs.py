"""Lamps that blink as those on the box do."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty

from hmi.ui.pages import View
from hmi.ui.widgets import Plate

LOOK_S = 0.05  # from one look at the time to the next; the shortest flash lasts 0.25 s


class Lamp(Plate):
    """A lamp with its name on it (kv/lamps.kv); `lit` now, by its item's rhythm and the time, s."""

    item = ObjectProperty(None, allownone=True)
    time = NumericProperty(0)
    lit = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("item", self._look)
        self.fbind("time", self._look)

    def _look(self, *_: Any) -> None:
        item = self.item
        self.lit = bool(item) and (item.on or (item.flash is not None and item.flash.bright(self.time)))


class LampView(View):
    """A page with lamps. While it is shown they follow one clock, so that they blink together."""

    steady = ObjectProperty(None)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._looking: Any = None

    def on_parent(self, _: Any, parent: Any) -> None:
        """It is shown, or is no more."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if parent is not None:
            self._looking = Clock.schedule_interval(self._look, LOOK_S)
            self._look()

    def _look(self, *_: Any) -> None:
        now = self.steady()
        for one in self.walk(restrict=True):
            if isinstance(one, Lamp):
                one.time = now
