"""How sure the SOC of the stack is: an estimate of what may have gone uncounted since it was full."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hmi.model import timekeeping
from hmi.model.facts import SocRates
from hmi.model.learned.counting import Counting
from hmi.model.moment import Moment
from hmi.model.stack import Pack

if TYPE_CHECKING:
    from hmi.model.state import State

DAY_S, MONTH_DAYS, YEAR_DAYS = 86400.0, 30.0, 365.0
MOST_PCT = 100.0
NOTABLE_PCT = 10.0  # from here on it is told where nobody has asked
# Letters in any language: of the sentences below the figure, of the guide.
SAID_LETTERS, GUIDE_LETTERS = 210, 200
TITLE = 1  # line above the guide
REASONS = 3  # beside jumps


@dataclass(frozen=True, slots=True)
class Part:
    """Of the page: the reasons from `first` to before `end`, and of the guide the portion `at` of so many."""

    head: bool = False  # the figure
    said: int = 0  # so many portions has what there is to say of it; 0: none of that
    saying: int = 0  # which of them
    first: int = 0
    end: int = 0
    at: int = 0
    of: int = 0  # 0: no guide


@dataclass(frozen=True, slots=True)
class Doubt:
    """± % of the stack's SOC, and what it is made of; each part in % of SOC too."""

    pct: float | None = None  # None: some pack was not seen full yet
    passed_pct: float = 0.0  # by what went in and out
    idle_pct: float = 0.0  # by the time that passed
    capacity_pct: float = 0.0  # by a capacity that was not measured, for what is missing from full
    jumped_pct: float = 0.0  # by jumps of the SOC
    jumps: int = 0
    passed_ah: float = 0.0  # since then, all packs together
    days: float = 0.0  # since the pack that waits longest was full; since it was met, if it never was
    dated: bool = (
        True  # by clocks that were right; else these are the days that the panel has watched, at least
    )
    full: Moment | None = None  # when that one was full
    slot: int = 0  # that one
    unseen: tuple[int, ...] = ()  # packs that were not seen full, by slot
    measured: Moment | None = None  # the last calibration of the pack that waits longest for one

    @property
    def notable(self) -> bool:
        """So large that it should be told beside the SOC."""
        return self.pct is not None and self.pct >= NOTABLE_PCT


def doubt(state: "State") -> Doubt | None:
    """Of the SOC of the packs that are in the stack's; None: nothing is known of it."""
    rates, now = state.facts.soc, timekeeping.moment(state)
    learned = {one.slot: one.counting for one in state.ledger.packs}
    packs = [(pack, learned[pack.slot]) for pack in state.packs if pack.full and pack.slot in learned]
    if rates is None or state.total.soc is None or not packs or len(packs) < state.total.counted:
        return None
    full = sum(pack.full or 0.0 for pack, _ in packs)
    unseen = tuple(pack.slot for pack, counting in packs if counting.full is None)
    waiting = max(packs, key=lambda one: (one[1].full is None, days_since(one[1].full, one[1].seconds, now)))
    parts = [_of_pack(pack, counting, rates, now) for pack, counting in packs]
    passed, idle, capacity, jumped = (100 * sum(each) / full for each in zip(*parts, strict=True))
    total = rates.top_pct + passed + idle + capacity + jumped
    return Doubt(
        pct=None if unseen else min(MOST_PCT, total),
        passed_pct=passed,
        idle_pct=idle,
        capacity_pct=capacity,
        jumped_pct=jumped,
        jumps=sum(counting.jumps for _, counting in packs),
        passed_ah=sum(counting.passed_ah for _, counting in packs),
        days=days_since(waiting[1].full, waiting[1].seconds, now),
        dated=waiting[1].full is None or _dated(waiting[1].full, now),
        full=waiting[1].full,
        slot=waiting[0].slot,
        unseen=unseen,
        measured=_first_measured([counting for _, counting in packs]),
    )


def _of_pack(pack: Pack, one: Counting, rates: SocRates, now: Moment) -> tuple[float, ...]:
    """Ah: by what passed, by time, by the capacity, by jumps."""
    full, soc = pack.full or 0.0, pack.soc or 0.0
    days = days_since(one.full, one.seconds, now)
    capacity_pct = rates.capacity_pct
    if one.measured is not None and one.measured.certain and now.certain:
        years = days_since(one.measured, 0.0, now) / YEAR_DAYS
        capacity_pct = min(capacity_pct, rates.measured_pct + rates.fades_pct_year * years)
    return (
        rates.passed_pct / 100 * one.passed_ah,
        rates.idle_a * 24 * days + rates.self_discharge_pct_month / 100 * full * days / MONTH_DAYS,
        capacity_pct / 100 * (100 - soc) / 100 * full,
        one.jumped_pct / 100 * full,
    )


def days_since(then: Moment | None, watched_s: float, now: Moment) -> float:
    """By the clock where it was right both times, else the time that the panel has watched."""
    if then is None or then.utc is None or now.utc is None or not _dated(then, now):
        return watched_s / DAY_S
    return max(watched_s, (now.utc - then.utc).total_seconds()) / DAY_S


def _dated(then: Moment, now: Moment) -> bool:
    return then.certain and now.certain


def _first_measured(each: list[Counting]) -> Moment | None:
    """The oldest of them; None: one of them never was, or nobody knows when."""
    dated = [(one.measured.utc, one.measured) for one in each if one.measured and one.measured.utc]
    return min(dated, key=lambda one: one[0])[1] if len(dated) == len(each) else None


def _sentences(state: "State") -> int:
    """Of the guide: what will come, how far it is, or when it was done, and of which packs not."""
    guide = state.ledger.guide
    if guide is None:
        return 3
    left_out = any(pack.known and pack.slot not in guide.low for pack in state.packs)
    return 2 if guide.ended is None or left_out else 1


def parts(state: "State") -> int:
    """How many parts that page has."""
    return len(told(state))


def told(state: "State") -> tuple[Part, ...]:
    """The figure, what there is to say of it, why, and the guide that makes it sure."""
    found, room = doubt(state), state.room
    reasons = 0 if found is None else REASONS + bool(found.jumps)
    if room.roomy:
        return Part(head=True, said=1, end=reasons), Part(of=1)
    heads: tuple[Part, ...] = (Part(head=True, said=1),)
    if room.letters < SAID_LETTERS:
        portions = 2 if found and found.jumps and room.small else 1
        heads = (Part(head=True), *(Part(said=portions, saying=at) for at in range(portions)))
    each = range(0, reasons, room.facts)
    why = tuple(Part(first=first, end=min(reasons, first + room.facts)) for first in each)
    of = min(
        _sentences(state),
        -(-GUIDE_LETTERS // max(1, room.letters * (room.lines - TITLE) // room.lines)),
    )
    return (*heads, *why, *(Part(at=at, of=of) for at in range(of)))
