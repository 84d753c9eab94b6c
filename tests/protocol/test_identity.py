"""The clock of the BMS, in both directions."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.errors import ImplausibleError
from hmi.protocol.identity import Clock


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_a_clock_shows_the_second_it_was_set_to(time: datetime) -> None:
    assert Clock.of(time).time == time.replace(microsecond=0)


@pytest.mark.parametrize("year", [1999, 2100])
def test_years_that_it_cannot_show(year: int) -> None:
    with pytest.raises(ImplausibleError, match=str(year)):
        Clock.of(datetime(year, 1, 1))


@pytest.mark.parametrize(
    "clock", [Clock(23, 2, 29, 0, 0, 0), Clock(24, 1, 1, 24, 0, 0), Clock(100, 1, 1, 0, 0, 0)]
)
def test_a_date_that_no_calendar_has_is_no_time(clock: Clock) -> None:
    assert clock.time is None
