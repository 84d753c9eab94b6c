"""A house with a panel on its battery. Time stands still until it is let go on: hours pass in a moment.

What happens in them goes over a real wire's bytes, a real disk and a real window all the same.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty
from typing import Any

from hmi.links.timing import LinkSettings
from hmi.model.access import FACTORY_CODE
from hmi.model.change import CLOCK, read_of
from hmi.model.events import Received
from hmi.model.navigation import Page
from hmi.model.state import Phase
from hmi.model.wanted import Send
from hmi.protocol.command import Command
from hmi.simulator.port import InProcessPort
from hmi.simulator.scenarios import WireFault
from hmi.ui.panel import PANELS, Panel
from tests.flows.battery import Battery
from tests.flows.live import PATIENCE_S, ROOT, LivePanel
from tests.flows.taps import HOME, ON, Shape
from tests.ui.screen import Finger

SETTINGS = LinkSettings(url="simulation", period_s=1.0, pause_s=0.0, timeout_s=0.3)
NOON = datetime(2025, 6, 21, 13, 0, tzinfo=UTC)  # as the simulated battery believes
BEGAN_S = 1000.0  # on the steady clock
BACKLIGHT = "sys/class/backlight/panel"
SILENCE_S = 0.06  # real: more than one read of a port waits
MOST_TURNS = 10
MOST_S = 600.0  # that a test lets pass until something has happened


class House:
    """What stays where panels come and go: the battery on the wire, the disk, the light, the time."""

    def __init__(self, finger: Finger, directory: Path, running: ExitStack) -> None:
        self._finger = finger
        self._running = running
        self.directory = directory / "state"
        self.now, self.began = BEGAN_S, NOON
        self.battery = self.another_battery(packs=2)
        self.fault: WireFault | None = None
        self.light.mkdir(parents=True)
        for name, value in {"max_brightness": 255, "brightness": 255, "bl_power": 0}.items():
            (self.light / name).write_text(f"{value}\n")

    @property
    def light(self) -> Path:
        """Where the kernel would have it."""
        return self.directory / ROOT / BACKLIGHT

    def steady(self) -> float:
        """s."""
        return self.now

    def utc(self) -> datetime:
        """Everybody's clock."""
        return self.began + timedelta(seconds=self.now - BEGAN_S)

    def another_battery(self, **stack: Any) -> Battery:
        """It lives by the same clock."""
        return Battery(clock=lambda: (self.utc() - NOON).total_seconds(), **stack)

    def cut_power(self, off_s: float = 600.0) -> None:
        """Of the panel, for so long. The next one finds what the disk held in this instant."""
        found = self.directory.with_name("found")
        shutil.copytree(self.directory, found)
        self.stop()
        self.directory = found
        self.began, self.now = self.utc() + timedelta(seconds=off_s), BEGAN_S

    def open_port(self) -> InProcessPort:
        """A line to the battery that is on the wire now."""
        self.wire = self.battery.wire()
        self.wire.fault = self.fault
        return InProcessPort(self.wire)

    def unplug(self) -> None:
        """The wire leads nowhere."""
        self.fault = self.wire.fault = WireFault.SILENT

    def plug(self, battery: Battery | None = None) -> None:
        """The wire leads to a battery again, or to another one."""
        self.battery = battery or self.battery
        self.fault = self.wire.fault = None
        self.wire.peer = self.battery

    def lit(self) -> int:
        """How bright the light is, 0..255."""
        dark = (self.light / "bl_power").read_text().strip() != "0"
        return 0 if dark else int((self.light / "brightness").read_text())

    def stop(self) -> None:
        """In order."""
        self._running.close()

    def start(self, name: str = "ctp28", directory: Path | None = None, **known: Any) -> "HousePanel":
        """A panel on all that; the one before is stopped."""
        self.stop()
        panel = HousePanel(self, PANELS[name], self._finger, directory or self.directory, **known)
        self._running.enter_context(panel.live())
        return panel


class HousePanel(LivePanel):
    """The panel of the house."""

    def __init__(self, house: House, panel: Panel, finger: Finger, directory: Path, **known: Any) -> None:
        self.house = house
        super().__init__(panel, finger, house.open_port, directory, SETTINGS, **known)

    def steady(self) -> float:
        """s."""
        return self.house.steady()

    def utc(self) -> datetime:
        """Certain."""
        return self.house.utc()

    def leap(self, seconds: float) -> None:
        """So much later at once."""
        self.house.now += seconds
        super().leap(0.0)

    def go_on(self, seconds: float, step_s: float = 1.0) -> None:
        """Time passes in steps. What is due in each is heard first; nothing is drawn until the end."""
        for _ in range(round(seconds / step_s)):
            self.leap(step_s)
            self.hear_what_is_due()
            self.app.tick()
        self.turn()

    def hear_what_is_due(self) -> None:
        """The battery; while the link is lost, whatever that tells, as it needs real time to search."""
        now = self.steady()
        while self._hears() and self._is_due(now):
            self.app.do(self.app.inbox.get(timeout=PATIENCE_S))
        if not self._hears():
            with suppress(Empty):
                self.app.do(self.app.inbox.get(timeout=SILENCE_S))
        self.app.drain()

    def _hears(self) -> bool:
        return self.house.fault is None and self.state.link.phase is Phase.LIVE

    def _is_due(self, now: float) -> bool:
        host = next(iter(self.state.readings), None)
        return host is None or (host.status_at or 0.0) + host.period <= now

    def soon(self, condition: Callable[[], object], step_s: float = 1.0) -> None:
        """Time passes until then."""
        passed = 0.0
        while not condition():
            assert passed < MOST_S, f"still not so after {passed} s, on {self.state.place}: {self.texts()}"
            self.go_on(step_s, step_s)
            passed += step_s

    def look_around(self) -> None:
        """All is read that the battery tells once: one thing a second."""
        self.soon(lambda: len(self.state.parameters.groups) == len(self.state.facts.parameters))

    def turn_to(self, words: str, arrow: Shape = ON) -> None:
        """To the part of the page, or the next page, that says this."""
        for _ in range(MOST_TURNS):
            if self.says(words):
                return
            self.walk([arrow])
            self.until(self.rows_are_there)
        raise AssertionError(f"it never says {words}: {self.texts()}")

    def asleep(self, step_s: float = 30.0) -> None:
        """Left alone until it is dark."""
        self.soon(lambda: self.page is Page.SLEEP, step_s)

    def exchange(self) -> None:
        """One request and its answer: what the link found due before it, it has asked by then."""
        self.hands.uart.send(Send(*read_of(CLOCK)))
        said: object = None
        while not (isinstance(said, Received) and said.command is Command.READ_CLOCK):
            said = self.app.inbox.get(timeout=PATIENCE_S)
            self.app.do(said)

    def to_papers(self, tile: str) -> None:
        """To one of the pages of SYSTEM."""
        self.walk([HOME, "SYSTEM"])
        self.turn_to(tile)
        self.walk([tile])

    def register_warranty(self) -> None:
        """From today on, with the factory's code."""
        self.to_papers("Warranty")
        assert self.says("Not registered. It runs from the day of commissioning.")
        self.walk(["Register", "Next", "Next"])
        assert self.says("Not registered → Jun 21, 2025", "10 years, 6,000 cycles")
        self.walk(["Register", *FACTORY_CODE.typed, "Later"])
        self.until(lambda: self.says("Registered."))
        self.walk(["OK"])
        assert self.says("Time left", "10.0", "6/21/25 – 6/21/35")
