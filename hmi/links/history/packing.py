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
    Quantity.SPREAD: 10_000,
    Quantity.COLDEST: 100,
    Quantity.HOTTEST: 100,
}
PER_WH = 1000

# What some time was like: its seconds that are known, then of all quantities the least, the mean, the most.
Stretch = tuple[int, ...]

_COUNT = len(PER_UNIT)
_SIGNED, _LONG, _UNSIGNED = (-(2**15), 2**15), (-(2**31), 2**31), (-1, 2**16 - 1)  # what no value has
_BOUNDS = (_SIGNED, _LONG, _LONG, _UNSIGNED, _SIGNED, _SIGNED)
_GAPS = (-(2**15), -(2**31), -(2**31), 2**16 - 1, -(2**15), -(2**15))
NOTHING: Stretch = (0, *3 * _GAPS)  # is known of that time
_VALUES = "hiiHhh"
_SAMPLE = struct.Struct(f"<HH{_VALUES}")  # its end, s after the row's place; the seconds that it stands for
_STRETCH = struct.Struct(f"<I{_VALUES * 3}")


def whole(sample: Sample) -> tuple[int, ...]:
    """The values of a sample as they are kept."""
    return tuple(
        _whole(sample.values.get(name), per, bounds, gap)
        for (name, per), bounds, gap in zip(PER_UNIT.items(), _BOUNDS, _GAPS, strict=True)
    )


def _whole(value: float | None, per: int, bounds: tuple[int, int], gap: int) -> int:
    if value is None or not isfinite(value):
        return gap
    least, most = bounds
    scaled = round(value * per)
    return scaled if least < scaled < most else gap


def whole_wh(energy_wh: float) -> int:
    """Energy as it is kept; none that is not known."""
    return round(energy_wh * PER_WH) if isfinite(energy_wh) else 0


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
    least, mean, most = values[:_COUNT], values[_COUNT : 2 * _COUNT], values[2 * _COUNT :]
    return (
        sum(weights),
        *(min(_known(each, gap), default=gap) for each, gap in zip(least, _GAPS, strict=True)),
        *(_mean(each, weights, gap) for each, gap in zip(mean, _GAPS, strict=True)),
        *(max(_known(each, gap), default=gap) for each, gap in zip(most, _GAPS, strict=True)),
    )


def _known(values: Sequence[int], gap: int) -> Sequence[int]:
    return [value for value in values if value != gap] if gap in values else values


def _mean(values: Sequence[int], weights: Sequence[int], gap: int) -> int:
    if gap in values:
        weights = [weight for value, weight in zip(values, weights, strict=True) if value != gap]
        values = _known(values, gap)
    known_s = sum(weights)
    return round(sum(map(mul, values, weights)) / known_s) if known_s else gap


def bands(stretch: Stretch) -> tuple[Band | None, ...]:
    """What a time was like, of each quantity in its unit; None where nothing is known."""
    each = zip(stretch[1:], stretch[1 + _COUNT :], stretch[1 + 2 * _COUNT :], strict=False)
    return tuple(
        None if mean == gap else Band(least / per, mean / per, most / per)
        for (least, mean, most), gap, per in zip(each, _GAPS, PER_UNIT.values(), strict=False)
    )
