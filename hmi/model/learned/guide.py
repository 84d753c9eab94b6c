"""A calibration that somebody has begun."""

from dataclasses import dataclass, replace

from hmi.model.learned.pack import LearnedPack
from hmi.model.moment import Moment


@dataclass(frozen=True, slots=True)
class Guide:
    """Down to the protection, then up to full: how far the packs have come, by their slots."""

    begun: Moment
    soc: float | None = None  # % of the stack then
    low: tuple[int, ...] = ()  # whose protection has acted since
    done: tuple[int, ...] = ()  # that were full after that
    ended: Moment | None = None


def followed(guide: Guide, before: LearnedPack | None, pack: LearnedPack, moment: Moment) -> Guide:
    """After one more reading of a pack. It ends when every pack that was emptied is full."""
    if guide.ended is not None:
        return guide
    low, done = set(guide.low), set(guide.done)
    measured = pack.counting.measured
    if pack.counting.emptied_ah == 0.0:
        low.add(pack.slot)
        done.discard(pack.slot)
    elif pack.slot in low - done and pack.counting.emptied_ah is None:  # full again, or another pack
        of_it = before is not None and measured is not None and measured != before.counting.measured
        (done.add if of_it else low.discard)(pack.slot)
    ended = moment if low and low <= done else None
    return replace(guide, low=tuple(sorted(low)), done=tuple(sorted(done)), ended=ended)
