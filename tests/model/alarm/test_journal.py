"""How much of what comes and goes is written."""

from hmi.model.alarm.journal import (
    ALL_AN_HOUR,
    BOXES_A_DAY,
    BOXES_AN_HOUR,
    Journal,
    Said,
    Thing,
    Track,
    boxed,
    follow,
    once,
)

LINK = Thing(Track.LINK)


def test_everything_together_is_bounded_and_a_trip_is_told_all_the_same() -> None:
    journal = Journal()
    for slot in range(ALL_AN_HOUR):
        journal, count = follow(journal, Thing(Track.CHARGE_PATH, slot), True, float(slot))
        assert count == 1
    assert follow(journal, LINK, True, 100.0)[1] == 0
    assert follow(journal, LINK, True, 100.0, leading=True)[1] == 1
    assert follow(journal, LINK, True, 3600.0)[1] == 1


def test_what_went_before_its_row_could_be_written_is_not_missing_any_more() -> None:
    journal, _ = follow(Journal(), LINK, True, 0.0)
    journal, _ = follow(journal, LINK, False, 1.0)
    journal, _ = follow(journal, LINK, True, 2.0)
    assert journal.behind == (LINK,)
    journal, count = follow(journal, LINK, False, 3.0)
    assert (journal.behind, count) == ((), 0)
    assert journal.of(LINK) == Said(on=False, missed=1)
    assert follow(journal, LINK, True, 60.0)[1] == 2


def test_what_happens_once_may_happen_again_and_leaves_the_rest_alone() -> None:
    journal, _ = follow(Journal(), LINK, True, 0.0)
    journal, told = once(journal, Thing(Track.FULL), 1.0)
    assert told
    assert journal.of(LINK).on
    assert once(journal, Thing(Track.FULL), 2.0)[1] is False
    assert once(journal, Thing(Track.FULL), 61.0)[1] is True


def test_what_is_forgotten_was_never_on() -> None:
    journal, _ = follow(Journal(), LINK, True, 0.0)
    assert journal.forgetting(LINK).says == {}


def test_so_many_black_boxes_an_hour_and_a_day_and_none_for_what_follows_a_trip() -> None:
    journal, kept = Journal(), 0
    for second in range(0, 48 * 3600, 60):
        journal, now = boxed(journal, float(second))
        kept += now
        if second == 3540:
            assert kept == BOXES_AN_HOUR
    assert kept == 2 * BOXES_A_DAY
    assert boxed(Journal(boxes=(0.0,)), 9.0)[1] is False
