"""The panel as it really is, link and disk included, with a finger on it; only time can be moved."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from kivy.uix.widget import Widget

from hmi.commands.hands import Hands
from hmi.commands.panel import begun
from hmi.facts import load_facts
from hmi.links import settings as own_settings
from hmi.links.config import Config
from hmi.links.disk import Disk
from hmi.links.history.historian import Historian
from hmi.links.light.finding import Places
from hmi.links.light.lamp import Lamp
from hmi.links.port import Port
from hmi.links.timing import LinkSettings
from hmi.links.uart import Uart
from hmi.model import light
from hmi.model.log_pages import wanted_rows
from hmi.model.navigation import BOOT_S, Page
from hmi.model.state import Phase
from hmi.ui.app import PanelApp
from hmi.ui.panel import Panel
from hmi.ui.widgets import Press
from tests.flows.taps import ON, Tap
from tests.ui.driver import Driver
from tests.ui.screen import Finger

PATIENCE_S = 15.0
CHEAP = 2  # scrypt's n
ROOT = "root"
QUICK = LinkSettings(url="simulation", period_s=0.05, pause_s=0.0, timeout_s=0.3)


class LivePanel(Driver):
    """One run of the panel on a port and a state directory, in which ROOT stands for that of the system.

    `ahead` (s) is added to both of its clocks. `known`: of its first state.
    """

    def __init__(
        self,
        panel: Panel,
        finger: Finger,
        open_port: Callable[[], Port],
        directory: Path,
        settings: LinkSettings = QUICK,
        ahead: float = 0.0,
        **known: Any,
    ) -> None:
        self.ahead = ahead
        config, (chosen, notices) = Config(), own_settings.load(directory)
        now = self.steady()
        begins: dict[str, Any] = {
            "started": now - BOOT_S,
            "facts": load_facts(),
            "room": panel.room(),
            "language": chosen.language or "en",
            "notices": tuple(str(notice) for notice in notices),
        }
        state = replace(begun(config, chosen), now=now, touched=now, **begins | known)
        super().__init__(panel, state, finger)
        self.app = PanelApp(
            panel,
            state,
            lambda wanted: self.hands.carry_out(wanted),
            steady=self.steady,
            local=self.local,
            utc=self.utc,
        )
        tell, most_bytes = self.app.inbox.put, config.history.size_mb * 1_000_000
        self.hands = Hands(
            Uart(open_port, tell, settings, self.steady),
            Disk(directory, tell, self.steady, self.utc, CHEAP),
            Historian(directory, tell, most_bytes, self.steady),
            Lamp(tell, Places(root=directory / ROOT)),
        )

    def steady(self) -> float:
        """s."""
        return monotonic() + self.ahead

    def utc(self) -> datetime:
        """The panel's clock."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    def local(self) -> datetime:
        """The same, as local time."""
        return self.utc().astimezone().replace(tzinfo=None)

    @contextmanager
    def live(self) -> Iterator["LivePanel"]:
        """With link and disk; it has found the battery, and knows what is in its record."""
        with self.running():
            self.hands.start()
            self.app.keep_going()
            self.app.tick()
            try:
                self.until(self.at_rest)
                self.wake()
                yield self
            finally:
                self.hands.stop()

    def wake(self) -> None:
        """A touch on the SOC leads to HOME, from a panel asleep by way of MIN STATE."""
        for page in (Page.SLEEP, Page.MIN_STATE):
            if self.page is page:
                self.press(self.panel.width / 2, self.panel.height * 0.8)
                self.lift()
                self.pass_time(2 * self.state.display.wake_guard_s)
        assert self.page is Page.HOME

    def until(self, condition: Callable[[], object]) -> None:
        """Turn until then; time passes by itself."""
        self.turn(condition, PATIENCE_S)
        self.turn()

    def at_rest(self) -> bool:
        """All is read that a walk begins with, and nothing is unfinished."""
        state = self.state
        return (
            state.link.phase is Phase.LIVE
            and state.link.battery is not None
            and state.identity.inverter_protocol is not None
            and state.place.page is not Page.BOOT
            and bool(state.record.ready or state.record.trouble)
            and not state.record.unfinished
            and not (state.job and state.job.under_way)
            and not (state.trial and state.trial.left_s(state.now) <= 0)
        )

    def found(self) -> bool:
        """The battery is kept as it was found."""
        return bool(self.state.record.snapshots)

    def pass_time(self, seconds: float) -> None:
        """Time passes, for link and disk too."""
        self.leap(seconds)
        self.app.tick()
        self.turn()

    def leap(self, seconds: float) -> None:
        """All clocks are ahead by so much more; the link, whose pauses are real, looks at its clock again."""
        self.ahead += seconds
        slow = light.is_slow(self.state)
        self.hands.uart.pace(self.state.display.asleep_period_s if slow else 0.0)

    def walk(self, taps: Sequence[Tap]) -> None:
        """One tap after the other, each as soon as there is something to tap."""
        for tap in taps:
            self.until(lambda tap=tap: self.ready(tap))  # type: ignore[misc]
            target = self.target(tap)
            assert target is not None
            self.tap(target)

    def target(self, tap: Tap) -> Widget | None:
        """What is to be tapped; None: it is not there."""
        try:
            if isinstance(tap, str):
                return self.label(tap)
            return self.shape(tap.kind, **({} if tap.forth is None else {"forth": tap.forth}))
        except StopIteration:
            return None

    def ready(self, tap: Tap) -> bool:
        """It is there, and takes a tap."""
        widget = self.target(tap)
        while widget is not None and not isinstance(widget, Press):
            widget = widget.parent
            if widget is self.app.root:
                return False
        return widget is not None and not widget.disabled

    def on_to(self, page: Page) -> None:
        """By the arrow, to a further page of the section."""
        while self.page is not page:
            self.walk([ON])

    def on(self, page: Page) -> bool:
        """It shows this page now."""
        return self.page is page

    def says(self, *texts: str) -> bool:
        """Each of these stands somewhere on the screen."""
        shown = "\n".join(self.texts())
        return all(text in shown for text in texts)

    def texts_of_all_parts(self) -> list[str]:
        """Every text of the page, part by part."""
        self.until(self.rows_are_there)
        told = list(self.texts())
        for _ in range(len([place for place in self.state.places if place.page is self.page]) - 1):
            self.walk([ON])
            self.until(self.rows_are_there)
            told += self.texts()
        return told

    def tells(self, *texts: str) -> bool:
        """Each of these stands on some part of the page."""
        shown = list(self.texts())
        for _ in range(len([place for place in self.state.places if place.page is self.page]) - 1):
            self.swipe(up=True)
            shown += self.texts()
        return all(text in "\n".join(shown) for text in texts)

    def rows_are_there(self) -> bool:
        """The rows of the record or of the log that this part shows; other pages have none to wait for."""
        state = self.state
        match self.page:
            case Page.RECORD:
                return bool(state.record.rows) and state.record.first == state.place.part * state.room.entries
            case Page.EVENTS:
                return state.past.total is not None and state.past.first == wanted_rows(state)[0]
            case _:
                return True
