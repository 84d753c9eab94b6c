"""Where a text in Chinese is broken: Kivy knows spaces alone, and parts a long word wherever the line ends.

It may be broken between any two characters, but no line begins with a mark that closes and none ends with one
that opens, and a word or number in Latin letters stays whole (GB/T 15834-2011, 5.1).
"""

import re
from functools import lru_cache

from kivy.core.text import Label as CoreLabel

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"  # characters as wide as high, and their marks
CLOSING = "、。，．；：？！）》」』】〕”’…"
OPENING = "（《「『【〔“‘"
PIECE = re.compile(f"[{OPENING}]*(?:[{WIDE}]|[^ {WIDE}{OPENING}{CLOSING}]+)?[{CLOSING}]* *")


@lru_cache(1024)
def broken(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text with line ends where it has to be broken to go into that width, px; others as they are."""
    if not re.search(f"[{WIDE}]", text):
        return text
    label = CoreLabel(font_name="pack", font_size=size, bold=bold)
    return "\n".join(_lines(label, paragraph, width) for paragraph in text.split("\n"))


def _lines(label: CoreLabel, paragraph: str, width: float) -> str:
    lines = [""]
    for piece in PIECE.findall(paragraph):
        if lines[-1] and label.get_extents((lines[-1] + piece).rstrip(" "))[0] > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip(" ") for line in lines)
