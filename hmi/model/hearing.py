"""What the link brings: readings, slow facts, troubles."""

from dataclasses import replace
from typing import Any

from hmi.model import light
from hmi.model.change import GROUPS
from hmi.model.events import NOT_SENT, Lost, Opened, Received, Unusable
from hmi.model.parameters import Parameters
from hmi.model.stack import HOST_SLOT, MASTER, Reading
from hmi.model.state import Identity, Link, Phase, State
from hmi.protocol.analog import PackAnalog
from hmi.protocol.errors import ImplausibleError, LayoutError, ReturnCodeError
from hmi.protocol.identity import Capacities, Clock, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from hmi.protocol.status import PackStatus

_OF_WHOLE_FRAMES = (ReturnCodeError.kind, LayoutError.kind, ImplausibleError.kind)
GROUP_OF = {Command[f"READ_{group.upper()}"]: group for group in GROUPS}
_FACTS = {
    Command.PACK_COUNT: "pack_count",
    Command.VERSION: "version",
    Command.SERIALS: "serials",
    Command.READ_INVERTER_PROTOCOL: "inverter_protocol",
    Command.CAPACITIES: "capacities",
}


def received(state: State, event: Received) -> State:
    """A sound message: the link is live, and what it says replaces what was known."""
    link = _answering(state.link, event.at)
    still = tuple(one for one in link.unusable if not _settles(event, one))
    return _take(replace(state, link=replace(link, unusable=still)), event)


def _answering(link: Link, at: float) -> Link:
    if link.phase is Phase.LIVE:
        return link
    return replace(link, phase=Phase.LIVE, trouble=None, detail="", since=at)


def _settles(event: Received, one: Unusable) -> bool:
    """A pack that gives no data is not asked for its status any more, so no status will settle that."""
    empty = isinstance(event.message, PackAnalog) and event.message.no_data
    return one.slot == event.slot and (empty or one.command == event.command)


def _take(state: State, event: Received) -> State:
    match event.message:
        case PackAnalog() as analog:
            return _with(state, replace(_reading(state, event), analog=analog, analog_at=event.at))
        case PackStatus() as status:
            return _with(state, replace(_reading(state, event), status=status, status_at=event.at))
        case PackCount(count):
            return _of_count(state, count if event.address == MASTER else 1)
        case Serials() as serials:
            return _of_battery(state, serials)
        case Version() as version:
            return _knowing(state, replace(state.identity, version=version))
        case InverterProtocol() as protocol:
            return _knowing(state, replace(state.identity, inverter_protocol=protocol))
        case Capacities() as capacities:
            return _knowing(state, replace(state.identity, capacities=capacities))
        case Clock() as clock:
            return replace(state, parameters=replace(state.parameters, clock=clock, clock_at=event.at))
        case _ if event.command in GROUP_OF:
            return _of_group(state, GROUP_OF[event.command], event.message)
        case _:
            return state


def _of_group(state: State, group: str, message: Any) -> State:
    """What is first read of a battery is as its installer found it."""
    known = state.parameters
    groups, found = {**known.groups, group: message}, {group: message, **known.found}
    return replace(
        state, parameters=replace(known, groups=groups, found=found, untold=known.untold - {group})
    )


def _reading(state: State, event: Received) -> Reading:
    """What is known of this pack; nothing where another one had the slot."""
    same = (one for one in state.readings if (one.slot, one.address) == (event.slot, event.address))
    one = next(same, Reading(event.slot, event.address))
    return replace(one, period=event.period, usual=one.usual if light.is_slow(state) else event.period)


def _with(state: State, reading: Reading) -> State:
    others = (one for one in state.readings if one.slot != reading.slot)
    return replace(state, readings=tuple(sorted((*others, reading), key=lambda one: one.slot)))


def _knowing(state: State, identity: Identity) -> State:
    return replace(state, identity=identity)


def _of_count(state: State, count: int) -> State:
    """A stack that has become smaller loses what was heard of the packs that were taken off."""
    readings = tuple(one for one in state.readings if one.slot <= count)
    unusable = tuple(one for one in state.link.unusable if one.slot <= count)
    state = replace(state, readings=readings, link=replace(state.link, unusable=unusable))
    return _knowing(state, replace(state.identity, pack_count=count))


def _of_battery(state: State, serials: Serials) -> State:
    """Another serial number is another battery: no reading of the old one is kept, and nothing half edited.

    The other facts are: the link reads all of them anew whenever it has been lost, and some of them before
    the serial number.
    """
    if state.identity.serials not in (None, serials):
        state = replace(state, readings=(), selected=HOST_SLOT, parameters=Parameters(), draft=None)
    state = _knowing(state, replace(state.identity, serials=serials))
    return replace(state, link=replace(state.link, battery=state.identity.serial))


def unusable(state: State, event: Unusable) -> State:
    """Kept until the same is answered soundly. A fact that cannot be read any more is not known any more."""
    if event.kind == NOT_SENT:
        return state
    link = _answering(state.link, event.at) if event.kind in _OF_WHOLE_FRAMES else state.link
    others = tuple(one for one in link.unusable if (one.command, one.slot) != (event.command, event.slot))
    state = replace(state, link=replace(link, unusable=(*others, event)))
    if event.command is Command.SERIALS:  # it may be another battery: nothing is put down to the old one
        state = replace(state, link=replace(state.link, battery=""), parameters=Parameters(), draft=None)
    if event.command in _FACTS:
        return _knowing(state, replace(state.identity, **{_FACTS[event.command]: None}))
    if event.command in GROUP_OF:
        known, group = state.parameters, GROUP_OF[event.command]
        groups = {name: value for name, value in known.groups.items() if name != group}
        return replace(state, parameters=replace(known, groups=groups, untold=known.untold | {group}))
    return state


def opened(state: State, event: Opened) -> State:
    """The port is there; a standing trouble stays until a pack is heard behind it."""
    if state.link.phase is Phase.LOST:
        return replace(state, link=replace(state.link, port=event.port))
    return replace(state, link=Link(Phase.SEARCHING, event.port, since=event.at))


def lost(state: State, event: Lost) -> State:
    """Nothing comes; `since` stays the time at which that began."""
    since = state.link.since if state.link.phase is Phase.LOST else event.at
    link = replace(state.link, phase=Phase.LOST, trouble=event.trouble, detail=event.detail, since=since)
    parameters = replace(state.parameters, groups={}, untold=frozenset(), clock=None)
    return replace(state, link=replace(link, unusable=(), battery=None), parameters=parameters)
