"""The tap's events taken into the state."""

from dataclasses import replace

from hmi.model.check.traffic import Tap, TapPhase, Traffic
from hmi.model.events import BusHeard, TapLost, TapOpened
from hmi.model.state import State


def opened(state: State, event: TapOpened) -> State:
    """The tap listens; nothing of before counts any more."""
    tap = Tap(
        event.name, TapPhase.OPEN, since=event.at, silent=event.silent, traffic=Traffic(event.at, event.at)
    )
    return _with(state, tap)


def lost(state: State, event: TapLost) -> State:
    """Nothing is heard; what was heard is not shown as heard now. `since` stays when that began."""
    old = state.inverter.tap
    since = old.since if old.phase is TapPhase.LOST else event.at
    return _with(state, Tap(event.name, TapPhase.LOST, event.trouble, event.detail, since, old.silent))


def heard(state: State, event: BusHeard) -> State:
    """What came since the last time."""
    return _with(state, replace(state.inverter.tap, traffic=event.traffic))


def _with(state: State, tap: Tap) -> State:
    return replace(state, inverter=replace(state.inverter, tap=tap))
