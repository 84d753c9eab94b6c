"""The phone app is told which pack it is by its serial number."""

from hmi.model.state import State
from hmi.ui import connection
from hmi.ui.language import translator as _


def serial(state: State) -> str:
    """What the app is to read: the pack's own serial number; empty: it has none, or it is not known."""
    serials = state.identity.serials
    return (serials.pack or "") if serials else ""


def said(state: State) -> str:
    """Below the code: what it is for; or why there is none."""
    if serial(state):
        return _("In the app: Add Device")
    if state.identity.serials:
        return _("This battery tells no serial number of its own, only that of its BMS. Scan the WiFi plug.")
    return connection.sentence(state)


def typed(state: State) -> tuple[str, ...]:
    """The same to be typed: on one line, or on two where that is too long."""
    told = serial(state)
    half = (len(told) + 1) // 2
    return told, f"{told[:half]}\n{told[half:]}"
