"""What else comes and goes, and is told in the log: link, current, charge and discharge path."""

from collections.abc import Iterable
from dataclasses import replace

from hmi.model.alarm.heard import Heard
from hmi.model.alarm.journal import Said, Subject, Thing, Track, follow
from hmi.model.alarm.rows import of_alarm, over, row
from hmi.model.alarm.standing import Key
from hmi.model.alarm.watch import Flowing, is_trip
from hmi.model.effect import Effect
from hmi.model.freshness import Freshness, freshness
from hmi.model.happening import Happened, Happening
from hmi.model.stack import RESTING_A, Reading
from hmi.model.state import Phase, State
from hmi.model.wanted import Wanted

AT_A_TRIP_S = 60.0  # a current that stops so near to a fault or protection has stopped by it
_BEFORE_ALL = float("-inf")
LINK, CURRENT = Thing(Track.LINK), Thing(Track.CURRENT)
# Off and on again.
_WORDS = {
    Track.LINK: (Happened.LINK_LOST, Happened.LINK_BACK),
    Track.CURRENT: (Happened.CURRENT_STOPPED, Happened.CURRENT_BACK),
    Track.CHARGE_PATH: (Happened.CHARGE_OFF, Happened.CHARGE_ON),
    Track.DISCHARGE_PATH: (Happened.DISCHARGE_OFF, Happened.DISCHARGE_ON),
}


def of_link(before: State, state: State, at: float) -> Effect:
    """The link was lost, or is there again."""
    phase = state.link.phase
    if phase is before.link.phase or phase not in (Phase.LIVE, Phase.LOST):
        return state, ()
    return _followed(state, at, LINK, phase is Phase.LOST)


def of_paths(state: State, at: float, heard: Heard, first: bool) -> Effect:
    """The paths of a pack, where two readings agree; as they are when it is `first` heard is no news."""
    last, before = heard.status, heard.before or heard.status
    paths = (
        (Track.CHARGE_PATH, last.charge_mosfet, before.charge_mosfet),
        (Track.DISCHARGE_PATH, last.discharge_mosfet, before.discharge_mosfet),
    )
    rows: tuple[Wanted, ...] = ()
    for track, on, was in paths:
        thing = Thing(track, heard.slot)
        if first:
            journal = state.watch.journal.knowing(thing, Said(on=not on))
            state = replace(state, watch=replace(state.watch, journal=journal))
        elif on is was:
            state, more = _followed(state, at, thing, not on)
            rows = (*rows, *more)
    return state, rows


def of_current(state: State, at: float) -> Effect:
    """Whether the stack's current flows; it counts when two readings agree."""
    flows = _flows(state.readings, at)
    if flows is None:
        return state, ()
    flowing = _agreed(state.watch.flowing, flows, at)
    if flowing is not state.watch.flowing:
        state = replace(state, watch=replace(state.watch, flowing=flowing))
    return at_trip(state, at)


def at_trip(state: State, at: float) -> Effect:
    """A current that stopped at a trip, and flows again."""
    flowing, tripped_at = state.watch.flowing, state.watch.tripped_at
    if flowing.on:
        return _followed(state, at, CURRENT, False)
    if tripped_at is None or abs(flowing.since - tripped_at) > AT_A_TRIP_S:
        return state, ()
    return _followed(state, at, CURRENT, True)


def _flows(readings: Iterable[Reading], at: float) -> bool | None:
    """None: no pack's current is known now."""
    known = [
        one.analog.current
        for one in readings
        if one.analog and not one.absent and freshness(one.analog_at, one.period, at) is not Freshness.GONE
    ]
    return abs(sum(known)) >= RESTING_A * len(known) if known else None


def _agreed(flowing: Flowing, flows: bool, at: float) -> Flowing:
    if flowing.on is None:
        return Flowing(flows, _BEFORE_ALL)
    if flows is flowing.on:
        return Flowing(flows, flowing.since) if flowing.doubt is not None else flowing
    if flowing.doubt is None:
        return replace(flowing, doubt=at)
    return Flowing(flows, flowing.doubt)


def caught_up(state: State) -> Effect:
    """What the log could not tell when it happened, as it had rows enough, and may tell now."""
    rows: tuple[Wanted, ...] = ()
    for subject in state.watch.journal.behind:
        on = _is(state, subject)
        if on is not None:
            state, more = _followed(state, state.now, subject, on)
            rows = (*rows, *more)
    return state, rows


def _is(state: State, subject: Subject) -> bool | None:
    """Whether it is on, as the log counts it. None: not known."""
    if isinstance(subject, Key):
        one = state.watch.of(subject)
        return one is not None and one.active
    if subject.track is Track.LINK:
        return {Phase.LOST: True, Phase.LIVE: False}.get(state.link.phase)
    if subject.track is Track.CURRENT:
        return not state.watch.flowing.on
    heard = state.watch.of_pack(subject.slot)
    if heard is None:
        return None
    charge = subject.track is Track.CHARGE_PATH
    return not (heard.status.charge_mosfet if charge else heard.status.discharge_mosfet)


def _followed(state: State, at: float, subject: Subject, on: bool) -> Effect:
    journal, count = follow(state.watch.journal, subject, on, at)
    if journal is not state.watch.journal:
        state = replace(state, watch=replace(state.watch, journal=journal))
    if not count:
        return state, ()
    urgent = isinstance(subject, Key) and on and is_trip(subject)
    return state, (row(state, at, _happening(state, subject, on, count), urgent),)


def _happening(state: State, subject: Subject, on: bool, count: int) -> Happening:
    if isinstance(subject, Key):
        one = state.watch.of(subject)
        return of_alarm(Happened.ALARM, one) if on and one else over(subject, one)
    what = _WORDS[subject.track][not on]
    if what is Happened.LINK_LOST:
        trouble = state.link.trouble
        return Happening(what, name=str(trouble) if trouble else "", detail=state.link.detail, count=count)
    return Happening(what, slot=subject.slot or None, count=count)
