"""The scale of a graph: how far it goes, and the two or three round values that are written beside it."""

from dataclasses import dataclass
from math import ceil, floor, log10

MOST_TICKS = 3
_STEPS = (1, 2, 5)
_NEAR = 1e-9  # of a step: what a division makes of a value that is on it
_MARGIN = 0.04  # of the values' range, above and below
_STRETCH = 0.22  # of the range, by which it grows to have one tick more


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`; `digits` behind the point tell its ticks apart."""

    low: float
    high: float
    ticks: tuple[float, ...]
    digits: int = 0


def scale(low: float, high: float, least: float, from_zero: bool = False) -> Scale:
    """For values from `low` to `high`; no finer than over `least`. `from_zero`: none is negative."""
    if from_zero:
        low, high = 0.0, max(high * (1 + _MARGIN), least)
    else:
        more = max((high - low) * _MARGIN, (least - (high - low)) / 2)
        low, high = low - more, high + more
    exponent, step = _step(low, high)
    first, last = ceil(low / step - _NEAR), floor(high / step + _NEAR)
    near = _STRETCH * (high - low)
    if not from_zero and last - first + 1 < MOST_TICKS and low - (first - 1) * step <= near:
        first -= 1
    if first >= last or (last - first + 1 < MOST_TICKS and (last + 1) * step - high <= near):
        last += 1
    ticks = tuple(number * step for number in range(first, last + 1))
    return Scale(min(low, ticks[0]), max(high, ticks[-1]), ticks, max(0, -exponent))


def _step(low: float, high: float) -> tuple[int, float]:
    """The finest round step that gives few ticks, and its power of ten."""
    exponent = floor(log10((high - low) / MOST_TICKS)) - 1
    while True:
        for factor in _STEPS:
            step = factor * 10.0**exponent
            if floor(high / step + _NEAR) - ceil(low / step - _NEAR) < MOST_TICKS:
                return exponent, step
        exponent += 1
