"""The black box: every reading of the last ten minutes, kept whole when a fault or protection appears."""

from dataclasses import dataclass

from hmi.model.effect import Effect
from hmi.model.events import Event
from hmi.model.stack import Reading
from hmi.model.state import State


@dataclass(frozen=True, slots=True)
class Frame:
    """All packs as they were at one time (s before the box was closed)."""

    before_s: float
    readings: tuple[Reading, ...]


def observed(before: State, state: State, event: Event) -> Effect:
    """Remember what came, and forget what is older than ten minutes."""
    return state, ()


def packed(state: State) -> bytes:
    """The last ten minutes, to be kept."""
    return b""


def unpacked(box: bytes) -> tuple[Frame, ...]:
    """What was kept, the oldest first. Raises ValueError for a box that cannot be read."""
    raise NotImplementedError
