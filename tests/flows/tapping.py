"""The panel with its tap on the inverter's CAN bus; what takes long is not waited for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kivy.clock import Clock

from hmi.commands.inverter_tap import before_it_listens
from hmi.links.can.tap import CanTap
from hmi.links.config import InverterCanKeys, LinkCheckKeys
from hmi.links.timing import LinkSettings
from hmi.ui.app import TICK_S
from hmi.ui.panel import Panel
from tests.flows.live import PATIENCE_S, LivePanel
from tests.flows.site import Site
from tests.ui.screen import Finger

FAST = 5.0  # beyond it the pauses of the threads, which are real, are too long beside the frames' periods
OFTEN_S = 0.05  # real
SETTINGS = LinkSettings(url="simulation", period_s=1.0, pause_s=0.0, timeout_s=2.0)


class TappedPanel(LivePanel):
    """One run of the panel on a site. `tap` None: it has no adapter."""

    def __init__(
        self,
        panel: Panel,
        finger: Finger,
        site: Site,
        directory: Path,
        tap: InverterCanKeys | None,
        check: LinkCheckKeys,
    ) -> None:
        self.site = site
        known = before_it_listens(tap, check, site.pace())
        super().__init__(panel, finger, site.open_port, directory, SETTINGS, inverter=known)
        self._listening = None
        if tap is not None:
            where = str(tap.interface), str(tap.channel), tap.bitrate
            self._listening = CanTap(*where, self.app.inbox.put, self.steady)

    def steady(self) -> float:
        """s."""
        return self.site.pace() + self.ahead

    @contextmanager
    def live(self) -> Iterator["TappedPanel"]:
        """With link, disk and tap."""
        if self._listening is not None:
            self._listening.start()
        try:
            with super().live():
                yield self
        finally:
            if self._listening is not None:
                self._listening.stop()

    def soon(self, condition: Callable[[], object], speed: float = FAST) -> None:
        """Until then; time goes so many times as fast."""
        Clock.schedule_interval(self.app.tick, OFTEN_S)
        self.site.pace.run(speed)
        try:
            self.turn(condition, 2 * PATIENCE_S)
        finally:
            self.site.pace.run(1.0)
            Clock.unschedule(self.app.tick)
            Clock.schedule_interval(self.app.tick, TICK_S)
        self.turn()
