"""What happened to a pack's SOC since it was last certain, which it is when the pack is full.

Full is told by voltage and a small current, and counted from there on: the plain full charge pins the top.
After a discharge down to the under-voltage protection it has measured the capacity too, from end to end,
which is what the manual calls a calibration (ES25.6/51.2 user manual, chapter 9, item 6).
"""

from dataclasses import dataclass, replace

from hmi.model.moment import Moment
from hmi.protocol.analog import PackAnalog
from hmi.protocol.status import Alarm, PackStatus

FULL_PCT = 99.5  # a BMS that says "fully charged" at less than that does not go by its own word
WHOLE_PCT = 99.95  # without that word: SOC at its end,
TAIL_C = 0.05  # a charge current that has faded away,
TOP_V = 3.4  # and a cell beyond the plateau
EMPTY = {Alarm.CELL_UNDER_VOLTAGE, Alarm.PACK_UNDER_VOLTAGE}
WITHIN = 2.0  # of the capacity may pass between empty and full; more, and nothing was measured


@dataclass(frozen=True, slots=True)
class Counting:
    """Since the pack was full; since the panel met it where it was not seen full (`full` is None)."""

    full: Moment | None = None
    seconds: float = 0.0  # that the panel has watched
    passed_ah: float = 0.0  # in and out
    jumps: int = 0  # of the SOC, beyond what the current explains
    jumped_pct: float = 0.0  # the largest of them
    emptied_ah: float | None = None  # passed since its under-voltage protection acted; None: it did not
    measured: Moment | None = None  # when its capacity was last measured from end to end


@dataclass(frozen=True, slots=True)
class Step:
    """From one reading to the next."""

    moment: Moment
    seconds: float = 0.0
    passed_ah: float = 0.0  # in and out
    jumped_pct: float = 0.0  # 0: the SOC moved with the current
    full: bool = False
    emptied: bool = False
    full_ah: float = 0.0


def counted(known: Counting, step: Step) -> Counting:
    """With one more step."""
    emptied = None if known.emptied_ah is None else known.emptied_ah + step.passed_ah
    if step.emptied:
        emptied = 0.0
    if step.full:
        measured = emptied is not None and emptied <= WITHIN * step.full_ah
        return Counting(full=step.moment, measured=step.moment if measured else known.measured)
    return replace(
        known,
        seconds=known.seconds + step.seconds,
        passed_ah=known.passed_ah + step.passed_ah,
        jumps=known.jumps + (step.jumped_pct > 0),
        jumped_pct=max(known.jumped_pct, step.jumped_pct),
        emptied_ah=emptied,
    )


def is_full(analog: PackAnalog, status: PackStatus | None) -> bool:
    """The BMS says so and its SOC goes by it; or, as not every firmware says it, the charge has faded."""
    soc = analog.soc or 0.0
    if status is not None and status.fully_charged:
        return soc >= FULL_PCT
    faded = 0 <= analog.current <= TAIL_C * analog.full
    return soc >= WHOLE_PCT and faded and max(analog.cell_voltages) >= TOP_V


def is_empty(status: PackStatus | None) -> bool:
    """Its protection against too low a voltage acts."""
    return status is not None and not EMPTY.isdisjoint(status.protections)
