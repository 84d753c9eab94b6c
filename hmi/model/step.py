"""The one place where the state changes: state and event in, new state and wanted commands out.

Nothing is changed in place and nothing is done here; each arm is one call into the module of its topic.
"""

from dataclasses import replace
from typing import assert_never

from hmi.model import (
    bms_records,
    cut_off,
    editing,
    entering,
    filing,
    gate,
    hearing,
    intended,
    keeping,
    ledger,
    light,
    moving,
    observing,
    timekeeping,
    trial,
    turning,
    writing,
)
from hmi.model import events as happened
from hmi.model.chain import chain
from hmi.model.check import lasting, listening, noting, obeying
from hmi.model.effect import Effect
from hmi.model.events import Event, FromDisk, FromHistory, FromLink, FromTap, LightFound, Tick
from hmi.model.history import looking
from hmi.model.intents import Guarded
from hmi.model.state import State


def step(state: State, event: Event) -> Effect:
    """The state after the event, and the commands that it leads to, in order."""
    before = state
    state, wanted = _answered(state, event)
    if isinstance(event, FromLink | Tick):
        state, noticed = observing.observed(before, state, event)
        wanted = (*wanted, *noticed)
    state = turning.settled(gate.settled(moving.settled(before, state)))
    state = filing.settled(light.settled(before, state))
    state, looked = bms_records.settled(before, state)
    asked = (*looked, *entering.wanted(before, state), *looking.wanted(before, state, wanted))
    return state, (*wanted, *asked, *light.wanted(before, state))


def _answered(state: State, event: Event) -> Effect:
    if isinstance(event, Tick):
        timed = timekeeping.ticked(moving.ticked(state, event), event)
        return chain(timed, gate.ticked, writing.ticked, trial.ticked, _checked)
    if isinstance(event, FromLink):
        return _heard(state, event)
    if isinstance(event, FromTap):
        return _tapped(state, event), ()
    if isinstance(event, FromHistory):
        return ledger.remembered(looking.came(state, event)), ()
    if isinstance(event, LightFound):
        return light.found(state, event), ()
    if isinstance(event, FromDisk):
        return _remembered(state, event)
    if isinstance(event, Guarded):
        return intended.allowed(state, event) if state.access.open else gate.asked(state, event)
    return intended.touched(state, event)


def _checked(state: State) -> Effect:
    """The link to the inverter, as it stands now."""
    return noting.ticked(obeying.ticked(lasting.ticked(state)))


def _heard(state: State, event: FromLink) -> Effect:
    state = bms_records.answered(state, event)
    match event:
        case happened.Received():
            state = editing.rebased(hearing.received(state, event))
            return chain(writing.answered(state, event), cut_off.settle, keeping.found)
        case happened.Unusable():
            return chain(writing.failed(hearing.unusable(state, event), event), keeping.found)
        case happened.Opened():
            return hearing.opened(state, event), ()
        case happened.Lost():
            return writing.lost(hearing.lost(state, event), event)
        case _:
            assert_never(event)


def _tapped(state: State, event: FromTap) -> State:
    match event:
        case happened.TapOpened():
            return listening.opened(state, event)
        case happened.TapLost():
            return listening.lost(state, event)
        case happened.BusHeard():
            return listening.heard(state, event)
        case _:
            assert_never(event)


def _remembered(state: State, event: FromDisk) -> Effect:
    match event:
        case happened.Remembered():
            state = keeping.remembered(trial.remembered(gate.remembered(state, event), event), event)
            return cut_off.settle(state)
        case happened.Noted():
            state = filing.noted(noting.noted(state, event), event)
            return writing.noted(trial.noted(state, event), event)
        case happened.NotNoted():
            state = filing.not_noted(noting.not_noted(state, event), event)
            return writing.not_noted(trial.not_noted(state, event), event)
        case happened.Judged():
            return chain(gate.judged(state, event), intended.opened)
        case happened.CodeSet():
            return chain(gate.code_set(state, event), intended.opened)
        case happened.RecordRead():
            return keeping.rows_read(state, event), ()
        case happened.SnapshotKept():
            return keeping.kept(state, event), ()
        case happened.Noticed():
            others = tuple(words for words in state.notices if words != event.words)
            return replace(state, notices=(*others, event.words)), ()
        case _:
            assert_never(event)
