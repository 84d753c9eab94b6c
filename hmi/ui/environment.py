"""How Kivy is set up, before any part of it is imported. The user's own Kivy settings do not count."""

import logging
import os
import tempfile
from pathlib import Path

from hmi.ui.panel import Panel

# SDL would fall back to drivers that draw where nobody can see it, so those that show are named.
ON_DISPLAY = "wayland,x11,kmsdrm"
ANYWHERE = "offscreen,x11,wayland"  # pictures need no display
# Without it SDL takes no press in the moment in which its window gets the focus.
CLICK_THROUGH = "SDL_MOUSE_FOCUS_CLICKTHROUGH"


class NoDisplayError(RuntimeError):
    """There is nothing to show the panel on."""


def prepare(panel: Panel, drivers: str = ON_DISPLAY) -> None:
    """Set Kivy's environment and configuration for a panel of this size.

    `drivers`: SDL's video drivers to try, unless the environment names its own.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", drivers)
    home = Path(os.environ.setdefault("KIVY_HOME", f"{tempfile.gettempdir()}/pack-hmi-kivy-{os.getuid()}"))
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        KIVY_NO_ARGS="1",
        KIVY_NO_FILELOG="1",
        KIVY_WINDOW="sdl2",
        KIVY_TEXT="sdl2",
        KIVY_IMAGE="sdl2",
        KIVY_CLIPBOARD="dummy",
        KIVY_SPELLING="",
        KIVY_AUDIO="",
        KIVY_VIDEO="",
        KIVY_CAMERA="",
    )
    os.environ.setdefault("KIVY_LOG_MODE", "PYTHON")
    os.environ.setdefault(CLICK_THROUGH, "1")

    # Kivy sets its own level while it is imported; a filter outlasts that.
    logging.getLogger("kivy").addFilter(lambda record: record.levelno >= logging.WARNING)

    from kivy.config import Config

    # Every touch is one press: the second mouse button and its red circles belong to Kivy's desktop play.
    Config.set("input", "mouse", "mouse,disable_multitouch")
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "log_level", "warning")
    Config.set("graphics", "width", str(panel.width))
    Config.set("graphics", "height", str(panel.height))
    Config.set("graphics", "resizable", "0")
    Config.set("graphics", "multisamples", "0")


def require_window() -> None:
    """Open the window. Raises NoDisplayError when there is no display for it."""
    # Kivy reports every driver that did not work at length; the one sentence below says it all.
    logging.disable(logging.CRITICAL)
    from kivy.core.window import Window

    logging.disable(logging.NOTSET)
    if Window is None:
        raise NoDisplayError(
            "expected a display (DISPLAY, WAYLAND_DISPLAY or a KMS device), found none;"
            " `pack-hmi shots DIR` draws the pages without one"
        )
