"""How bright the panel is to be now, and how often the link asks."""

from hmi.model.effect import Effect
from hmi.model.events import LightFound
from hmi.model.intents import SetDisplay
from hmi.model.state import State
from hmi.model.wanted import SaveSettings, Wanted


def with_settings(state: State) -> Effect:
    """The user's choices, kept."""
    return state, (SaveSettings(state.language, state.theme, state.expected_packs, state.display),)


def chosen(state: State, event: SetDisplay) -> Effect:
    """Another choice of the user's."""
    raise NotImplementedError


def found(state: State, event: LightFound) -> State:
    """What the panel dims its picture with."""
    raise NotImplementedError


def wanted(before: State, state: State) -> tuple[Wanted, ...]:
    """Another light, another pace of the link, where they have changed."""
    return ()
