"""Type as large as a place allows, and places as wide as their text needs."""

from functools import lru_cache

from kivy.core.text import Label as CoreLabel

from hmi.ui.language import width_of
from hmi.ui.line_breaks import broken, pieces

ROUNDED = 2  # px by which a label may want more than the extents of its text


@lru_cache(1024)
def extents(text: str, size: float, bold: bool = False) -> tuple[int, int]:
    """Width and height of a text on one line, px."""
    label = CoreLabel(font_name="pack", font_size=size, bold=bold)
    width, height = label.get_extents(text)
    return int(width) + ROUNDED, int(height)


@lru_cache(1024)
def size(text: str, width: float, *sizes: float) -> float:
    """The first of these sizes, px, in which the text fits on one line of that width; or the last."""
    return next((size for size in sizes[:-1] if extents(text, size)[0] < width), sizes[-1])


@lru_cache(1024)
def block(text: str, width: float, height: float, *sizes: float) -> float:
    """The first of these sizes, px, in which the text fits into the box on several lines; or the last.

    A word is not broken for a larger size; Chinese has none.
    """
    words = "" if width_of(text) > len(text) else text
    for size in sizes[:-1]:
        if breadth(words, size) > width:
            continue
        if _laid_out(text, width, size).content_size[1] <= height:
            return size
    return sizes[-1]


@lru_cache(1024)
def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes across that width."""
    label = _laid_out(text, width, size)
    return round(label.content_size[1] / label.get_extents(text)[1])


@lru_cache(1024)
def high(text: str, width: float, size: float) -> float:
    """How high a text is that is broken into lines of that width, px; nothing without one."""
    if not text:
        return 0
    return float(_laid_out(text, width, size).content_size[1])


@lru_cache(256)
def fullest(width: float, height: float, size: float, *texts: str) -> str:
    """The first of these texts that fits into the box on several lines; or the last."""
    label_lines = (lines(text, width, size) * extents("A", size)[1] for text in texts)
    return next((text for text, high in zip(texts, label_lines, strict=True) if high <= height), texts[-1])


@lru_cache(1024)
def breadth(text: str, size: float) -> float:
    """How wide a place must be for a text on two lines, broken between words or Chinese characters; px."""
    label = CoreLabel(font_name="pack", font_size=size)
    words = (text[: (len(text) + 1) // 2],) if width_of(text) > len(text) else pieces(text)
    return ROUNDED + max((label.get_extents(word.rstrip(" "))[0] for word in words), default=0)


@lru_cache(1024)
def abreast(texts: tuple[str, ...], width: float, least: float, gap: float, large: int, small: int) -> int:
    """The largest size, px, in which places for these texts fit side by side; `small` where none does.

    They may break on two lines. No place is narrower than `least`, and each has that gap around its text.
    """
    for size in range(large, small, -1):
        if sum(max(least, breadth(text, size) + gap) for text in texts) <= width:
            return size
    return small


def together(size: float, *texts: str) -> int:
    """How wide these texts are beside one another, px."""
    return sum(extents(text, size)[0] for text in texts)


@lru_cache(1024)
def longest(width: float, size: float, *texts: str) -> str:
    """The first of these texts that fits on one line of that width; or the last."""
    return next((text for text in texts if extents(text, size)[0] < width), texts[-1])


def _laid_out(text: str, width: float, size: float) -> CoreLabel:
    label = CoreLabel(
        text=broken(text, width, size), font_name="pack", font_size=size, text_size=(width, None)
    )
    label.refresh()
    return label
