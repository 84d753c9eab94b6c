"""What is wrong now, over all packs: faults, protections, warnings, in this order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from hmi.model.navigation import Page
from hmi.model.stack import Pack
from hmi.protocol.status import Alarm, Fault, PackStatus


class Unnamed(StrEnum):
    """An alarm that the protocol has no name for."""

    OTHER = "other"


class Priority(IntEnum):
    """How much an alarm matters; the higher the worse."""

    WARNING = 1
    PROTECTION = 2
    FAULT = 3


PRIORITY_OF = {
    Page.PROTECT: Priority.PROTECTION,
    Page.WARNING: Priority.WARNING,
    Page.FAULT: Priority.FAULT,
}


@dataclass(frozen=True, slots=True)
class Active:
    """One alarm of one pack."""

    priority: Priority
    name: Alarm | Fault | Unnamed
    slot: int
    address: int | None


def active(packs: Iterable[Pack]) -> tuple[Active, ...]:
    """Every alarm of the packs whose status may be shown, the worst first."""
    found = [
        Active(priority, name, pack.slot, pack.address)
        for pack in packs
        if pack.status
        for priority, name in _told(pack.status)
    ]
    return tuple(sorted(found, key=lambda alarm: -alarm.priority))


# Packs say the same for hours, and they are asked after every event.
@lru_cache(maxsize=64)
def _told(status: PackStatus) -> tuple[tuple[Priority, Alarm | Fault | Unnamed], ...]:
    other = (Unnamed.OTHER,) if status.other_alarm else ()
    names: dict[Priority, tuple[Alarm | Fault | Unnamed, ...]] = {
        Priority.FAULT: status.faults,
        Priority.PROTECTION: status.protections,
        Priority.WARNING: (*status.warnings, *other),
    }
    return tuple((priority, name) for priority, each in names.items() for name in each)


def worst(alarms: Iterable[Active]) -> Priority | None:
    """The highest priority among them; None: nothing is wrong."""
    return max((alarm.priority for alarm in alarms), default=None)


@dataclass(frozen=True, slots=True)
class Group:
    """One alarm with all the packs that have it."""

    priority: Priority
    name: Alarm | Fault | Unnamed
    slots: tuple[int, ...]


def grouped(alarms: Iterable[Active], priority: Priority) -> tuple[Group, ...]:
    """Those of one priority, each once, however many packs have it."""
    slots: dict[Alarm | Fault | Unnamed, tuple[int, ...]] = {}
    for alarm in alarms:
        if alarm.priority is priority:
            slots[alarm.name] = (*slots.get(alarm.name, ()), alarm.slot)
    return tuple(Group(priority, name, where) for name, where in slots.items())
