"""The black box: every reading of the last ten minutes, kept whole when a fault or protection appears."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hmi.model.battery import known_as
from hmi.model.events import FromLink
from hmi.model.history import frames
from hmi.model.history.frames import Frame
from hmi.model.stack import Reading

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.events import Event
    from hmi.model.state import State

KEPT_S = 600.0
APART_S = 1.0  # from one frame to the next, at least
DIGITS = 3  # of a time in a packed box: milliseconds

# When each frame began (s of the steady clock), and all packs as they were at its end. Readings are shared
# with the state: a frame costs no more than the references to them.
Kept = tuple[tuple[float, tuple[Reading, ...]], ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """The last ten minutes of one battery."""

    battery: str | None = None  # None: not known yet
    frames: Kept = ()


def observed(before: "State", state: "State", event: "Event") -> "Effect":
    """Remember what came, and forget what is older than ten minutes; or all of it with another battery."""
    came = state.readings is not before.readings
    if not isinstance(event, FromLink) or not (came or state.link.battery != before.link.battery):
        return state, ()
    battery, ring = known_as(state), state.ring
    if battery is not None and battery != ring.battery:
        ring = Ring(battery, ring.frames if ring.battery is None else ())
    if came and state.readings:
        ring = replace(ring, frames=_with(ring.frames, event.at, state.readings))
    return replace(state, ring=ring), ()


def _with(kept: Kept, at: float, readings: tuple[Reading, ...]) -> Kept:
    """Within a second the newest readings take the place of the others."""
    if kept and at - kept[-1][0] < APART_S:
        return (*kept[:-1], (kept[-1][0], readings))
    old = next((number for number, (then, _) in enumerate(kept) if at - then <= KEPT_S), len(kept))
    return (*kept[old:], (at, readings))


def packed(state: "State") -> bytes:
    """The last ten minutes, to be kept; closed now."""
    return pack(state.ring.frames, state.now)


def pack(kept: Kept, now: float) -> bytes:
    """The ten minutes before that time (s). Of fifteen packs it takes some 50 ms: not for the UI's thread."""
    closed = max(now, kept[-1][0] if kept else 0.0)
    within = [(at, readings) for at, readings in kept if closed - at <= KEPT_S]
    # By identity: a reading that stands in many frames stays one.
    each = {id(one): one for _, readings in within for one in readings}
    turned = {key: _before(one, closed) for key, one in each.items()}
    return frames.pack(
        Frame(round(closed - at, DIGITS), tuple(turned[id(one)] for one in readings))
        for at, readings in within
    )


def _before(one: Reading, closed: float) -> Reading:
    """With its times counted from when the box was closed."""
    analog_at, status_at = (
        None if at is None else round(at - closed, DIGITS) for at in (one.analog_at, one.status_at)
    )
    return replace(one, usual=one.period, analog_at=analog_at, status_at=status_at)


def unpacked(box: bytes) -> tuple[Frame, ...]:
    """What was kept, the oldest first. Raises ValueError for a box that cannot be read."""
    return frames.unpack(box)
