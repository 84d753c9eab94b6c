"""How bright it is, by hand and by the clock; how often the link asks, and how what came is judged."""

from dataclasses import replace
from datetime import datetime

import pytest

from hmi.model import light
from hmi.model.alarm.standing import Condition, Key, Standing
from hmi.model.alarm.watch import Watch
from hmi.model.alarms import active
from hmi.model.display import Display, Means
from hmi.model.events import Event, LightFound, Received, Tick
from hmi.model.freshness import Freshness
from hmi.model.intents import ChooseTheme, Go, GoDark, SetDisplay, Touched
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.timekeeping import Source, Timekeeping
from hmi.model.wanted import SaveSettings, SetLight, SetPace, Wanted
from tests.model.known import ANALOG, PROTECTED, QUIET, heard

NOW = 1000.0
NOON, MIDNIGHT = datetime(2025, 6, 21, 12), datetime(2025, 6, 21)
CERTAIN = Timekeeping(Source.SYSTEM)
AWAKE = State(now=NOW, started=NOW - 60, touched=NOW, place=Place(Page.HOME), clock=NOON, time=CERTAIN)
NIGHT = replace(AWAKE, clock=MIDNIGHT)
CHOSEN = Display(brightness_pct=80, night_pct=20)


def told(state: State, *events: Event) -> tuple[State, list[Wanted]]:
    """The state after these, and what the light and the link are told."""
    wanted: list[Wanted] = []
    for event in events:
        state, more = step(state, event)
        wanted += [one for one in more if isinstance(one, SetLight | SetPace | SaveSettings)]
    return state, wanted


# Light.


def test_the_night_has_its_own_level() -> None:
    assert light.level(replace(AWAKE, display=CHOSEN)) == 80
    assert light.level(replace(NIGHT, display=CHOSEN)) == 20


@pytest.mark.parametrize("unsure", [{"clock": None}, {"time": Timekeeping()}])
def test_while_the_time_is_not_certain_the_days_level_holds(unsure: dict[str, None]) -> None:
    assert light.level(replace(NIGHT, display=CHOSEN, **unsure)) == 80  # type: ignore[arg-type]


def test_waking_at_night_is_at_the_nights_level() -> None:
    state, wanted = told(replace(NIGHT, display=CHOSEN), GoDark(), Touched(NOW + 60))
    assert wanted == [SetLight(0), SetPace(10.0), SetLight(20), SetPace(0.0)]
    assert state.place.page is Page.MIN_STATE


def test_the_light_follows_the_clock() -> None:
    evening = replace(AWAKE, display=CHOSEN, clock=datetime(2025, 6, 21, 21, 59))
    _, wanted = told(evening, Tick(NOW + 1, datetime(2025, 6, 21, 22, 0)))
    assert wanted == [SetLight(20)]


def test_a_level_takes_effect_and_is_kept_while_it_is_chosen() -> None:
    state = replace(AWAKE, place=Place(Page.DISPLAY))
    state, wanted = told(state, SetDisplay("brightness_pct", 60))
    assert wanted == [SaveSettings("en", "dark", 0, state.display), SetLight(60)]
    assert state.display.brightness_pct == 60


@pytest.mark.parametrize(
    ("state", "field", "other"), [(AWAKE, "night_pct", 100), (NIGHT, "brightness_pct", 30)]
)
def test_the_other_times_level_is_shown_for_a_moment_while_it_is_chosen(
    state: State, field: str, other: int
) -> None:
    state, _ = told(replace(state, place=Place(Page.DISPLAY)), SetDisplay(field, 50))
    assert light.level(state) == 50
    assert light.level(replace(state, now=NOW + light.PREVIEW_S - 0.1)) == 50
    assert light.level(replace(state, now=NOW + light.PREVIEW_S)) == other
    assert light.level(replace(state, place=Place(Page.HOME))) == other


def test_a_choice_that_is_none_changes_nothing() -> None:
    assert told(AWAKE, SetDisplay("brightness_pct", 0)) == (AWAKE, [])


def test_what_else_is_chosen_shows_no_level() -> None:
    state, wanted = told(replace(NIGHT, place=Place(Page.DISPLAY)), SetDisplay("sleep_s", 60))
    assert (state.display.sleep_s, state.display.preview) == (60, "")
    assert wanted == [SaveSettings("en", "dark", 0, state.display)]


def test_dim_instead_of_off_leaves_a_little_light() -> None:
    _, wanted = told(replace(AWAKE, display=Display(dims=True)), GoDark())
    assert wanted == [SetLight(1), SetPace(10.0)]


def test_a_light_that_is_found_is_set_at_once() -> None:
    state, wanted = told(replace(AWAKE, display=CHOSEN), LightFound(Means.BACKLIGHT, "/sys/light"))
    assert (state.display.means, state.display.detail, state.notices) == (Means.BACKLIGHT, "/sys/light", ())
    assert wanted == [SetLight(80)]


def test_a_light_that_cannot_be_used_is_a_notice_until_it_can() -> None:
    before = replace(AWAKE, notices=("other",))
    refused = "/sys/light: expected a file that the panel's user may write, came Permission denied"
    state, _ = told(before, LightFound(Means.NOTHING, refused))
    assert state.notices == ("other", refused)
    state, _ = told(state, LightFound(Means.NOTHING, "another"))
    assert state.notices == ("other", "another")
    state, _ = told(state, LightFound(Means.BACKLIGHT, "/sys/light"))
    assert state.notices == ("other",)
    state, wanted = told(before, LightFound(Means.NOTHING, ""))
    assert (state.notices, wanted) == (("other",), [])


# The theme by the clock.


def test_by_the_clock_the_theme_is_light_by_day_and_dark_by_night() -> None:
    state, wanted = told(AWAKE, ChooseTheme("clock"))
    assert (state.theme, state.display.theme_by_clock) == ("light", True)
    assert wanted == [SaveSettings("en", "light", 0, state.display)]
    state, _ = told(state, Tick(NOW + 1, MIDNIGHT))
    assert state.theme == "dark"
    state, _ = told(state, ChooseTheme("light"), Tick(NOW + 2, MIDNIGHT))
    assert (state.theme, state.display.theme_by_clock) == ("light", False)


def test_without_a_certain_time_the_theme_stays() -> None:
    for state in (replace(NIGHT, clock=None), replace(NIGHT, time=Timekeeping())):
        assert told(replace(state, theme="light"), ChooseTheme("clock"))[0].theme == "light"


# The drift of a picture that stays.


def test_a_page_that_nobody_touches_drifts_and_what_is_dark_does_not() -> None:
    stays = replace(AWAKE, display=Display(sleep_s=0.0))
    assert light.drift(stays) == (0, 0)
    assert light.drift(replace(stays, now=NOW + 180)) != (0, 0)
    assert light.drift(replace(stays, now=NOW + 180, place=Place(Page.SLEEP))) == (0, 0)
    assert light.drift(replace(stays, now=NOW + 180, watch=Watch(woken_at=NOW + 100))) == (0, 0)


# The pace of the link.


def reading(at: float, period: float, status: object = QUIET) -> tuple[Received, Received]:
    return heard(ANALOG, at=at, period=period), heard(status, at=at, period=period)


def dark(*events: Event) -> State:
    """Values were read at the usual pace, then the panel was put out."""
    return told(AWAKE, *reading(NOW, 1.0), GoDark(), *events)[0]


def test_what_came_while_dark_is_judged_by_the_usual_pace_when_somebody_looks() -> None:
    state = dark(*reading(NOW + 1, 10.0), Tick(NOW + 9))
    assert state.pack.analog_fresh is Freshness.LIVE
    state, _ = told(state, Touched(NOW + 9))
    assert state.pack.analog_fresh is Freshness.AGED
    state, _ = told(state, *reading(NOW + 9.5, 1.0), Tick(NOW + 10))
    assert state.pack.analog_fresh is Freshness.LIVE
    state, _ = told(state, Tick(NOW + 20))
    assert state.pack.analog_fresh is Freshness.GONE


def test_a_slow_stack_keeps_its_own_pace_when_somebody_looks() -> None:
    state, _ = told(AWAKE, *reading(NOW, 7.0), GoDark(), *reading(NOW + 7, 10.0), Touched(NOW + 16))
    assert (state.readings[0].period, state.pack.analog_fresh) == (7.0, Freshness.LIVE)


def test_a_pack_that_was_met_while_dark_is_judged_strictly() -> None:
    state, _ = told(dark(), heard(ANALOG, 2, at=NOW + 5, period=10.0), Touched(NOW + 9))
    assert state.packs[1].analog_fresh is Freshness.AGED


def standing(condition: Condition) -> Watch:
    (alarm,) = active(told(AWAKE, heard(PROTECTED, at=NOW))[0].packs)
    return Watch(standing=(Standing(Key(alarm.priority, alarm.name, 1), 1, condition, since=NOW),))


def test_while_an_alarm_waits_to_be_seen_the_link_keeps_its_pace() -> None:
    quiet = dark()
    assert light.is_slow(quiet)
    assert not light.is_slow(replace(quiet, watch=standing(Condition.NEW)))
    assert light.is_slow(replace(quiet, watch=standing(Condition.OVER_UNSEEN)))


def test_an_alarm_that_is_not_confirmed_yet_quickens_the_link() -> None:
    state = replace(dark(), readings=told(AWAKE, heard(PROTECTED, at=NOW))[0].readings)
    assert not light.is_slow(state)
    assert light.is_slow(replace(state, watch=standing(Condition.SEEN)))
    assert SetPace(0.0) in light.wanted(dark(), state)


def test_awake_the_pace_is_never_changed() -> None:
    assert told(AWAKE, Go(Page.CELLS), *reading(NOW, 1.0), Tick(NOW + 1))[1] == []
