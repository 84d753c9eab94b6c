"""The frame of every page: bar above, footer below, and the gestures that belong to no widget."""

from collections.abc import Callable
from typing import Any

from kivy.base import EventLoop
from kivy.factory import Factory
from kivy.graphics import PopMatrix, PushMatrix, Translate
from kivy.input.motionevent import MotionEvent
from kivy.properties import NumericProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from hmi.model import light
from hmi.model.events import Event
from hmi.model.intents import GoDark, Touched, Turn
from hmi.model.navigation import TABBED, Page
from hmi.model.state import State
from hmi.ui import alarm_words, brands, display_lines, waking
from hmi.ui.fingers import Fingers
from hmi.ui.pages import Pages
from hmi.ui.waking import Waking

BARE = (Page.BOOT, Page.MIN_STATE, Page.TOUCH_CHECK, Page.SLEEP)
CODES = (Page.CARD, Page.PAIR)  # as large as the shorter side: the bar stands at the end of the longer one
# Their own presses turn their parts.
OWN_TURNS = (Page.BLACK_BOX, Page.CHANGE, Page.INVERTER, Page.REGISTRATION, Page.STORY, Page.SURE)
FOOTERS = {Page.TREND: "TrendFooter"}  # in its kv file
CORNERLESS = (Page.BOOT, Page.TOUCH_CHECK, Page.SLEEP)  # there it means nothing, or something else


class Frame(BoxLayout):
    """Shows one place at a time and hands the state to what is on the screen."""

    swipe = NumericProperty(0)  # px, the least a finger moves up or down to turn the page
    near = NumericProperty(0)  # px, how far apart two devices may see one finger

    __events__ = ("on_event",)

    def __init__(self, steady: Callable[[], float], **kwargs: Any) -> None:
        super().__init__(orientation="vertical", **kwargs)
        self._steady = steady
        self._fingers = Fingers(steady, self.near)
        self._waking = Waking(steady)
        self._build()
        self._state = State()
        self._lay_over()

    def on_event(self, event: Event) -> None:
        """Dispatched for what fingers do outside of buttons."""

    def _build(self) -> None:
        self._pages = Pages()
        self._edges: dict[str, Widget] = {}

    def _lay_over(self) -> None:
        """What is drawn over every page and is no part of it: the corner's ring, and the veil over all."""
        with self.canvas.before:
            PushMatrix()
            self._drift = Translate()
        with self.canvas.after:
            PopMatrix()
        self._corner, self._veil = Factory.Corner(), Factory.Veil()
        self._corner.bind(on_held=lambda _: self.dispatch("on_event", GoDark()))
        for drawn in (self._corner, self._veil):
            self.canvas.after.add(drawn.canvas)
        self.bind(size=self._veil.setter("size"))

    def rebuild(self) -> None:
        """Make every page anew, as the theme has changed.

        Where a rule overrides the colour of its class, both would follow the theme, and the last one win.
        """
        self.clear_widgets()
        self._build()

    def show(self, state: State) -> None:
        """Show this state."""
        self._fall_asleep_or_wake(self._state, state)
        self._state = state
        drift, asleep = light.drift(state), state.place.page is Page.SLEEP
        # To set it is to draw; and a page stays where it is under a finger.
        if drift != self._drift.xy and (asleep or not _down()):
            self._drift.xy = drift
        self._veil.alpha = display_lines.veil(state)
        wanted = self._parts(state)
        for part in wanted:
            part.state = state
        if wanted != self.children[::-1]:
            self.clear_widgets()
            self.orientation = "horizontal" if self._edges.get("SideBar") in wanted else "vertical"
            for part in wanted:
                self.add_widget(part)

    def _fall_asleep_or_wake(self, before: State, state: State) -> None:
        asleep = state.place.page is Page.SLEEP
        if asleep is (before.place.page is Page.SLEEP):
            return
        if asleep:
            self._corner.drop()
            self._waking.darkened(_down())
        else:
            self._waking.woken(state.display.wake_guard_s)

    def _parts(self, state: State) -> list[Widget]:
        page = self._pages.page(state.place.page)
        if state.place.page in BARE:
            return [page]
        if state.place.page in CODES:
            return [self._edge("LowBar" if self.height > self.width else "SideBar"), page]
        if not _footed(state):
            return [self._edge("Bar"), page]
        footer = "TabFooter" if state.section in TABBED else "Footer"
        return [self._edge("Bar"), page, self._edge(FOOTERS.get(state.place.page, footer))]

    def _edge(self, rule: str) -> Widget:
        """What stands around the page, made when first shown: the rule of kv/frame.kv of that name."""
        if rule not in self._edges:
            self._edges[rule] = Factory.get(rule)()
        return self._edges[rule]

    def to_local(self, x: float, y: float, relative: bool = False) -> tuple[float, float]:
        """From the window to the pages, which drift."""
        local: tuple[float, float] = super().to_local(x - self._drift.x, y - self._drift.y, relative)
        return local

    def to_parent(self, x: float, y: float, relative: bool = False) -> tuple[float, float]:
        """From the pages to the window."""
        parent: tuple[float, float] = super().to_parent(x + self._drift.x, y + self._drift.y, relative)
        return parent

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Every touch is told; one that finds the panel asleep does nothing else, from down to up."""
        if self._fingers.is_twin(touch):
            return True
        asleep = self._state.place.page is Page.SLEEP
        finger = self._waking.down(touch.uid, asleep, _down())
        if finger is waking.Finger.SWALLOWED and asleep:
            return True
        self.dispatch("on_event", Touched(self._steady()))
        if finger is not waking.Finger.COUNTS:
            return True
        if self._state.place.page not in CORNERLESS:
            self._corner.down(touch)
        return self._on_page(touch, super().on_touch_down)

    def on_touch_move(self, touch: MotionEvent) -> bool:
        """Part of a gesture."""
        held_back = (
            self._fingers.holds_back(touch) or self._waking.moved(touch.uid) or self._corner.moved(touch)
        )
        return held_back or self._on_page(touch, super().on_touch_move)

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """A swipe up or down turns the page, wherever it began."""
        twin = self._fingers.holds_back(touch)
        self._fingers.lifted(touch)
        if twin:
            return True
        asleep = self._state.place.page is Page.SLEEP
        guard_s = waking.BOUNCE_S if asleep else self._state.display.wake_guard_s
        taken = self._corner.lifted(touch)
        if self._waking.lifted(touch.uid, guard_s) or taken:
            return True
        up = touch.y - touch.oy
        if touch.grab_current is None and abs(up) >= self.swipe and abs(up) > 2 * abs(touch.x - touch.ox):
            self.dispatch("on_event", Turn(1 if up > 0 else -1))
        return self._on_page(touch, super().on_touch_up)

    def _on_page(self, touch: MotionEvent, meets: Callable[[MotionEvent], object]) -> bool:
        """The touch as the page sees it."""
        touch.push()
        touch.apply_transform_2d(self.to_local)
        met = bool(meets(touch))
        touch.pop()
        return met


def _down() -> set[object]:
    """The fingers that are down now; a mouse that merely hovers is none."""
    return {touch.uid for touch in EventLoop.touches if touch.is_touch}


def _footed(state: State) -> bool:
    """The page has the footer that turns the pages of its section, or its own parts."""
    if state.place.page is Page.INVERTERS:
        return not brands.tabs(state)  # that lead to its parts
    if state.place.page is Page.ALARM and alarm_words.knows(state):
        return False  # what can be done with it stands there
    return state.place.page not in OWN_TURNS and (state.section is not None or len(state.places) > 1)
