"""What limits or stops charging or discharging now, and why, as far as that is known.

That something is stopped is a fact: a protection acts, a MOSFET is off, or the inverter is told 0 A. That it
is limited is one only where the inverter is told so, and nobody tells it why. What warns on that side then,
or a cell at which the BMS takes a pack for full, is likely the reason. Values that are not live say nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model.freshness import Freshness
from hmi.model.reason import Reason, Side
from hmi.model.stopped import limiter, stopped
from hmi.model.told_limits import less_told, told_a

if TYPE_CHECKING:
    from hmi.model.state import State


def because(state: "State") -> Reason | None:
    """Of the whole stack: what stops before what limits, the highest priority first; None: nothing does."""
    return min(_all(state), key=_rank, default=None)


def because_of_pack(state: "State") -> Reason | None:
    """The same of the selected pack, its own reasons first; what holds for the whole stack is its too."""
    here = [one for one in _all(state) if one.whole or one.slot == state.selected]
    own = (None, state.selected)
    return min(here, key=lambda one: (not one.stops, one.slot not in own, _rank(one)), default=None)


def _rank(one: Reason) -> tuple[bool, int, int]:
    return not one.stops, -(one.priority or 0), one.slot or 0


def _all(state: "State") -> Iterator[Reason]:
    packs = [pack for pack in state.packs if pack.status_fresh is Freshness.LIVE]
    by_side = {side: [one for pack in packs if (one := stopped(state, pack, side))] for side in Side}
    yield from _joined(one for side in Side for one in _marked(state, side, by_side[side]))
    for side in Side:
        told = less_told(state, packs, side)
        # What is told of a pack that has stopped by itself is no reason of its own.
        if told is not None and not (told.stops and by_side[side]):
            yield told
    yield from (one for pack in packs if (one := limiter(pack)))


def _marked(state: "State", side: Side, ones: list[Reason]) -> Iterator[Reason]:
    """Of the whole stack, where each of its packs is stopped, or the inverter is told 0 A."""
    whole = told_a(state, side) == 0 or len(ones) >= state.pack_count
    return (replace(one, whole=whole) for one in ones)


def _joined(ones: Iterable[Reason]) -> Iterator[Reason]:
    """Both sides of a pack in one, where the reason is the same."""
    joined: dict[Reason, tuple[Side, ...]] = {}
    for one in ones:
        same = replace(one, sides=())
        joined[same] = (*joined.get(same, ()), *one.sides)
    return (replace(one, sides=sides) for one, sides in joined.items())
