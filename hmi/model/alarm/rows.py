"""Rows of the panel's log."""

from hmi.model.alarm.standing import Key, Standing
from hmi.model.battery import known_as
from hmi.model.happening import Happened, Happening
from hmi.model.history.blackbox import Kept
from hmi.model.moment import Moment
from hmi.model.state import State
from hmi.model.wanted import Log


def row(state: State, at: float, happening: Happening, urgent: bool = False, minutes: Kept = ()) -> Log:
    """A row of the battery on the wire; `minutes`: with its black box."""
    moment = Moment(at, state.time.at_time(at), state.time.certain)
    return Log(known_as(state) or "", moment, happening, urgent, minutes)


def of_alarm(what: Happened, one: Standing) -> Happening:
    """What happened to an alarm, with all that is known of it."""
    seen = one.evidence
    return Happening(
        what,
        slot=one.key.slot,
        priority=one.key.priority,
        name=str(one.key.name),
        number=seen.number,
        value=seen.value,
        limit=seen.limit,
        unit=seen.unit,
        count=one.count,
        first_out=one.first_out,
    )


def over(key: Key, one: Standing | None) -> Happening:
    """An alarm is over; `one` as it still stands, if it does."""
    count = one.count if one else 1
    return Happening(Happened.OVER, key.slot, key.priority, str(key.name), count=count)
