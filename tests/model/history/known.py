"""A battery whose clock is known, second by second."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hmi.model.events import Event, Received, Tick
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Wanted
from hmi.protocol.identity import Serials
from hmi.protocol.messages import Command
from tests.model.known import ANALOG, QUIET, heard

NOON = datetime(2026, 3, 2, 12, 0)
BATTERY = "PACK-1/16"


def serial(pack: str = "PACK-1", at: float = 0.0) -> Received:
    return Received(Command.SERIALS, Serials("BMS-1", pack), 1, 1, at)


def tick(at: float, clock: datetime = NOON) -> Tick:
    """`clock` is the local time at 0 s; the time of day is certain."""
    local = clock + timedelta(seconds=at)
    return Tick(at, local, local.astimezone(UTC), True)


def run(state: State, *events: Event) -> tuple[State, tuple[Wanted, ...]]:
    """The state after them, and all that was wanted."""
    wanted: tuple[Wanted, ...] = ()
    for event in events:
        state, more = step(state, event)
        wanted = (*wanted, *more)
    return state, wanted


def values(at: float, slot: int = 1, **changed: Any) -> tuple[Received, Received]:
    """Both halves of a pack."""
    analog = replace(ANALOG, **changed)
    return heard(analog, slot, at), heard(QUIET, slot, at)


def live(**changed: Any) -> State:
    """The battery was heard at 0 s, and time has come."""
    return run(State(), serial(), *values(0.0, **changed), tick(0.0))[0]
