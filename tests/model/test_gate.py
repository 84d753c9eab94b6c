from dataclasses import replace
from datetime import datetime

import pytest

from hmi.model import gate
from hmi.model.access import Access, Said, Verdict
from hmi.model.change import BUZZER, Change
from hmi.model.digits import Digits
from hmi.model.draft import Draft
from hmi.model.events import Event, Remembered, Tick
from hmi.model.intents import Cancel, ChangeCode, CodeErased, Go, LockNow, ShutDown, Touched
from hmi.model.job import Cause, Job, Stage
from hmi.model.navigation import SLEEP_S, Page, Place
from hmi.model.record import Entry, Kind, Mark, Memory
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Judge, Note
from tests.model.keypad import (
    ASKED,
    AT_CONTROLS,
    CODE_IS_SET,
    CODE_NOT_SET,
    COMPELLED,
    CONTROLS,
    JUDGING,
    NOW,
    OFFERED,
    OPEN,
    OWN,
    RIGHT,
    WISHED,
    WRONG,
    kept_digits,
    keys,
    shut_down_is_proposed,
    verdict,
)
from tests.model.known import after

# Asking for the code.


def test_what_needs_the_code_waits_while_the_keypad_asks_and_nothing_else_changes() -> None:
    state, wanted = step(AT_CONTROLS, ShutDown())
    access = replace(AT_CONTROLS.access, then=ShutDown())
    assert state == replace(AT_CONTROLS, place=Place(Page.KEYPAD), trail=(CONTROLS,), access=access)
    assert wanted == ()


def test_a_sleeping_panel_does_not_ask_for_the_code() -> None:
    asleep = replace(AT_CONTROLS, place=Place(Page.SLEEP))
    assert step(asleep, ShutDown()) == (asleep, ())


def test_the_sixth_digit_and_no_other_has_the_code_judged() -> None:
    state = ASKED
    for key in keys(OWN)[:5]:
        state, wanted = step(state, key)
        assert (wanted, state.access.judging) == ((), False)
    state, wanted = step(state, keys(OWN)[5])
    assert (wanted, state.access.judging) == ((Judge(Digits(OWN)),), True)


def test_while_the_code_is_judged_no_digit_is_taken_and_none_taken_back() -> None:
    assert step(JUDGING, keys("1")[0]) == (JUDGING, ())
    assert step(JUDGING, CodeErased()) == (JUDGING, ())


def test_a_digit_is_taken_only_where_the_keypad_is_shown() -> None:
    assert step(AT_CONTROLS, keys("1")[0]) == (AT_CONTROLS, ())


def test_the_last_digit_can_be_taken_back_until_none_is_left() -> None:
    assert kept_digits(after(*keys("12"), CodeErased(), state=ASKED)) == "1"
    assert kept_digits(after(*keys("1"), CodeErased(), CodeErased(), state=ASKED)) == ""


# What the gatekeeper says.


def test_the_right_code_opens_and_what_waited_happens_where_it_was_wished() -> None:
    state = after(RIGHT, state=JUDGING)
    assert (state.access.open, state.access.then, kept_digits(state)) == (True, None, "")
    assert shut_down_is_proposed(state)
    assert state.trail == (CONTROLS,)


def test_the_right_code_opens_also_when_nothing_waits() -> None:
    state = after(Go(Page.KEYPAD), *keys(OWN), RIGHT, state=AT_CONTROLS)
    assert (state.access.open, state.place, state.job) == (True, CONTROLS, None)


def test_an_open_gate_lets_through_at_once() -> None:
    assert shut_down_is_proposed(after(ShutDown(), state=OPEN))


def test_a_wrong_code_is_said_until_the_next_digit_and_can_be_tried_again() -> None:
    state = after(WRONG, state=JUDGING)
    access = state.access
    assert (access.said, access.failures, access.open, kept_digits(state)) == (Said.WRONG, 1, False, "")
    assert after(CodeErased(), state=state).access.said is Said.WRONG
    assert after(*keys("1"), state=state).access.said is None
    assert shut_down_is_proposed(after(*keys(OWN), RIGHT, state=state))


def test_a_right_code_forgets_the_wrong_ones() -> None:
    assert after(WRONG, *keys(OWN), RIGHT, state=JUDGING).access.failures == 0


@pytest.mark.parametrize("said", [Verdict.WRONG, Verdict.LOCKED])
def test_a_locked_gate_takes_no_digit_until_the_time_is_over(said: Verdict) -> None:
    state = after(verdict(said, failures=5, lock_s=60.0), state=JUDGING)
    assert (state.access.locked_s(NOW), kept_digits(state)) == (60.0, "")
    locked = after(Touched(NOW + 59.9), Tick(NOW + 59.9), state=state)
    assert after(*keys("1"), state=locked) == locked
    over = after(Tick(NOW + 60.0), state=locked)
    assert (over.access.locked_until, over.access.failures) == (None, 5)
    assert kept_digits(after(*keys("1"), state=over)) == "1"


def test_a_lock_is_not_called_a_wrong_code_when_the_code_was_not_judged() -> None:
    assert after(verdict(Verdict.LOCKED, 5, 60.0), state=JUDGING).access.said is None


def test_a_lock_that_the_administrator_lifts_is_over_at_once_and_answers_no_code() -> None:
    lifted = verdict(Verdict.LOCKED, own_code=False)
    locked = after(verdict(Verdict.WRONG, 5, 60.0), state=JUDGING)
    access = after(lifted, state=locked).access
    assert (access.locked_until, access.failures, access.own_code) == (None, 0, False)
    again = after(Cancel(), ShutDown(), *keys("000000"), state=JUDGING)
    assert not after(lifted, RIGHT, state=again).access.open


def test_when_the_attempt_cannot_be_put_down_the_keypad_says_why_until_the_next_digit() -> None:
    state = after(verdict(Verdict.NOT_KEPT, detail="disk full"), state=JUDGING)
    access = state.access
    assert (access.said, access.detail, access.open) == (Said.NOT_KEPT, "disk full", False)
    assert (access.judging, kept_digits(state)) == (False, "")
    access = after(*keys("1"), state=state).access
    assert (access.said, access.detail) == (None, "")


def test_the_gate_is_remembered_over_a_restart() -> None:
    memory = Memory(failures=7, lock_s=240.0, own_code=True, offered=True)
    access = after(Remembered(memory, NOW, datetime(2026, 3, 1)), state=State(now=NOW)).access
    assert (access.failures, access.locked_s(NOW), access.own_code, access.offered) == (7, 240.0, True, True)
    fresh = after(Remembered(Memory(), NOW, datetime(2026, 3, 1)), state=State(now=NOW)).access
    assert fresh == Access()


# Leaving the keypad while the code is judged.

LEAVING: tuple[tuple[Event, ...], ...] = (
    (Cancel(),),
    (Go(Page.HOME),),
    (Go(Page.SLEEP),),
    (Tick(NOW + SLEEP_S),),
)


@pytest.mark.parametrize("events", LEAVING)
@pytest.mark.parametrize("begun", [ASKED, JUDGING, after(WRONG, state=JUDGING), OFFERED, COMPELLED, WISHED])
def test_what_the_keypad_held_goes_with_its_page(begun: State, events: tuple[Event, ...]) -> None:
    access = after(*keys("24"), *events, state=begun).access
    kept = replace(
        Access(),
        **{
            name: getattr(access, name)
            for name in ("open", "own_code", "offered", "compulsory", "failures", "late")
        },
    )
    assert access == kept


@pytest.mark.parametrize("events", LEAVING)
def test_a_verdict_that_comes_too_late_opens_nothing(events: tuple[Event, ...]) -> None:
    state = after(*events, WRONG, state=JUDGING)
    assert (state.access.open, state.access.said, state.access.failures) == (False, None, 1)
    state = after(*events, RIGHT, state=JUDGING)
    assert (state.access.open, state.job) == (False, None)
    assert state.place == after(*events, state=JUDGING).place


def test_a_late_verdict_is_not_taken_for_that_of_the_next_code() -> None:
    again = after(Cancel(), ShutDown(), *keys("000000"), state=JUDGING)
    state = after(RIGHT, state=again)
    assert (state.access.open, state.access.judging, state.place.page) == (False, True, Page.KEYPAD)
    assert after(WRONG, state=state).access.said is Said.WRONG
    assert after(RIGHT, state=state).access.open


def test_another_wish_begins_the_keypad_anew() -> None:
    state = after(ChangeCode(), state=JUDGING)
    assert (state.access.then, state.access.late, kept_digits(state)) == (ChangeCode(), 1, "")
    assert state.trail == (CONTROLS,)


def test_an_answer_that_nobody_asked_for_opens_nothing() -> None:
    for event in (RIGHT, CODE_IS_SET):
        assert after(event, state=ASKED) == ASKED


def test_a_code_set_too_late_counts_and_opens_nothing() -> None:
    left = after(*keys(OWN + OWN), Cancel(), state=COMPELLED)
    state = after(CODE_IS_SET, state=left)
    assert (state.access.own_code, state.access.open, state.job) == (True, False, None)
    assert not after(CODE_NOT_SET, state=left).access.own_code


# Closing.


def test_lock_now_closes_and_stands_in_the_record() -> None:
    state, wanted = step(OPEN, LockNow())
    assert state == replace(OPEN, access=Access(own_code=True), asks=1)
    assert wanted == (Note(1, (Entry(Kind.GATE, "code", Mark.LOCKED),)),)


def test_a_closed_gate_is_not_locked_again() -> None:
    assert step(AT_CONTROLS, LockNow()) == (AT_CONTROLS, ())


def test_lock_now_drops_what_waits_for_its_confirm() -> None:
    state = after(ShutDown(), LockNow(), state=OPEN)
    assert (state.place, state.job, state.trail) == (CONTROLS, None, ())


def test_lock_now_leaves_alone_what_is_being_written() -> None:
    job = Job((Change(BUZZER, False, True),), Cause.CHOSEN, "", Stage.WRITING)
    writing = replace(OPEN, place=Place(Page.CHANGE), trail=(CONTROLS,), job=job)
    state = after(LockNow(), state=writing)
    assert (state.place, state.job, state.access.open) == (Place(Page.CHANGE), job, False)


def test_lock_now_drops_the_value_and_the_new_code_half_typed() -> None:
    draft = Draft("cell_overvoltage", None, None, "warning", "3.")
    typing = replace(
        OPEN, place=Place(Page.VALUE), trail=(Place(Page.PARAMETERS), Place(Page.GROUP)), draft=draft
    )
    state = after(LockNow(), state=typing)
    assert (state.place.page, state.draft) == (Page.GROUP, replace(draft, field=None, typed=""))
    assert after(*keys("24"), LockNow(), state=WISHED) == replace(OPEN, access=Access(own_code=True), asks=1)


def test_three_minutes_without_a_touch_close_the_gate() -> None:
    touched = after(Touched(NOW + 100), state=OPEN)
    assert after(Tick(NOW + 279.9), state=touched).access.open
    assert not after(Tick(NOW + 280), state=touched).access.open
    assert not gate.ticked(replace(touched, now=NOW + 280))[0].access.open


def test_the_touch_after_three_minutes_finds_the_gate_closed_though_no_tick_came() -> None:
    assert after(Touched(NOW + SLEEP_S - 0.1), state=OPEN).access.open
    state = after(Touched(NOW + SLEEP_S), state=after(ShutDown(), state=OPEN))
    assert (state.access.open, state.job, state.place) == (False, None, CONTROLS)


def test_the_gate_closes_at_once_when_the_panel_is_sent_to_sleep() -> None:
    asleep = after(ShutDown(), Go(Page.SLEEP), state=OPEN)
    assert (asleep.access.open, asleep.job) == (False, None)
    assert step(asleep, ShutDown()) == (asleep, ())
