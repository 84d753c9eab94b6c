"""What pages ask of the past, when, and what is shown of the answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hmi.model.alarm.name import Priority
from hmi.model.events import Event, HistoryOpened, LogRead, Lost, StoryRead, TrendRead, Trouble
from hmi.model.happening import Happened, Happening
from hmi.model.history import box, looking
from hmi.model.history.blackbox import packed
from hmi.model.history.past import LogRow, Story
from hmi.model.history.trend import Energy, Quantity, Span, Trend
from hmi.model.intents import ChooseQuantity, ChooseSpan, Go, ShowStory, StepBox, Touched
from hmi.model.navigation import Page, Place
from hmi.model.parts import parts
from hmi.model.room import Room
from hmi.model.state import State
from hmi.model.wanted import Log, ReadLog, ReadStory, ReadTrend, Wanted
from tests.model.history.known import BATTERY, NOON, live, run, serial, tick, values
from tests.model.known import PROTECTED, QUIET, heard

UNTIL = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
EMPTY = Energy(BATTERY, 0.0, 0.0)


def at_home() -> State:
    return run(replace(live(), place=Place(Page.HOME)), HistoryOpened({}, "", 0.0))[0]


def trends(wanted: tuple[Wanted, ...]) -> list[ReadTrend]:
    return [one for one in wanted if isinstance(one, ReadTrend)]


def asked(state: State, *events: Event) -> list[ReadTrend]:
    return trends(run(state, *events)[1])


def read(battery: str = BATTERY, span: Span = Span.DAY) -> TrendRead:
    return TrendRead(Trend(battery, span, UNTIL), Energy(battery, 1.0, 2.0))


def test_a_trend_is_asked_for_when_its_page_is_entered() -> None:
    state = at_home()
    (wanted,) = asked(state, Go(Page.TREND))
    assert (wanted.battery, wanted.span, wanted.columns) == (BATTERY, Span.DAY, 480)
    assert wanted.now.utc == NOON.astimezone(UTC)
    assert wanted.midnight_s == 12 * 3600


def test_the_local_day_may_have_had_an_hour_less(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        spring = datetime(2026, 3, 29, 12, 0)
        (wanted, *_) = asked(at_home(), tick(0.0, spring), tick(1.0, spring))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert wanted.midnight_s == 11 * 3600


def test_it_is_asked_for_anew_when_the_span_changes() -> None:
    state, _ = run(at_home(), Go(Page.TREND))
    state, wanted = run(state, ChooseSpan(Span.HOUR))
    assert state.past.span is Span.HOUR
    assert [(one.span, one.columns) for one in trends(wanted)] == [(Span.HOUR, 240)]
    state, wanted = run(state, ChooseQuantity(Quantity.POWER))
    assert (state.past.quantity, trends(wanted)) == (Quantity.POWER, [])


@pytest.mark.parametrize(
    ("span", "every_s"), [(Span.HOUR, 15), (Span.DAY, 180), (Span.WEEK, 600), (Span.MONTH, 600)]
)
def test_while_shown_it_is_asked_for_as_often_as_it_changes(span: Span, every_s: int) -> None:
    state, _ = run(at_home(), Go(Page.TREND), ChooseSpan(span), Touched(0.0))
    state = replace(state, display=replace(state.display, sleep_s=0.0))
    events = [tick(at) for at in range(5, 1200, 5)]
    assert [one.now.at for one in asked(state, *events)] == list(range(every_s, 1200, every_s))


def test_todays_energy_is_read_every_ten_minutes_without_the_page_and_at_midnight() -> None:
    state = replace(at_home(), display=replace(live().display, sleep_s=0.0))
    evening = datetime(2026, 3, 2, 23, 55)
    state, _ = run(state, tick(0.5, evening))
    events = [tick(at, evening) for at in range(5, 700, 5)]
    assert [(one.now.at, one.midnight_s) for one in asked(state, *events)] == [(300, 0), (600, 300)]


def test_nothing_is_asked_for_while_it_is_dark_and_at_once_on_waking() -> None:
    state, _ = run(at_home(), Go(Page.TREND), Go(Page.SLEEP))
    state, wanted = run(state, *(tick(at) for at in range(50, 700, 50)))
    assert not trends(wanted)
    assert len(asked(state, Touched(700.0))) == 1


def test_nothing_is_asked_for_before_battery_and_time_are_known() -> None:
    assert not asked(State(), HistoryOpened({}, "", 0.0), Go(Page.TREND))
    state, wanted = run(State(), serial(), *values(0.0))
    assert not trends(wanted)
    assert len(asked(state, tick(0.0))) == 1


def test_a_smaller_panel_asks_for_fewer_columns() -> None:
    state = replace(at_home(), room=Room(trend=240))
    (wanted,) = asked(state, Go(Page.TREND))
    assert wanted.columns == 240


def test_what_was_read_is_shown() -> None:
    state, _ = run(at_home(), read())
    assert looking.trend(state) == Trend(BATTERY, Span.DAY, UNTIL)
    assert state.past.energy == Energy(BATTERY, 1.0, 2.0)


def test_a_trend_of_a_span_that_is_not_chosen_any_more_is_not_shown() -> None:
    state, _ = run(at_home(), read(), ChooseSpan(Span.HOUR))
    assert looking.trend(state) is None
    state, _ = run(state, read())
    assert looking.trend(state) is None
    assert looking.trend(run(state, read(span=Span.HOUR))[0]) is not None


def test_a_trend_of_another_battery_is_not_shown() -> None:
    state, _ = run(at_home(), read("PACK-9/16"))
    assert (looking.trend(state), state.past.energy) == (None, None)
    state, wanted = run(run(at_home(), read())[0], serial("PACK-2", 5.0), *values(6.0), tick(6.0))
    assert looking.trend(state) is None
    assert trends(wanted)[-1].battery == "PACK-2/16"


def test_while_the_link_is_lost_the_past_of_the_last_battery_stays() -> None:
    state, _ = run(at_home(), read(), Lost(Trouble.SILENT, "", 1.0))
    assert looking.trend(state) is not None
    assert [one.battery for one in asked(state, Go(Page.TREND))] == [BATTERY]


def test_a_history_that_fails_says_why_and_keeps_what_is_known() -> None:
    state, _ = run(State(), HistoryOpened({"A/16": "{}"}, "", 0.0))
    assert (state.past.ready, state.past.trouble, state.past.ledgers) == (True, "", {"A/16": "{}"})
    state, _ = run(state, HistoryOpened({}, "disk full", 1.0))
    assert (state.past.ready, state.past.trouble, state.past.ledgers) == (False, "disk full", {"A/16": "{}"})


def test_the_log_is_read_when_its_page_is_entered_turned_or_written_to() -> None:
    state = replace(run(at_home(), tick(0.5))[0], room=Room(events=3))  # its start is logged
    state, wanted = run(state, Go(Page.EVENTS))
    assert logs(wanted) == [ReadLog(0, 2)]
    state, _ = run(state, LogRead(0, (row(9), row(8)), 9))
    assert (state.past.rows, state.past.total) == ((row(9), row(8)), 9)
    state, wanted = run(state, Go(Page.EVENTS, 1))
    assert logs(wanted) == [ReadLog(2, 3)]
    state, wanted = run(state, tick(1.0))
    assert not logs(wanted)
    state, wanted = run(state, heard(PROTECTED, 1, 2.0), heard(PROTECTED, 1, 3.0))
    assert [one for one in wanted if isinstance(one, Log)]
    assert set(logs(wanted)) == {ReadLog(2, 3)}


def logs(wanted: tuple[Wanted, ...]) -> list[ReadLog]:
    return [one for one in wanted if isinstance(one, ReadLog)]


def row(number: int, **happening: Any) -> LogRow:
    return LogRow(number, UNTIL, True, BATTERY, Happening(Happened.ALARM, **happening))


def test_a_story_is_read_when_it_is_chosen_and_again_when_it_goes_on() -> None:
    state, wanted = run(at_home(), Go(Page.EVENTS), ShowStory(7))
    assert state.place.page is Page.STORY
    assert wanted[-1] == ReadStory(7)
    assert run(state, StoryRead(Story(6)))[0].past.story is None
    state, _ = run(state, StoryRead(Story(7, (row(7),))))
    assert state.past.story == Story(7, (row(7),))
    earlier = Story(5, (row(5), row(7)))  # of whose trip it is part
    assert run(state, StoryRead(earlier, asked=7))[0].past.story == earlier
    _, wanted = run(state, heard(PROTECTED, 1, 2.0), heard(PROTECTED, 1, 3.0))
    assert [one for one in wanted if isinstance(one, ReadStory)] == [ReadStory(7)]
    _, wanted = run(state, ShowStory(8))
    assert run(state, ShowStory(8))[0].past.story is None


def tripped() -> State:
    """Quiet for nine seconds, then four with a protection of the second pack; its story is shown."""
    state = live()
    for at in range(1, 14):
        status = PROTECTED if at > 9 else QUIET
        state, _ = run(state, *values(at), *values(at, 2)[:1], heard(status, 2, at), tick(at))
    told = row(1, slot=2, priority=Priority.PROTECTION, name="discharge_over_current")
    return run(state, ShowStory(1), StoryRead(Story(1, (told,), packed(state))))[0]


def test_the_box_of_a_story_begins_at_its_end_and_is_stepped_through() -> None:
    state = tripped()
    opened = box.box(state)
    assert (len(opened.frames), opened.slot, opened.trouble) == (14, 2, "")
    assert opened is box.box(state)
    seen = []
    for frames in (0, -1, -1, -50, 3, 50):
        state, _ = run(state, StepBox(frames))
        shown = box.frame(state)
        assert shown is not None
        seen.append(shown.before_s)
    assert seen == [0.0, 1.0, 2.0, 13.0, 10.0, 0.0]


def test_the_trip_is_when_its_alarm_began() -> None:
    assert box.box(tripped()).tripped_s == 3.0


def test_an_alarm_that_is_in_all_of_the_box_began_with_it() -> None:
    state, _ = run(State(), serial(), *(heard(PROTECTED, 1, at) for at in (0.0, 2.0, 4.0)), tick(4.0))
    told = Story(1, (row(1, name="discharge_over_current"),), packed(state))
    assert box.box(run(state, ShowStory(1), StoryRead(told))[0]).tripped_s == 4.0


@pytest.mark.parametrize(("slot", "name"), [(1, "discharge_over_current"), (2, "cell"), (5, "cell")])
def test_an_alarm_that_is_not_in_the_box_leaves_the_trip_at_its_end(slot: int, name: str) -> None:
    state = tripped()
    assert state.past.story is not None
    told = Story(1, (row(1, slot=slot, name=name),), state.past.story.box)
    assert box.box(run(state, StoryRead(told))[0]).tripped_s == 0.0


def test_a_frame_shows_the_packs_as_they_could_be_shown_then() -> None:
    state, _ = run(tripped(), StepBox(-50))
    frame = box.frame(state)
    assert frame is not None
    assert [pack.known for pack in box.packs(frame)] == [True]
    assert box.stack(frame).current == -20.0
    frame = box.frame(run(state, StepBox(50))[0])
    assert frame is not None
    assert box.stack(frame).current == -40.0


def test_a_story_without_a_box_or_with_one_that_is_damaged_has_no_frame() -> None:
    state, _ = run(at_home(), ShowStory(1))
    assert box.frame(state) is None
    state, _ = run(state, StoryRead(Story(1, (row(1),))))
    assert (box.frame(state), box.box(state).trouble) == (None, "")
    state, _ = run(state, StoryRead(Story(1, (), b"damaged")), StepBox(-3))
    assert box.frame(state) is None
    assert "expected compressed JSON" in box.box(state).trouble
    assert state.past.frame == 0


def test_times_pass_by_the_clock_that_counts() -> None:
    state = at_home()
    (wanted,) = asked(state, tick(0.4), Go(Page.TREND))
    assert wanted.now.utc == NOON.astimezone(UTC) + timedelta(seconds=0.4)
    assert wanted.now.certain


def test_a_moment_takes_as_many_parts_as_it_needs_and_one_without_frames_a_single_one() -> None:
    shown = replace(tripped(), place=Place(Page.BLACK_BOX))
    small = replace(shown.room, moment=4, columns=16, lines=4)
    assert [parts(replace(shown, room=room), Page.BLACK_BOX) for room in (shown.room, small)] == [1, 3]
    assert parts(replace(State(), room=small), Page.BLACK_BOX) == 1
