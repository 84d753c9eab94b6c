"""Pictures of the screen as it is really drawn."""

from pathlib import Path

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.graphics.texture import Texture

from hmi.model.state import State
from hmi.ui.app import PanelApp

# Text sizes follow one turn behind the layout, and the layout behind them: a new page takes up to five.
TURNS = 6


def open_window(app: PanelApp) -> None:
    """Start the application without running its loop; `take` turns it by hand."""
    app._run_prepare()


def take(app: PanelApp, state: State, path: Path) -> None:
    """Show this state and save the picture as PNG."""
    app.show(state)
    for _ in range(TURNS):
        EventLoop.idle()
    # Drawn once more and read before the flip: what the back buffer holds after it is undefined.
    Window.dispatch("on_draw")
    width, height = Window.system_size  # as it is on the glass
    pixels = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
    texture = Texture.create(size=(width, height), colorfmt="rgba")
    texture.blit_buffer(pixels, colorfmt="rgba", bufferfmt="ubyte")
    path.parent.mkdir(parents=True, exist_ok=True)
    texture.save(str(path), flipped=True)
