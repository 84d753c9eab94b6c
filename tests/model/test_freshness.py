import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.model.freshness import Freshness, age, freshness

PERIODS = st.floats(0.1, 60)
AGES = st.floats(0, 1000)
WORSE = (Freshness.LIVE, Freshness.AGED, Freshness.GONE)


@pytest.mark.parametrize("period", [1.0, 7.0])
def test_a_value_is_live_for_three_of_its_own_periods_and_shown_for_ten(period: float) -> None:
    at = 50.0
    assert freshness(at, period, now=at) is Freshness.LIVE
    assert freshness(at, period, now=at + 3 * period) is Freshness.LIVE
    assert freshness(at, period, now=at + 3 * period + 0.01) is Freshness.AGED
    assert freshness(at, period, now=at + 10 * period) is Freshness.AGED
    assert freshness(at, period, now=at + 10 * period + 0.01) is Freshness.GONE


def test_a_value_that_was_never_read_is_gone() -> None:
    assert freshness(None, 1.0, now=0.0) is Freshness.GONE
    assert age(None, now=100.0) == 0.0


def test_a_value_read_at_the_zero_of_the_clock_ages_like_any_other() -> None:
    assert age(0.0, now=4.0) == 4.0
    assert freshness(0.0, 1.0, now=4.0) is Freshness.AGED


def test_a_value_that_came_since_the_last_tick_is_live_and_of_age_zero() -> None:
    assert freshness(5.4, 1.0, now=5.0) is Freshness.LIVE
    assert age(5.4, now=5.0) == 0.0


@given(PERIODS, AGES, AGES)
def test_with_time_a_value_only_gets_worse(period: float, one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    assert WORSE.index(freshness(0.0, period, sooner)) <= WORSE.index(freshness(0.0, period, later))


@given(PERIODS, PERIODS, AGES)
def test_what_is_read_less_often_stays_live_for_longer(one: float, other: float, now: float) -> None:
    shorter, longer = sorted((one, other))
    assert WORSE.index(freshness(0.0, longer, now)) <= WORSE.index(freshness(0.0, shorter, now))
