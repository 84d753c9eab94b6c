"""What MIN STATE says of all that it could say, and how long things last, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hmi.model.events import Lost, Tick, Trouble
from hmi.model.outlook import Outlook
from hmi.model.stack import Flow
from hmi.model.state import State
from hmi.model.timekeeping import Source, Timekeeping
from hmi.ui import outlook_words, sure_words, what_if_lines
from hmi.ui.language import translator
from hmi.ui.outlook_words import lasting, line
from hmi.ui.panel import PANELS
from tests.ui import states
from tests.ui.battery_states import doubtful, never_full, sure
from tests.ui.states import NOW, after, pack

NOON = Timekeeping(Source.SYSTEM, datetime(2025, 6, 21, 10, 0, tzinfo=UTC), NOW)
CHARGING = replace(states.ANALOG, current=18.4)


@pytest.fixture(autouse=True)
def english() -> None:
    translator.choose("en")


def lasted(state: State, current: float) -> State:
    """That current has flowed for some minutes."""
    flow = Flow.CHARGING if current > 0 else Flow.DISCHARGING
    return replace(state, outlook=Outlook(flow, state.total.counted, NOW - 300, NOW, current))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (lasted(states.day(), 36.0), "Full in 3 hr 5 min"),
        (lasted(states.discharging(), -36.0), "Down to 10 % in 4 hr 25 min"),
        (lasted(replace(states.discharging(), model="Active16"), -36.0), "Empty in 5 hr 16 min"),
        (states.day(), "Full in --"),
        (lasted(states.day(), 0.5), "Full in --"),  # some hundred hours
        (after(states.single(), *pack(1, replace(states.ANALOG, current=0.0))), "Down to 10 % in --"),
        (states.full(), ""),
        (states.missing_packs(), "3 of 5 packs"),
        (states.aged(), "Values are 5 sec old"),
        (states.start(), ""),
    ],
)
def test_min_state_says_when_it_will_be_full_or_empty_or_what_matters_more(state: State, said: str) -> None:
    assert line(state) == said


def test_what_matters_more_is_said_first() -> None:
    hot = replace(states.STATUS, protect_2=0x01)
    told = (*pack(1, CHARGING, hot), *pack(1, CHARGING, hot, NOW + 0.1))
    limited = after(states.missing_packs(), *told)
    assert line(limited).startswith("Pack 1: charging stopped because")
    old = after(limited, Tick(NOW + 5.4))
    assert line(old) == "Values are 5 sec old"
    lost = after(old, Lost(Trouble.NO_PORT, "unplugged", NOW + 5.4))
    assert line(lost) == "No serial port"
    assert line(after(lost, Tick(NOW + 60))).startswith("Check that the adapter")


def test_a_warning_leaves_the_direction_to_the_line_while_the_time_is_not_known() -> None:
    warned = after(states.single(), *pack(1, states.ANALOG, replace(states.STATUS, warn_1=0x01)))
    assert line(warned) == "Charging"


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (None, "--"),
        (0.5, "until 12:30 PM"),
        (3.72, "until 3:40 PM"),  # more than an hour away: to ten minutes
        (23.9, "until 11:50 AM"),
        (24.0, "a day and 0 h"),
        (47.9, "a day and 23 h"),
        (48.0, "two days"),
        (71.9, "two days"),
        (264.0, "11 days"),
        (263.9, "ten days"),
        (721.0, "over 30 days"),
    ],
)
def test_a_time_of_day_within_a_day_and_beyond_it_days_in_words(hours: float | None, words: str) -> None:
    state = replace(states.single(), clock=datetime(2025, 6, 21, 12, 0), time=NOON)
    assert lasting(state, hours, 720.0) == words


def test_without_a_clock_that_is_certain_no_time_of_day_is_told() -> None:
    state = replace(states.single(), clock=datetime(2025, 6, 21, 12, 0))
    assert lasting(replace(state, time=Timekeeping()), 3.5, 720.0) == "3 hr 30 min"
    unsure = replace(NOON, source=Source.UNCERTAIN)
    assert lasting(replace(state, time=unsure), 3.5, 720.0) == "3 hr 30 min"
    assert lasting(replace(state, time=NOON, clock=None), 3.5, 720.0) == "3 hr 30 min"


def test_a_time_of_day_follows_a_change_to_summer_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        outlook_words, "_zone", lambda utc: timedelta(hours=2 if utc.hour >= 1 else 1)
    )  # the zone is the system's
    night = datetime(2025, 3, 30, 0, 30, tzinfo=UTC)
    state = replace(states.single(), clock=datetime(2025, 3, 30, 1, 30), time=replace(NOON, utc=night))
    assert lasting(state, 2.0, 720.0) == "until 4:30 AM"


@pytest.mark.parametrize(
    ("state", "words"),
    [(doubtful(), "± 37 %"), (never_full(), "unsure"), (sure(), ""), (states.single(), "")],
)
def test_a_soc_that_jumps_or_is_in_doubt_is_shown_as_the_bms_says_it_with_the_doubt_beside_it(
    state: State, words: str
) -> None:
    assert sure_words.beside(state) == words


def test_what_if_says_which_cut_off_it_assumes() -> None:
    assert what_if_lines.usable(states.day()) == "Down to 10 %"
    assert what_if_lines.assumed(states.day()).startswith("By the manual's setting")
    low = after(states.single(), *pack(1, replace(states.ANALOG, remaining=8.0)))
    assert (what_if_lines.usable(low), what_if_lines.energy(low)) == ("Usable", "410 Wh")
    assert what_if_lines.assumed(low) == "Below 10 %: the inverter may have stopped already."
    other = replace(states.day(), model="Active16")
    assert what_if_lines.assumed(other).startswith("Down to the battery's own protection")
    empty = after(states.single(), *pack(1, replace(states.ANALOG, remaining=0.0)))
    assert what_if_lines.lasts(empty) == "it is empty"


def test_what_if_says_why_the_present_use_has_no_end() -> None:
    assert what_if_lines.lasts_now(states.day()) == "is being charged"
    resting = after(states.single(), *pack(1, replace(states.ANALOG, current=0.0)))
    assert what_if_lines.lasts_now(resting) == "nothing is used"
    assert what_if_lines.lasts_now(states.start()) == "--"
    assert what_if_lines.energy(states.start()) == "-- Wh"


def test_only_where_there_is_little_room_a_sentence_stands_on_the_last_line_of_min_state() -> None:
    rooms = [replace(states.day(), room=PANELS[name].room()) for name in ("ctp28", "ctp35", "7in")]
    assert [outlook_words.roomy(one) for one in rooms] == [False, False, True]
