"""What the readings of one pack say of its alarms, until it counts: on-delay, and hysteresis against chatter.

    told once ──told again within HOLD_S──> counts ──HOLD_S and two readings without it──> over

A pack's first status counts at once: nothing is known yet that it could disagree with.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from hmi.model.alarm.standing import Key
from hmi.model.alarms import told
from hmi.model.stack import Reading
from hmi.protocol.analog import PackAnalog
from hmi.protocol.status import PackStatus

# A BMS measures once a second and has delays of a second or two of its own: an alarm that is away for less
# than ten seconds hangs at its limit. Fifteen packs are read every seven seconds: readings are counted too.
HOLD_S = 10.0
READINGS = 2


@dataclass(frozen=True, slots=True)
class Once:
    """An alarm that was told, but does not count yet; with the values from before and from then on."""

    key: Key
    at: float  # s, when it was told last
    values: tuple[PackAnalog, ...] = ()


@dataclass(frozen=True, slots=True)
class Fading:
    """An alarm that counts as active, though the last readings do not tell it."""

    key: Key
    since: float  # s, the first reading without it
    readings: int = 1  # without it


@dataclass(frozen=True, slots=True)
class Heard:
    """What the status readings of one pack have said."""

    slot: int
    address: int
    status: PackStatus  # the last
    before: PackStatus | None = None  # the one before; None: the last is the first
    analog: PackAnalog | None = None  # the values that stood beside the last
    once: tuple[Once, ...] = ()
    fading: tuple[Fading, ...] = ()

    def is_steady(self, status: PackStatus) -> bool:
        """A third time the same, and nothing waits for its delay."""
        return self.before == self.status == status and not self.once and not self.fading


@dataclass(frozen=True, slots=True)
class Change:
    """What a status reading has changed."""

    heard: Heard
    came: tuple[Once, ...] = ()  # count as active from now on, the worst first
    again: tuple[Key, ...] = ()  # were about to be over, and are told again
    over: tuple[Key, ...] = ()


def listened(heard: Heard | None, reading: Reading, status: PackStatus, active: Collection[Key]) -> Change:
    """What this status says of a pack with these active alarms; `heard` None: nothing before it counts."""
    at = reading.status_at or 0.0
    keys = tuple(Key(priority, name, reading.slot) for priority, name in told(status))
    said = tuple(_told(heard, reading, key, at) for key in keys if key not in active)
    came = tuple(one for one in said if _counts(heard, one))
    faded = tuple(_faded(heard, active, keys, at))
    over = tuple(one.key for one in faded if one.readings >= READINGS and at - one.since >= HOLD_S)
    now = Heard(
        slot=reading.slot,
        address=reading.address,
        status=status,
        before=heard.status if heard else None,
        analog=reading.analog,
        once=(*(one for one in said if one not in came), *_lately(heard, keys, at, reading.period)),
        fading=tuple(one for one in faded if one.key not in over),
    )
    again = tuple(one.key for one in heard.fading if one.key in keys) if heard else ()
    return Change(now, came, again, over)


def _told(heard: Heard | None, reading: Reading, key: Key, at: float) -> Once:
    """With the values about its first telling: a trip ends what led to it, or they were read before it."""
    first = _once(heard, key)
    earlier = heard.analog if heard else None
    values = first.values if first else (earlier,)
    return Once(key, at, tuple(one for one in (*values, reading.analog) if one is not None))


def _counts(heard: Heard | None, one: Once) -> bool:
    return heard is None or _once(heard, one.key) is not None


def _once(heard: Heard | None, key: Key) -> Once | None:
    return next((one for one in heard.once if one.key == key), None) if heard else None


def _lately(heard: Heard | None, keys: Collection[Key], at: float, period: float) -> Iterator[Once]:
    """Told once, not now, but it may be told again: an alarm in every other reading is one, at any pace."""
    waiting = heard.once if heard else ()
    held_s = max(HOLD_S, READINGS * period)
    return (one for one in waiting if one.key not in keys and at - one.at < held_s)


def _faded(
    heard: Heard | None, active: Collection[Key], keys: Collection[Key], at: float
) -> Iterator[Fading]:
    known = {one.key: one for one in heard.fading} if heard else {}
    for key in active:
        if key not in keys:
            one = known.get(key)
            yield Fading(key, one.since, one.readings + 1) if one else Fading(key, at)
