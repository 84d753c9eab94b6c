"""The real application in its real window, turned by hand, with its clock held and a finger on the glass."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from time import monotonic
from typing import Any

from kivy.base import EventLoop, runTouchApp
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.lang import Builder
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from hmi.model.events import FromDisk, FromHistory, FromLink, FromTap
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.wanted import Wanted
from hmi.ui.app import PanelApp
from hmi.ui.environment import CLICK_THROUGH
from hmi.ui.panel import Panel
from hmi.ui.widgets import Press
from tests.ui.screen import Finger
from tests.ui.states import LOCAL

SETTLED = 4  # turns: textures, layout, drawing


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels row by row from below, each as in memory: red, green, blue, opaque."""

    width: int
    pixels: memoryview

    @property
    def height(self) -> int:
        """px."""
        return len(self.pixels) // self.width

    def at(self, x: int, y: int) -> str:
        """The colour of a pixel as #RRGGBB."""
        return colour(self.pixels[y * self.width + x])

    def part(self, left: int, bottom: int, right: int, top: int) -> bytes:
        """The pixels of a part of it, row by row."""
        left, right = max(0, left), min(right, self.width)
        rows = range(max(0, bottom), min(top, self.height))
        return b"".join(self.pixels[row * self.width + left : row * self.width + right] for row in rows)

    def colours(self, left: int, bottom: int, right: int, top: int) -> Counter[str]:
        """How often each colour comes in a part of it, as #RRGGBB."""
        found = Counter(memoryview(self.part(left, bottom, right, top)).cast("I"))
        return Counter({colour(pixel): count for pixel, count in found.items()})

    def palette(self) -> set[str]:
        """Every colour in it."""
        return {colour(pixel) for pixel in set(self.pixels.tolist())}


def colour(pixel: int) -> str:
    """As #RRGGBB."""
    return "#" + pixel.to_bytes(4, "little")[:3].hex().upper()


class Driver:
    """One application. Time stands still but for `pass_time`."""

    def __init__(self, panel: Panel, state: State, finger: Finger) -> None:
        self.panel = panel
        self.now = state.now
        self.wanted: list[Wanted] = []
        self.finger = finger
        self._steady: Callable[[], float] = lambda: self.now
        self.app = PanelApp(
            panel,
            state,
            self.wanted.append,
            steady=lambda: self._steady(),
            local=lambda: LOCAL,
            utc=lambda: LOCAL.astimezone(UTC) + timedelta(seconds=self._steady() - state.now),
        )

    @property
    def state(self) -> State:
        """What the application knows."""
        return self.app.state

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.state.place.page

    def turn(self, until: Callable[[], object] | None = None, most_s: float = 5.0) -> None:
        """Turn the loop until something holds; without it, until what has changed is drawn."""
        turn, end = 0, monotonic() + most_s
        while monotonic() < end:
            EventLoop.idle()
            Window.mainloop()
            turn += 1
            if until() if until else turn > SETTLED:
                return
        raise AssertionError(f"still not so after {most_s} s, on {self.state.place}")

    def lay_out(self, state: State) -> None:
        """As `show`, but nothing is drawn: widgets and the sizes of their texts are right."""
        self.app.show(state)
        for _ in range(SETTLED + 1):
            Clock.tick()
            Builder.sync()
            Clock.tick_draw()
            Builder.sync()

    def show(self, state: State) -> None:
        """Put a state on the screen as it is, its room taken from the panel."""
        self.app.show(state)
        self.turn()

    def speak(self, language: str) -> State:
        """In that language from now on; what the application then knows."""
        self.app.show(replace(self.state, language=language))
        return self.state

    def go(self, page: Page, part: int = 0) -> None:
        """Put a page on the screen without touching it."""
        self.show(replace(self.state, place=Place(page, part)))

    def pass_time(self, seconds: float) -> None:
        """Time passes, and the application notices."""
        self.now += seconds
        self.app.tick()
        self.turn()

    def keep_time(self) -> None:
        """From now on time passes by itself, and the link's events are taken as they come."""
        self._steady = monotonic
        self.app.keep_going()

    def sees(self, page: Page, part: int = 0) -> bool:
        """This page is shown."""
        return self.state.place == Place(page, part)

    def hear(self, *events: FromLink | FromTap | FromDisk | FromHistory) -> None:
        """Link, tap or disk tell this."""
        for event in events:
            self.app.inbox.put(event)
        self.app.drain()
        self.turn()

    def widgets(self) -> Iterator[Widget]:
        """Every widget on the screen."""
        return (widget for widget in self.app.root.walk() if widget is not self.app.root)

    def picture(self) -> Picture:
        """What is on the glass now."""
        Window.dispatch("on_draw")
        drawn = glReadPixels(0, 0, *Window.system_size, GL_RGBA, GL_UNSIGNED_BYTE)
        return Picture(Window.system_size[0], memoryview(bytes(drawn)).cast("I"))

    def texts(self) -> list[str]:
        """Every text on the screen."""
        return [label.text for label in self.widgets() if isinstance(label, Label) and label.text]

    def label(self, text: str) -> Label:
        """The label with this text."""
        return next(one for one in self.widgets() if isinstance(one, Label) and one.text == text)

    def shape(self, kind: str, **properties: Any) -> Widget:
        """The drawing of that kind."""
        return next(
            one
            for one in self.widgets()
            if type(one).__name__ == kind
            and all(getattr(one, name) == value for name, value in properties.items())
        )

    def button(self, on: Widget | str) -> Press:
        """What is pressed by touching this widget or text."""
        widget = self.label(on) if isinstance(on, str) else on
        while not isinstance(widget, Press):
            widget = widget.parent
        return widget

    def tap(self, on: Widget | str) -> None:
        """Press it and let go."""
        self.press(*middle(self.button(on)))
        self.lift()

    def press(self, x: float, y: float) -> None:
        """Put the finger down."""
        before = len(EventLoop.touches)
        self.finger.move(*on_glass(x, y))
        self.turn()
        self.finger.down()
        self.turn(lambda: len(EventLoop.touches) > before)
        self.turn()

    def slide(self, x: float, y: float) -> None:
        """Move the finger that is down."""
        self.finger.move(*on_glass(x, y))
        self.turn(lambda: [touch for touch in EventLoop.touches if _is_near(touch.pos, (x, y))])
        self.turn()

    def lift(self) -> None:
        """Take the finger away."""
        self.finger.up()
        self.turn(lambda: not [touch for touch in EventLoop.touches if touch.is_touch])
        self.turn()

    def swipe(self, up: bool, start: tuple[float, float] | None = None) -> None:
        """Over half of the height."""
        x, y = start or (Window.width / 2, Window.height * (0.25 if up else 0.75))
        way = Window.height / 2 * (1 if up else -1)
        self.press(x, y)
        self.slide(x, y + way / 2)
        self.slide(x, y + way)
        self.lift()

    @contextmanager
    def running(self) -> Iterator["Driver"]:
        """In the window, at the panel's size."""
        gc.collect(
            1
        )  # the panel before: as long as its widgets are there, they follow each change of language
        Window.size = (self.panel.width, self.panel.height)
        self.app._run_prepare()
        os.environ[CLICK_THROUGH] = "1"  # SDL reads it at every press
        try:
            self.turn(lambda: self.finger.find_window(self.panel.width, self.panel.height))
            self.turn()
            yield self
        finally:
            os.environ.pop(CLICK_THROUGH, None)
            self.finger.up()
            EventLoop.me_list.clear()
            Window.rotation = 0
            Window.update_viewport()
            self.app.dispatch("on_stop")  # what kv calls `app` lets go of it
            Window.remove_widget(self.app.root)
            Clock.unschedule(self.app.drain)
            Clock.unschedule(self.app.tick)


def start_loop() -> None:
    """Start Kivy's event loop without running it, as fast as it goes."""
    Clock._max_fps = 0
    runTouchApp(embedded=True)


def middle(widget: Widget) -> tuple[float, float]:
    """Its centre in the window."""
    x, y = widget.to_window(widget.x, widget.y)
    return x + widget.width / 2, y + widget.height / 2


def on_glass(x: float, y: float) -> tuple[float, float]:
    """Where a point of the picture, as one looks at it, is on the glass, whichever way it is turned."""
    width, height = Window.system_size
    match Window.rotation:  # anticlockwise
        case 0:
            return x, y
        case 90:
            return width - 1 - y, x
        case 180:
            return width - 1 - x, height - 1 - y
        case _:
            return y, height - 1 - x


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))
