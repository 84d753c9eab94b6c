"""What somebody wants to know, and what was seen or done."""

from dataclasses import dataclass

from hmi.model.alarm.standing import Key
from hmi.model.check.finding import Suspect
from hmi.model.check.numbers import Number
from hmi.model.history.trend import Quantity, Span


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


@dataclass(frozen=True, slots=True)
class ShowAlarm:
    """The page of an alarm was chosen."""

    key: Key


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """An alarm was seen; without a key: all that stand."""

    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """What stands now shall neither flash nor wake the panel; it stays unseen."""


@dataclass(frozen=True, slots=True)
class ShowStory:
    """The story of a row of the log was chosen, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class StepBox:
    """To another frame of the black box: so many on, or back."""

    frames: int


@dataclass(frozen=True, slots=True)
class ChooseSpan:
    """How far back the trend shall go."""

    span: Span


@dataclass(frozen=True, slots=True)
class ChooseQuantity:
    """What the trend shall show."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ReadBmsRecord:
    """An older record (+1) or a newer one (-1) of the BMS's own."""

    older: int


@dataclass(frozen=True, slots=True)
class SeeLamp:
    """A lamp of the drawn box was touched: it does what it does next, as the user sees it on the real one."""

    lamp: str


@dataclass(frozen=True, slots=True)
class ForgetLamps:
    """No lamp of the drawn box was touched: all are dark again."""


@dataclass(frozen=True, slots=True)
class TryLoad:
    """What if the house used so many W?"""

    watts: float


@dataclass(frozen=True, slots=True)
class Calibrate:
    """The SOC shall be made sure (True), or that is given up."""

    go: bool


@dataclass(frozen=True, slots=True)
class ShowTopic:
    """A topic of the help was chosen, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class ShowTask:
    """The page of a task of the maintenance was chosen, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class TickOff:
    """A task of the maintenance was done today, by its name; or that was a mistake."""

    task: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class ShowModel:
    """The table of this model shall be shown."""

    name: str
