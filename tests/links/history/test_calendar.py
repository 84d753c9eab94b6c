"""Places grow as time does; a time that no calendar has is told as the nearest that it has."""

from datetime import UTC, datetime

from hmi.links.history.calendar import as_utc, era_of, place, second_of


def test_a_place_is_an_era_and_a_second() -> None:
    assert (era_of(place(7, 4_000_000_000)), second_of(place(7, 4_000_000_000))) == (7, 4_000_000_000)
    assert place(1, 5) < place(1, 6) < place(2, 0)


def test_every_time_can_be_told() -> None:
    assert as_utc(86400.0) == datetime(1970, 1, 2, tzinfo=UTC)
    assert (as_utc(-1e12).year, as_utc(1e12).year) == (1, 9999)
