"""A state after some events."""

from hmi.model.events import Event
from hmi.model.state import State
from hmi.model.step import step


def after(state: State, *events: Event) -> State:
    """What the model makes of them; what it wants is not carried out."""
    for event in events:
        state, _ = step(state, event)
    return state
