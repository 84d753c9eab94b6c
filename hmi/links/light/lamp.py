"""The thread that sets the light, and finds out first with what."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

from hmi.links.light.finding import Places
from hmi.links.light.luminaire import Luminaire
from hmi.model.events import LightFound
from hmi.model.wanted import SetLight

log = logging.getLogger(__name__)

BRIGHT_PCT = 100
_JOIN_S = 1.0


class Lamp:
    """The panel's light in one thread: `start` it, `put` what is wanted, `stop` it.

    `emit` takes LightFound, called in the lamp's thread, once at the start, and whenever that has changed. A
    light that is missing or fails is looked for at every wish.
    """

    def __init__(self, emit: Callable[[LightFound], None], places: Places | None = None) -> None:
        self._emit = emit
        self._luminaire = Luminaire(places or Places())
        self._told: LightFound | None = None
        self._wanted: SimpleQueue[SetLight | None] = SimpleQueue()  # None: stop
        self._thread = threading.Thread(target=self._run, name="lamp", daemon=True)

    def start(self) -> None:
        """Look for it."""
        self._thread.start()

    def put(self, wanted: SetLight) -> None:
        """Set it; what was wanted before and is not set yet is passed over."""
        self._wanted.put(wanted)

    def stop(self) -> None:
        """Leave it bright, as nobody will set it any more."""
        self._wanted.put(None)
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        self._do(None)
        while (wanted := self._newest()) is not None:
            self._do(wanted.percent)
        self._do(BRIGHT_PCT)

    def _newest(self) -> SetLight | None:
        """The last wish of those that wait; None: the end."""
        wanted = self._wanted.get()
        with suppress(Empty):
            while wanted is not None:
                wanted = self._wanted.get_nowait()
        return wanted

    def _do(self, percent: int | None) -> None:
        """Set it, or look only (None), and tell what there is if that is news."""
        found = self._luminaire.set(percent)
        if found != self._told:
            self._told = found
            log.info("light: %s %s", found.means, found.detail)
            self._emit(found)
