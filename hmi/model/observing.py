"""What the panel makes of all that it hears, besides showing it: alarms, black box, ledger, history."""

from hmi.model import ledger, outlook
from hmi.model.alarm import watching
from hmi.model.effect import Effect
from hmi.model.events import Event
from hmi.model.history import blackbox, sampling
from hmi.model.state import State
from hmi.model.wanted import Wanted

# In this order: the black box of an alarm holds what led to it.
_OBSERVERS = (
    blackbox.observed,
    watching.observed,
    ledger.observed,
    outlook.observed,
    sampling.observed,
)


def observed(before: State, state: State, event: Event) -> Effect:
    """After a word of the link, or a second."""
    wanted: tuple[Wanted, ...] = ()
    for observer in _OBSERVERS:
        state, more = observer(before, state, event)
        wanted = (*wanted, *more)
    return state, wanted
