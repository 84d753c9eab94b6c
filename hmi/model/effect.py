"""What every part of the model answers to an event with."""

from hmi.model.state import State
from hmi.model.wanted import Wanted

Effect = tuple[State, tuple[Wanted, ...]]  # the state after it, and what is wanted, in order
