"""What a status reading makes of the alarms of its pack: new ones, repeats, some that are over."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from hmi.model.alarm import outbreak
from hmi.model.alarm.evidence import evidence
from hmi.model.alarm.heard import Once
from hmi.model.alarm.journal import HOUR_S, boxed, follow
from hmi.model.alarm.name import Priority
from hmi.model.alarm.rows import of_alarm, over, row
from hmi.model.alarm.standing import Condition, Key, Standing
from hmi.model.alarm.watch import in_order, is_trip
from hmi.model.effect import Effect
from hmi.model.happening import Happened
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.wanted import Log

REPEAT_S = 60.0  # an alarm that comes again so soon after it was over is the same one
UNSEEN_REPEAT_S = HOUR_S  # and also one that nobody has seen: the panel was woken for it already
MOST_OVER = 60  # and unseen: one that is forgotten would wake the panel anew


def ended(state: State, at: float, keys: Collection[Key]) -> Effect:
    """These are over. Who has seen them needs no reminder; the others wait to be acknowledged."""
    if not keys:
        return state, ()
    watch, rows = state.watch, []
    journal = watch.journal
    finished = [replace(one, ended=at) for one in watch.standing if one.key in keys]
    for one in finished:
        journal, told = follow(journal, one.key, False, at)
        rows += [row(state, at, over(one.key, one))] if told else []
    others = [one for one in watch.standing if one.key not in keys]
    unseen = [replace(one, condition=Condition.OVER_UNSEEN) for one in finished if one.unseen]
    seen = [replace(one, condition=Condition.OVER) for one in finished if not one.unseen]
    watch = replace(watch, standing=in_order((*others, *unseen)), lately=(*watch.lately, *seen))
    return replace(state, watch=replace(watch, journal=journal)), tuple(rows)


def again(state: State, at: float, keys: Collection[Key]) -> State:
    """These were away for a moment, and are told again: they have come once more."""
    if not keys:
        return state
    counted = tuple(
        replace(one, count=one.count + 1, latest=at) if one.key in keys else one
        for one in state.watch.standing
    )
    return replace(state, watch=replace(state.watch, standing=counted))


@dataclass(frozen=True, slots=True)
class _Come:
    """An alarm that counts as active from now on; `new`: it is no repeat. `leading`: the log must tell it."""

    one: Standing
    new: bool
    leading: bool = False


def came(state: State, at: float, address: int, told: Sequence[Once], found: bool) -> Effect:
    """These, the worst first, count as active from now on: they stand, are logged, and may wake the panel.

    `found`: the pack was not heard before, so nobody knows which of them was first, nor of other packs' ones.
    """
    worst = max((one.key.priority for one in state.watch.standing if one.active), default=0)
    come = [_come(state, at, address, one) for one in told]
    broken_out = outbreak.arrived(state.watch.outbreak, sum(one.new for one in come), at)
    led = outbreak.led(broken_out, [one.one.key for one in come], at)
    leading = {led.first} if led is not broken_out else set()
    if come[0].one.key.priority > worst:
        leading.add(come[0].one.key)
    come = [_placed(one, None if found else led.first, one.one.key in leading) for one in come]
    trips = any(is_trip(one.one.key) for one in come)
    watch = replace(
        state.watch,
        standing=_bounded(state.watch.standing, [one.one for one in come]),
        lately=_without(state.watch.lately, [one.one for one in come]),
        outbreak=led,
        flood=led.flood,
        tripped_at=at if trips else state.watch.tripped_at,
    )
    state, rows = _told(replace(state, watch=watch), at, come)
    wakes = any(one.new and is_trip(one.one.key) for one in come)
    return (_awake(state, at) if wakes else state), rows


def _come(state: State, at: float, address: int, told: Once) -> _Come:
    watch, seen = state.watch, evidence(state, told)
    old = next((one for one in (*watch.standing, *watch.lately) if one.key == told.key), None)
    if old is None or at - (old.ended or 0.0) > (UNSEEN_REPEAT_S if old.unseen else REPEAT_S):
        clock, certain = state.clock, state.time.certain
        new = Standing(told.key, address, Condition.NEW, at, clock, certain, evidence=seen)
        return _Come(new, new=True)
    # A fault that has come back although somebody looked at it is to be looked at again.
    unseen = old.unseen or told.key.priority is Priority.FAULT
    repeated = replace(
        old,
        condition=Condition.NEW if unseen else Condition.SEEN,
        ended=None,
        count=old.count + 1,
        silenced=old.silenced and old.unseen,
        latest=at,
        evidence=seen,
    )
    return _Come(repeated, new=False)


def _placed(come: _Come, first: Key | None, leading: bool) -> _Come:
    """Marked, if a trip begins with it, or the one that runs has begun with it."""
    return replace(come, one=replace(come.one, first_out=come.one.key == first), leading=leading)


def _told(state: State, at: float, come: Iterable[_Come]) -> Effect:
    """The log's rows; in a flood only of those that lead, the others are counted."""
    journal, untold, rows = state.watch.journal, state.watch.outbreak.untold, list[Log]()
    for each in come:
        one, box = each.one, False
        if state.watch.flood and not each.leading:
            untold += each.new
            continue
        journal, told = follow(journal, one.key, True, at, each.leading)
        if told and each.leading and is_trip(one.key):
            journal, box = boxed(journal, at)
        if told:
            kept = state.ring.frames if box else ()
            rows.append(row(state, at, of_alarm(Happened.ALARM, one), is_trip(one.key), kept))
    broken_out = replace(state.watch.outbreak, untold=untold)
    return replace(state, watch=replace(state.watch, journal=journal, outbreak=broken_out)), tuple(rows)


def _bounded(standing: Iterable[Standing], come: Collection[Standing]) -> tuple[Standing, ...]:
    """With them, and if need be without those that have been over for the longest."""
    all_of_them = (*_without(standing, come), *come)
    past = sorted((one for one in all_of_them if not one.active), key=lambda one: one.ended or 0.0)
    dropped = {one.key for one in past[: max(0, len(past) - MOST_OVER)]}
    return in_order(one for one in all_of_them if one.key not in dropped)


def _without(ones: Iterable[Standing], others: Iterable[Standing]) -> tuple[Standing, ...]:
    keys = {one.key for one in others}
    return tuple(one for one in ones if one.key not in keys)


def _awake(state: State, at: float) -> State:
    """The panel shows its first page; one that is awake stays where it is: nothing moves under a finger."""
    if state.place.page is not Page.SLEEP:
        return state
    return replace(state, place=Place(Page.MIN_STATE), trail=(), watch=replace(state.watch, woken_at=at))
