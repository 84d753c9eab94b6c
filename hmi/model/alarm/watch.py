"""All alarms that are told, and what is known of how they came."""

from collections.abc import Iterable
from dataclasses import dataclass

from hmi.model.alarm.heard import Heard
from hmi.model.alarm.journal import Journal
from hmi.model.alarm.name import Priority
from hmi.model.alarm.outbreak import Outbreak
from hmi.model.alarm.standing import Key, Standing

_NONE_YET = Outbreak()
_NOTHING_WRITTEN = Journal()


@dataclass(frozen=True, slots=True)
class Flowing:
    """Whether the stack's current flows, agreed by two readings."""

    on: bool | None = None  # None: not known
    since: float = 0.0  # s
    doubt: float | None = None  # s, when the last reading came, if that says otherwise


@dataclass(frozen=True, slots=True)
class Charge:
    """Which packs have become full since the last discharge, and whether the log tells that all are."""

    full: frozenset[int] = frozenset()  # slots
    told: bool = False


_UNKNOWN = Flowing()
_NOT_FULL = Charge()


@dataclass(frozen=True, slots=True)
class Watch:
    """Which packs are watched, and which alarms stand, `in_order`."""

    watched: frozenset[int] = frozenset()  # slots of which a status came; others are not in `standing`
    standing: tuple[Standing, ...] = ()
    shown: Key | None = None  # whose page is shown
    flood: int = 0  # alarms that came within ten minutes, while there are too many to tell them one by one
    woken_at: float | None = None  # s, when an alarm last woke the panel
    heard: tuple[Heard, ...] = ()
    lately: tuple[Standing, ...] = ()  # over and seen a moment ago: they may come again
    outbreak: Outbreak = _NONE_YET
    journal: Journal = _NOTHING_WRITTEN
    tripped_at: float | None = None  # s, when a fault or protection came last
    flowing: Flowing = _UNKNOWN
    charge: Charge = _NOT_FULL
    battery: tuple[str, int] = ("", 0)  # serial number and cells in series, as far as they were ever told
    started: bool = False  # the log tells that the panel did

    def of(self, key: Key) -> Standing | None:
        """The one with this key; None: it does not stand."""
        return next((one for one in self.standing if one.key == key), None)

    @property
    def told(self) -> tuple[Standing, ...]:
        """What a list is to name: all; in a flood its first-out, the worst, and what stood before."""
        if not self.flood:
            return self.standing
        since = next(iter(self.outbreak.arrivals), 0.0)
        flooding = [one for one in self.standing if one.since >= since]
        leading = {one.key for one in (*_first(flooding), *self.standing[:1])}
        return tuple(one for one in self.standing if one.since < since or one.key in leading)

    def of_pack(self, slot: int) -> Heard | None:
        """What was heard of that pack."""
        return next((one for one in self.heard if one.slot == slot), None)


def _first(flooding: Iterable[Standing]) -> tuple[Standing, ...]:
    """With which the flood began: its first trip, or what came first."""
    began = sorted(flooding, key=lambda one: (not one.first_out, one.since))
    return tuple(began[:1])


def in_order(standing: Iterable[Standing]) -> tuple[Standing, ...]:
    """The worst first; among them those with which a trip began, then the newest."""
    return tuple(sorted(standing, key=lambda one: (-one.key.priority, not one.first_out, -one.since)))


def is_trip(key: Key) -> bool:
    """The battery has done something about it, or has failed; a warning only says so."""
    return key.priority > Priority.WARNING
