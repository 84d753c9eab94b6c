"""What a finger at the panel means, named for what is wished."""

from dataclasses import dataclass

from hmi.model.check.finding import Suspect
from hmi.model.check.numbers import Number
from hmi.model.digits import Digits
from hmi.model.facts import Interface
from hmi.model.job import Cause
from hmi.model.navigation import Page


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger went down anywhere."""

    at: float


@dataclass(frozen=True, slots=True)
class Go:
    """A page was chosen, or a part of it, from 0."""

    page: Page
    part: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """`>>` or a swipe up (+1), `<<` or a swipe down (-1)."""

    pages: int


@dataclass(frozen=True, slots=True)
class SelectPack:
    """The pack whose values PACK-INFO shows was chosen; `slot` 1..15."""

    slot: int


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """A language was chosen, by its tag such as "en" or "zh_Hans"."""

    tag: str


@dataclass(frozen=True, slots=True)
class ChooseTheme:
    """A theme was chosen: "dark" or "light"."""

    name: str


@dataclass(frozen=True, slots=True)
class CodeKey:
    """A digit of a code was touched."""

    digit: Digits  # one


@dataclass(frozen=True, slots=True)
class CodeErased:
    """The last digit of the code was taken back."""


@dataclass(frozen=True, slots=True)
class OwnCodeDeclined:
    """Not now: the factory's code stays in use."""


@dataclass(frozen=True, slots=True)
class LockNow:
    """The gate is to be closed."""


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """A new code is wished."""


@dataclass(frozen=True, slots=True)
class ChooseProtocol:
    """The BMS shall speak this protocol to the inverter: its code in EBH."""

    interface: Interface
    code: int


@dataclass(frozen=True, slots=True)
class ShowBrand:
    """The page of an inverter brand was chosen."""

    name: str


@dataclass(frozen=True, slots=True)
class ShowGroup:
    """The page of a parameter group was chosen."""

    group: str


@dataclass(frozen=True, slots=True)
class EditField:
    """A value of the group shown shall be changed; of an enable: turned over."""

    field: str


@dataclass(frozen=True, slots=True)
class ValueKey:
    """A key of the value keypad: a digit, ".", "-", or "<" which takes the last one back."""

    key: str


@dataclass(frozen=True, slots=True)
class ValueDone:
    """The value typed is the one that is meant."""


@dataclass(frozen=True, slots=True)
class WriteGroup:
    """The group as edited shall be written."""


@dataclass(frozen=True, slots=True)
class Restore:
    """All groups shall be as they were found, or as the factory makes them: AS_FOUND or FACTORY."""

    cause: Cause


@dataclass(frozen=True, slots=True)
class SwitchTo:
    """Something of the BMS shall be on or off: a subject of hmi.model.change."""

    subject: str
    on: bool


@dataclass(frozen=True, slots=True)
class SetClock:
    """The BMS's clock shall show the panel's time."""


@dataclass(frozen=True, slots=True)
class ShutDown:
    """The BMS shall shut down."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """What is shown as old -> new shall be written."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Back to the page from which this one was entered; what was half done there is dropped."""


@dataclass(frozen=True, slots=True)
class KeepTrial:
    """The inverter works with the protocol on trial."""


@dataclass(frozen=True, slots=True)
class EndTrial:
    """The protocol before the trial shall be set again."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Commissioning is finished: the facts of today are kept as the handover's."""


@dataclass(frozen=True, slots=True)
class ExpectPacks:
    """So many packs are in the stack, 1..15, as its installer counts them; 0: as many as the BMS says."""

    count: int


@dataclass(frozen=True, slots=True)
class AnswerNumber:
    """The inverter shows the same value as the panel, or another one."""

    number: Number
    same: bool


@dataclass(frozen=True, slots=True)
class CompareAnew:
    """The values shall be compared with the inverter's once more."""


@dataclass(frozen=True, slots=True)
class ShowAdvice:
    """What to do about this suspect was asked for."""

    suspect: Suspect


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
)
Intent = Guarded | Free
