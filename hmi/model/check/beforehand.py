"""What cannot work with these packs, said before it is tried."""

from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model.check.comparing import SMA_CVL_V
from hmi.model.facts import Interface
from hmi.protocol.can.language import Language

if TYPE_CHECKING:
    from hmi.model.state import State

CELL_CVL_V = (3.0, 3.75)  # what a charge voltage limit is between, a cell of LiFePO4


class Hindrance(StrEnum):
    """Why a protocol cannot work."""

    VOLTAGE = "voltage"  # SMA takes charge voltages of 41 to 63 V, and drops others without a word


def cells(state: "State") -> int | None:
    """In series in one pack: as read, else as the configured model has; None: not known."""
    counts = (len(reading.analog.cell_voltages) for reading in state.readings if reading.analog)
    model = state.pack_model
    return next(filter(None, counts), model.cells if model else None)


def cannot_work(state: "State", interface: Interface, code: int) -> Hindrance | None:
    """Why this choice cannot work with these packs; None: it may."""
    return Hindrance.VOLTAGE if interface is Interface.CAN and code in hopeless(state) else None


def hopeless(state: "State") -> frozenset[int]:
    """The CAN codes that cannot work with these packs; none while it is not known what packs they are."""
    count = cells(state)
    if count is None:
        return frozenset()
    (least, most), (lowest, highest) = SMA_CVL_V, CELL_CVL_V
    if least <= highest * count and lowest * count <= most:
        return frozenset()
    return frozenset(code for code, language in state.facts.speaks.items() if language is Language.SMA)
