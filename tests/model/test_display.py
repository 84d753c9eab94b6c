"""What may be chosen of the display, when it is night, and how a picture that stays drifts."""

from dataclasses import replace
from datetime import datetime, time
from itertools import pairwise

import pytest

from hmi.model.display import DRIFT_LEAST_PX, DRIFT_MOST_PX, NEVER_S, Display, drift, is_night, with_choice

DAY = datetime(2025, 6, 21)


@pytest.mark.parametrize("sleep_s", [30, 180, 1800, NEVER_S])
def test_sleep_is_half_a_minute_to_half_an_hour_or_never(sleep_s: float) -> None:
    assert with_choice(Display(), "sleep_s", sleep_s) == Display(sleep_s=sleep_s)


def test_after_the_waking_gesture_nothing_counts_for_three_tenths_of_a_second() -> None:
    assert Display().wake_guard_s == 0.3


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        ("brightness_pct", 10, 100),
        ("night_pct", 5, 100),
        ("night_from_min", 0, 1439),
        ("night_to_min", 0, 1439),
    ],
)
def test_a_choice_is_taken_within_its_limits(field: str, least: int, most: int) -> None:
    for value in (least, most):
        changed = with_choice(Display(), field, value)
        assert changed is not None
        assert getattr(changed, field) == value
    assert with_choice(Display(), field, least - 1) is None
    assert with_choice(Display(), field, most + 1) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sleep_s", 29),
        ("sleep_s", 1801),
        ("sleep_s", float("nan")),
        ("dims", 2),
        ("large_text", 2),
        ("rotation_deg", 90),  # on trial only
        ("means", 1),
        ("preview", 0),
    ],
)
def test_what_cannot_be_chosen_is_no_choice(field: str, value: float) -> None:
    assert with_choice(Display(), field, value) is None


def test_dim_instead_of_off_can_be_chosen() -> None:
    assert with_choice(Display(), "dims", True) == Display(dims=True)


def test_large_text_can_be_chosen() -> None:
    assert with_choice(Display(), "large_text", True) == Display(large_text=True)


@pytest.mark.parametrize(
    ("begins", "ends", "nights", "days"),
    [
        ("22:00", "06:00", ("22:00", "23:59", "00:00", "05:59"), ("06:00", "21:59", "13:00")),
        ("01:00", "05:30", ("01:00", "05:29"), ("00:59", "05:30", "23:00")),
        ("22:00", "22:00", (), ("22:00", "00:00", "21:59")),  # no night
    ],
)
def test_the_night_may_go_over_midnight(
    begins: str, ends: str, nights: tuple[str, ...], days: tuple[str, ...]
) -> None:
    display = replace(Display(), night_from_min=minute(begins), night_to_min=minute(ends))
    assert [at for at in (*nights, *days) if is_night(display, clock(at))] == list(nights)


def minute(spelled: str) -> int:
    at = time.fromisoformat(spelled)
    return at.hour * 60 + at.minute


def clock(spelled: str) -> datetime:
    return datetime.combine(DAY, time.fromisoformat(spelled))


def test_a_page_that_stays_drifts_a_pixel_a_minute_and_comes_back() -> None:
    assert {drift(seconds) for seconds in (-1.0, 0.0, 179.9)} == {(0, 0)}
    way = [drift(180.0 + 60 * minutes) for minutes in range(-1, 32)]
    assert all(abs(to_x - x) + abs(to_y - y) == 1 for (x, y), (to_x, to_y) in pairwise(way))
    reach = range(DRIFT_LEAST_PX, DRIFT_MOST_PX + 1)
    assert set(way) == {(x, y) for x in reach for y in reach}
    assert way[0] == way[len(reach) ** 2] == (0, 0)
