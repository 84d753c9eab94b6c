"""From brightness as it looks to a lamp's power: an eye sees a tenth of the light as more than a third."""

import math

_LEAST = 0.01  # of the power: below it a picture cannot be read in a dark room
_LINEAR_TO = 8.0  # CIE 1976: up to this lightness it grows with the power


def raw(percent: int, most: int, even: bool = False) -> int:
    """What to write for a lamp that takes 0..`most`; never 0, as that is dark.

    `even`: the driver's own steps look even already.
    """
    power = percent / 100 if even else _power(percent)
    return min(most, max(1, math.ceil(most * _LEAST), round(most * power)))


def _power(lightness: float) -> float:
    """CIE 1976: lightness 0..100 -> luminance 0..1."""
    if lightness <= _LINEAR_TO:
        return lightness / 903.3
    return float(((lightness + 16) / 116) ** 3)
