"""Alarms that appear together: which of them was first, and whether they are too many to tell one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Key

FIRST_OUT_S = 10.0  # what appears so soon after the first belongs to it
FLOOD_S, FLOOD = 600.0, 10  # more alarms than that within this time are a flood, as in ISA-18.2


@dataclass(frozen=True, slots=True)
class Outbreak:
    """The last alarm with which a trip began, and all that came of late. Times in s."""

    first: Key | None = None  # a protection or fault: a warning trips nothing
    at: float = 0.0  # when it came
    arrivals: tuple[float, ...] = ()  # of every new alarm of the last ten minutes
    flooded_at: float | None = None  # since when there are too many
    untold: int = 0  # came in the flood and got no row in the log
    told_at: float | None = None  # when the log last told how many

    @property
    def flood(self) -> int:
        """How many came within ten minutes; 0: few enough."""
        return len(self.arrivals) if self.flooded_at is not None else 0


def arrived(outbreak: Outbreak, new: int, at: float) -> Outbreak:
    """So many new alarms; 0: only time has passed."""
    recent = (*(one for one in outbreak.arrivals if at - one < FLOOD_S), *(new * (at,)))
    if len(recent) <= FLOOD:
        return replace(outbreak, arrivals=recent, flooded_at=None)
    since = at if outbreak.flooded_at is None else outbreak.flooded_at
    return replace(outbreak, arrivals=recent, flooded_at=since)


def led(outbreak: Outbreak, came: Sequence[Key], at: float) -> Outbreak:
    """`first` is the worst of these where it begins a trip, and not one that runs already.

    What comes in one reading comes in no order: a protection that acts stands before the warning of it.
    """
    lead = max(came, key=lambda key: key.priority)
    if lead.priority is Priority.WARNING or follows(outbreak, at):
        return outbreak
    return replace(outbreak, first=lead, at=at)


def follows(outbreak: Outbreak, at: float) -> bool:
    """What comes now belongs to a trip that runs already; in a flood, for as long as that goes on."""
    if outbreak.first is None:
        return False
    in_flood = outbreak.flooded_at is not None and outbreak.at >= outbreak.arrivals[0]
    return in_flood or at - outbreak.at <= FIRST_OUT_S
