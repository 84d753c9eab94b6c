"""The thread that sets the light, and finds out first with what."""

from collections.abc import Callable

from hmi.model.events import LightFound
from hmi.model.wanted import SetLight


class Lamp:
    """The panel's light in one thread: `start` it, `put` what is wanted, `stop` it.

    `emit` takes LightFound, called in the lamp's thread, once at the start.
    """

    def __init__(self, emit: Callable[[LightFound], None]) -> None:
        self._emit = emit

    def start(self) -> None:
        """Look for it."""

    def put(self, wanted: SetLight) -> None:
        """Set it; what was wanted before and is not set yet is passed over."""

    def stop(self) -> None:
        """Leave it bright, as nobody will set it any more."""
