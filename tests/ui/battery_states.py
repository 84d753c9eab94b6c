"""States of what the panel has learned: a doubt, a guide under way, a weak cell, days at another load."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hmi.model.intents import TryLoad
from hmi.model.learned.counting import Counting
from hmi.model.learned.ends import End, First
from hmi.model.learned.guide import Guide
from hmi.model.learned.pack import LearnedPack
from hmi.model.ledger import Ledger
from hmi.model.moment import Moment
from hmi.model.navigation import Page
from hmi.model.outlook import Outlook
from hmi.model.state import State
from hmi.model.timekeeping import Source, Timekeeping
from tests.model.battery import BEGAN
from tests.ui.states import LOCAL, NOW, after, day, discharging, longest

DAY = BEGAN.toordinal()
CERTAIN = Timekeeping(Source.SYSTEM, BEGAN, NOW)
AGO = Moment(0.0, BEGAN - timedelta(days=12.3), True)
BEGUN = Moment(0.0, BEGAN, True)


def learned(state: State, counting: Counting, weak: int = 0, guide: Guide | None = None) -> State:
    """Of every pack the same; of the first one that this cell was always first."""
    packs = tuple(
        LearnedPack(
            pack.slot,
            cycles=140,
            design=100.0,
            remaining=63.0,
            counting=counting,
            tops=_ends(+1, weak if pack.slot == 1 else 0),
            bottoms=_ends(-1, weak if pack.slot == 1 else 0),
        )
        for pack in state.packs
    )
    known = replace(state, time=CERTAIN, clock=LOCAL)
    return replace(known, ledger=Ledger("A/16", packs, guide, read=True))


def _ends(sign: int, cell: int) -> End:
    return End(sign, tuple(First(cell, 999, DAY + 2 * at) for at in range(15)))


def doubtful() -> State:
    """Twelve days without a full charge, and a SOC that jumps; the sun shines."""
    return learned(day(), Counting(AGO, 0.0, 2345.6, 3, 12.0, None, AGO))


def never_full() -> State:
    """No pack was seen full yet, and the SOC has jumped."""
    return learned(longest(), Counting(None, 9e6, 54321.0, 1234, 33.3))


def emptying() -> State:
    """A guide under way; the house uses the battery."""
    state = replace(discharging(), outlook=Outlook(discharging().total.flow, 3, 0.0, NOW, -36.9))
    return learned(state, Counting(AGO, 0.0, 400.0), guide=Guide(BEGUN, 88.0))


def filling() -> State:
    """It has come as far as filling; one pack was not emptied."""
    return learned(day(), Counting(AGO, 0.0, 400.0, emptied_ah=3.0), guide=Guide(BEGUN, 88.0, (1, 3)))


def sure() -> State:
    """It is done."""
    guide = Guide(BEGUN, 88.0, (1, 3), (1, 3), BEGUN)
    return learned(day(), Counting(BEGUN, measured=BEGUN), guide=guide)


def weak() -> State:
    """The last cell of the first pack is always first."""
    return learned(day(), Counting(AGO), weak=16)


MINE = (Page.MIN_STATE, Page.SURE, Page.WHAT_IF)
BATTERY_STATES: dict[str, tuple[Callable[[], State], tuple[Page, ...]]] = {
    "doubtful": (doubtful, MINE),
    "never full": (never_full, MINE),
    "emptying": (emptying, MINE),
    "small load": (lambda: after(emptying(), TryLoad(50.0)), (Page.WHAT_IF,)),
    "filling": (filling, (Page.SURE,)),
    "sure": (sure, (Page.SURE,)),
    "weak": (weak, (Page.WEAK_CELL, Page.CELLS, Page.OVERVIEW)),
    "not weak": (sure, (Page.WEAK_CELL,)),
}
