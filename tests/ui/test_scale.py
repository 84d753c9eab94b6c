"""Scales: they hold all values and have two or three round ticks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.ui.scale import scale

VALUES = st.floats(-1e5, 1e5, allow_nan=False)


@pytest.mark.parametrize(
    ("low", "high", "least", "ticks"),
    [
        (-1500, 2100, 200, (-2000, 0, 2000)),
        (0, 0, 2, (-1, 0, 1)),
        (18.2, 24.5, 10, (15, 20, 25)),
        (-199, 0, 2, (-200, -100, 0)),
        (0.9, 2.1, 0.1, (1.0, 1.5, 2.0)),
    ],
)
def test_ticks_are_round(low: float, high: float, least: float, ticks: tuple[float, ...]) -> None:
    assert scale(low, high, least).ticks == pytest.approx(ticks)


def test_what_is_never_negative_begins_at_zero() -> None:
    assert scale(0.003, 0.012, 0.02, from_zero=True).ticks == pytest.approx((0, 0.01, 0.02))
    assert scale(0.003, 0.012, 0.02, from_zero=True).low == 0


@given(VALUES, st.floats(0, 1e5), st.floats(1e-3, 100), st.booleans())
def test_every_value_is_on_it(low: float, more: float, least: float, from_zero: bool) -> None:
    low = 0.0 if from_zero else low
    made = scale(low, low + more, least, from_zero)
    assert 2 <= len(made.ticks) <= 3
    assert made.low <= min(low, *made.ticks)
    assert made.high >= max(low + more, *made.ticks)
    assert made.high - made.low >= least * 0.999
    spelled = {f"{tick:.{made.digits}f}" for tick in made.ticks}
    assert len(spelled) == len(made.ticks)
