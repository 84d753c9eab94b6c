"""What is wrong with a page as it stands on the screen: text cut, things that overlap, targets too small."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from fontTools.ttLib import TTFont
from kivy.core.text import Label as CoreLabel
from kivy.core.window import Window
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from hmi.model.display import DRIFT_LEAST_PX, DRIFT_MOST_PX
from hmi.resources import resource
from hmi.ui.language import width_of
from hmi.ui.panel import Panel
from hmi.ui.shapes import QrCode, Shape
from hmi.ui.theme import CAP_HEIGHT
from hmi.ui.widgets import Key, Plate, Press

TARGET_MM, KEY_MM, CAPTION_MM, BESIDE_MM = 9.0, 7.0, 2.2, 0.4
_FAINT = bytes(0 if alpha < 48 else alpha for alpha in range(256))

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn: what it is, and where its ink is in the window."""

    name: str
    ink: Rectangle
    widget: Widget


def faults(root: Widget, panel: Panel) -> list[str]:
    """Everything that is wrong, in words."""
    seen = list(visible(root))
    marks = [mark for widget in seen for mark in _mark(widget)]
    return [
        *(fault for widget in seen if isinstance(widget, Label) for fault in _text_faults(widget, panel)),
        *(fault for mark in marks for fault in _place_faults(mark)),
        *(
            f"{one.name} and {other.name} touch"
            for one, other in combinations(marks, 2)
            if _too_near(one, other, panel)
        ),
        *(fault for widget in seen if isinstance(widget, Press) for fault in _target_faults(widget, panel)),
    ]


def visible(root: Widget) -> Iterator[Widget]:
    """Every widget that shows."""
    if root.opacity == 0:
        return
    yield root
    for child in root.children:
        yield from visible(child)


def _text_faults(label: Label, panel: Panel) -> Iterator[str]:
    if not label.text:
        return
    if label.is_shortened:
        yield f"shortened: {label.text!r}"
    width, height = label.text_size
    told = label._label.text  # its line ends are where it is broken
    if not label.shorten and width_of(told) == len(told) and any(map(str.isalpha, _broken(label))):
        yield f"breaks a word: {label.text!r}"
    if height is not None and _natural(told, label.font_size, label.bold, width)[1] > _drawn(label):
        yield f"needs more height: {label.text!r}"
    if label.font_size * CAP_HEIGHT < CAPTION_MM * panel.pixels_per_mm:
        yield f"too small: {label.text!r}"
    missing = {char for char in label.text if char.isprintable() and ord(char) not in _glyphs(label.bold)}
    if missing:
        yield f"no glyph for {missing} in {label.text!r}"


def _broken(label: Label) -> set[str]:
    """Words that go on on the next line."""
    whole = {word for line in label._label._cached_lines for one in line.words for word in one.text.split()}
    return {*label._label.text.split()} - whole


def _drawn(label: Label) -> float:
    """The height of the lines that Kivy has room for; it drops a last one that ends a text with line ends."""
    return float(min(label.text_size[1], sum(line.h for line in label._label._cached_lines)))


@lru_cache(4096)
def _natural(text: str, size: float, bold: bool, width: float) -> tuple[float, float]:
    label = CoreLabel(text=text, font_name="pack", font_size=size, bold=bold, text_size=(width, None))
    label.refresh()
    return label.content_size


@cache
def _glyphs(bold: bool) -> frozenset[int]:
    name = f"PackSans-{'Bold' if bold else 'Regular'}.otf"
    return frozenset(TTFont(resource("assets/fonts") / name).getBestCmap())


def _mark(widget: Widget) -> Iterator[Mark]:
    if isinstance(widget, Label) and widget.text.strip() and widget.texture:
        yield Mark(repr(widget.text), ink_of(widget), widget)
    elif isinstance(widget, Shape | QrCode):
        extent = widget.extent()
        if extent[2] > extent[0]:
            left, bottom = widget.to_window(extent[0], extent[1])
            ink = (left, bottom, left + extent[2] - extent[0], bottom + extent[3] - extent[1])
            yield Mark(type(widget).__name__, ink, widget)


def ink_of(label: Label) -> Rectangle:
    """Where the letters of a label really are, in the window."""
    width, height = label.texture_size
    x, y = label.to_window(int(label.center_x - width / 2), int(label.center_y - height / 2))
    left, top, right, bottom = _ink(label)
    return x + left, y + height - bottom, x + right, y + height - top


_known_ink: dict[tuple[object, ...], tuple[int, int, int, int]] = {}


def _ink(label: Label) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the ink in the texture, from its upper left corner."""
    key = (
        label.text,
        label.font_size,
        label.bold,
        tuple(label.text_size),
        tuple(label.texture_size),
        label.halign,
    )
    if key not in _known_ink:
        width, height = label.texture.size
        alpha = label.texture.pixels[3::4].translate(_FAINT)
        rows = [alpha[row * width : (row + 1) * width] for row in range(height)]
        inked = [row for row in range(height) if rows[row].strip(b"\0")]
        left = min((width - len(rows[row].lstrip(b"\0")) for row in inked), default=0)
        right = max((len(rows[row].rstrip(b"\0")) for row in inked), default=0)
        _known_ink[key] = (left, inked[0] if inked else 0, right, inked[-1] + 1 if inked else 0)
    return _known_ink[key]


def _place_faults(mark: Mark) -> Iterator[str]:
    # The picture drifts while it stands, and stays whole.
    far, near = DRIFT_MOST_PX, -DRIFT_LEAST_PX
    if not _inside(mark.ink, (near, near, Window.width - far, Window.height - far)):
        yield f"{mark.name} leaves the window"
    plate = _plate_of(mark.widget)
    if plate is not None:
        x, y = plate.to_window(plate.x, plate.y)
        if not _inside(mark.ink, (x, y, x + plate.width, y + plate.height)):
            yield f"{mark.name} leaves its {type(plate).__name__}"


def _plate_of(widget: Widget) -> Widget | None:
    """The ground that it stands on, if that can be seen or pressed."""
    above = widget.parent
    while above is not None and above is not Window:
        if isinstance(above, Press) or (isinstance(above, Plate) and (above.plate[3] or above.rim[3])):
            return above
        above = above.parent
    return None


def _inside(inner: Rectangle, outer: Rectangle) -> bool:
    near = 0.5  # drawing rounds to whole pixels
    return (
        inner[0] >= outer[0] - near
        and inner[1] >= outer[1] - near
        and inner[2] <= outer[2] + near
        and inner[3] <= outer[3] + near
    )


def _too_near(one: Mark, other: Mark, panel: Panel) -> bool:
    """Side by side they need a little room; one above the other a row of pixels."""
    a, b = one.ink, other.ink
    beside = BESIDE_MM * panel.pixels_per_mm
    across = min(a[2], b[2]) - max(a[0], b[0])
    along = min(a[3], b[3]) - max(a[1], b[1])
    return across > -beside and along > -0.5


def _target_faults(press: Press, panel: Panel) -> Iterator[str]:
    if press.disabled:
        return
    least = (KEY_MM if isinstance(press, Key) else TARGET_MM) * panel.pixels_per_mm - 0.5
    if press.width < least or press.height < least:
        across, high = (side / panel.pixels_per_mm for side in press.size)
        yield f"{type(press).__name__}: target of {across:.1f} x {high:.1f} mm"
    x, y = press.to_window(press.x, press.y)
    if not _inside((x, y, x + press.width, y + press.height), (0, 0, Window.width, Window.height)):
        yield f"{type(press).__name__}: target leaves the window"
