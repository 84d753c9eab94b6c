"""The other way round: what lamps that blink like this mean."""

from hmi.model.intents import SeeLamp
from hmi.model.state import State


def touched(state: State, event: SeeLamp) -> State:
    """A lamp of the drawn box does what it does next."""
    raise NotImplementedError
