"""What readings, time and fingers do to the alarms that are told.

status ── heard ── appearing ──> Watch.standing, wake, log
every second ── ageing ──> what is over and forgotten; how many came in a flood
all else that the log tells ── coming_and_going, occurring
"""

from dataclasses import replace
from functools import partial

from hmi.model import moving
from hmi.model.alarm import ageing, appearing, coming_and_going, occurring
from hmi.model.alarm.evidence import completed
from hmi.model.alarm.heard import Heard, listened
from hmi.model.alarm.rows import of_alarm, row
from hmi.model.alarm.standing import Condition, Standing
from hmi.model.alarm.watch import in_order
from hmi.model.chain import chain
from hmi.model.effect import Effect
from hmi.model.events import Event, Received, Tick
from hmi.model.freshness import Freshness, freshness
from hmi.model.happening import Happened, Happening
from hmi.model.hearing import GROUP_OF
from hmi.model.intents import Acknowledge, ShowAlarm
from hmi.model.navigation import Page
from hmi.model.stack import Reading
from hmi.model.state import State
from hmi.protocol.analog import PackAnalog
from hmi.protocol.identity import Serials
from hmi.protocol.status import PackStatus


def observed(before: State, state: State, event: Event) -> Effect:
    """After every word of the link and every second: which alarms stand now, and the log of what changed."""
    if isinstance(event, Tick):
        aged = (ageing.aged(state), ())
        return chain(aged, occurring.started, ageing.counted, coming_and_going.caught_up)
    at = max(state.now, getattr(event, "at", state.now))
    link = coming_and_going.of_link(before, state, at)
    if not isinstance(event, Received):
        return link
    match event.message:
        case PackStatus() as status:
            return chain(link, partial(_of_status, before=before, event=event, status=status, at=at))
        case PackAnalog():
            battery = partial(occurring.other_battery, at=at)
            return chain(link, battery, partial(coming_and_going.of_current, at=at))
        case Serials():
            return chain(link, partial(occurring.other_battery, at=at))
        case _ if event.command in GROUP_OF:
            return chain(link, lambda state: (completed(state), ()))
        case _:
            return link


def _of_status(state: State, before: State, event: Received, status: PackStatus, at: float) -> Effect:
    reading = next(one for one in state.readings if one.slot == event.slot)
    state = _without_stranger(state, reading)
    known = state.watch.of_pack(reading.slot)
    heard = None if known is None or _was_gone(before, reading, at) else known
    if heard and heard.is_steady(status):
        now = replace(heard, analog=reading.analog)
        return occurring.of_charge(_hearing(state, now), at, now, first=False)
    active = tuple(one.key for one in state.watch.standing if one.active and one.key.slot == reading.slot)
    change = listened(heard, reading, status, active)
    state = appearing.again(_hearing(state, change.heard), at, change.again)
    effect = appearing.ended(state, at, change.over)
    if change.came:
        came = partial(appearing.came, at=at, address=reading.address, told=change.came, found=heard is None)
        effect = chain(effect, came)
    return chain(
        effect,
        partial(coming_and_going.of_paths, at=at, heard=change.heard, first=known is None),
        partial(coming_and_going.at_trip, at=at),
        partial(occurring.of_charge, at=at, heard=change.heard, first=known is None),
    )


def _hearing(state: State, heard: Heard) -> State:
    others = (one for one in state.watch.heard if one.slot != heard.slot)
    watched = state.watch.watched | {heard.slot}
    return replace(state, watch=replace(state.watch, watched=watched, heard=(*others, heard)))


def _without_stranger(state: State, reading: Reading) -> State:
    """Another pack has come into this place of the stack: of the alarms of the old one nothing is known."""
    heard, watch = state.watch.of_pack(reading.slot), state.watch
    if heard is None or heard.address == reading.address:
        return state
    journal = watch.journal
    for one in watch.standing:
        if one.key.slot == reading.slot:
            journal = journal.forgetting(one.key)
    return replace(
        state,
        watch=replace(
            watch,
            standing=tuple(one for one in watch.standing if one.key.slot != reading.slot),
            lately=tuple(one for one in watch.lately if one.key.slot != reading.slot),
            heard=tuple(one for one in watch.heard if one.slot != reading.slot),
            journal=journal,
        ),
    )


def _was_gone(before: State, reading: Reading, at: float) -> bool:
    """Nothing was known of the pack any more when this came: it counts like its first status."""
    old = next((one for one in before.readings if one.slot == reading.slot), None)
    return old is None or freshness(old.status_at, old.period, at) is Freshness.GONE


def shown(state: State, event: ShowAlarm) -> State:
    """Onto the page of an alarm; a panel asleep stays so."""
    if state.place.page is Page.SLEEP:
        return state
    return moving.entered(replace(state, watch=replace(state.watch, shown=event.key)), Page.ALARM)


def acknowledged(state: State, event: Acknowledge) -> Effect:
    """Somebody has seen it: an active one stays where it is, one that is over leaves."""
    watch, key = state.watch, event.key
    unseen = [one for one in watch.standing if one.unseen and key in (None, one.key)]
    if not unseen:
        return state, ()
    keys = {one.key for one in unseen}
    others = [one for one in watch.standing if one.key not in keys]
    seen = [replace(one, condition=Condition.SEEN) for one in unseen if one.active]
    over = [replace(one, condition=Condition.OVER) for one in unseen if not one.active]
    watch = replace(watch, standing=in_order((*others, *seen)), lately=(*watch.lately, *over))
    return replace(state, watch=watch), (row(state, state.now, _seen(unseen)),)


def _seen(unseen: list[Standing]) -> Happening:
    if len(unseen) == 1:
        return of_alarm(Happened.SEEN, unseen[0])
    return Happening(Happened.SEEN, count=len(unseen))


def silenced(state: State) -> State:
    """Nothing that stands now flashes or wakes any more; it stays unseen."""
    standing = tuple(replace(one, silenced=True) if one.unseen else one for one in state.watch.standing)
    return replace(state, watch=replace(state.watch, standing=standing))
