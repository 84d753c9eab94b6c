"""One answer to an event after the other."""

from collections.abc import Callable

from hmi.model.effect import Effect
from hmi.model.state import State


def chain(first: Effect, *others: Callable[[State], Effect]) -> Effect:
    """The state after all of them, and everything that they want, in order."""
    state, wanted = first
    for one in others:
        state, more = one(state)
        wanted = (*wanted, *more)
    return state, wanted
