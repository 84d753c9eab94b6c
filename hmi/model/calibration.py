"""Making the SOC sure: down to the BMS's protection, then up to 100 %, watched."""

from hmi.model.effect import Effect
from hmi.model.intents import Calibrate
from hmi.model.state import State


def begun(state: State, event: Calibrate) -> Effect:
    """It is begun, or given up."""
    raise NotImplementedError
