"""The Kivy application: holds the state, lets events in, shows what follows, hands on what is wanted."""

import queue
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.text import LabelBase
from kivy.core.window import Window
from kivy.lang import global_idmap
from kivy.properties import ObjectProperty

from hmi.model.events import Event, FromDisk, FromHistory, FromLink, FromTap, LightFound, Tick
from hmi.model.moving import on_a_part
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Wanted
from hmi.resources import resource
from hmi.ui import (
    corner,  # noqa: F401 - kv rules name them
    frame,
    pages,
    plugs,  # noqa: F401
    shapes,  # noqa: F401
    signs,  # noqa: F401
    told_blocks,
    widgets,  # noqa: F401
)
from hmi.ui.language import languages, translator
from hmi.ui.panel import Panel
from hmi.ui.theme import Theme

DRAIN_S = 0.05
TICK_S = 1.0

FromOutside = FromLink | FromTap | FromDisk | FromHistory | LightFound
Steady = Callable[[], float]
Local = Callable[[], datetime]


class PanelApp(App):
    """The panel. `inbox` takes events from any thread; `carry_out` does what the model wants."""

    state = ObjectProperty(State(), rebind=True, comparator=lambda old, new: old is new)

    def __init__(
        self,
        panel: Panel,
        state: State,
        carry_out: Callable[[Wanted], None],
        steady: Steady = time.monotonic,
        local: Local = datetime.now,
        utc: Local = lambda: datetime.now(UTC),
        synchronized: Callable[[], bool] = lambda: True,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.inbox: queue.SimpleQueue[FromOutside] = queue.SimpleQueue()
        self._built_for = panel
        self._spoken = len(languages())
        self.panel = panel.as_set(state.display)
        self._carry_out = carry_out
        self.steady = steady
        self._local = local
        self._utc = utc
        self._synchronized = synchronized
        self.theme = Theme(self.panel, state.theme)
        translator.choose(state.language)
        self.state = self._with_room(state)

    def build(self) -> frame.Frame:
        """The frame, filled with the first page."""
        fonts = resource("assets") / "fonts"
        LabelBase.register(
            "pack", str(fonts / "PackSans-Regular.otf"), fn_bold=str(fonts / "PackSans-Bold.otf")
        )
        global_idmap.update(theme=self.theme, _=translator)
        for shared in ("base", "lists", "frame"):
            pages.load(shared)
        Window.clearcolor = self.theme.ground
        self._turn(self.state)
        root = frame.Frame(self.steady, swipe=self.theme.finger(8), near=self.theme.finger(4))
        root.bind(on_event=lambda _, event: self.do(event))
        root.show(self.state)
        return root

    def keep_going(self) -> None:
        """Let time and the inbox run from now on; pictures are taken without."""
        Clock.schedule_interval(self.drain, DRAIN_S)
        Clock.schedule_interval(self.tick, TICK_S)

    def open_settings(self, *_: Any) -> bool:
        """Kivy's own settings page has no place here."""
        return False

    def drain(self, *_: Any) -> None:
        """Take what the links have put into the inbox; what came together is shown at once."""
        events = []
        with suppress(queue.Empty):
            while True:
                events.append(self.inbox.get_nowait())
        if events:
            self.do(*events)

    def tick(self, *_: Any) -> None:
        """Time has passed."""
        self.do(Tick(self.steady(), self._local(), self._utc(), self._synchronized()))

    def do(self, *events: Event) -> None:
        """The one way in: let the model answer the events, show the state, carry out what is wanted."""
        state = self.state
        wanted: list[Wanted] = []
        for event in events:
            state, more = step(state, event)
            wanted += more
        self.show(state)
        for one in wanted:
            self._carry_out(one)

    def show(self, state: State) -> None:
        """Put a state on the screen."""
        if state.language != self.state.language:
            translator.choose(state.language)
        panel = self._built_for.as_set(state.display)
        if panel != self.panel or state.theme != self.state.theme:
            self._look_otherwise(panel, state.theme)
        self._turn(state)
        self.state = self._with_room(state)
        if self.root:
            self.root.show(self.state)

    def _look_otherwise(self, panel: Panel, theme: str) -> None:
        self.panel = panel
        self.theme.fit(panel)
        self.theme.choose(theme)
        Window.clearcolor = self.theme.ground
        if self.root:
            self.root.rebuild()

    def _turn(self, state: State) -> None:
        """Picture and touch; Kivy counts anticlockwise."""
        rotation = -state.display.rotation_deg % 360
        if rotation != Window.rotation:
            Window.rotation = rotation
            Window.update_viewport()  # which Kivy forgets where the size stays, as from 0 to 180

    def _with_room(self, state: State) -> State:
        """The same, for a page of this panel in this language; where it has fewer parts now, on the last."""
        room = self.panel.room(told_blocks.lines_of(self.panel, translator.tag))
        return on_a_part(replace(state, room=replace(room, spoken=self._spoken)))
