"""What was learned of one pack, and what one more reading of it adds."""

from dataclasses import dataclass, replace

from hmi.model.happening import Happened, Happening
from hmi.model.learned.counting import Counting, Step, counted, is_empty, is_full
from hmi.model.learned.ends import End, looked
from hmi.model.moment import Moment
from hmi.model.stack import Pack
from hmi.protocol.analog import PackAnalog

GAP_S = 300.0  # between two readings; over more nobody knows what flowed
JUMP_PCT = 2.0  # of SOC; below, rounding and a current that changed in between explain it
TOLD_S = 600.0  # at the soonest the next row of the log about jumps
_COUNTING = Counting()
_TOPS, _BOTTOMS = End(+1), End(-1)


@dataclass(frozen=True, slots=True)
class LearnedPack:
    """One pack, by its slot. `cycles` and `design` tell another pack in the same slot."""

    slot: int
    cycles: int
    design: float  # Ah
    remaining: float  # Ah, when it was last read
    counting: Counting = _COUNTING
    tops: End = _TOPS
    bottoms: End = _BOTTOMS
    # Of this run of the panel, and not kept:
    at: float | None = None  # s, when it was last read
    current: float = 0.0  # A, then
    soc: float = 0.0  # %, then
    told_at: float | None = None  # s, when the log was last told of a jump
    untold: int = 0  # jumps since then

    @property
    def signs(self) -> tuple[object, ...]:
        """What must be kept soon, as it does not come again; the counts alone can wait."""
        one = self.counting
        pinned = one.full is not None and not one.seconds
        ends = (self.tops.found, self.bottoms.found)
        return (*ends, one.jumps > 0, one.measured, one.emptied_ah is None, one.full is None, pinned)


def heard(known: LearnedPack | None, pack: Pack, at: float, moment: Moment) -> LearnedPack:
    """After one more reading of a pack that knows its capacity. `pack`: as it may be shown; read `at`."""
    analog = pack.analog
    if analog is None or analog.soc is None:
        raise ValueError(f"pack {pack.slot}: expected one that knows its capacity")
    if known is None or _another(known, analog):
        known = LearnedPack(pack.slot, analog.cycles, analog.design, analog.remaining)
    since_s = None if known.at is None or at - known.at > GAP_S else at - known.at
    flowed_ah = _flowed(known, analog, since_s)
    full = is_full(analog, pack.status)
    jump = 0.0 if full or since_s is None else _jump(known, analog, analog.soc, since_s, flowed_ah)
    step = Step(
        moment,
        seconds=0.0 if known.at is None else at - known.at,
        passed_ah=abs(flowed_ah),
        jumped_pct=jump,
        full=full,
        emptied=is_empty(pack.status),
        full_ah=analog.full,
    )
    day = moment.utc.toordinal() if moment.utc is not None and moment.certain else None
    return replace(
        known,
        cycles=analog.cycles,
        remaining=analog.remaining,
        counting=counted(known.counting, step),
        tops=looked(known.tops, analog, flowed_ah, at, day),
        bottoms=looked(known.bottoms, analog, flowed_ah, at, day),
        at=at,
        current=analog.current,
        soc=analog.soc,
        untold=known.untold + (jump > 0),
    )


def told(before: LearnedPack | None, pack: LearnedPack) -> tuple[LearnedPack, tuple[Happening, ...]]:
    """Rows for the log about the step from `before`: the capacity was measured; the SOC has jumped."""
    measured = pack.counting.measured
    rows: tuple[Happening, ...] = ()
    if before is not None and measured is not None and measured != before.counting.measured:
        rows = (Happening(Happened.CALIBRATED, pack.slot),)
    jumped = before is not None and pack.untold > before.untold
    recently = pack.told_at is not None and pack.at is not None and pack.at - pack.told_at < TOLD_S
    if before is None or not jumped or recently:
        return pack, rows
    row = Happening(
        Happened.SOC_JUMPED, pack.slot, value=pack.soc, limit=before.soc, unit="%", count=pack.untold
    )
    return replace(pack, told_at=pack.at, untold=0), (*rows, row)


def _another(known: LearnedPack, analog: PackAnalog) -> bool:
    return analog.cycles < known.cycles or analog.design != known.design


def _flowed(known: LearnedPack, analog: PackAnalog, since_s: float | None) -> float:
    """Ah since the reading before, positive: charged; None: that is too long ago to go by the current.

    Then at least what the BMS has counted has flowed.
    """
    if since_s is None:
        return analog.remaining - known.remaining
    return (known.current + analog.current) / 2 * since_s / 3600


def _jump(known: LearnedPack, analog: PackAnalog, soc: float, since_s: float, flowed_ah: float) -> float:
    """% of SOC that the current does not explain; 0: it does. The current is known of two instants only."""
    unexplained = abs(soc - known.soc - 100 * flowed_ah / analog.full)
    between_pct = 100 * since_s / 3600  # a current that empties the pack within the hour
    return unexplained if unexplained >= JUMP_PCT + between_pct else 0.0
