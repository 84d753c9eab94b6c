"""Whether the system's clock is right, by what kernel, network and a real-time clock leave in its files."""

from pathlib import Path

import pytest

from hmi.links import system_clock
from hmi.links.system_clock import KNOWN_S, SystemClock, kernel_says_so

WALL = 1_780_000_000.0


def rtc(root: Path, name: str, hctosys: str, since_epoch: str) -> None:
    place = root / "sys/class/rtc" / name
    place.mkdir(parents=True)
    (place / "hctosys").write_text(hctosys)
    (place / "since_epoch").write_text(since_epoch)


def right(root: Path, kernel: bool = False) -> bool:
    return SystemClock(root, lambda: kernel, wall=lambda: WALL).synchronized()


def test_without_any_sign_the_clock_is_not_right(tmp_path: Path) -> None:
    assert not right(tmp_path)


def test_the_kernels_mark_is_enough(tmp_path: Path) -> None:
    assert right(tmp_path, kernel=True)


def test_the_mark_of_timesyncd_is_enough(tmp_path: Path) -> None:
    (tmp_path / "run/systemd/timesync").mkdir(parents=True)
    (tmp_path / "run/systemd/timesync/synchronized").touch()
    assert right(tmp_path)


@pytest.mark.parametrize(
    ("hctosys", "since_epoch", "expected"),
    [
        ("1\n", f"{WALL - 3:.0f}\n", True),
        ("0\n", f"{WALL - 3:.0f}\n", False),  # another clock has set the system
        ("1\n", "86400\n", False),  # as after a power cut without a battery
        ("1\n", "\n", False),
        ("what\n", "is this\n", False),
    ],
)
def test_a_clock_with_a_battery_that_set_the_system_and_still_agrees_is_enough(
    tmp_path: Path, hctosys: str, since_epoch: str, expected: bool
) -> None:
    rtc(tmp_path, "rtc0", "0\n", "0\n")
    rtc(tmp_path, "rtc1", hctosys, since_epoch)
    (tmp_path / "sys/class/rtc/rtc2").mkdir()
    assert right(tmp_path) is expected


def test_it_looks_every_ten_seconds_and_no_oftener(tmp_path: Path) -> None:
    now, looks = [0.0], [False, True]
    clock = SystemClock(tmp_path, lambda: looks.pop(0), lambda: now[0])
    assert not clock.synchronized()
    now[0] = KNOWN_S - 0.1
    assert not clock.synchronized()
    now[0] = KNOWN_S
    assert clock.synchronized()
    assert clock.synchronized()


def test_this_machine_has_an_opinion() -> None:
    assert kernel_says_so() in (True, False)
    assert system_clock.synchronized() in (True, False)


def test_a_c_library_without_that_call_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda _name: object())
    assert not kernel_says_so()
