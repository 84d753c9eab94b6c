"""The check of the touch, and a rotation that is on trial until it is passed."""

from dataclasses import replace

import pytest

from hmi.facts import load_facts
from hmi.model.display import Display
from hmi.model.events import Event, Tick
from hmi.model.intents import Cancel, CornerTouched, Go, GoDark, SetDisplay, Touched, TryRotation
from hmi.model.navigation import Page, Place
from hmi.model.room import WHOLE, Room
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.touch_check import CORNERS, Corner, TouchCheck
from hmi.model.wanted import SaveSettings, Wanted

NOW = 1000.0
FACTS = load_facts()
SHOWN = Place(Page.DISPLAY, 1)
ROOM = Room(choices=2)
STATE = State(
    now=NOW, started=NOW - 60, touched=NOW, place=SHOWN, room=ROOM, display=Display(rotation_deg=180)
)
HIT, MISS = CornerTouched(True), CornerTouched(False)


def told(*events: Event, state: State = STATE) -> tuple[State, list[Wanted]]:
    """The state after these, and which settings are saved."""
    saved: list[Wanted] = []
    for event in events:
        state, wanted = step(state, event)
        saved += [one for one in wanted if isinstance(one, SaveSettings)]
    return state, saved


def test_the_corners_are_asked_for_round_the_picture_and_a_miss_asks_again() -> None:
    check = TouchCheck()
    asked: list[Corner | None] = []
    for hit in (True, False, True, True, True):
        asked.append(check.asked)
        check = check.touched(hit)
        assert check.missed is not hit
    assert asked == [CORNERS[0], CORNERS[1], CORNERS[1], CORNERS[2], CORNERS[3]]
    assert check.asked is None


def test_a_check_that_is_passed_stays_so() -> None:
    passed = TouchCheck(len(CORNERS))
    assert passed.touched(False) == passed


def test_another_rotation_turns_the_picture_at_once_and_is_on_trial() -> None:
    state, saved = told(TryRotation(90))
    assert (state.display.rotation_deg, state.place, state.trail) == (90, Place(Page.TOUCH_CHECK), (SHOWN,))
    assert state.display.touch_check == TouchCheck(former_deg=180, until=NOW + 30.0)
    assert saved == []


@pytest.mark.parametrize("degrees", [180, 45, -90, 360])
def test_the_rotation_in_use_and_one_that_there_is_not_change_nothing(degrees: int) -> None:
    assert told(TryRotation(degrees)) == (STATE, [])


def test_a_rotation_on_trial_is_no_former_one() -> None:
    state, _ = told(TryRotation(90))
    assert told(TryRotation(270), state=state) == (state, [])


def test_no_rotation_comes_by_the_way_without_a_trial() -> None:
    assert told(SetDisplay("rotation_deg", 90)) == (STATE, [])


def test_four_corners_hit_keep_it_and_only_then_it_is_saved() -> None:
    state, saved = told(TryRotation(90), HIT, MISS, HIT, HIT)
    assert (state.display.touch_check.hit, saved) == (3, [])
    state, saved = told(HIT, state=state)
    assert saved == [SaveSettings("en", "dark", 0, state.display)]
    assert (state.display.rotation_deg, state.display.touch_check) == (90, TouchCheck(4, until=NOW + 30.0))
    state, saved = told(Tick(NOW + 31.0), HIT, Cancel(), state=state)
    assert (state.display, state.place, saved) == (Display(rotation_deg=90), SHOWN, [])


@pytest.mark.parametrize(
    ("events", "page"),
    [
        ((Tick(NOW + 30.0),), Page.DISPLAY),
        ((HIT, HIT, HIT, Tick(NOW + 30.0)), Page.DISPLAY),
        ((Cancel(),), Page.DISPLAY),
        ((GoDark(),), Page.SLEEP),
        ((Go(Page.HOME),), Page.HOME),
    ],
)
def test_else_the_former_one_comes_back(events: tuple[Event, ...], page: Page) -> None:
    state, saved = told(TryRotation(90), *events)
    assert (state.display, state.place.page, saved) == (STATE.display, page, [])


def test_it_has_its_whole_time() -> None:
    state, _ = told(TryRotation(90), Tick(NOW + 29.9), Touched(NOW + 29.9))
    assert (state.display.rotation_deg, state.place.page) == (90, Page.TOUCH_CHECK)
    assert state.display.touch_check.left_s(state.now) == pytest.approx(0.1)


def test_a_panel_that_falls_asleep_meanwhile_has_its_former_rotation() -> None:
    state = replace(STATE, display=replace(STATE.display, sleep_s=30.0), touched=NOW - 10)
    state, saved = told(TryRotation(90), Tick(NOW + 20.0), state=state)
    assert (state.place.page, state.display.rotation_deg, saved) == (Page.SLEEP, 180, [])


def test_a_panel_asleep_does_not_turn() -> None:
    asleep = replace(STATE, place=Place(Page.SLEEP))
    assert told(TryRotation(90), state=asleep) == (asleep, [])


def test_a_check_without_a_trial_saves_nothing_and_begins_anew_each_time() -> None:
    state, saved = told(Go(Page.TOUCH_CHECK), HIT, HIT, MISS, Tick(NOW + 60.0))
    assert (state.display.touch_check, saved) == (TouchCheck(2, missed=True), [])
    state, saved = told(HIT, HIT, Cancel(), Go(Page.TOUCH_CHECK), state=state)
    assert (state.display, state.place.page, saved) == (STATE.display, Page.TOUCH_CHECK, [])


SMALL = Room(figures=2, cells=4, temperatures=2, packs=3, lines=2, choices=1, index=2, groups=3, controls=1)


@pytest.mark.parametrize("page", [page for page in Page if page is not Page.BOOT])
def test_in_another_form_the_place_stays_or_is_the_nearest_one(page: Page) -> None:
    state = State(now=NOW, started=NOW, touched=NOW, facts=FACTS, place=Place(page), room=SMALL)
    last = [place for place in state.places if place.page is page][-1]
    state, _ = step(replace(state, place=last, room=WHOLE), Tick(NOW + 1.0))
    assert state.place.page is page or page is Page.CHANGE  # which is left without a change
    assert state.place in state.places
