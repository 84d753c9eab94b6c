"""The pages of the panel's own log and of a story: what stands on which part."""

from typing import TYPE_CHECKING

from hmi.model.alarm import story
from hmi.model.alarm.story import Step
from hmi.model.navigation import parts_needed

if TYPE_CHECKING:
    from hmi.model.state import State

LEADING = 1  # the first line of the first part leads to the BMS's own records


def parts(state: "State") -> int:
    """How many parts the log takes, with what leads to the BMS's own records; its being empty is a row."""
    return parts_needed(LEADING + (state.past.total or 1), state.room.events)


def wanted_rows(state: "State") -> tuple[int, int]:
    """Of the part shown: how many newer rows stand on the parts before it, and how many it has room for."""
    room, part = state.room.events, state.place.part
    return (part * room - LEADING, room) if part else (0, room - LEADING)


def steps(state: "State") -> tuple[Step, ...]:
    """The story that is shown; nothing until it was read."""
    return story.steps(state.past.story) if state.past.story else ()


def story_room(state: "State") -> int:
    """How many steps a part has room for, one below the other."""
    return min(state.room.events, state.room.rows)


def story_parts(state: "State") -> int:
    """How many parts that story takes."""
    return parts_needed(len(steps(state)), story_room(state))
