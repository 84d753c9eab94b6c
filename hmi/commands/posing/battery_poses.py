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
TOP_MV, BOTTOM_MV = 84, 130
BEHIND_V = 0.030


def furnished(state: State) -> State:
    """What was learned by then of the packs that are there; of no cell anything bad."""
    packs = tuple(_learned(state, pack) for pack in state.packs if pack.analog)
    return replace(state, ledger=replace(state.ledger, packs=packs, read=True))


def _weak(state: State) -> State:
    """And of the lowest cell of the pack shown: empty first; full first too where it is not far behind."""
    volts = state.pack.cell_voltages or (0.0,)
    cell, behind = volts.index(min(volts)) + 1, max(volts) - min(volts) >= BEHIND_V
    packs = tuple(
        _with_weak(one, cell, behind) if one.slot == state.selected else one for one in state.ledger.packs
    )
    return after(replace(state, ledger=replace(state.ledger, packs=packs)), Go(Page.WEAK_CELL))


def _with_weak(pack: LearnedPack, cell: int, behind: bool) -> LearnedPack:
    """Most of its charges and discharges ended with that cell."""
    tops = tuple(replace(one, cell=0 if behind else cell) for one in pack.tops.found)
    bottoms = tuple(replace(one, cell=cell if at % 8 else 0) for at, one in enumerate(pack.bottoms.found))
    return replace(pack, tops=replace(pack.tops, found=tops), bottoms=replace(pack.bottoms, found=bottoms))


def _learned(state: State, pack: Pack) -> LearnedPack:
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
        tops=End(+1, tuple(First(0, TOP_MV + day % 5, day) for day in days)),
        bottoms=End(-1, tuple(First(0, BOTTOM_MV + day % 7, day) for day in days)),
    )


POSES: dict[Page, Callable[[State], State]] = {
    Page.SURE: lambda state: after(state, Go(Page.SURE)),
    Page.WHAT_IF: lambda state: after(state, Go(Page.WHAT_IF)),
    Page.WEAK_CELL: _weak,
}
