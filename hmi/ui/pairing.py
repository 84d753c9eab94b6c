"""The phone app is told which pack it is by its serial number."""

from hmi.model.state import State
from hmi.ui import connection
from hmi.ui.language import translator as _


def serial(state: State) -> str:
    """What the app is to read: the pack's own serial number; empty: it has none, or it is not known."""
    serials = state.identity.serials
    return (serials.pack or "") if serials else ""


def said(state: State) -> str:
    """Below the code: the same to be typed; or why there is none."""
    told = serial(state)
    if told:
        return "\n".join((_("In the app: Add Device"), told))
    if state.identity.serials:
        return _("This battery tells no serial number of its own, only that of its BMS. Scan the WiFi plug.")
    return connection.sentence(state)
