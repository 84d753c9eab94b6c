"""The gesture that wakes the panel or puts it out, finger by finger, without a window."""

from dataclasses import dataclass, field

import pytest

from hmi.ui.waking import BOUNCE_S, LOST_S, Finger, Waking

GUARD_S = 0.3


@dataclass
class Glass:
    """A panel that a touch wakes, and the fingers on it."""

    asleep: bool = True
    now: float = 1000.0
    fingers: set[object] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.waking = Waking(lambda: self.now)

    def down(self, finger: str, after_s: float = 0.0) -> Finger:
        self.now += after_s
        self.fingers.add(finger)
        meant = self.waking.down(finger, self.asleep, self.fingers)
        if meant is Finger.WAKES:
            self.asleep = False
            self.waking.woken(GUARD_S)
        return meant

    def up(self, finger: str, after_s: float = 0.0) -> bool:
        """Whether it means nothing."""
        self.now += after_s
        self.fingers.discard(finger)
        return self.waking.lifted(finger, BOUNCE_S if self.asleep else GUARD_S)

    def move(self, finger: str, after_s: float = 0.0) -> bool:
        self.now += after_s
        return self.waking.moved(finger)

    def put_out(self) -> None:
        self.asleep = True
        self.waking.darkened(self.fingers)


@pytest.mark.parametrize("held_s", [0.0, 2.0, 60.0])
def test_a_press_that_wakes_does_nothing_else_however_long(held_s: float) -> None:
    glass = Glass()
    assert glass.down("a") is Finger.WAKES
    assert glass.up("a", held_s)
    assert glass.down("b", GUARD_S) is Finger.COUNTS
    assert not glass.up("b")


def test_a_drag_that_wakes_does_nothing_else() -> None:
    glass = Glass()
    glass.down("a")
    assert all(glass.move("a", 0.1) for _ in range(10))
    assert glass.up("a")


def test_a_finger_beside_the_one_that_wakes_is_part_of_the_gesture() -> None:
    glass = Glass()
    glass.down("a")
    assert glass.down("b", 1.0) is Finger.SWALLOWED
    assert glass.up("a", 1.0)
    assert glass.down("c", 1.0) is Finger.SWALLOWED  # the second one is still down
    assert glass.up("b")
    assert glass.up("c")
    assert glass.down("d", GUARD_S) is Finger.COUNTS


def test_the_guard_time_begins_when_the_last_finger_is_lifted() -> None:
    glass = Glass()
    glass.down("a")
    glass.up("a")
    assert glass.down("b", GUARD_S - 0.1) is Finger.SWALLOWED
    assert glass.move("b")
    assert glass.up("b", 5.0)  # down to up, though the guard time is over


def test_taps_while_the_backlight_ramps_do_nothing_and_do_not_prolong_it() -> None:
    glass = Glass()
    glass.down("a")
    glass.up("a")
    for tap in ("b", "c"):
        assert glass.down(tap, 0.1) is Finger.SWALLOWED
        assert glass.up(tap)
    assert glass.down("d", 0.11) is Finger.COUNTS


def test_who_meant_to_wake_a_panel_that_an_alarm_woke_first_presses_nothing() -> None:
    glass = Glass(asleep=False)
    glass.waking.woken(GUARD_S)
    assert glass.down("a", 0.2) is Finger.SWALLOWED
    assert glass.up("a", 1.0)
    assert glass.down("b") is Finger.COUNTS


def test_an_up_that_the_window_lost_keeps_nothing_back() -> None:
    glass = Glass()
    glass.down("a")
    glass.fingers.clear()
    assert glass.down("b", GUARD_S) is Finger.COUNTS


def test_an_up_that_the_glass_lost_keeps_others_back_for_ten_seconds_only() -> None:
    glass = Glass()
    glass.down("a")
    assert glass.down("b", LOST_S - 0.1) is Finger.SWALLOWED
    glass.up("b")
    glass.now += GUARD_S
    assert glass.down("c", 0.2) is Finger.COUNTS
    assert glass.up("a")


def test_a_finger_that_moves_is_still_there() -> None:
    glass = Glass()
    glass.down("a")
    glass.move("a", LOST_S - 1)
    assert glass.down("b", 2.0) is Finger.SWALLOWED


def test_the_gesture_that_puts_it_out_does_not_wake_it() -> None:
    glass = Glass(asleep=False)
    assert glass.down("a") is Finger.COUNTS
    glass.put_out()
    assert glass.down("b") is Finger.SWALLOWED
    assert glass.up("a")
    assert glass.up("b")
    assert glass.down("c", BOUNCE_S - 0.1) is Finger.SWALLOWED  # it trembles
    glass.up("c")
    assert glass.down("d", BOUNCE_S) is Finger.WAKES


def test_something_that_lies_on_the_glass_does_not_keep_it_asleep_for_ever() -> None:
    glass = Glass(asleep=False)
    glass.down("a")
    glass.put_out()
    assert glass.down("b", LOST_S) is Finger.WAKES
