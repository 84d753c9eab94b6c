"""The ten minutes of a black box as columns: the cells of one pack, and the current of the stack."""

from collections.abc import Iterator
from dataclasses import dataclass

from hmi.model.freshness import SHOWN_PERIODS
from hmi.model.history.box import Box
from hmi.model.history.frames import Frame
from hmi.ui.trend_mesh import Range

COLUMNS = 150
HELD_S = 30.0  # for which a frame stands where no later one came


@dataclass(frozen=True, slots=True)
class Minutes:
    """Column by column, the oldest first; None: not known."""

    length_s: float  # of all columns
    cells: tuple[Range | None, ...]  # V, the lowest and the highest
    current: tuple[Range | None, ...]  # A


def minutes(box: Box) -> Minutes:
    """From its first frame to its end."""
    length = max((frame.before_s for frame in box.frames), default=0.0) or 1.0
    here: list[list[Frame]] = [[] for _ in range(COLUMNS)]
    for frame in box.frames:
        here[min(COLUMNS - 1, int((1 - frame.before_s / length) * COLUMNS))].append(frame)
    held = list(_held(here, length))
    return Minutes(
        length,
        tuple(_range([volts for frame in each for volts in _cells(frame, box.slot)]) for each in held),
        tuple(_range([_current(frame) for frame in each]) for each in held),
    )


def _held(here: list[list[Frame]], length: float) -> Iterator[list[Frame]]:
    """Where nothing came, what came last, as long as that stands."""
    last: Frame | None = None
    for number, each in enumerate(here):
        ago_s = length * (1 - (number + 0.5) / COLUMNS)
        stands = last is not None and last.before_s - ago_s <= HELD_S
        yield each or ([last] if last is not None and stands else [])
        last = each[-1] if each else last


def _range(values: list[float]) -> Range | None:
    return (min(values), max(values)) if values else None


def _cells(frame: Frame, slot: int) -> tuple[float, ...]:
    one = next((one for one in frame.readings if one.slot == slot), None)
    return () if one is None or one.analog is None or one.analog.no_data else one.analog.cell_voltages


def _current(frame: Frame) -> float:
    """Of all packs whose values could still be shown."""
    return sum(
        one.analog.current
        for one in frame.readings
        if one.analog and -frame.before_s - (one.analog_at or 0.0) <= SHOWN_PERIODS * one.period
    )
