"""How long the charge lasts at another load."""

from hmi.model.intents import TryLoad
from hmi.model.state import State


def tried(state: State, event: TryLoad) -> State:
    """Another load, W."""
    raise NotImplementedError
