"""A human compares three values with what the inverter shows."""

from dataclasses import replace

from hmi.model.check.numbers import Numbers
from hmi.model.intents import AnswerNumber
from hmi.model.state import State


def answered(state: State, event: AnswerNumber) -> State:
    """A human has compared one value."""
    old = state.inverter.numbers
    same = (*(pair for pair in old.same if pair[0] is not event.number), (event.number, event.same))
    numbers = replace(old, same=same, serial=state.identity.serial, at=state.now)
    return replace(state, inverter=replace(state.inverter, numbers=numbers))


def anew(state: State) -> State:
    """All of them shall be compared again."""
    return replace(state, inverter=replace(state.inverter, numbers=Numbers()))
