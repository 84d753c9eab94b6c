"""What the manuals want done from time to time, and when it was done last."""

from hmi.model.effect import Effect
from hmi.model.events import Noted, NotNoted, Remembered
from hmi.model.intents import TickOff
from hmi.model.state import State


def remembered(state: State, event: Remembered) -> State:
    """What the record says of it."""
    return state


def done(state: State, event: TickOff) -> Effect:
    """A task was done today."""
    raise NotImplementedError


def noted(state: State, event: Noted) -> State:
    """It stands in the record."""
    return state


def not_noted(state: State, event: NotNoted) -> State:
    """It does not."""
    return state
