"""Where a text is broken that Kivy would break wrongly: it knows spaces alone, and parts long words anywhere.

A compound may be broken behind its hyphen. Chinese may be broken between any two characters, but no line
begins with a mark that closes and none ends with one that opens (GB/T 15834-2011, 5.1).
"""

import re
from functools import lru_cache

from kivy.core.text import Label as CoreLabel

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"  # characters as wide as high, and their marks
CLOSING = "、。，．；：？！）》」』】〕”’…"
OPENING = "（《「『【〔“‘"
HYPHEN = r"(?<=[^\W\d_]-)(?=[^\W\d_])"  # between letters
CHINESE = re.compile(f"[{WIDE}]")
COMPOUND = re.compile(HYPHEN)
PIECE = re.compile(f"[{OPENING}]*(?:[{WIDE}]|[^ {WIDE}{OPENING}{CLOSING}]+)?[{CLOSING}]* *")


def pieces(text: str) -> list[str]:
    """What stays together of a text without line ends, each with the spaces behind it."""
    if CHINESE.search(text):
        return [piece for piece in PIECE.findall(text) if piece]
    return [part for word in re.findall("[^ ]+ *| +", text) for part in COMPOUND.split(word)]


@lru_cache(1024)
def broken(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text with line ends where it has to be broken to go into that width, px; others as they are."""
    if not CHINESE.search(text) and not COMPOUND.search(text):
        return text
    label = CoreLabel(font_name="pack", font_size=size, bold=bold)
    return "\n".join(_lines(label, paragraph, width) for paragraph in text.split("\n"))


def _lines(label: CoreLabel, paragraph: str, width: float) -> str:
    lines = [""]
    for piece in pieces(paragraph):
        if lines[-1] and label.get_extents((lines[-1] + piece).rstrip(" "))[0] > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip(" ") for line in lines)
