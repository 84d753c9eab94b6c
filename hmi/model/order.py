"""The order that warning, protection and release must keep among themselves and towards other groups.

No paper tells the BMS's own checks (pace-v25, chapter 15), so the rules are drawn as wide as the captured
factory values need, and no wider than a protection that works:

- The protection lies beyond the warning.
- The release lies on the safe side of the protection, and short of the opposite release. Where it lies
  towards the warning is left open: 3.38 V release a cell that 3.60 V warned of, while 0 degC both warn of and
  release a cold one.
- A low warning lies below the high one.
- A pack's protection acts while its mean cell goes from warning to protection: later it would guard nothing
  that the cells do not guard, sooner it would cut off cells that are well. Values meant for another number of
  cells always fail this. Half a step of a cell is forgiven.
- A fast limit does not lie below the slow one.

A group that is switched off guards nothing, so that no other one is measured by it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hmi.model.draft import Fault, Problem

SLACK = 1e-6  # what floats leave
CELL_SLACK_V = 0.005  # half the step of a cell's limits


@dataclass(frozen=True, slots=True)
class Guard:
    """Warning, protection and release against too much (`sign` +1) or too little (-1) of something."""

    group: str
    sign: int
    prefix: str = ""

    def names(self) -> tuple[str, str, str]:
        """The fields of warning, protection and release."""
        return f"{self.prefix}alarm", f"{self.prefix}protection", f"{self.prefix}release"

    def beyond(self, one: float, other: float, slack: float = SLACK) -> bool:
        """Whether `one` lies farther out than `other`."""
        return self.sign * (one - other) > slack

    def bounds(self, inner: float | None, outer: float | None) -> tuple[float | None, float | None]:
        """Least and most, to the wire's thousandths, of a value that lies between the two."""
        least, most = (inner, outer) if self.sign > 0 else (outer, inner)
        return None if least is None else round(least, 3), None if most is None else round(most, 3)


OPPOSITES = (
    (Guard("cell_over_voltage", 1), Guard("cell_under_voltage", -1)),
    (Guard("pack_over_voltage", 1), Guard("pack_under_voltage", -1)),
    (Guard("cell_over_temperature", 1, "charge_"), Guard("cell_under_temperature", -1, "charge_")),
    (Guard("cell_over_temperature", 1, "discharge_"), Guard("cell_under_temperature", -1, "discharge_")),
    (Guard("environment_temperature", 1, "high_"), Guard("environment_temperature", -1, "low_")),
)
ALONE = (
    Guard("mosfet_over_temperature", 1),
    Guard("charge_over_current", 1),
    Guard("discharge_over_current", 1),
)
GUARDS: Mapping[Guard, Guard | None] = (
    dict(OPPOSITES) | {low: high for high, low in OPPOSITES} | dict.fromkeys(ALONE)
)
# Cells and pack, and which way their limits lie.
TOGETHER = (
    ("cell_over_voltage", "pack_over_voltage", Guard("", 1)),
    ("cell_under_voltage", "pack_under_voltage", Guard("", -1)),
)
FAST = "fast_over_current"
SLOW = {"charge": "charge_over_current", "discharge": "discharge_over_current"}


def problems(
    group: str, value: Any, steps: Mapping[str, float], others: Mapping[str, Any], cells: int | None
) -> Iterator[Problem]:
    """What is out of order in a group; `steps`: field -> step. Fields and bounds are those of this group."""
    read = {name: one for name, one in others.items() if getattr(one, "enable", 1)} | {group: value}
    for guard, opposite in GUARDS.items():
        if guard.group == group:
            other = read.get(opposite.group) if opposite else None
            yield from _guarding(guard, value, steps, opposite, other)
    for cell, pack, outwards in TOGETHER:
        if group in (cell, pack) and cells and {cell, pack} <= read.keys():
            yield from _together(outwards, group == pack, read[cell], read[pack], cells)
    for field, slow in SLOW.items():
        if group in (slow, FAST) and {slow, FAST} <= read.keys():
            yield from _fast(field, group == FAST, read[slow], read[FAST])


def _guarding(
    guard: Guard, value: Any, steps: Mapping[str, float], opposite: Guard | None, other: Any
) -> Iterator[Problem]:
    alarm, protection, release = guard.names()
    warns, acts = getattr(value, alarm), getattr(value, protection)
    releases = getattr(value, release, None)  # currents have none
    inner_warning, inner_release = _inner(opposite, other)
    outwards = guard.sign * steps[protection]
    if not guard.beyond(acts, warns):
        bounds = guard.bounds(warns + outwards, None)
        yield Problem(Fault.PROTECTION_NOT_BEYOND_WARNING, (protection, alarm), *bounds)
    if inner_warning is not None and not guard.beyond(warns, inner_warning):
        bounds = guard.bounds(inner_warning + outwards, None)
        yield Problem(Fault.LOW_NOT_BELOW_HIGH, (alarm,), *bounds)
    if releases is None:
        return
    crossed = inner_release is not None and not guard.beyond(releases, inner_release)
    if crossed or not guard.beyond(acts, releases):
        inner = None if inner_release is None else inner_release + outwards
        bounds = guard.bounds(inner, acts - outwards)
        yield Problem(Fault.RELEASE_NOT_WITHIN, (release, protection), *bounds)


def _inner(opposite: Guard | None, other: Any) -> tuple[float | None, float | None]:
    """Warning and release of the opposite guard, as far as there are any."""
    if opposite is None or other is None:
        return None, None
    alarm, _protection, release = opposite.names()
    return getattr(other, alarm), getattr(other, release)


def _together(outwards: Guard, of_pack: bool, cell: Any, pack: Any, cells: int) -> Iterator[Problem]:
    mean = pack.protection / cells
    late = outwards.beyond(mean, cell.protection, CELL_SLACK_V + SLACK)
    early = outwards.beyond(cell.alarm, mean, CELL_SLACK_V + SLACK)
    if of_pack and (late or early):
        bounds = outwards.bounds(cell.alarm * cells, cell.protection * cells)
        yield Problem(Fault.CELLS_AND_PACK, ("protection",), *bounds)
    elif late:
        yield Problem(Fault.CELLS_AND_PACK, ("protection",), *outwards.bounds(round(mean, 2), None))
    elif early:
        yield Problem(Fault.CELLS_AND_PACK, ("alarm",), *outwards.bounds(None, round(mean, 2)))


def _fast(field: str, of_fast: bool, slow: Any, fast: Any) -> Iterator[Problem]:
    acts = getattr(fast, field)
    if acts is None or acts >= slow.protection:
        return
    if of_fast:
        yield Problem(Fault.FAST_NOT_BEYOND, (field,), least=slow.protection)
    else:
        yield Problem(Fault.FAST_NOT_BEYOND, ("protection",), most=acts)
