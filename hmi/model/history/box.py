"""The black box of the story that is shown: its frames, and when the trip was."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hmi.model.history.blackbox import unpacked
from hmi.model.history.frames import Frame
from hmi.model.stack import HOST_SLOT, Pack, Total, shown, total

if TYPE_CHECKING:
    from hmi.model.state import State


@dataclass(frozen=True, slots=True)
class Box:
    """What was kept of the ten minutes before a row of the log."""

    frames: tuple[Frame, ...] = ()  # the oldest first
    trouble: str = ""  # why it cannot be read
    slot: int = HOST_SLOT  # of the pack that it was about
    tripped_s: float = 0.0  # s before the end, when the alarm began


_NONE = Box()


def box(state: "State") -> Box:
    """Empty while no story is shown, and for one without a box."""
    story = state.past.story
    if story is None or not story.box:
        return _NONE
    row = next((one for one in story.rows if one.number == story.number), None)
    if row is None:
        return _opened(story.box, HOST_SLOT, "")
    return _opened(story.box, row.happening.slot or HOST_SLOT, row.happening.name)


# Every line of the page asks for it, and for the same one.
@lru_cache(maxsize=2)
def _opened(packed: bytes, slot: int, alarm: str) -> Box:
    try:
        frames = unpacked(packed)
    except ValueError as error:
        return Box(trouble=str(error), slot=slot)
    return Box(frames, slot=slot, tripped_s=_tripped(frames, slot, alarm))


def _tripped(frames: tuple[Frame, ...], slot: int, alarm: str) -> float:
    """When the alarm with which it ends began, s before the end."""
    began = 0.0
    for frame in reversed(frames):
        one = next((one for one in frame.readings if one.slot == slot), None)
        if one is None or one.status is None:
            break
        if alarm not in (*one.status.faults, *one.status.protections, *one.status.warnings):
            break
        began = frame.before_s
    return began


def frame(state: "State") -> Frame | None:
    """The frame that is shown; None: there is none."""
    frames = box(state).frames
    return frames[max(0, len(frames) - 1 - state.past.frame)] if frames else None


def packs(of: Frame) -> tuple[Pack, ...]:
    """Every pack as it could be shown then."""
    return tuple(shown(reading, -of.before_s) for reading in of.readings)


def stack(of: Frame) -> Total:
    """All of them as one battery."""
    return total(packs(of), len(of.readings))
