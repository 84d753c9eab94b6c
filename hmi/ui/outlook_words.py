"""When it will be full or empty, in words; and of all that MIN STATE could say, what matters most."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hmi.model import outlook, timekeeping
from hmi.model.freshness import Freshness
from hmi.model.outlook import Ending
from hmi.model.stack import Flow
from hmi.model.state import State
from hmi.ui import because_words, connection, names, text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

DAY_H = 24.0
ROOMY_LINES = 8  # of text on a part of a page
ROUGH_MIN = 10  # a time of day more than an hour away is told to so many minutes
ENDINGS = {
    Ending.FULL: N_("Full in {time}"),
    Ending.RESERVE: N_("Down to {soc} % in {time}"),
    Ending.EMPTY: N_("Empty in {time}"),
}
# A number of days in words, as it is said.
DAYS = (
    N_("two days"),
    N_("three days"),
    N_("four days"),
    N_("five days"),
    N_("six days"),
    N_("seven days"),
    N_("eight days"),
    N_("nine days"),
    N_("ten days"),
)


def line(state: State) -> str:
    """MIN STATE: the first of the sentences, in their order, that has something to say."""
    if not state.total.counted:
        return connection.check(state)
    return next(filter(None, (sentence(state) for sentence in ORDER)), "")


def _lost(state: State) -> str:
    """An alarm stands where the trouble of the link was."""
    return connection.sentence(state) if state.link.trouble is not None and state.alarms else ""


def _old(state: State) -> str:
    return connection.old(state) if state.total.fresh is Freshness.AGED else ""


def _incomplete(state: State) -> str:
    total = state.total
    if total.complete:
        return ""
    return _("{counted} of {expected} packs").format(counted=total.counted, expected=total.expected)


def until(state: State) -> str:
    """When the present current ends; "--" while that cannot be told."""
    hours = outlook.hours(state)
    if hours is None and state.alarms:
        return names.flow(state.total.flow)  # an alarm stands where the direction was
    if state.total.flow is Flow.RESTING and full(state):
        return ""
    reserve = outlook.above_reserve(state)
    ending = outlook.ending(state) or (Ending.RESERVE if reserve else Ending.EMPTY)
    return _(ENDINGS[ending]).format(time=text.hours(hours), soc=text.number(outlook.reserve_pct(state)))


def limited(state: State) -> str:
    """What limits or stops the current; where there is room, with what will end that."""
    return because_words.sentence(state) if roomy(state) else because_words.in_short(state)


def roomy(state: State) -> bool:
    """There is room for long sentences, and for the last line of MIN STATE below them."""
    return state.room.lines >= ROOMY_LINES


ORDER: tuple[Callable[[State], str], ...] = (_lost, _old, limited, _incomplete, until)


def full(state: State) -> bool:
    """A pack says that it is fully charged."""
    return any(pack.status is not None and pack.status.fully_charged for pack in state.packs)


def lasting(state: State, hours: float | None, longest: float) -> str:
    """For how long something goes on: until a time of day, or in days; "--" while that is not known."""
    if hours is None:
        return text.NOTHING
    if hours > longest:
        return _("over {days} days").format(days=text.number(longest // DAY_H))
    days = int(hours / DAY_H)
    if days > len(DAYS) + 1:
        return text.days(days)
    if days > 1:
        return _(DAYS[days - 2])
    if days == 1:
        return _("a day and {hours} h").format(hours=int(hours - DAY_H))
    end = _local_in(state, hours)
    return _("until {time}").format(time=text.time_of_day(end)) if end else text.hours(hours)


def _local_in(state: State, hours: float) -> datetime | None:
    """Local time then, also beyond a change to summer time; None: the time of now is not certain."""
    now = timekeeping.moment(state)
    if now.utc is None or not now.certain or state.clock is None:
        return None
    summer = _zone(now.utc + timedelta(hours=hours)) - _zone(now.utc)
    end = state.clock + timedelta(hours=hours) + summer
    return end - timedelta(minutes=end.minute % ROUGH_MIN) if hours >= 1 else end


def _zone(utc: datetime) -> timedelta:
    """What local time is off then."""
    return utc.astimezone().utcoffset() or timedelta()
