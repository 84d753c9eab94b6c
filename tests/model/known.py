"""Packs and events of which everything is known, to compare with what the model makes of them."""

from dataclasses import replace
from functools import reduce

from hmi.model.events import Event, Received, Unusable
from hmi.model.stack import Reading
from hmi.model.state import State
from hmi.model.step import step
from hmi.protocol.analog import PackAnalog
from hmi.protocol.identity import PackCount
from hmi.protocol.messages import Command
from hmi.protocol.status import PackStatus

ANALOG = PackAnalog(
    cell_voltages=(3.300, 3.310, 3.290) + (3.300,) * 13,
    temperatures=(21.0, 22.0, 21.5, 21.0, 25.0, 24.0),
    current=-20.0,
    voltage=52.8,
    remaining=60.0,
    user_items=3,
    full=100.0,
    cycles=140,
    design=100.0,
    tail=b"",
)
EMPTY = PackAnalog((0.0,) * 16, (0.0,) * 6, 0.0, 0.0, 0.0, 3, 0.0, 0, 0.0, b"")
QUIET = PackStatus((0,) * 16, (0,) * 6, 0, 0, 0, 0, 0, 0x0E, 0, 0, 0, 0, 0, 0, b"")
WARNED = replace(QUIET, warn_1=0x02)  # cell under-voltage
PROTECTED = replace(QUIET, protect_1=0x20)  # discharge over-current
FAULTY = replace(QUIET, fault=0x20)  # sampling


def reading(
    slot: int = 1,
    analog: PackAnalog | None = ANALOG,
    status: PackStatus | None = QUIET,
    at: float = 0.0,
    period: float = 1.0,
) -> Reading:
    """Both halves read at that time."""
    return Reading(
        slot=slot,
        address=slot,
        period=period,
        analog=analog,
        analog_at=None if analog is None else at,
        status=status,
        status_at=None if status is None else at,
    )


def heard(
    message: object, slot: int = 1, at: float = 0.0, period: float = 1.0, address: int | None = None
) -> Received:
    """A sound answer about the pack in that slot, which has the address of the same number."""
    command = {PackAnalog: Command.ANALOG, PackStatus: Command.STATUS, PackCount: Command.PACK_COUNT}.get(
        type(message), Command.VERSION
    )
    return Received(command, message, slot, slot if address is None else address, at, period)


def complaint(command: Command, slot: int = 1, kind: str = "layout", at: float = 0.0) -> Unusable:
    """An answer that cannot be used."""
    return Unusable(command, slot, kind, "expected this, came that", at)


def after(*events: Event, state: State | None = None) -> State:
    """The state after these events, one after the other."""
    return reduce(lambda now, event: step(now, event)[0], events, state or State())
