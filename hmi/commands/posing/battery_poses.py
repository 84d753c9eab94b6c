"""What the panel has learned of the battery: three weeks of charges, the last full one some days ago."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hmi.commands.posing.after import after
from hmi.model import timekeeping
from hmi.model.intents import Go
from hmi.model.learned.counting import Counting
from hmi.model.learned.ends import KEPT, End, First
from hmi.model.learned.pack import LearnedPack
from hmi.model.moment import Moment
from hmi.model.navigation import Page
from hmi.model.stack import Pack
from hmi.model.state import State

FULL_DAYS, PASSED_AH = 3.4, 230.0
WEAK, TOP_MV, BOTTOM_MV = 7, 84, 130


def furnished(state: State) -> State:
    """What was learned by then of the packs that are there; of no cell anything bad."""
    packs = tuple(_learned(state, pack, 0) for pack in state.packs if pack.analog)
    return replace(state, ledger=replace(state.ledger, packs=packs, read=True))


def _weak(state: State) -> State:
    """And of one cell of the pack shown."""
    read = [pack for pack in state.packs if pack.analog]
    packs = tuple(_learned(state, pack, WEAK if pack.slot == state.selected else 0) for pack in read)
    return after(replace(state, ledger=replace(state.ledger, packs=packs)), Go(Page.WEAK_CELL))


def _learned(state: State, pack: Pack, weak: int) -> LearnedPack:
    now = timekeeping.moment(state)
    full = now.utc - timedelta(days=FULL_DAYS) if now.utc else None
    counting = Counting(Moment(0.0, full, now.certain), FULL_DAYS * 86400, PASSED_AH)
    today = now.utc.toordinal() if now.utc else 1
    days = tuple(today - day for day in range(KEPT, 0, -1))
    return LearnedPack(
        pack.slot,
        cycles=pack.cycles or 0,
        design=pack.design or 0.0,
        remaining=pack.remaining or 0.0,
        counting=counting,
        tops=End(+1, tuple(First(weak, TOP_MV + day % 5, day) for day in days)),
        bottoms=End(-1, tuple(First(weak if day % 8 else 0, BOTTOM_MV + day % 7, day) for day in days)),
    )


POSES: dict[Page, Callable[[State], State]] = {
    Page.SURE: lambda state: after(state, Go(Page.SURE)),
    Page.WHAT_IF: lambda state: after(state, Go(Page.WHAT_IF)),
    Page.WEAK_CELL: _weak,
}
