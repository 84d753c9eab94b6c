"""What the BMS says on the CAN bus in each language: which frames, with the stack's figures of the moment."""

from collections.abc import Mapping

from hmi.protocol.can import tables
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.simulator.inverter import in_family, in_growatt
from hmi.simulator.inverter.announced import Announced
from hmi.simulator.inverter.in_family import Message

_SETS = {
    Language.PYLON: in_family.PYLON,
    Language.GOODWE: in_family.GOODWE,
    Language.SMA: in_family.SMA,
    Language.SOFAR: in_family.SOFAR,
    Language.VICTRON: in_family.VICTRON,
}


def whole_set(language: Language, values: Announced) -> Mapping[int, Message]:
    """Identifier -> what builds its message, in the order in which they are sent."""
    if language is not Language.GROWATT:
        return _SETS[language]
    if len(values.packs) > 1:
        return in_growatt.FRAMES
    groups = len(values.packs[0].sensed.cells) // in_growatt.CELLS_EACH
    return {**in_growatt.FRAMES, **dict([*in_growatt.OF_CELLS.items()][:groups])}


def identifiers(language: Language, values: Announced) -> tuple[int, ...]:
    """Those of one set, in the order in which they are sent."""
    return (*whole_set(language, values),)


def frame(language: Language, identifier: int, values: Announced) -> CanFrame:
    """The frame of this identifier, as of now."""
    message = whole_set(language, values)[identifier](values)
    length = in_family.PYLON_LENGTHS.get(identifier) if language is Language.PYLON else None
    return tables.encode(language, identifier, message, length)
