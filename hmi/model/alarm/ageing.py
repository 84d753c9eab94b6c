"""What time alone does to the alarms that stand, and to the log of them."""

from dataclasses import replace

from hmi.model.alarm.appearing import REPEAT_S
from hmi.model.alarm.journal import DAY_S
from hmi.model.alarm.name import Priority
from hmi.model.alarm.outbreak import FIRST_OUT_S, FLOOD_S, arrived
from hmi.model.alarm.rows import row
from hmi.model.alarm.standing import Standing
from hmi.model.alarm.watch import Watch
from hmi.model.effect import Effect
from hmi.model.happening import Happened, Happening
from hmi.model.state import State

FORGOTTEN_S = DAY_S  # a warning that was over for so long need not be seen any more


def aged(state: State) -> State:
    """What is long over leaves; a flood ends."""
    watch, now = state.watch, state.now
    if not watch.standing and not watch.lately and not watch.outbreak.arrivals:
        return state
    kept = tuple(one for one in watch.standing if not _is_forgotten(state, one))
    journal = watch.journal
    for one in watch.standing if len(kept) < len(watch.standing) else ():
        if one.active and one not in kept:  # where its pack is put back, the log tells it anew
            journal = journal.forgetting(one.key)
    lately = tuple(one for one in watch.lately if now - (one.ended or 0.0) <= REPEAT_S)
    outbreak = arrived(watch.outbreak, 0, now)
    aged = replace(
        watch, standing=kept, lately=lately, outbreak=outbreak, flood=outbreak.flood, journal=journal
    )
    return state if aged == watch else replace(state, watch=aged)


def _is_forgotten(state: State, one: Standing) -> bool:
    if one.active:  # of a pack that was taken off nothing will be heard any more
        return not one.unseen and one.key.slot > state.pack_count
    warning = one.key.priority is Priority.WARNING
    return warning and state.now - (one.ended or 0.0) > FORGOTTEN_S


def counted(state: State) -> Effect:
    """In a flood the log tells how many alarms have no row of their own: soon, then every ten minutes."""
    watch = state.watch
    outbreak = watch.outbreak
    if not outbreak.untold or not _is_time(watch, state.now):
        return state, ()
    priority = watch.standing[0].key.priority if watch.standing else None
    flood = Happening(Happened.FLOOD, priority=priority, count=outbreak.untold)
    outbreak = replace(outbreak, untold=0, told_at=state.now)
    rows = (row(state, state.now, flood, urgent=True),)
    return replace(state, watch=replace(watch, outbreak=outbreak)), rows


def _is_time(watch: Watch, now: float) -> bool:
    since, told_at = watch.outbreak.flooded_at, watch.outbreak.told_at
    if since is None:
        return True
    again = told_at is None or now - told_at >= FLOOD_S
    return again and now - since >= FIRST_OUT_S
