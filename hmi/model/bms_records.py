"""The BMS's own records (A1H), read one by one while they are looked at."""

from hmi.model.effect import Effect
from hmi.model.intents import ReadBmsRecord
from hmi.model.state import State


def asked(state: State, event: ReadBmsRecord) -> Effect:
    """Another record."""
    raise NotImplementedError
