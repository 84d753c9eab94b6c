"""The panels this runs on, and how large a millimetre is on them. Sizes from product data of the panels."""

import re
from dataclasses import dataclass, replace

from hmi.model.display import Display
from hmi.model.room import LinesOf, Room, lines_in_letters
from hmi.ui.room import room_of

LARGE_TEXT = 1.3  # how much larger than else
ONE_ROW_MM = 60.0  # of type: where the bar is narrower, the title has a row of its own


@dataclass(frozen=True, slots=True)
class Panel:
    """A display: its picture in pixels as it is looked at, and pixels per millimetre."""

    name: str
    width: int
    height: int
    pixels_per_mm: float
    enlarged: float = 1.0  # everything is built so much larger than the least that can be read and hit
    large_text: bool = False

    @property
    def finger(self) -> float:
        """Pixels in a millimetre of what is made for a finger."""
        return self.pixels_per_mm * self.enlarged

    @property
    def type(self) -> float:
        """Pixels in a millimetre of what is made of type, or stands around it."""
        return self.finger * (LARGE_TEXT if self.large_text else 1.0)

    @property
    def upright(self) -> bool:
        """Higher than wide."""
        return self.height > self.width

    @property
    def tall_bar(self) -> bool:
        """The bar's title stands below its signs."""
        return self.upright and self.width / self.type < ONE_ROW_MM

    @property
    def bar(self) -> float:
        """The height of the bar, px: two lines, or a row of signs and the title's."""
        return (
            self.finger * 9.6 + self.type * 5.2 if self.tall_bar else max(self.finger * 9.6, self.type * 8.1)
        )

    @property
    def footer(self) -> float:
        """The height of the footer, px."""
        return self.finger * 9.2

    def as_set(self, display: Display) -> "Panel":
        """The panel as its user has turned it, with the type that its user wants."""
        across = display.rotation_deg % 180 != 0
        width, height = (self.height, self.width) if across else (self.width, self.height)
        return replace(self, width=width, height=height, large_text=display.large_text)

    def room(self, lines_of: LinesOf = lines_in_letters) -> Room:
        """How much a page holds. `lines_of`: how many lines a sentence takes across a share of its width."""
        between = self.height - self.bar - self.footer
        return room_of(self.width / self.type, between / self.type, lines_of, self.finger / self.type)


PANELS = {
    panel.name: panel
    for panel in (
        Panel("ctp28", 320, 240, 5.6),
        Panel("ctp35", 480, 320, 6.5),
        Panel("7in", 800, 480, 5.2, enlarged=1.3),
    )
}
REFERENCE = PANELS["ctp35"]


def panel_named(name: str) -> Panel:
    """The panel of that name, or one of WxH pixels, upright or not. Raises ValueError for anything else."""
    if name in PANELS:
        return PANELS[name]
    size = re.fullmatch(r"(\d{3,4})x(\d{3,4})", name)
    if size is None:
        raise ValueError(f"panel: expected {', '.join(PANELS)} or WxH such as 480x320, came {name!r}")
    width, height = int(size[1]), int(size[2])
    long, short = max(width, height), min(width, height)
    fitting = [panel for panel in PANELS.values() if panel.width <= long and panel.height <= short]
    if not fitting:
        raise ValueError(f"panel: expected at least 320x240 or 240x320, came {name!r}")
    like = max(fitting, key=lambda panel: panel.width)
    return replace(like, name=name, width=width, height=height)
