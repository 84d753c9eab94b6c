"""What fingers mean, each arm one call into the module of its topic."""

from dataclasses import replace
from typing import assert_never

from hmi.model import (
    bms_records,
    calibration,
    editing,
    gate,
    handover,
    lamp_guide,
    light,
    maintenance,
    model_choice,
    moving,
    proposing,
    trial,
    turning,
    warranty,
    what_if,
    writing,
)
from hmi.model import intents as meant
from hmi.model.alarm import watching
from hmi.model.chain import chain
from hmi.model.check import agreeing
from hmi.model.effect import Effect
from hmi.model.history import looking
from hmi.model.intents import Free, Guarded
from hmi.model.light import with_settings
from hmi.model.navigation import Page
from hmi.model.state import State


def opened(state: State) -> Effect:
    """What waited for the gate, once it is open and its keypad is left."""
    access = state.access
    if access.then is None or not access.open or state.place.page is Page.KEYPAD:
        return state, ()
    return allowed(replace(state, access=replace(access, then=None)), access.then)


def allowed(state: State, event: Guarded) -> Effect:
    """What waits for the gate, once that is open."""
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
        case meant.RegisterWarranty():
            return warranty.registered(state, event)
        case _:
            assert_never(event)


def touched(state: State, event: Free) -> Effect:
    """What anybody may do."""
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
            return chain(gate.declined(state), opened)
        case meant.LockNow():
            return gate.locked(state)
        case meant.ValueKey():
            return editing.typed(state, event), ()
        case meant.ValueDone():
            return editing.done(state), ()
        case meant.ChooseLanguage():
            return with_settings(replace(state, language=event.tag))
        case meant.ChooseTheme():
            return light.themed(state, event)
        case meant.AnswerNumber():
            return agreeing.answered(state, event), ()
        case meant.CompareAnew():
            return agreeing.anew(state), ()
        case meant.ShowAdvice():
            state = replace(state, inverter=replace(state.inverter, advice=event.suspect))
            return moving.entered(state, Page.LINK_ADVICE), ()
        case meant.ExpectPacks():
            return with_settings(replace(state, expected_packs=event.count))
        case meant.GoDark():
            return moving.darkened(state), ()
        case meant.SetDisplay():
            return light.chosen(state, event)
        case meant.TryRotation():
            return turning.tried(state, event), ()
        case meant.CornerTouched():
            return turning.touched(state, event)
        case meant.ShowAlarm():
            return watching.shown(state, event), ()
        case meant.Acknowledge():
            return watching.acknowledged(state, event)
        case meant.Silence():
            return watching.silenced(state), ()
        case meant.ShowStory():
            return looking.story(state, event)
        case meant.StepBox():
            return looking.stepped(state, event), ()
        case meant.ChooseSpan() | meant.ChooseQuantity():
            return looking.chosen(state, event)
        case meant.ReadBmsRecord():
            return bms_records.asked(state, event)
        case meant.SeeLamp():
            return lamp_guide.touched(state, event), ()
        case meant.ForgetLamps():
            return lamp_guide.forgotten(state), ()
        case meant.TryLoad():
            return what_if.tried(state, event), ()
        case meant.Calibrate():
            return calibration.begun(state, event)
        case meant.ShowTopic():
            return moving.entered(replace(state, topic=event.name), Page.TOPIC), ()
        case meant.ShowModel():
            return model_choice.chosen(state, event), ()
        case meant.ShowTask():
            return maintenance.chosen(state, event), ()
        case meant.TickOff():
            return maintenance.ticked(state, event)
        case meant.AdjustWarranty():
            return warranty.adjusted(state, event), ()
        case _:
            assert_never(event)
