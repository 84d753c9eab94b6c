"""What readings and time do to the alarms that are told."""

from hmi.model.effect import Effect
from hmi.model.events import Event
from hmi.model.intents import Acknowledge, ShowAlarm
from hmi.model.state import State


def observed(before: State, state: State, event: Event) -> Effect:
    """After every word of the link and every second: which alarms stand now, and the log of what changed."""
    return state, ()


def shown(state: State, event: ShowAlarm) -> State:
    """Onto the page of an alarm."""
    raise NotImplementedError


def acknowledged(state: State, event: Acknowledge) -> Effect:
    """Somebody has seen it."""
    raise NotImplementedError


def silenced(state: State) -> State:
    """Nothing that stands now flashes or wakes any more."""
    raise NotImplementedError
