"""What the pages of the link check list, line by line, and over how many parts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hmi.model.check.finding import Check, Comparison
from hmi.model.check.traffic import TapPhase
from hmi.model.navigation import parts_needed

if TYPE_CHECKING:
    from hmi.model.state import State

# Of the bus: adapter, how it hears; frames a second, error, remote and missed frames; what is spoken, by what
# it is known, what would tell apart, what no protocol has, the steps of the voltage; the inverter, its answer
# and whether it takes over what it is told.
BUS_FACTS = 14


def values(check: Check) -> tuple[Comparison, ...]:
    """The comparisons; of codes one line each, whose `what` is "protections.over_voltage" or the like."""
    return tuple(line for one in check.comparisons for line in _lines(one))


def _lines(one: Comparison) -> Iterator[Comparison]:
    told, said = _codes(one.told), _codes(one.said)
    codes = dict.fromkeys((*(told or ()), *(said or ())))
    if not codes:
        yield one
    for code in codes:
        both = (None if side is None else code in side for side in (told, said))
        yield _line(one, code, *both)


def _line(one: Comparison, code: str, told: bool | None, said: bool | None) -> Comparison:
    differs = one.differs and told is not None and said is not None and told != said
    return Comparison(f"{one.what}.{code}", told, said, differs, one.doubtful, one.age_s)


def _codes(value: object) -> tuple[str, ...] | None:
    return value if isinstance(value, tuple) else None


def value_parts(state: "State") -> int:
    """Of the page of values."""
    return parts_needed(len(values(state.check)), state.room.rows)


def fact_parts(state: "State") -> int:
    """Of the page of the bus, before the frames."""
    return parts_needed(BUS_FACTS, state.room.lines)


def bus_parts(state: "State") -> int:
    """Of the page of the bus: facts, then frames; one that says why nothing is heard."""
    if state.inverter.tap.phase is not TapPhase.OPEN:
        return 1
    frames = -(-len(state.check.live) // state.room.rows)
    return fact_parts(state) + frames
