"""Which touches do nothing: the gesture that wakes the panel or puts it out, and what follows too soon."""

from collections.abc import Callable
from enum import Enum, auto

LOST_S = 10.0  # a finger that neither moved nor was lifted for so long is there no more: its up was lost
BOUNCE_S = 0.3  # after the gesture that put it out, in which a finger that was lifted may still tremble


class Finger(Enum):
    """What a finger that goes down is."""

    COUNTS = auto()
    WAKES = auto()  # and does nothing else
    SWALLOWED = auto()


class Waking:
    """A gesture lasts from its first finger's down to its last one's up; a guard time follows it."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._gesture: dict[object, float] = {}  # its fingers, and when (s) each was noticed last
        self._swallowed: set[object] = set()
        self._deaf_until = 0.0

    def down(self, finger: object, asleep: bool, present: set[object]) -> Finger:
        """A finger went down; `present` are all that are down now."""
        now = self._steady()
        # An up may have been lost, by the window or already by the glass.
        self._swallowed &= present
        self._gesture = {
            one: seen for one, seen in self._gesture.items() if one in present and now - seen < LOST_S
        }
        begun, guarded = bool(self._gesture), now < self._deaf_until
        if not (asleep or begun or guarded):
            return Finger.COUNTS
        self._swallowed.add(finger)
        if begun or not guarded:
            self._gesture[finger] = now
        return Finger.SWALLOWED if begun or guarded else Finger.WAKES

    def moved(self, finger: object) -> bool:
        """A finger moves; whether that means nothing."""
        if finger in self._gesture:
            self._gesture[finger] = self._steady()
        return finger in self._swallowed

    def lifted(self, finger: object, guard_s: float) -> bool:
        """A finger went up; whether that means nothing."""
        swallowed = finger in self._swallowed
        self._swallowed.discard(finger)
        if self._gesture.pop(finger, None) is not None:
            self._deaf_until = self._steady() + guard_s
        return swallowed

    def woken(self, guard_s: float) -> None:
        """The panel is awake, whatever woke it: who meant to wake it must not press what has come there."""
        self._deaf_until = max(self._deaf_until, self._steady() + guard_s)

    def darkened(self, present: set[object]) -> None:
        """The panel is dark: fingers that are down do not mean to wake it."""
        self._gesture = dict.fromkeys(present, self._steady())
        self._swallowed |= present
