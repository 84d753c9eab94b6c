"""What happens once, and is told in the log: the panel's start, another battery, a full charge."""

from dataclasses import replace

from hmi.model.alarm.coming_and_going import LINK
from hmi.model.alarm.heard import Heard
from hmi.model.alarm.journal import Thing, Track, once
from hmi.model.alarm.rows import row
from hmi.model.alarm.watch import Charge, Watch
from hmi.model.effect import Effect
from hmi.model.happening import Happened, Happening
from hmi.model.stack import HOST_SLOT
from hmi.model.state import State

# A new charge: the BMS itself takes a pack for full until a few percent were used.
NOT_FULL_PCT = 95.0
_BATTERY, _FULL = Thing(Track.BATTERY), Thing(Track.FULL)


def started(state: State) -> Effect:
    """The panel has started; told as soon as there is a log."""
    if state.watch.started or not state.past.ready:
        return state, ()
    state = replace(state, watch=replace(state.watch, started=True))
    return state, (row(state, state.now, Happening(Happened.STARTED)),)


def other_battery(state: State, at: float) -> Effect:
    """Another serial number or another number of cells: of the alarms of the old battery nothing is known."""
    serial, cells = state.watch.battery
    now = (state.link.battery or serial, _cells(state) or cells)
    if now == state.watch.battery:
        return state, ()
    if serial and now[0] != serial:
        happening = Happening(Happened.OTHER_BATTERY, detail=now[0])
        now = (now[0], _cells(state))
    elif cells and now[1] != cells:
        happening = Happening(Happened.OTHER_BATTERY, value=now[1], limit=cells)
    else:
        return replace(state, watch=replace(state.watch, battery=now)), ()
    return _told_once(replace(state, watch=_of_another(state.watch, now)), at, _BATTERY, happening)


def _cells(state: State) -> int:
    """In series, of the pack on the wire; 0: not known."""
    host = next((one.analog for one in state.readings if one.slot == HOST_SLOT), None)
    return len(host.cell_voltages) if host and not host.no_data else 0


def _of_another(watch: Watch, battery: tuple[str, int]) -> Watch:
    """What belongs to the panel, and nothing of the battery."""
    says = watch.journal.of(LINK)
    return Watch(
        journal=replace(watch.journal, says={}).knowing(LINK, says),
        battery=battery,
        shown=watch.shown,
        woken_at=watch.woken_at,
        started=watch.started,
    )


def of_charge(state: State, at: float, heard: Heard, first: bool) -> Effect:
    """The battery is full when every pack has been; it may be so again after some of it was used."""
    charge, slot = state.watch.charge, heard.slot
    agreed = heard.status.fully_charged and (heard.before or heard.status).fully_charged
    if agreed is (slot in charge.full) or not (agreed or _is_used(state, heard)):
        return state, ()
    full = charge.full | {slot} if agreed else charge.full - {slot}
    complete = {one.slot for one in state.packs if one.status} <= full
    # A panel that is started beside a full battery has not seen it become so.
    tells = complete and not charge.told and not first
    told = bool(full) and (charge.told or tells)
    state = replace(state, watch=replace(state.watch, charge=Charge(full, told)))
    return _told_once(state, at, _FULL, Happening(Happened.FULL)) if tells else (state, ())


def _is_used(state: State, heard: Heard) -> bool:
    soc = heard.analog.soc if heard.analog else None
    return not heard.status.fully_charged and soc is not None and soc < NOT_FULL_PCT


def _told_once(state: State, at: float, thing: Thing, happening: Happening) -> Effect:
    journal, told = once(state.watch.journal, thing, at)
    state = replace(state, watch=replace(state.watch, journal=journal))
    return state, ((row(state, at, happening),) if told else ())
