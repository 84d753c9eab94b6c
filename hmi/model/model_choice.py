"""Which model's table is looked at, and what kind of choice that is."""

from dataclasses import replace
from enum import StrEnum

from hmi.model.intents import ShowModel
from hmi.model.pack_model import Model
from hmi.model.paper_pages import model_shown, models
from hmi.model.state import State


class Standing(StrEnum):
    """What a model is to these packs."""

    CONFIGURED = "configured"  # theirs, as the configuration says
    PROPOSED = "proposed"  # the one with these cells and this capacity
    OTHER = "other"
    ONE_OF_ALL = "one_of_all"  # which one theirs is, is not known


def following(state: State) -> str:
    """The name of the one after it, round and round."""
    names = [one.name for one in models(state)]
    now = model_shown(state)
    return names[(names.index(now.name) + 1) % len(names)] if now else ""


def standing(state: State, model: Model) -> Standing:
    """What this model is to the packs."""
    own = state.pack_model
    if own is None:
        return Standing.ONE_OF_ALL
    if model is not own:
        return Standing.OTHER
    return Standing.CONFIGURED if state.facts.model(state.model) is own else Standing.PROPOSED


def chosen(state: State, event: ShowModel) -> State:
    """Another one."""
    return replace(state, papers=replace(state.papers, model=event.name))
