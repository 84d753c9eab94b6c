"""Whether picture and touch agree, as far as it was seen: the corners are touched, one after the other."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Corner(StrEnum):
    """The corners in the order in which they are asked for: round the picture as one looks at it."""

    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    BOTTOM_RIGHT = "bottom_right"
    BOTTOM_LEFT = "bottom_left"


CORNERS = tuple(Corner)


@dataclass(frozen=True, slots=True)
class TouchCheck:
    """How far a check has come, and which rotation comes back unless it is passed."""

    hit: int = 0  # of CORNERS
    missed: bool = False  # the last finger landed elsewhere
    former_deg: int | None = None  # None: no rotation is on trial
    until: float = 0.0  # s of the steady clock, of the trial

    @property
    def asked(self) -> Corner | None:
        """The corner to touch next; None: all four were hit."""
        return CORNERS[self.hit] if self.hit < len(CORNERS) else None

    @property
    def on_trial(self) -> bool:
        """A rotation is."""
        return self.former_deg is not None

    def touched(self, hit: bool) -> "TouchCheck":
        """After a finger on the corner asked for, or elsewhere. What is passed stays so."""
        if self.asked is None:
            return self
        return replace(self, hit=self.hit + hit, missed=not hit)

    def left_s(self, now: float) -> float:
        """How long the rotation on trial has still, s."""
        return max(0.0, self.until - now)
