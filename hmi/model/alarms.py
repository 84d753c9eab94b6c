"""What is wrong now, over all packs: faults, protections, warnings, in this order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hmi.model.alarm.name import Name, Priority, Unnamed
from hmi.model.navigation import Page
from hmi.model.stack import Pack
from hmi.protocol.status import PackStatus

PRIORITY_OF = {
    Page.PROTECT: Priority.PROTECTION,
    Page.WARNING: Priority.WARNING,
    Page.FAULT: Priority.FAULT,
}


@dataclass(frozen=True, slots=True)
class Active:
    """One alarm of one pack."""

    priority: Priority
    name: Name
    slot: int
    address: int | None


def active(packs: Iterable[Pack]) -> tuple[Active, ...]:
    """Every alarm of the packs whose status may be shown, the worst first."""
    found = [
        Active(priority, name, pack.slot, pack.address)
        for pack in packs
        if pack.status
        for priority, name in told(pack.status)
    ]
    return tuple(sorted(found, key=lambda alarm: -alarm.priority))


# Packs say the same for hours, and they are asked after every event.
@lru_cache(maxsize=64)
def told(status: PackStatus) -> tuple[tuple[Priority, Name], ...]:
    """The alarms of one status, the worst first."""
    other = (Unnamed.OTHER,) if status.other_alarm else ()
    names: dict[Priority, tuple[Name, ...]] = {
        Priority.FAULT: status.faults,
        Priority.PROTECTION: status.protections,
        Priority.WARNING: (*status.warnings, *other),
    }
    return tuple((priority, name) for priority, each in names.items() for name in each)


def worst(alarms: Iterable[Active]) -> Priority | None:
    """The highest priority among them; None: nothing is wrong."""
    return max((alarm.priority for alarm in alarms), default=None)
