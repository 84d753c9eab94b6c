"""How large a page is between bar and footer, and how many things of some size go into it."""

from dataclasses import dataclass

from hmi.ui import holding
from hmi.ui.holding import EDGE_MM

WIDE_MM = 95.0  # with room for two columns of anything
LIST_MM = 0.8  # above and below lines without a ground


@dataclass(frozen=True, slots=True)
class PageSize:
    """In millimetres of the type in use."""

    width_mm: float
    height_mm: float
    finger: float  # as many of these are one of what is made for a finger

    @property
    def width(self) -> float:
        """Between its edges."""
        return self.width_mm - EDGE_MM

    @property
    def height(self) -> float:
        """Between its edges."""
        return self.height_mm - EDGE_MM

    @property
    def wide(self) -> bool:
        """With room for two columns of anything."""
        return self.width > WIDE_MM

    @property
    def doubly(self) -> int:
        """How many columns of what is as wide as a small page."""
        return 2 if self.wide else 1

    def rows(self, high_mm: float) -> int:
        """Of that height, at least one."""
        return max(1, int(self.height / high_mm))

    def listed(self, high_mm: float) -> int:
        """Of that height, in lists without a ground."""
        return max(1, int((self.height_mm - LIST_MM) / high_mm)) * self.doubly

    def told(self, letters: int) -> int:
        """Of two short texts each, the longer one of so many letters."""
        high = holding.two_texts(self.width / self.doubly, letters)
        return max(1, int((self.height_mm - 1) / high)) * self.doubly

    def across(self, wide_mm: float) -> int:
        """Of that width, at least one."""
        return max(1, int(self.width / wide_mm))
