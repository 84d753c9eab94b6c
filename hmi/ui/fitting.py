"""Type as large as a place allows."""

from functools import lru_cache

from kivy.core.text import Label as CoreLabel

ROUNDED = 2  # px by which a label may want more than the extents of its text


@lru_cache(1024)
def size(text: str, width: float, large: float, small: float) -> float:
    """`large` where the text then fits on one line of that width, else `small`; px."""
    label = CoreLabel(font_name="pack", font_size=large)
    return large if label.get_extents(text)[0] + ROUNDED < width else small
