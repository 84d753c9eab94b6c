"""The because line: one sentence whenever something limits or stops charging or discharging."""

from hmi.model.state import State


def sentence(state: State) -> str:
    """Of the whole stack; empty while nothing limits it, or nothing is known."""
    return ""
