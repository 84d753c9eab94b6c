"""The panels this runs on, and how large a millimetre is on them. Sizes from product data of the panels."""

import re
from dataclasses import dataclass

from hmi.model.navigation import Room


@dataclass(frozen=True, slots=True)
class Panel:
    """A display: its picture in pixels, and pixels per millimetre."""

    name: str
    width: int
    height: int
    pixels_per_mm: float

    @property
    def room(self) -> Room:
        """How much a page of it holds at legible size."""
        if self.width * self.height < 480 * 320:
            return Room(figures=4, cells=8, temperatures=6, packs=10, alarms=3, protocols=2)
        if self.width * self.height < 800 * 480:
            return Room(figures=6, cells=16, temperatures=8, packs=15, alarms=4, protocols=4)
        return Room(figures=6, cells=16, temperatures=8, packs=15, alarms=7, protocols=6)


PANELS = {
    panel.name: panel
    for panel in (
        Panel("ctp28", 320, 240, 5.6),
        Panel("ctp35", 480, 320, 6.5),
        Panel("7in", 800, 480, 5.2),
    )
}
REFERENCE = PANELS["ctp35"]


def panel_named(name: str) -> Panel:
    """The panel of that name, or one of WxH pixels. Raises ValueError for anything else."""
    if name in PANELS:
        return PANELS[name]
    size = re.fullmatch(r"(\d{3,4})x(\d{3,4})", name)
    if size is None:
        raise ValueError(f"panel: expected {', '.join(PANELS)} or WxH such as 480x320, came {name!r}")
    width, height = int(size[1]), int(size[2])
    if width < 320 or height < 240:
        raise ValueError(f"panel: expected at least 320x240, came {name!r}")
    nearest = min(PANELS.values(), key=lambda panel: abs(panel.width * panel.height - width * height))
    return Panel(name, width, height, nearest.pixels_per_mm)
