"""Contrast as it is on the glass: of every text to what is behind it."""

from collections import Counter
from functools import cache

from kivy.uix.label import Label
from kivy.uix.widget import Widget

from tests.ui.driver import Picture, colour
from tests.ui.inspection import ink_of, visible
from tests.ui.test_theme import contrast

AROUND = 2  # px
VALUE, REST = 7.0, 4.5

_known: dict[int, float] = {}  # most of a page's texts look alike in every language


def dim(root: Widget, picture: Picture, value: tuple[float, ...]) -> list[str]:
    """Every text that stands out too little, in words; `value`: the colour of values."""
    shown = (one for one in visible(root) if isinstance(one, Label) and one.text.strip())
    ratios = ((label, contrast_of(label, picture)) for label in shown)
    return [
        f"contrast {ratio:.1f}: {label.text!r}" for label, ratio in ratios if ratio < _least(label, value)
    ]


def _least(label: Label, value: tuple[float, ...]) -> float:
    """A value that cannot be touched now is none."""
    return VALUE if tuple(label.color) == value and not label.disabled else REST


def contrast_of(label: Label, picture: Picture) -> float:
    """The least contrast of a text, as drawn, to a colour that makes up much of its surroundings."""
    left, bottom, right, top = (round(edge) for edge in ink_of(label))
    around = picture.part(left - AROUND, bottom - AROUND, right + AROUND, top + AROUND)
    meant = tuple(round(255 * part) for part in (label.disabled_color if label.disabled else label.color)[:3])
    seen = hash((around, meant))
    if seen not in _known:
        _known[seen] = _contrast_in(Counter(memoryview(around).cast("I")), meant)
    return _known[seen]


def _contrast_in(around: Counter[int], meant: tuple[int, ...]) -> float:
    if not around:
        return 1.0  # it is not on the glass
    ink = min(around, key=lambda pixel: _distance(pixel, meant))
    much = around.total() / 6
    grounds = [pixel for pixel, count in around.items() if count > much and pixel != ink]
    return min((_contrast(ink, ground) for ground in grounds), default=1.0)


def _distance(pixel: int, meant: tuple[int, ...]) -> int:
    return sum(abs(one - other) for one, other in zip(pixel.to_bytes(4, "little"), meant, strict=False))


@cache
def _contrast(one: int, other: int) -> float:
    return contrast(colour(one), colour(other))
