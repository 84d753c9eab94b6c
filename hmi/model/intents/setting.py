"""Protocol, parameters, switches and warranty: what is set, on the BMS or for good."""

from dataclasses import dataclass
from datetime import date

from hmi.model.facts import Interface
from hmi.model.job import Cause


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
class KeepTrial:
    """The inverter works with the protocol on trial."""


@dataclass(frozen=True, slots=True)
class EndTrial:
    """The protocol before the trial shall be set again."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """Commissioning is finished: the facts of today are kept as the handover's."""


@dataclass(frozen=True, slots=True)
class AdjustWarranty:
    """A field of the warranty as drafted shall be more or less by so many steps."""

    field: str
    steps: int


@dataclass(frozen=True, slots=True)
class RegisterWarranty:
    """The battery's warranty runs from that day, for so many years and cycles."""

    since: date
    years: int
    cycles: int


@dataclass(frozen=True, slots=True)
class ExpectPacks:
    """So many packs are in the stack, 1..15, as its installer counts them; 0: as many as the BMS says."""

    count: int
