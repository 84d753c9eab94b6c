"""Type as large as a place allows."""

from functools import lru_cache

from kivy.core.text import Label as CoreLabel


@lru_cache(1024)
def size(text: str, width: float, large: float, small: float) -> float:
    """`large` where the text then fits on one line of that width, else `small`; px."""
    label = CoreLabel(font_name="pack", font_size=large)
    return large if label.get_extents(text)[0] < width else small
