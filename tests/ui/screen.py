"""An X server without a screen, and a finger on it: real pointer events by XTEST."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from Xlib import X, display
from Xlib.ext import xtest

SIZE = "1024x1024x24"


@contextmanager
def x_server() -> Iterator[str]:
    """The name of a display of our own; the server ends with the block."""
    readable, writable = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writable), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writable],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    try:
        with os.fdopen(readable) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Finger:
    """Touches the one window of the display. Positions are Kivy's: px from the window's lower left corner."""

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._height = 0
        self._corner = (0, 0)

    def find_window(self, width: int, height: int) -> bool:
        """Where the window of this size is on the display; False while there is none."""
        root = self._display.screen().root
        for window in root.query_tree().children:
            shape = window.get_geometry()
            if window.get_attributes().map_state == X.IsViewable and (shape.width, shape.height) == (
                width,
                height,
            ):
                self._corner, self._height = (shape.x, shape.y), height
                return True
        return False

    def move(self, x: float, y: float) -> None:
        """To a point of the window."""
        left, top = self._corner
        xtest.fake_input(
            self._display, X.MotionNotify, x=left + round(x), y=top + self._height - 1 - round(y)
        )
        self._display.sync()

    def down(self) -> None:
        """Press."""
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()

    def up(self) -> None:
        """Let go."""
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()


FINGER = pytest.StashKey[Finger]()  # on the one window of a test session
