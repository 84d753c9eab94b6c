"""What a page needs to be asked for when it is entered."""

from hmi.model.change import CLOCK, INVERTER_PROTOCOL, read_of
from hmi.model.navigation import Page
from hmi.model.state import Phase, State
from hmi.model.wanted import ReadRecord, Send, Wanted

_SHOWN = {Page.CAN: INVERTER_PROTOCOL, Page.RS485: INVERTER_PROTOCOL, Page.CONTROLS: CLOCK}


def wanted(before: State, state: State) -> tuple[Wanted, ...]:
    """Rows of the record; the BMS's clock, protocol or parameter group as they are now."""
    place = state.place
    if place.page is Page.RECORD and place != before.place:
        return (ReadRecord(place.part * state.room.rows, state.room.rows),)
    entered = place.page is not before.place.page or state.group != before.group
    if not entered or state.link.phase is not Phase.LIVE:
        return ()
    subject = state.group if place.page is Page.GROUP else _SHOWN.get(place.page)
    return (Send(*read_of(subject)),) if subject else ()
