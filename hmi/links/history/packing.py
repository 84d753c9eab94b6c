"""Samples as they stand in the file: a minute of them in one row, later their least, mean and most.

Numbers are whole, in the smallest unit that a BMS or an eye can tell apart. What is not known, not finite or
too large to be true is a gap: a number that no value has.
"""

import struct
from collections.abc import Sequence
from math import isfinite
from operator import mul

from hmi.model.history.trend import Band, Quantity, Sample

PER_UNIT = {
    Quantity.SOC: 100,
    Quantity.CURRENT: 100,
    Quantity.POWER: 10,
    Quantity.SPREAD: 5_000,
    Quantity.COLDEST: 100,
    Quantity.HOTTEST: 100,
}
PER_WH = 1000

# What some time was like: its seconds that are known, then of all quantities the least, the mean, the most.
Stretch = tuple[int, ...]

_COUNT = len(PER_UNIT)
_VALUES = "hiihhh"
_GAPS = tuple({"h": -(2**15), "i": -(2**31)}[code] for code in _VALUES)
NOTHING: Stretch = (0, *3 * _GAPS)  # is known of that time
_SAMPLE = struct.Struct(f"<HH{_VALUES}")  # its end, s after the row's place; the seconds that it stands for
_STRETCH = struct.Struct(f"<I{_VALUES * 3}")
_MOST_WH = 1e6  # in one sample; more is no energy


def whole(sample: Sample) -> tuple[int, ...]:
    """The values of a sample as they are kept."""
    each = zip(PER_UNIT.items(), _GAPS, strict=True)
    return tuple(_whole(sample.values.get(name), per, gap) for (name, per), gap in each)


def _whole(value: float | None, per: int, gap: int) -> int:
    if value is None or not isfinite(value):
        return gap
    scaled = round(value * per)
    return scaled if gap < scaled < -gap else gap


def whole_wh(energy_wh: float) -> int:
    """Energy as it is kept; none that is not known."""
    return round(energy_wh * PER_WH) if 0 < energy_wh < _MOST_WH else 0


def pack_sample(end: int, seconds: int, values: tuple[int, ...]) -> bytes:
    """One sample, to stand in the row of its minute."""
    return _SAMPLE.pack(end, seconds, *values)


def unpack_samples(body: bytes) -> list[tuple[int, Stretch]]:
    """The samples of a minute, each with its end (s after its row's place). Raises ValueError for others."""
    each = _unpacked(_SAMPLE, body)
    return [(end, (seconds, *values, *values, *values)) for end, seconds, *values in each]


def pack_stretch(stretch: Stretch) -> bytes:
    """A row of a thinner table."""
    return _STRETCH.pack(*stretch)


def unpack_stretch(body: bytes) -> Stretch:
    """A row of a thinner table. Raises ValueError for others."""
    (stretch,) = _unpacked(_STRETCH, body)
    return stretch


def _unpacked(layout: struct.Struct, body: bytes) -> list[tuple[int, ...]]:
    try:
        return list(layout.iter_unpack(body))
    except struct.error as error:
        raise ValueError(str(error)) from error


def merged(parts: Sequence[Stretch]) -> Stretch:
    """Several times as one; at least one."""
    weights, *values = zip(*parts, strict=True)
    each = [
        _as_one(values[number], values[number + _COUNT], values[number + 2 * _COUNT], weights, gap)
        for number, gap in enumerate(_GAPS)
    ]
    return (sum(weights), *(value for values in zip(*each, strict=True) for value in values))


_Numbers = Sequence[int]


def _as_one(
    least: _Numbers, mean: _Numbers, most: _Numbers, weights: _Numbers, gap: int
) -> tuple[int, int, int]:
    lowest = min(least)
    if lowest == gap:  # no value is so small
        known = [one for one in zip(least, mean, most, weights, strict=True) if one[0] != gap]
        if not known:
            return gap, gap, gap
        least, mean, most, weights = zip(*known, strict=True)
        lowest = min(least)
    return lowest, round(sum(map(mul, mean, weights)) / (sum(weights) or 1)), max(most)


def bands(stretch: Stretch) -> tuple[Band | None, ...]:
    """What a time was like, of each quantity in its unit; None where nothing is known."""
    each = zip(stretch[1:], stretch[1 + _COUNT :], stretch[1 + 2 * _COUNT :], strict=False)
    return tuple(
        None if mean == gap else Band(least / per, mean / per, most / per)
        for (least, mean, most), gap, per in zip(each, _GAPS, PER_UNIT.values(), strict=False)
    )
