"""The frames on the bus read as one language: what they tell together, how old that is, which do not fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from hmi.model.check.hearing import age_s
from hmi.model.check.traffic import Heard
from hmi.protocol.can import tables
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told, told
from hmi.protocol.errors import LayoutError, UnknownFrameError

_NOTHING = Told()
_FIELDS = tuple(one.name for one in fields(Told))


@dataclass(frozen=True, slots=True)
class BusReading:
    """What is told. `age_s`: of each field of Told that is told."""

    told: Told = _NOTHING
    age_s: Mapping[str, float] = field(default_factory=dict)
    misfits: tuple[str, ...] = ()  # names of the identifiers whose data do not fit them
    in_tenths: bool = False  # 356H has the voltage in 0.1 V: an inverter that expects 0.01 V shows a tenth


def read(language: Language | None, heard: Iterable[Heard], at: float) -> BusReading:
    """What these identifiers tell in the language; nothing while it is not known."""
    if language is None:
        return BusReading()
    messages, misfits = [], []
    ages: dict[str, float] = {}
    for one in (each for each in heard if tables.known(language, each.frame)):
        message = message_of(language, one.frame)
        if message is None:
            misfits.append(one.frame.name)
        else:
            messages.append(message)
            for name in _told_by(language, one.frame):
                ages.setdefault(name, age_s(one, at))
    in_tenths = any(getattr(message, "voltage_in_tenths", False) for message in messages)
    return BusReading(told(messages), ages, tuple(misfits), in_tenths)


# A battery says the same for minutes.
@lru_cache(maxsize=128)
def message_of(language: Language, frame: CanFrame) -> Any:
    """The frame as a message; None where the language has no such identifier, or its data do not fit it."""
    try:
        return tables.decode(language, frame)
    except (UnknownFrameError, LayoutError):
        return None


@lru_cache(maxsize=128)
def _told_by(language: Language, frame: CanFrame) -> tuple[str, ...]:
    """The fields of Told that come from this frame."""
    alone = told((message_of(language, frame),))
    return tuple(name for name in _FIELDS if getattr(alone, name) is not None)
