"""The panel's light, on a directory tree in place of the kernel's: found, dimmed, put out, lost and found."""

import os
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hmi.links.light import curve
from hmi.links.light.finding import Places
from hmi.links.light.lamp import Lamp
from hmi.links.light.luminaire import Luminaire
from hmi.model.display import Means
from hmi.model.events import LightFound
from hmi.model.wanted import SetLight

PATIENCE_S = 5.0
NAME = "sys/class/backlight"


class Told:
    """What the lamp says."""

    def __init__(self) -> None:
        self.events: list[LightFound] = []
        self._changed = threading.Condition()

    def __call__(self, event: LightFound) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, count: int) -> LightFound:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.events) >= count, PATIENCE_S), self.events
            return self.events[count - 1]


@contextmanager
def lit(places: Places) -> Iterator[tuple[Lamp, Told]]:
    """A lamp that has looked; after the block it is stopped."""
    told = Told()
    lamp = Lamp(told, places)
    lamp.start()
    told.wait(1)
    try:
        yield lamp, told
    finally:
        lamp.stop()


def files(folder: Path, **values: object) -> Path:
    folder.mkdir(parents=True)
    for name, value in values.items():
        (folder / name).write_text(f"{value}\n")
    return folder


def backlight(root: Path, name: str = "10-0045", **changed: object) -> Path:
    values = {"type": "raw", "max_brightness": 255, "brightness": 200, "bl_power": 0, "scale": "unknown"}
    return files(root / NAME / name, **values | changed)


def held(folder: Path, *names: str) -> tuple[int, ...]:
    return tuple(int((folder / name).read_text().split()[0]) for name in names)


def after(places: Places, *percents: int) -> LightFound:
    """What there is when these have been set, one after the other."""
    luminaire = Luminaire(places)
    found = luminaire.set(None)
    for percent in percents:
        found = luminaire.set(percent)
    return found


def test_a_backlight_is_found_and_dimmed_as_it_looks(tmp_path: Path) -> None:
    light = backlight(tmp_path)
    assert after(Places(root=tmp_path), 100) == LightFound(Means.BACKLIGHT, str(light))
    assert held(light, "brightness", "bl_power") == (255, 0)
    after(Places(root=tmp_path), 50)
    assert held(light, "brightness") == (47,)  # 18 % of the power looks half as bright


def test_dark_is_off_and_awake_is_never_0(tmp_path: Path) -> None:
    light = backlight(tmp_path, max_brightness=31)
    after(Places(root=tmp_path), 0)
    assert held(light, "brightness", "bl_power") == (0, 4)
    after(Places(root=tmp_path), 0, 1)
    assert held(light, "brightness", "bl_power") == (1, 0)


def test_a_driver_whose_steps_look_even_is_left_to_them(tmp_path: Path) -> None:
    light = backlight(tmp_path, scale="non-linear", max_brightness=100)
    after(Places(root=tmp_path), 40)
    assert held(light, "brightness") == (40,)


def test_a_driver_without_power_is_put_out_by_its_brightness(tmp_path: Path) -> None:
    light = files(tmp_path / NAME / "old", max_brightness=15, brightness=15)
    assert after(Places(root=tmp_path), 0).means is Means.BACKLIGHT
    assert held(light, "brightness") == (0,)
    assert not (light / "bl_power").exists()


def test_one_with_two_steps_is_a_switch(tmp_path: Path) -> None:
    light = backlight(tmp_path, max_brightness=1)
    assert after(Places(root=tmp_path), 5).means is Means.SWITCH
    assert held(light, "brightness") == (1,)


def test_of_several_the_kernels_best_that_can_be_written_is_taken(tmp_path: Path) -> None:
    for name, kind in (("a", "raw"), ("b", "platform"), ("c", "firmware")):
        backlight(tmp_path, name, type=kind)
    assert after(Places(root=tmp_path)).detail.endswith("/c")
    for name in ("c", "b"):
        (tmp_path / NAME / name / "brightness").unlink()
    assert after(Places(root=tmp_path)).detail.endswith("/a")


@pytest.mark.parametrize("brightness", ["missing", "folder"])
def test_one_that_cannot_be_written_names_the_file_and_what_is_expected(
    tmp_path: Path, brightness: str
) -> None:
    light = backlight(tmp_path)
    (light / "brightness").unlink()
    if brightness == "folder":
        (light / "brightness").mkdir()
    found = after(Places(root=tmp_path), 50)
    assert found.means is Means.NOTHING
    assert found.detail.startswith(
        f"{light}/brightness: expected a file that the panel's user may write, came "
    )


def test_a_nonsense_maximum_is_told(tmp_path: Path) -> None:
    light = backlight(tmp_path, max_brightness="many")
    assert after(Places(root=tmp_path)) == LightFound(
        Means.NOTHING, f"{light}/max_brightness: expected a whole number, came 'many'"
    )


def test_a_panel_without_a_light_has_nothing_to_complain_of(tmp_path: Path) -> None:
    assert after(Places(root=tmp_path), 50, 0) == LightFound(Means.NOTHING, "")


PWM = "/sys/class/pwm/pwmchip0/pwm0"


def test_a_pwm_dims_by_its_duty(tmp_path: Path) -> None:
    light = files(tmp_path / PWM[1:], period=200000, duty_cycle=0, enable=0)
    assert after(Places(pwm=PWM, root=tmp_path), 50) == LightFound(Means.BACKLIGHT, str(light))
    assert held(light, "duty_cycle", "enable") == (36837, 1)
    after(Places(pwm=PWM, root=tmp_path), 0)
    assert held(light, "duty_cycle", "enable") == (0, 1)


def test_a_pwm_without_a_period_gets_one(tmp_path: Path) -> None:
    light = files(tmp_path / PWM[1:], period=0, duty_cycle=0, enable=0)
    after(Places(pwm=PWM, root=tmp_path), 100)
    assert held(light, "period", "duty_cycle") == (1_000_000, 1_000_000)


def test_a_pwm_that_is_not_exported_is(tmp_path: Path) -> None:
    chip = files(tmp_path / PWM[1:-5], export="")
    found = after(Places(pwm=PWM, root=tmp_path))
    assert held(chip, "export") == (0,)
    assert found.means is Means.NOTHING  # the kernel would have made the folder by now
    assert f"{chip}/pwm0/period: expected a file that can be read" in found.detail


def test_a_path_that_is_no_pwm_is_told_by_its_key(tmp_path: Path) -> None:
    found = after(Places(pwm="/sys/class/pwm/pwmchip0", root=tmp_path))
    assert found.detail.startswith("panel.pwm: expected the folder of a PWM such as")


@pytest.mark.parametrize("direction", ["in", "out"])
def test_a_gpio_switches(tmp_path: Path, direction: str) -> None:
    light = files(tmp_path / "sys/class/gpio/gpio18", direction=direction, value=0)
    places = Places(gpio="/sys/class/gpio/gpio18", root=tmp_path)
    assert after(places, 30) == LightFound(Means.SWITCH, str(light))
    assert held(light, "value") == (1,)
    assert (light / "direction").read_text().split()[0] == ("high" if direction == "in" else "out")
    after(places, 0)
    assert held(light, "value") == (0,)


def test_a_gpio_that_is_not_exported_is(tmp_path: Path) -> None:
    pins = files(tmp_path / "sys/class/gpio", export="")
    found = after(Places(gpio="/sys/class/gpio/gpio18", root=tmp_path))
    assert held(pins, "export") == (18,)
    assert found.means is Means.NOTHING  # the kernel would have made the folder by now
    assert f"{pins}/gpio18/direction: expected a file that can be read" in found.detail


def test_a_path_that_is_no_gpio_is_told_by_its_key(tmp_path: Path) -> None:
    found = after(Places(gpio="/sys/class/gpio", root=tmp_path))
    assert found.detail.startswith("panel.light_gpio: expected the folder of a GPIO such as")


def test_a_light_that_vanishes_is_told_and_found_again(tmp_path: Path) -> None:
    light = backlight(tmp_path)
    elsewhere = tmp_path / "unplugged"
    with lit(Places(root=tmp_path)) as (lamp, told):
        light.rename(elsewhere)
        lamp.put(SetLight(50))
        assert told.wait(2) == LightFound(Means.NOTHING, "")
        elsewhere.rename(light)
        lamp.put(SetLight(50))
        assert told.wait(3) == LightFound(Means.BACKLIGHT, str(light))
    assert len(told.events) == 3


def test_stale_wishes_are_passed_over_and_the_last_thing_is_light(tmp_path: Path) -> None:
    fifo = backlight(tmp_path) / "brightness"
    fifo.unlink()
    os.mkfifo(fifo)
    lamp = Lamp(Told(), Places(root=tmp_path))
    lamp.start()  # waits for somebody to read
    for percent in (100, 0, 50, 0, 100, 50):
        lamp.put(SetLight(percent))
    written = os.open(fifo, os.O_RDWR)
    try:
        assert select.select([written], [], [], PATIENCE_S)[0]
        lamp.stop()
        assert os.read(written, 100).split() == [b"47", b"255"]
    finally:
        os.close(written)


def test_a_failure_that_nobody_thought_of_ends_nothing(tmp_path: Path) -> None:
    light = backlight(tmp_path, max_brightness="9" * 5000)
    luminaire = Luminaire(Places(root=tmp_path))
    assert "ValueError" in luminaire.set(50).detail
    (light / "max_brightness").write_text("255")
    assert luminaire.set(50).detail == str(light)
    assert held(light, "brightness") == (47,)


def test_ten_per_cent_look_like_ten_and_less_can_still_be_read() -> None:
    assert [curve.raw(percent, 1000) for percent in (1, 5, 10, 50, 100)] == [10, 10, 11, 184, 1000]
    steps = [curve.raw(percent, 4095) for percent in range(5, 101, 5)]
    assert steps == sorted(steps)
    assert curve.raw(10, 1) == 1
