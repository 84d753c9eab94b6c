"""The hidden switch: whoever holds the bottom left corner for a second puts the display out.

0 s ── the press on what stands there ── 0.3 s ── a ring fills, and the press is none any more ── 1 s: out
"""

from time import monotonic
from typing import Any

from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.widget import Widget

RING_S = 0.3  # a tap on what stands in the corner is shorter
HOLD_S = 1.0


class Corner(Widget):
    """Draws the ring over the page (kv/frame.kv); the frame tells it of every finger."""

    side = NumericProperty(0)  # px, of the corner
    shown = BooleanProperty(False)
    share = NumericProperty(0)  # of the ring
    steady = ObjectProperty(monotonic)  # the clock that counts, s

    __events__ = ("on_held",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._finger: MotionEvent | None = None
        self._since = 0.0
        self._counting: Any = None
        self._taken: set[object] = set()  # fingers that mean nothing else any more

    def on_held(self) -> None:
        """Dispatched once, while the finger is still down."""

    def down(self, touch: MotionEvent) -> None:
        """A finger went down; a second one means something else."""
        holding = self._finger is not None
        self.drop()
        if self._within(touch) and not holding:
            self._finger, self._since = touch, self.steady()
            self._counting = Clock.schedule_interval(self._count, 0)

    def moved(self, touch: MotionEvent) -> bool:
        """A finger moves; whether that means nothing any more."""
        if touch is self._finger and not self._within(touch):
            self.drop()
        return touch.uid in self._taken

    def lifted(self, touch: MotionEvent) -> bool:
        """A finger went up; whether that means nothing any more."""
        if touch is self._finger:
            self._look()
            self.drop()
        taken = touch.uid in self._taken
        self._taken.discard(touch.uid)
        return taken

    def drop(self) -> None:
        """Nobody holds it."""
        if self._counting is not None:
            self._counting.cancel()
        self._finger = self._counting = None
        self.shown, self.share = False, 0

    def _within(self, touch: MotionEvent) -> bool:
        return max(touch.pos) < self.side

    def _count(self, *_: Any) -> None:
        if self._look() < HOLD_S:
            return
        self.drop()
        self.dispatch("on_held")

    def _look(self) -> float:
        """For how long (s) it has been held; when it is no tap any more, what it has pressed lets go."""
        held_s = float(self.steady() - self._since)
        if held_s >= RING_S and self._finger is not None:
            if self._finger.uid not in self._taken:
                self._take(self._finger)
            self.shown, self.share = True, min(1.0, (held_s - RING_S) / (HOLD_S - RING_S))
        return held_s

    def _take(self, touch: MotionEvent) -> None:
        self._taken.add(touch.uid)
        for widget in [grabbing() for grabbing in touch.grab_list]:
            touch.ungrab(widget)
            if isinstance(widget, ButtonBehavior):
                widget.state = "normal"
