"""The frame of every page: bar above, footer below, and the gestures that belong to no widget."""

from collections.abc import Callable
from typing import Any

from kivy.base import EventLoop
from kivy.factory import Factory
from kivy.input.motionevent import MotionEvent
from kivy.properties import NumericProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from hmi.model.events import Event
from hmi.model.intents import Touched, Turn
from hmi.model.navigation import TABBED, Page
from hmi.model.state import State
from hmi.ui import brands
from hmi.ui.fingers import Fingers
from hmi.ui.pages import Pages

BARE = (Page.BOOT, Page.MIN_STATE, Page.SLEEP)
TALL = (Page.CARD,)  # the bar stands beside it
OWN_TURNS = (Page.CHANGE, Page.INVERTER)  # a row of their own presses turns their parts
GUARD_S = 0.3  # after the gesture that woke the panel: its backlight is still on its way


class Frame(BoxLayout):
    """Shows one place at a time and hands the state to what is on the screen."""

    swipe = NumericProperty(0)  # px, the least a finger moves up or down to turn the page
    near = NumericProperty(0)  # px, how far apart two devices may see one finger

    __events__ = ("on_event",)

    def __init__(self, steady: Callable[[], float], **kwargs: Any) -> None:
        super().__init__(orientation="vertical", **kwargs)
        self._steady = steady
        self._fingers = Fingers(steady, self.near)
        self._build()
        self._swallowed: set[object] = set()
        self._deaf_until = 0.0
        self._state = State()

    def on_event(self, event: Event) -> None:
        """Dispatched for what fingers do outside of buttons."""

    def _build(self) -> None:
        self._pages = Pages()
        self._edges: dict[str, Widget] = {}

    def rebuild(self) -> None:
        """Make every page anew, as the theme has changed.

        Where a rule overrides the colour of its class, both would follow the theme, and the last one win.
        """
        self.clear_widgets()
        self._build()

    def show(self, state: State) -> None:
        """Show this state."""
        self._state = state
        wanted = self._parts(state)
        for part in wanted:
            part.state = state
        if wanted != self.children[::-1]:
            self.clear_widgets()
            self.orientation = "horizontal" if state.place.page in TALL else "vertical"
            for part in wanted:
                self.add_widget(part)

    def _parts(self, state: State) -> list[Widget]:
        page = self._pages.page(state.place.page)
        if state.place.page in BARE:
            return [page]
        if state.place.page in TALL:
            return [self._edge("SideBar"), page]
        if not _footed(state):
            return [self._edge("Bar"), page]
        return [self._edge("Bar"), page, self._edge("TabFooter" if state.section in TABBED else "Footer")]

    def _edge(self, rule: str) -> Widget:
        """What stands around the page, made when first shown: the rule of kv/frame.kv of that name."""
        if rule not in self._edges:
            self._edges[rule] = Factory.get(rule)()
        return self._edges[rule]

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Every touch is told; one that finds the panel asleep does nothing else, from down to up."""
        if self._fingers.is_twin(touch):
            return True
        asleep = self._state.place.page is Page.SLEEP
        now = self._steady()
        self.dispatch("on_event", Touched(now))
        self._swallowed &= {other.uid for other in EventLoop.touches}  # an up may have been lost
        if asleep or self._swallowed or now < self._deaf_until:
            self._swallowed.add(touch.uid)
            return True
        return bool(super().on_touch_down(touch))

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Part of a gesture."""
        held_back = touch.uid in self._swallowed or self._fingers.holds_back(touch)
        return held_back or bool(super().on_touch_move(touch))

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """A swipe up or down turns the page, wherever it began."""
        twin = self._fingers.holds_back(touch)
        self._fingers.lifted(touch)
        if twin:
            return True
        if touch.uid in self._swallowed:
            self._swallowed.discard(touch.uid)
            self._deaf_until = self._steady() + GUARD_S
            return True
        up = touch.y - touch.oy
        if touch.grab_current is None and abs(up) >= self.swipe and abs(up) > 2 * abs(touch.x - touch.ox):
            self.dispatch("on_event", Turn(1 if up > 0 else -1))
        return bool(super().on_touch_up(touch))


def _footed(state: State) -> bool:
    """The page has the footer that turns the pages of its section, or its own parts."""
    if state.place.page is Page.INVERTERS:
        return not brands.tabs(state)  # that lead to its parts
    return state.place.page not in OWN_TURNS and (state.section is not None or len(state.places) > 1)
