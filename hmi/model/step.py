"""The one place where the state changes: state and event in, new state and wanted commands out.

Nothing is changed in place and nothing is done here; each arm is one call into the module of its topic.
"""

from dataclasses import replace
from typing import assert_never

from hmi.model import hearing, moving
from hmi.model.events import (
    ChooseLanguage,
    ChooseTheme,
    Event,
    Go,
    Lost,
    Noticed,
    Opened,
    Received,
    SaveSettings,
    SelectPack,
    Tick,
    Touched,
    Turn,
    Unusable,
    Wanted,
)
from hmi.model.state import State


def step(state: State, event: Event) -> tuple[State, tuple[Wanted, ...]]:
    """The state after the event, and the commands that it leads to, in order."""
    state, wanted = _answered(state, event)
    return moving.settled(state), wanted


def _answered(state: State, event: Event) -> tuple[State, tuple[Wanted, ...]]:
    match event:
        case Received():
            return hearing.received(state, event), ()
        case Unusable():
            return hearing.unusable(state, event), ()
        case Opened():
            return hearing.opened(state, event), ()
        case Lost():
            return hearing.lost(state, event), ()
        case Tick():
            return moving.ticked(state, event), ()
        case Touched():
            return moving.touched(state, event), ()
        case Go():
            return moving.gone(state, event), ()
        case Turn():
            return moving.turned(state, event), ()
        case Noticed():
            others = tuple(words for words in state.notices if words != event.words)
            return replace(state, notices=(*others, event.words)), ()
        case SelectPack():
            return replace(state, selected=event.slot), ()
        case ChooseLanguage():
            return _with_settings(replace(state, language=event.tag))
        case ChooseTheme():
            return _with_settings(replace(state, theme=event.name))
        case _:
            assert_never(event)


def _with_settings(state: State) -> tuple[State, tuple[Wanted, ...]]:
    return state, (SaveSettings(state.language, state.theme),)
