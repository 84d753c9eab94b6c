"""How Kivy is set up, before any part of it is imported. The user's own Kivy settings do not count."""

import os
import tempfile
from pathlib import Path

from hmi.ui.panel import Panel


def prepare(panel: Panel) -> None:
    """Set Kivy's environment and configuration for a panel of this size."""
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

    from kivy.config import Config

    # Every touch is one press: the second mouse button and its red circles belong to Kivy's desktop play.
    Config.set("input", "mouse", "mouse,disable_multitouch")
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "log_level", "warning")
    Config.set("graphics", "width", str(panel.width))
    Config.set("graphics", "height", str(panel.height))
    Config.set("graphics", "resizable", "0")
    Config.set("graphics", "multisamples", "0")
