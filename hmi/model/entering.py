"""What a page needs to be asked for when it is entered."""

from hmi.model.change import read_of
from hmi.model.navigation import Page
from hmi.model.state import Phase, State
from hmi.model.wanted import ReadRecord, Send, Wanted
from hmi.protocol.command import Command
from hmi.protocol.control import Empty


def wanted(before: State, state: State) -> tuple[Wanted, ...]:
    """Rows of the record; the BMS's clock or the parameter group as they are now."""
    place = state.place
    if place == before.place and (place.page is not Page.GROUP or state.group == before.group):
        return ()
    if place.page is Page.RECORD:
        return (ReadRecord(place.part * state.room.rows, state.room.rows),)
    if state.link.phase is not Phase.LIVE or place.page is before.place.page:
        return ()
    if place.page is Page.CONTROLS:
        return (Send(Command.READ_CLOCK, Empty()),)
    if place.page is Page.GROUP:
        return (Send(*read_of(state.group)),)
    return ()
