"""What is wrong now, over all packs: faults, protections, warnings, in this order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from hmi.model.stack import Pack
from hmi.protocol.status import Alarm, Fault


class Priority(IntEnum):
    """How much an alarm matters; the higher the worse."""

    WARNING = 1
    PROTECTION = 2
    FAULT = 3


@dataclass(frozen=True, slots=True)
class Active:
    """One alarm of one pack."""

    priority: Priority
    name: Alarm | Fault
    slot: int
    address: int | None


def active(packs: Iterable[Pack]) -> tuple[Active, ...]:
    """Every alarm of the packs whose status may be shown, the worst first."""
    found = [
        Active(priority, name, pack.slot, pack.address)
        for pack in packs
        if pack.status
        for priority, names in (
            (Priority.FAULT, pack.status.faults),
            (Priority.PROTECTION, pack.status.protections),
            (Priority.WARNING, pack.status.warnings),
        )
        for name in names
    ]
    return tuple(sorted(found, key=lambda alarm: -alarm.priority))


def worst(alarms: Iterable[Active]) -> Priority | None:
    """The highest priority among them; None: nothing is wrong."""
    return max((alarm.priority for alarm in alarms), default=None)


def of_priority(alarms: Iterable[Active], priority: Priority) -> tuple[Active, ...]:
    """Those of one priority."""
    return tuple(alarm for alarm in alarms if alarm.priority is priority)
