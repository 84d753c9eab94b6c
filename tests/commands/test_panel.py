"""`pack-hmi` itself, as a process on a display, with what can be wrong around it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from Xlib import X, display, error

from tests.ui.screen import Finger, x_server

PATIENCE_S = 30.0
GROUND = bytes((0x16, 0x12, 0x0E))  # of the dark theme, as X stores it: blue, green, red


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    with x_server() as name:
        yield name


@contextmanager
def panel(state: Path, screen: str | None, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The panel, running; it is ended with the block."""
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "SDL_VIDEODRIVER")}
    env |= {"STATE_DIRECTORY": str(state), "KIVY_HOME": str(state / "kivy")}
    if screen:
        env["DISPLAY"] = screen
    process = subprocess.Popen(
        [sys.executable, "-m", "hmi", *arguments], env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what


def colours(name: str, width: int, height: int) -> set[bytes]:
    """The colours in the window of that size; empty while there is none."""
    server = display.Display(name)
    try:
        for window in server.screen().root.query_tree().children:
            shape = window.get_geometry()
            viewable = window.get_attributes().map_state == X.IsViewable
            if viewable and (shape.width, shape.height) == (width, height):
                pixels = window.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFF).data
                return {pixels[at : at + 3] for at in range(0, len(pixels), 4)}
        return set()
    except (error.BadWindow, error.BadDrawable, error.BadMatch):
        return set()  # the window of the test before has just gone
    finally:
        server.close()


def is_drawn(name: str, width: int, height: int) -> Callable[[], bool]:
    """A page stands there: the theme's ground, and more than a handful of colours on it."""

    def look() -> bool:
        seen = colours(name, width, height)
        return GROUND in seen and len(seen) > 8

    return look


def test_without_anything_it_shows_the_simulated_stack(tmp_path: Path, screen: str) -> None:
    with panel(tmp_path, screen) as process:
        until(is_drawn(screen, 480, 320), "the panel was not drawn")
        assert process.poll() is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--link", "/dev/no-such-port"),
        ("--link", "/dev/null"),
        ("--link", "socket://127.0.0.1:1"),
        ("--link", "nonsense://"),
    ],
)
def test_a_wrong_port_keeps_the_screen_usable(
    tmp_path: Path, screen: str, arguments: tuple[str, ...]
) -> None:
    with panel(tmp_path, screen, "--panel", "ctp28", *arguments) as process:
        until(is_drawn(screen, 320, 240), "the panel was not drawn")
        finger = Finger(screen)
        assert finger.find_window(320, 240)
        finger.move(160, 120)
        finger.down()
        finger.up()
        assert process.poll() is None


@pytest.mark.parametrize(
    "text", ["[panel]\nsize = 7\ncolour = 'red'\n", "[[[", "\udcff", "[link]\nbaud = 'fast'\n"]
)
def test_a_bad_configuration_does_not_leave_the_screen_black(tmp_path: Path, screen: str, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(text.encode(errors="surrogateescape"))
    with panel(tmp_path, screen, "--config", str(file)) as process:
        until(is_drawn(screen, 480, 320), "the panel was not drawn")
        assert process.poll() is None


@pytest.mark.parametrize("damaged", [False, True])
def test_a_record_is_begun_and_a_damaged_one_set_aside(tmp_path: Path, screen: str, damaged: bool) -> None:
    record = tmp_path / "panel.db"
    if damaged:
        record.write_bytes(b"no database" * 1000)
    with panel(tmp_path, screen) as process:
        until(is_drawn(screen, 480, 320), "the panel was not drawn")
        until(lambda: record.exists() and record.read_bytes()[:6] == b"SQLite", "there is no record")
        assert process.poll() is None
    assert record.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "panel.db.damaged-1").exists() == damaged


@pytest.mark.parametrize(
    ("arguments", "named"), [(("--panel", "huge"), "ctp28"), (("--language", "xx"), "zh_Hans")]
)
def test_a_wrong_argument_is_answered_with_what_was_expected(
    tmp_path: Path, screen: str, arguments: tuple[str, str], named: str
) -> None:
    with panel(tmp_path, screen, *arguments) as process:
        assert process.stderr
        said = process.stderr.read()
        assert process.wait(PATIENCE_S) == 2
    assert arguments[1] in said
    assert named in said


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    with panel(tmp_path, None) as process:
        assert process.stderr
        said = process.stderr.read()
        assert process.wait(PATIENCE_S) == 2
    assert "expected a display" in said
    assert "Traceback" not in said


def test_a_tap_that_cannot_listen_keeps_the_screen_usable(tmp_path: Path, screen: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[inverter_can]\ninterface = 'nonsense'\nchannel = 'can0'\n")
    with panel(tmp_path, screen, "--config", str(file)) as process:
        assert process.stderr
        assert next(line for line in process.stderr if "nonsense:can0: bad_settings" in line)
        until(is_drawn(screen, 480, 320), "the panel was not drawn")
        assert process.poll() is None


def test_the_light_is_on_while_it_runs_and_when_it_has_been_stopped(tmp_path: Path, screen: str) -> None:
    gpio, file = tmp_path / "gpio18", tmp_path / "config.toml"
    gpio.mkdir()
    value = gpio / "value"
    (gpio / "direction").write_text("out\n")
    value.write_text("0\n")
    file.write_text(f"[panel]\nlight_gpio = '{gpio}'\n")
    with panel(tmp_path, screen, "--config", str(file)):
        until(lambda: value.read_text() == "1\n", "the light was not put on")
        value.write_text("0\n")  # as while nobody looks
    assert value.read_text() == "1\n"
