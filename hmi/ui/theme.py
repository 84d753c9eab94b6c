"""Colours by what they mean, sizes in millimetres of the panel at hand. kv files name nothing else.

Contrast: values at least 7:1 on every ground that they stand on, everything else at least 4.5:1
(tests/ui/test_theme.py). Red and amber mean alarm and nothing else.
"""

from typing import Any

from kivy.event import EventDispatcher
from kivy.properties import BooleanProperty, ColorProperty, NumericProperty

from hmi.model.alarm.name import Priority
from hmi.ui.holding import fact_mm
from hmi.ui.panel import Panel

CAP_HEIGHT = 0.733  # of the font's size: capitals and digits of PackSans
LINE = 1.276  # of the font's size: its line box, centred on the capitals
FIGURE_MM, TEXT_MM, SMALL_MM = 4.0, 2.8, 2.2  # capitals of live values, of words, and of captions that repeat
EDGE_MM = 1.2  # around a page

DARK = {
    "off": "#000000",
    "fault": "#A31515",
    "fault_ink": "#FFFFFF",
    "warning": "#F0B429",
    "warning_ink": "#14181C",
    "ground": "#0E1216",
    "card": "#1B2229",
    "pressed": "#34404B",
    "line": "#46525D",
    "value": "#F2F5F7",
    "words": "#C3CBD2",
    "caption": "#A3AEB8",
    "aged": "#98A2AB",
    "level": "#3A4A57",
    "level_aged": "#232C35",
    "can_h": "#4FC3D9",
    "can_l": "#C7A3F5",
    "rs485_a": "#7CCB8C",
    "rs485_b": "#86B4FF",
}
LIGHT = {
    "off": "#000000",
    "fault": "#A31515",
    "fault_ink": "#FFFFFF",
    "warning": "#F0B429",
    "warning_ink": "#14181C",
    "ground": "#EEF1F3",
    "card": "#FFFFFF",
    "pressed": "#D3DBE1",
    "line": "#A9B4BD",
    "value": "#10151A",
    "words": "#2E3942",
    "caption": "#4A5660",
    "aged": "#5C6872",
    "level": "#C9D5DE",
    "level_aged": "#E3E9ED",
    "can_h": "#0B6478",
    "can_l": "#6A3FB0",
    "rs485_a": "#1B6E37",
    "rs485_b": "#1F5FC4",
}
THEMES = {"dark": DARK, "light": LIGHT}


class Theme(EventDispatcher):
    """The look in use. `fault` is the plate of faults and protections, `warning` that of warnings."""

    off = ColorProperty()  # of a panel that sleeps
    fault = ColorProperty()
    fault_ink = ColorProperty()
    warning = ColorProperty()
    warning_ink = ColorProperty()
    ground = ColorProperty()
    card = ColorProperty()
    pressed = ColorProperty()
    line = ColorProperty()
    value = ColorProperty()
    words = ColorProperty()
    caption = ColorProperty()
    aged = ColorProperty()
    level = ColorProperty()
    level_aged = ColorProperty()
    can_h = ColorProperty()  # wires, by their signal
    can_l = ColorProperty()
    rs485_a = ColorProperty()
    rs485_b = ColorProperty()

    # Sizes in pixels, from millimetres: type by the height of its capitals.
    gap = NumericProperty()  # between things
    edge = NumericProperty()  # around a page
    hero = NumericProperty()  # SOC on MIN STATE, 14 mm or a third of the height
    glance = NumericProperty()  # the other values there
    glance_text = NumericProperty()  # and its words
    large = NumericProperty()  # the one figure of a tile with room
    figure = NumericProperty()  # live values, 4 mm
    text = NumericProperty()  # titles, units, alarms, 2.8 mm
    small = NumericProperty()  # captions that repeat, 2.2 mm
    least = NumericProperty()  # the same whatever the type: of titles and tabs that else had no room
    text_line = NumericProperty()  # what a line of `text` takes, descenders and all
    hair = NumericProperty()  # a thin line
    bar = NumericProperty()  # the height of the bar, above a page
    footer = NumericProperty()  # and of the footer below it
    fact = NumericProperty()  # the height of a name and what it is

    pixels_per_mm = NumericProperty()  # of the glass itself, for what is measured on it
    upright = BooleanProperty()  # the panel is higher than wide
    tall_bar = BooleanProperty()  # the bar's title stands below its signs

    def __init__(self, panel: Panel, name: str = "dark", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fit(panel)
        self.choose(name)

    def fit(self, panel: Panel) -> None:
        """Take the sizes of this panel; what was built before keeps its own."""
        self._panel = panel
        self.pixels_per_mm = panel.pixels_per_mm
        self.upright = panel.upright
        self.tall_bar = panel.tall_bar
        self.gap = self.mm(1)
        self.edge = self.mm(EDGE_MM)
        least = min(panel.width, panel.height)
        self.hero = _type(max(14 * panel.pixels_per_mm, min(panel.height / 3.1, panel.width / 4.1)))
        self.figure, self.text, self.small = (type_size(panel, mm) for mm in (FIGURE_MM, TEXT_MM, SMALL_MM))
        self.least = _type(panel.finger * SMALL_MM)
        self.large = _type(panel.type * 7)
        self.glance = max(self.figure, _type(least / 10.5))
        self.glance_text = max(self.text, _type(least / 15.5))
        self.text_line = round(self.text * LINE)
        self.hair = max(1, self.mm(0.2))
        self.bar, self.footer = round(panel.bar), round(panel.footer)
        self.fact = self.mm(fact_mm(panel.width / panel.type))

    def mm(self, millimetres: float) -> int:
        """Pixels of a length of type, or around it; larger with large type."""
        return round(millimetres * self._panel.type)

    def finger(self, millimetres: float) -> int:
        """Pixels of what a finger hits or moves over, whatever the type."""
        return round(millimetres * self._panel.finger)

    def choose(self, name: str) -> None:
        """Change to the theme of that name."""
        for meaning, colour in THEMES[name].items():
            setattr(self, meaning, colour)

    # kv cannot set a property of its own to None once it had a value: 0 says too that nothing is wrong.

    def plate(self, worst: Priority | int | None, normal: ColorProperty) -> ColorProperty:
        """The ground under something as bad as that; `normal` while nothing is wrong."""
        if not worst:
            return normal
        return self.warning if worst is Priority.WARNING else self.fault

    def ink(self, worst: Priority | int | None, normal: ColorProperty) -> ColorProperty:
        """What is legible on that plate."""
        if not worst:
            return normal
        return self.warning_ink if worst is Priority.WARNING else self.fault_ink


def type_size(panel: Panel, capitals_mm: float) -> int:
    """The size of type whose capitals have at least that height on that panel, px."""
    return _type(panel.type * capitals_mm)


def _type(capitals: float) -> int:
    """The size of type whose capitals have at least that height, px."""
    return -int(-capitals // CAP_HEIGHT)
