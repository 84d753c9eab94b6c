"""What has to last before it counts: bus and UART are not read at the same instant."""

from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model.check.comparing import DECISIVE
from hmi.model.check.finding import Check, Holds

if TYPE_CHECKING:
    from hmi.model.state import State

LASTS_S = 5.0


def ticked(state: "State") -> "State":
    """Since when the inverter is told something else than the BMS says, and sends back something else."""
    link = state.inverter
    if not link.watched:
        return state
    differs = _since(state, link.differs_since, differs_now(state.check))
    refuses = _since(state, link.refuses_since, state.check.taken_over is Holds.NO)
    if (differs, refuses) == (link.differs_since, link.refuses_since):
        return state
    return replace(state, inverter=replace(link, differs_since=differs, refuses_since=refuses))


def differs_now(check: Check) -> bool:
    """Whether the inverter is told something that the BMS does not say."""
    return any(one.differs and one.what in DECISIVE for one in check.comparisons)


def _since(state: "State", before: float | None, now: bool) -> float | None:
    if not now:
        return None
    return state.now if before is None else before


def long_enough(since: float | None, measured_at: float) -> bool:
    """Whether what began then, and goes on, counts by what was measured at that time; None: not begun."""
    return since is not None and measured_at - since > LASTS_S
