"""The mark of alarms that is on every page, for the rules that draw it."""

from hmi.model.alarm import lists, mark
from hmi.model.alarm.name import Priority
from hmi.model.intents import Go, ShowAlarm
from hmi.model.navigation import Page
from hmi.model.state import State


def shown(state: State) -> Priority | int:
    """What the plate is coloured for just now; 0: nothing is wrong, or the dark half of a flash."""
    return state.worst or 0 if mark.lit(state) else 0


def rim(state: State) -> Priority | int:
    """What the line around it is coloured for: the same in either half; or what is over and unseen."""
    return state.worst or mark.unseen(state) or 0


def sign(state: State) -> str:
    """Before the number: something is there that nobody has acknowledged."""
    return "!" if mark.unseen(state) else ""


def worst_page(state: State) -> ShowAlarm | Go:
    """Where a touch on the worst alarm leads: to its page; HOME, while nothing is wrong."""
    if state.worst is None:
        return Go(Page.HOME)
    active = (one for one in lists.standing(state) if lists.is_active(state, one))
    return ShowAlarm(lists.lines(active, state.worst)[0].key)
