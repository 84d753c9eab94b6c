"""Handing a battery over: its facts are kept for ever, and the record says so."""

from dataclasses import replace
from enum import StrEnum

from hmi.model import handed
from hmi.model.effect import Effect
from hmi.model.record import HANDOVER, Entry, Kind, Mark
from hmi.model.state import State
from hmi.model.timekeeping import plausible
from hmi.model.wanted import KeepSnapshot, Note


class Obstacle(StrEnum):
    """Why a battery cannot be handed over now."""

    BATTERY = "battery"  # which one it is, is not known
    CLOCK = "clock"  # the panel's clock was never set, so the warranty would start on a wrong day
    TRIAL = "trial"  # the protocol may still go back
    RECORD = "record"  # cannot be kept


def obstacle(state: State) -> Obstacle | None:
    """The first one in the way; None: it can be handed over."""
    standing = {
        Obstacle.BATTERY: not state.identity.serial or not state.total.counted,
        Obstacle.CLOCK: not plausible(state.clock),
        Obstacle.TRIAL: state.trial is not None and state.trial.serial == state.identity.serial,
        Obstacle.RECORD: bool(state.record.trouble),
    }
    return next((one for one, stands in standing.items() if stands), None)


def given(state: State) -> Effect:
    """Today's facts become those of the handover; an earlier one stays in the record as a row."""
    now = handed.of(state)
    if now is None or obstacle(state):
        return state, ()
    ask, serial = state.asks + 1, state.identity.serial
    entry = Entry(Kind.HANDOVER, HANDOVER, Mark.GIVEN, serial)
    kept = KeepSnapshot(serial, HANDOVER, handed.content(now))
    return replace(state, asks=ask), (kept, Note(ask, (entry,)))
