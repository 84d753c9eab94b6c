"""Since when the warranty runs, for how long, and what is left of it."""

from hmi.model.effect import Effect
from hmi.model.events import Noted, NotNoted, Remembered
from hmi.model.intents import AdjustWarranty, RegisterWarranty
from hmi.model.state import State


def remembered(state: State, event: Remembered) -> State:
    """What the record says of it."""
    return state


def registered(state: State, event: RegisterWarranty) -> Effect:
    """It is put on record."""
    raise NotImplementedError


def adjusted(state: State, event: AdjustWarranty) -> State:
    """A field of the draft."""
    raise NotImplementedError


def noted(state: State, event: Noted) -> State:
    """It stands in the record."""
    return state


def not_noted(state: State, event: NotNoted) -> State:
    """It does not."""
    return state
