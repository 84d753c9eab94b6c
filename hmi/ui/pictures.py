"""Pictures of the screen as it is really drawn, and contact sheets of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from pathlib import Path

from kivy.base import EventLoop
from kivy.core.image.img_sdl2 import ImageLoaderSDL2
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

from hmi.model.state import State
from hmi.ui.app import PanelApp

# Text sizes follow one turn behind the layout, and the layout behind them: a new page takes up to five.
TURNS = 6
PIXEL = 4  # bytes: red, green, blue, opaque
GAP = 8  # px between the pictures of a sheet
BETWEEN = bytes((96, 96, 112, 255))  # a colour that no theme has


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels row by row from below, as OpenGL has them."""

    width: int
    height: int
    pixels: bytes

    def row(self, number: int) -> bytes:
        """One row of pixels, 0 the lowest."""
        start = number * self.width * PIXEL
        return self.pixels[start : start + self.width * PIXEL]

    def save(self, path: Path) -> None:
        """As PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        ImageLoaderSDL2.save(str(path), self.width, self.height, "rgba", self.pixels, True, "png")


def open_window(app: PanelApp) -> None:
    """Start the application without running its loop; `take` turns it by hand."""
    app._run_prepare()


def take(app: PanelApp, state: State) -> Picture:
    """Show this state and take its picture."""
    app.show(state)
    for _ in range(TURNS):
        EventLoop.idle()
    # Drawn once more and read before the flip: what the back buffer holds after it is undefined.
    Window.dispatch("on_draw")
    width, height = Window.system_size
    return Picture(width, height, bytes(glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)))


def sheet(pictures: Sequence[Picture]) -> Picture:
    """All of them, of one size, on one that is about square; in reading order."""
    first = pictures[0]
    columns = min(len(pictures), ceil(sqrt(len(pictures) * first.height / first.width)))
    rows = [pictures[at : at + columns] for at in range(0, len(pictures), columns)]
    blank = BETWEEN * first.width
    width = columns * (first.width + GAP) + GAP
    edge = BETWEEN * width * GAP
    lines = [edge]
    for row in reversed(rows):
        for number in range(first.height):
            pieces = [one.row(number) for one in row] + [blank] * (columns - len(row))
            lines.append(BETWEEN * GAP + (BETWEEN * GAP).join(pieces) + BETWEEN * GAP)
        lines.append(edge)
    return Picture(width, len(rows) * (first.height + GAP) + GAP, b"".join(lines))
