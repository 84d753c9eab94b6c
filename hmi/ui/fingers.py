"""One finger is one touch, though two input providers report the same touch device.

A panel may bring its touches by the kernel's multi-touch events and as a mouse's, which the window system
makes of them. Two fingers on one device stay two: only another device is doubted.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent

TWIN_S = 0.08  # after a finger went up, its twin may still come


@dataclass(slots=True)
class _Finger:
    touch: MotionEvent
    up_at: float | None = None

    def counts(self, down: set[object], now: float) -> bool:
        """It is down, or was just now."""
        return self.touch.uid in down if self.up_at is None else now - self.up_at <= TWIN_S


class Fingers:
    """The touches that count, and their twins that do not; `near` px lie between twins at most."""

    def __init__(self, steady: Callable[[], float], near: float) -> None:
        self._steady = steady
        self._near = near
        self._fingers: list[_Finger] = []
        self._twins: set[object] = set()

    def is_twin(self, touch: MotionEvent) -> bool:
        """Whether this touch, which just went down, is one that another device has reported already."""
        now = self._steady()
        down = {other.uid for other in EventLoop.touches}  # an up may have been lost
        self._twins &= down
        self._fingers = [one for one in self._fingers if one.counts(down, now)]
        if any(self._same(one.touch, touch) for one in self._fingers):
            self._twins.add(touch.uid)
            return True
        self._fingers.append(_Finger(touch))
        return False

    def holds_back(self, touch: MotionEvent) -> bool:
        """Whether this touch is a twin, from down to up."""
        return touch.uid in self._twins

    def lifted(self, touch: MotionEvent) -> None:
        """This touch went up."""
        self._twins.discard(touch.uid)
        for one in self._fingers:
            if one.touch.uid == touch.uid:
                one.up_at = self._steady()

    def _same(self, one: MotionEvent, other: MotionEvent) -> bool:
        # By the glass, as the one may have turned the picture before the other came.
        width, height = Window.system_size
        far = max(abs(one.sx - other.sx) * width, abs(one.sy - other.sy) * height)
        return one.device != other.device and far <= self._near
