"""What a page needs to be asked for when it is entered."""

from collections.abc import Iterable

from hmi.model.change import CLOCK, GROUPS, INVERTER_PROTOCOL, read_of
from hmi.model.navigation import SUBPAGES, Page
from hmi.model.state import Phase, State
from hmi.model.wanted import ReadRecord, Send, Wanted

_SHOWN = {
    **dict.fromkeys((Page.CAN, Page.RS485, Page.LINK_CHECK), (INVERTER_PROTOCOL,)),
    Page.CONTROLS: (CLOCK,),
}
# Read as a whole, as the link reads them once only; not again on the way back from a page of one of them.
_OVERVIEWS = {Page.PARAMETERS: GROUPS, Page.HANDOVER: (INVERTER_PROTOCOL, *GROUPS)}


def wanted(before: State, state: State) -> tuple[Wanted, ...]:
    """Rows of the record; the BMS's clock, protocol or parameter groups as they are now."""
    place = state.place
    if place.page in (Page.RECORD, Page.SYSTEM) and place != before.place:
        first = place.part * state.room.entries if place.page is Page.RECORD else 0
        return (ReadRecord(first, state.room.entries),)
    entered = place.page is not before.place.page or state.group != before.group
    if not entered or state.link.phase is not Phase.LIVE:
        return ()
    return tuple(Send(*read_of(subject)) for subject in _subjects(before, state))


def _subjects(before: State, state: State) -> Iterable[str]:
    page = state.place.page
    if page is Page.GROUP:
        return filter(None, (state.group,))
    if page in _OVERVIEWS:
        return () if before.place.page in SUBPAGES else _OVERVIEWS[page]
    return _SHOWN.get(page, ())
