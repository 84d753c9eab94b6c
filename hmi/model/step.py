"""The one place where the state changes: state and event in, new state and wanted commands out.

Nothing is changed in place and nothing is done here; each arm is one call into the module of its topic.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from hmi.model import (
    cut_off,
    editing,
    entering,
    gate,
    handover,
    hearing,
    keeping,
    moving,
    proposing,
    trial,
    writing,
)
from hmi.model import events as happened
from hmi.model import intents as meant
from hmi.model.check import agreeing, lasting, listening, noting, obeying
from hmi.model.effect import Effect
from hmi.model.events import Event, FromDisk, FromLink, FromTap
from hmi.model.intents import Free, Guarded
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import SaveSettings


def step(state: State, event: Event) -> Effect:
    """The state after the event, and the commands that it leads to, in order."""
    before = state
    state, wanted = _answered(state, event)
    state = gate.settled(moving.settled(before, state))
    return state, (*wanted, *entering.wanted(before, state))


def _answered(state: State, event: Event) -> Effect:
    if isinstance(event, happened.Tick):
        return _chain((moving.ticked(state, event), ()), gate.ticked, writing.ticked, trial.ticked, _checked)
    if isinstance(event, FromLink):
        return _heard(state, event)
    if isinstance(event, FromTap):
        return _tapped(state, event), ()
    if isinstance(event, FromDisk):
        return _remembered(state, event)
    if isinstance(event, Guarded):
        return _allowed(state, event) if state.access.open else gate.asked(state, event)
    return _touched(state, event)


def _opened(state: State) -> Effect:
    """What waited for the gate, once it is open and its keypad is left."""
    access = state.access
    if access.then is None or not access.open or state.place.page is Page.KEYPAD:
        return state, ()
    return _allowed(replace(state, access=replace(access, then=None)), access.then)


def _checked(state: State) -> Effect:
    """The link to the inverter, as it stands now."""
    return noting.ticked(obeying.ticked(lasting.ticked(state)))


def _chain(first: Effect, *others: Callable[[State], Effect]) -> Effect:
    state, wanted = first
    for one in others:
        state, more = one(state)
        wanted = (*wanted, *more)
    return state, wanted


def _heard(state: State, event: FromLink) -> Effect:
    match event:
        case happened.Received():
            state = editing.rebased(hearing.received(state, event))
            return _chain(writing.answered(state, event), cut_off.settle, keeping.found)
        case happened.Unusable():
            return _chain(writing.failed(hearing.unusable(state, event), event), keeping.found)
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
            return writing.noted(trial.noted(noting.noted(state, event), event), event)
        case happened.NotNoted():
            return writing.not_noted(trial.not_noted(noting.not_noted(state, event), event), event)
        case happened.Judged():
            return _chain(gate.judged(state, event), _opened)
        case happened.CodeSet():
            return _chain(gate.code_set(state, event), _opened)
        case happened.RecordRead():
            return keeping.rows_read(state, event), ()
        case happened.SnapshotKept():
            return keeping.kept(state, event), ()
        case happened.Noticed():
            others = tuple(words for words in state.notices if words != event.words)
            return replace(state, notices=(*others, event.words)), ()
        case _:
            assert_never(event)


def _allowed(state: State, event: Guarded) -> Effect:
    match event:
        case meant.ChangeCode():
            return gate.new_code_wished(state), ()
        case meant.ChooseProtocol():
            return proposing.protocol(state, event)
        case meant.EditField():
            return editing.chosen(state, event), ()
        case meant.WriteGroup():
            return editing.proposed(state)
        case meant.Restore():
            return proposing.restored(state, event)
        case meant.SwitchTo():
            return proposing.switched(state, event)
        case meant.SetClock():
            return proposing.clock(state)
        case meant.ShutDown():
            return proposing.shut_down(state)
        case meant.Confirm():
            return writing.confirmed(state)
        case meant.KeepTrial():
            return trial.kept(state)
        case meant.EndTrial():
            return trial.given_up(state)
        case meant.HandOver():
            return handover.given(state)
        case _:
            assert_never(event)


def _touched(state: State, event: Free) -> Effect:
    match event:
        case meant.Touched():
            return moving.touched(gate.lapsed(state, event.at), event), ()
        case meant.Go():
            return moving.gone(state, event), ()
        case meant.Turn():
            return moving.turned(state, event), ()
        case meant.Cancel():
            return moving.cancelled(state), ()
        case meant.SelectPack():
            return replace(state, selected=event.slot), ()
        case meant.ShowBrand():
            return moving.entered(replace(state, brand=event.name), Page.INVERTER), ()
        case meant.ShowGroup():
            return moving.entered(replace(state, group=event.group), Page.GROUP), ()
        case meant.CodeKey():
            return gate.typed(state, event)
        case meant.CodeErased():
            return gate.erased(state), ()
        case meant.OwnCodeDeclined():
            return _chain(gate.declined(state), _opened)
        case meant.LockNow():
            return gate.locked(state)
        case meant.ValueKey():
            return editing.typed(state, event), ()
        case meant.ValueDone():
            return editing.done(state), ()
        case meant.ChooseLanguage():
            return _with_settings(replace(state, language=event.tag))
        case meant.ChooseTheme():
            return _with_settings(replace(state, theme=event.name))
        case meant.AnswerNumber():
            return agreeing.answered(state, event), ()
        case meant.CompareAnew():
            return agreeing.anew(state), ()
        case meant.ShowAdvice():
            state = replace(state, inverter=replace(state.inverter, advice=event.suspect))
            return moving.entered(state, Page.LINK_ADVICE), ()
        case meant.ExpectPacks():
            return _with_settings(replace(state, expected_packs=event.count))
        case _:
            assert_never(event)


def _with_settings(state: State) -> Effect:
    return state, (SaveSettings(state.language, state.theme, state.expected_packs),)
