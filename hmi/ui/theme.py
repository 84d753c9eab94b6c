"""Colours by what they mean, sizes in millimetres of the panel at hand. kv files name nothing else.

Contrast on the background: values at least 7:1, everything else at least 4.5:1. Red and amber mean alarm.
"""

from typing import Any

from hmi.model.alarms import Priority
from kivy.event import EventDispatcher
from kivy.properties import ColorProperty, NumericProperty

CAP_HEIGHT = 0.733  # of the font's size, Source Sans / Noto Sans CJK capitals and digits

DARK = {
    "ground": "#0E1216",
    "card": "#1B2229",
    "pressed": "#34404B",
    "line": "#46525D",
    "value": "#F2F5F7",
    "words": "#C3CBD2",
    "caption": "#9DA8B2",
    "aged": "#8B959E",
    "accent": "#9CC4E4",
    "level": "#3A4A57",
    "fault": "#A31515",
    "fault_ink": "#FFFFFF",
    "warning": "#F0B429",
    "warning_ink": "#14181C",
}
LIGHT = {
    "ground": "#EEF1F3",
    "card": "#FFFFFF",
    "pressed": "#D3DBE1",
    "line": "#A9B4BD",
    "value": "#10151A",
    "words": "#2E3942",
    "caption": "#4C5963",
    "aged": "#5F6B75",
    "accent": "#0F5C93",
    "level": "#C9D5DE",
    "fault": "#A31515",
    "fault_ink": "#FFFFFF",
    "warning": "#F0B429",
    "warning_ink": "#14181C",
}
THEMES = {"dark": DARK, "light": LIGHT}


class Theme(EventDispatcher):
    """The look in use. `fault` is the plate of faults and protections, `warning` that of warnings."""

    ground = ColorProperty()
    card = ColorProperty()
    pressed = ColorProperty()
    line = ColorProperty()
    value = ColorProperty()
    words = ColorProperty()
    caption = ColorProperty()
    aged = ColorProperty()
    accent = ColorProperty()
    level = ColorProperty()
    fault = ColorProperty()
    fault_ink = ColorProperty()
    warning = ColorProperty()
    warning_ink = ColorProperty()

    # Sizes in pixels, from millimetres: type by the height of its capitals.
    target = NumericProperty()  # 9 mm, the least a finger hits
    gap = NumericProperty()  # between things
    edge = NumericProperty()  # around a page
    hero = NumericProperty()  # SOC on MIN STATE, 14 mm
    large = NumericProperty()  # the one figure of a page
    figure = NumericProperty()  # live values, 4 mm
    text = NumericProperty()  # titles, units, alarms, 2.8 mm
    small = NumericProperty()  # captions that repeat, 2.2 mm
    hair = NumericProperty()  # a thin line

    def __init__(self, pixels_per_mm: float, name: str = "dark", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._pixels_per_mm = pixels_per_mm
        self.target = self.mm(9)
        self.gap = self.mm(1)
        self.edge = self.mm(1.2)
        self.hero = self._type(14)
        self.large = self._type(7)
        self.figure = self._type(4)
        self.text = self._type(2.8)
        self.small = self._type(2.2)
        self.hair = max(1, round(self.mm(0.2)))
        self.choose(name)

    def mm(self, millimetres: float) -> float:
        """Pixels of a length on this panel."""
        return round(millimetres * self._pixels_per_mm)

    def choose(self, name: str) -> None:
        """Change to the theme of that name."""
        for meaning, colour in THEMES[name].items():
            setattr(self, meaning, colour)

    def plate(self, worst: Priority | None, normal: ColorProperty) -> ColorProperty:
        """The ground under something as bad as that; `normal` while nothing is wrong."""
        if worst is None:
            return normal
        return self.warning if worst is Priority.WARNING else self.fault

    def ink(self, worst: Priority | None, normal: ColorProperty) -> ColorProperty:
        """What is legible on that plate."""
        if worst is None:
            return normal
        return self.warning_ink if worst is Priority.WARNING else self.fault_ink

    def _type(self, capitals_mm: float) -> int:
        return -int(-capitals_mm * self._pixels_per_mm // CAP_HEIGHT)
