"""The panels this runs on, and how large a millimetre is on them. Sizes from product data of the panels."""

import re
from dataclasses import dataclass

from hmi.model.navigation import Room


@dataclass(frozen=True, slots=True)
class Panel:
    """A display: its picture in pixels, pixels per millimetre, and how much a page of it holds."""

    name: str
    width: int
    height: int
    pixels_per_mm: float
    room: Room
    enlarged: float = 1.0  # everything is built so much larger than the least that can be read and hit


# How many things of each kind a page holds, by panel; what they are stands in Room.
ROOMS = {
    "ctp28": Room(
        figures=4,
        cells=8,
        temperatures=6,
        packs=8,
        alarms=2,
        protocols=2,
        lines=4,
        columns=29,
        tiles=4,
        brands=6,
        fields=4,
        changes=4,
        rows=3,
        values=3,
        dips=6,
        index=6,
        events=2,
        told=5,
        halves=False,
        choices=2,
        remarks=1,
        trend=240,
    ),
    "ctp35": Room(
        figures=6,
        cells=16,
        temperatures=9,
        packs=10,
        alarms=3,
        protocols=4,
        lines=5,
        columns=37,
        tiles=6,
        brands=6,
        fields=4,
        changes=5,
        rows=3,
        values=4,
        dips=8,
        index=12,
        events=3,
        told=6,
        halves=False,
        choices=3,
        trend=360,
        remarks=1,
    ),
    "7in": Room(
        figures=6,
        cells=16,
        temperatures=12,
        packs=15,
        alarms=8,
        protocols=8,
        lines=9,
        columns=60,
        tiles=12,
        brands=24,
        fields=8,
        changes=8,
        rows=6,
        values=7,
        dips=15,
        index=16,
        events=10,
        told=10,
        trend=480,
    ),
}
PANELS = {
    panel.name: panel
    for panel in (
        Panel("ctp28", 320, 240, 5.6, ROOMS["ctp28"]),
        Panel("ctp35", 480, 320, 6.5, ROOMS["ctp35"]),
        Panel("7in", 800, 480, 5.2, ROOMS["7in"], enlarged=1.3),
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
    fitting = [panel for panel in PANELS.values() if panel.width <= width and panel.height <= height]
    if not fitting:
        raise ValueError(f"panel: expected at least 320x240, came {name!r}")
    like = max(fitting, key=lambda panel: panel.width)
    return Panel(name, width, height, like.pixels_per_mm, like.room, like.enlarged)
