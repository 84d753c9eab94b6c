"""What a finger at the panel means, named for what is wished."""

from hmi.model.intents.gate import ChangeCode, CodeErased, CodeKey, LockNow, OwnCodeDeclined
from hmi.model.intents.knowing import (
    Acknowledge,
    AnswerNumber,
    Calibrate,
    ChooseQuantity,
    ChooseSpan,
    CompareAnew,
    ForgetLamps,
    ReadBmsRecord,
    SeeLamp,
    ShowAdvice,
    ShowAlarm,
    ShowModel,
    ShowStory,
    ShowTask,
    ShowTopic,
    Silence,
    StepBox,
    TickOff,
    TryLoad,
)
from hmi.model.intents.moving import (
    Cancel,
    ChooseLanguage,
    ChooseTheme,
    CornerTouched,
    Go,
    GoDark,
    SelectPack,
    SetDisplay,
    Touched,
    TryRotation,
    Turn,
)
from hmi.model.intents.setting import (
    AdjustWarranty,
    ChooseProtocol,
    Confirm,
    EditField,
    EndTrial,
    ExpectPacks,
    HandOver,
    KeepTrial,
    RegisterWarranty,
    Restore,
    SetClock,
    ShowBrand,
    ShowGroup,
    ShutDown,
    SwitchTo,
    ValueDone,
    ValueKey,
    WriteGroup,
)

__all__ = [
    "Acknowledge",
    "AdjustWarranty",
    "AnswerNumber",
    "Calibrate",
    "Cancel",
    "ChangeCode",
    "ChooseLanguage",
    "ChooseProtocol",
    "ChooseQuantity",
    "ChooseSpan",
    "ChooseTheme",
    "CodeErased",
    "CodeKey",
    "CompareAnew",
    "Confirm",
    "CornerTouched",
    "EditField",
    "EndTrial",
    "ExpectPacks",
    "ForgetLamps",
    "Free",
    "Go",
    "GoDark",
    "Guarded",
    "HandOver",
    "Intent",
    "KeepTrial",
    "LockNow",
    "OwnCodeDeclined",
    "ReadBmsRecord",
    "RegisterWarranty",
    "Restore",
    "SeeLamp",
    "SelectPack",
    "SetClock",
    "SetDisplay",
    "ShowAdvice",
    "ShowAlarm",
    "ShowBrand",
    "ShowGroup",
    "ShowModel",
    "ShowStory",
    "ShowTask",
    "ShowTopic",
    "ShutDown",
    "Silence",
    "StepBox",
    "SwitchTo",
    "TickOff",
    "Touched",
    "TryLoad",
    "TryRotation",
    "Turn",
    "ValueDone",
    "ValueKey",
    "WriteGroup",
]

# Every one of these waits for the gate: hmi.model.gate asks for the code first.
Guarded = (
    ChangeCode
    | ChooseProtocol
    | EditField
    | WriteGroup
    | Restore
    | SwitchTo
    | SetClock
    | ShutDown
    | Confirm
    | KeepTrial
    | EndTrial
    | HandOver
    | RegisterWarranty
)
Free = (
    Touched
    | Go
    | Turn
    | SelectPack
    | ChooseLanguage
    | ChooseTheme
    | CodeKey
    | CodeErased
    | OwnCodeDeclined
    | LockNow
    | ShowBrand
    | ShowGroup
    | ValueKey
    | ValueDone
    | Cancel
    | ExpectPacks
    | AnswerNumber
    | CompareAnew
    | ShowAdvice
    | GoDark
    | SetDisplay
    | TryRotation
    | CornerTouched
    | ShowAlarm
    | Acknowledge
    | Silence
    | ShowStory
    | StepBox
    | ChooseSpan
    | ChooseQuantity
    | ReadBmsRecord
    | SeeLamp
    | ForgetLamps
    | TryLoad
    | Calibrate
    | ShowTopic
    | ShowModel
    | ShowTask
    | TickOff
    | AdjustWarranty
)
Intent = Guarded | Free
