"""The story of a trip, from the rows of the log."""

from datetime import UTC, datetime, timedelta

from hmi.model.alarm.story import steps
from hmi.model.happening import Happened, Happening
from hmi.model.history.past import LogRow, Story

FIRST = datetime(2026, 3, 1, 3, 12, 7, tzinfo=UTC)


def row(number: int, after_s: float, what: Happened, certain: bool = True) -> LogRow:
    return LogRow(number, FIRST + timedelta(seconds=after_s), certain, "PACK1/16", Happening(what))


TRIP = row(5, 0, Happened.ALARM)


def told(*rows: LogRow, number: int = 5) -> list[tuple[Happened, float | None]]:
    return [(step.row.happening.what, step.after_s) for step in steps(Story(number, rows))]


def test_it_begins_with_the_first_out_and_goes_on_in_order_with_seconds() -> None:
    followed = (row(7, 3, Happened.CURRENT_STOPPED), row(6, 1.5, Happened.DISCHARGE_OFF))
    assert told(*followed, TRIP) == [
        (Happened.ALARM, 0.0),
        (Happened.DISCHARGE_OFF, 1.5),
        (Happened.CURRENT_STOPPED, 3.0),
    ]


def test_what_was_before_it_is_no_part_of_it() -> None:
    assert told(row(4, -2, Happened.ALARM), TRIP) == [(Happened.ALARM, 0.0)]


def test_it_ends_after_ten_minutes() -> None:
    assert told(TRIP, row(6, 600, Happened.OVER), row(7, 601, Happened.OVER)) == [
        (Happened.ALARM, 0.0),
        (Happened.OVER, 600.0),
    ]


def test_what_somebody_did_or_would_have_come_anyway_is_no_part_of_it() -> None:
    others = (Happened.SEEN, Happened.FULL, Happened.CALIBRATED)
    rows = [row(number, number, what) for number, what in enumerate(others, 6)]
    assert told(TRIP, *rows) == [(Happened.ALARM, 0.0)]


def test_a_panel_that_the_trip_has_cut_off_starts_again() -> None:
    rows = (row(6, 40, Happened.STARTED), row(7, 45, Happened.CURRENT_BACK))
    assert told(TRIP, *rows)[1:] == [(Happened.STARTED, 40.0), (Happened.CURRENT_BACK, 45.0)]


def test_another_battery_ends_it() -> None:
    rows = (row(6, 40, Happened.OTHER_BATTERY), row(7, 45, Happened.ALARM))
    assert told(TRIP, *rows) == [(Happened.ALARM, 0.0)]


def test_once_the_clock_was_set_no_seconds_are_told_any_more() -> None:
    rows = (row(6, 2, Happened.OVER), row(7, 9000, Happened.TIME_SET), row(8, 9001, Happened.CHARGE_ON))
    assert told(TRIP, *rows)[1:] == [(Happened.OVER, 2.0), (Happened.CHARGE_ON, None)]


def test_no_seconds_are_told_where_only_one_of_the_times_is_certain_or_it_went_back() -> None:
    assert told(TRIP, row(6, 2, Happened.OVER, certain=False))[1:] == [(Happened.OVER, None)]
    assert told(TRIP, row(6, -2, Happened.OVER))[1:] == [(Happened.OVER, None)]


def test_a_story_that_was_not_read_or_is_kept_no_more_is_empty() -> None:
    assert told(number=5) == []
    assert told(row(6, 2, Happened.OVER)) == []
