"""What the link brings: readings, slow facts, troubles."""

from dataclasses import replace
from typing import Any

from hmi.model.events import Lost, Opened, Received, Unusable
from hmi.model.stack import HOST_SLOT, Reading
from hmi.model.state import Identity, Link, Phase, State
from hmi.protocol.analog import PackAnalog
from hmi.protocol.identity import Capacities, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.status import PackStatus


def received(state: State, event: Received) -> State:
    """A sound message: the link is live, and what it says replaces what was known."""
    still = tuple(one for one in state.link.unusable if not _same(one, event))
    link = replace(state.link, unusable=still)
    if link.phase is not Phase.LIVE:
        link = replace(link, phase=Phase.LIVE, trouble=None, detail="", since=event.at)
    return _take(replace(state, link=link), event)


def _take(state: State, event: Received) -> State:
    match event.message:
        case PackAnalog() as analog:
            return _with_reading(state, event, analog=analog, analog_at=event.at)
        case PackStatus() as status:
            return _with_reading(state, event, status=status, status_at=event.at)
        case PackCount(count):
            return _of_count(state, count)
        case Version() as version:
            return _with_fact(state, version=version)
        case Serials() as serials:
            return _with_other_battery(state, serials)
        case InverterProtocol() as protocol:
            return _with_fact(state, inverter_protocol=protocol)
        case Capacities() as capacities:
            return _with_fact(state, capacities=capacities)
        case _:
            return state


def _with_reading(state: State, event: Received, **values: Any) -> State:
    known = next((one for one in state.readings if one.slot == event.slot), None)
    reading = known or Reading(event.slot, event.address)
    reading = replace(reading, address=event.address, period=event.period, **values)
    others = (one for one in state.readings if one.slot != event.slot)
    return replace(state, readings=tuple(sorted((*others, reading), key=lambda one: one.slot)))


def _with_fact(state: State, **facts: Any) -> State:
    return replace(state, identity=replace(state.identity, **facts))


def _of_count(state: State, count: int) -> State:
    """A stack that has become smaller loses the readings of the packs that were taken off."""
    readings = tuple(one for one in state.readings if one.slot <= count)
    selected = state.selected if state.selected <= count else HOST_SLOT
    return replace(_with_fact(state, pack_count=count), readings=readings, selected=selected)


def _with_other_battery(state: State, serials: Serials) -> State:
    """Another serial number is another battery: nothing read from the old one is kept."""
    known = state.identity.serials
    if known is not None and known != serials:
        identity = Identity(pack_count=state.identity.pack_count)
        state = replace(state, identity=identity, readings=(), selected=HOST_SLOT)
    return _with_fact(state, serials=serials)


def unusable(state: State, event: Unusable) -> State:
    """Kept until the same command to the same pack is answered soundly."""
    others = tuple(one for one in state.link.unusable if not _same(one, event))
    return replace(state, link=replace(state.link, unusable=(*others, event)))


def _same(one: Unusable, other: Unusable | Received) -> bool:
    return one.command == other.command and one.slot == other.slot


def opened(state: State, event: Opened) -> State:
    """The port is there; a standing trouble stays until a pack is heard behind it."""
    if state.link.phase is Phase.LOST:
        return replace(state, link=replace(state.link, port=event.port))
    return replace(state, link=Link(Phase.SEARCHING, event.port, since=event.at))


def lost(state: State, event: Lost) -> State:
    """Nothing comes; `since` stays the time at which that began."""
    since = state.link.since if state.link.phase is Phase.LOST else event.at
    link = replace(state.link, phase=Phase.LOST, trouble=event.trouble, detail=event.detail, since=since)
    return replace(state, link=replace(link, unusable=()))
