"""The panel's light, whatever it is at the moment: it may go, and come again."""

import logging
from contextlib import suppress

from hmi.links.light.finding import Light, Places, find
from hmi.links.light.sysfs import UnusableError
from hmi.model.display import Means
from hmi.model.events import LightFound

log = logging.getLogger(__name__)


class Luminaire:
    """One that is missing or fails is looked for at every call. Nothing is raised."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._light: Light | None = None

    def set(self, percent: int | None) -> LightFound:
        """So bright, 0: off, None: as it is; what there is, or why it cannot be used."""
        try:
            if self._light is None or not self._is_set(percent):
                self._light = find(self._places)
                if self._light is not None and percent is not None:
                    self._light.set(percent)
        except UnusableError as error:
            return self._unusable(str(error))
        except Exception as error:
            log.exception("the light failed in a way that it should not")
            return self._unusable(repr(error))
        if self._light is None:
            return LightFound(Means.NOTHING, "")
        return LightFound(self._light.means, self._light.name)

    def _is_set(self, percent: int | None) -> bool:
        with suppress(UnusableError):
            if self._light is not None and percent is not None:
                self._light.set(percent)
            return True
        return False

    def _unusable(self, detail: str) -> LightFound:
        self._light = None
        return LightFound(Means.NOTHING, detail)
