import re
from collections import deque
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.model import gate
from hmi.model.access import FACTORY_CODE, Access, Purpose, Said, Verdict, weakness
from hmi.model.change import BUZZER, OFF, Change
from hmi.model.digits import LENGTH, Digits
from hmi.model.draft import Draft
from hmi.model.events import CodeSet, Event, Judged, Remembered, Tick
from hmi.model.intents import (
    Cancel,
    ChangeCode,
    CodeErased,
    CodeKey,
    Go,
    Guarded,
    LockNow,
    OwnCodeDeclined,
    ShutDown,
    Touched,
)
from hmi.model.job import Cause, Job, Stage
from hmi.model.navigation import SLEEP_S, Page, Place
from hmi.model.record import Entry, Kind, Mark, Memory
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Judge, Note, SetCode, Wanted
from tests.model.known import after

NOW = 1000.0
CONTROLS = Place(Page.CONTROLS)
AT_CONTROLS = State(now=NOW, started=NOW, touched=NOW, place=CONTROLS, access=Access(own_code=True))
OWN = "907351"


def keys(code: str) -> tuple[CodeKey, ...]:
    return tuple(CodeKey(Digits(digit)) for digit in code)


def verdict(
    verdict: Verdict, failures: int = 0, lock_s: float = 0.0, own_code: bool = True, detail: str = ""
) -> Judged:
    return Judged(verdict, failures, lock_s, own_code, NOW, detail)


RIGHT, WRONG = verdict(Verdict.RIGHT), verdict(Verdict.WRONG, failures=1)
RIGHT_BY_FACTORY = verdict(Verdict.RIGHT, own_code=False)
CODE_IS_SET, CODE_NOT_SET = CodeSet("", NOW), CodeSet("disk full", NOW)

ASKED = after(ShutDown(), state=AT_CONTROLS)
JUDGING = after(*keys(OWN), state=ASKED)
OPEN = replace(AT_CONTROLS, access=Access(open=True, own_code=True))
OFFERED = after(ShutDown(), *keys("123456"), RIGHT_BY_FACTORY, state=replace(AT_CONTROLS, access=Access()))
COMPELLED = after(
    ShutDown(), *keys("123456"), RIGHT_BY_FACTORY, state=replace(AT_CONTROLS, access=Access(compulsory=True))
)
WISHED = after(ChangeCode(), state=OPEN)


def wanted_by(*events: Event, state: State) -> tuple[Wanted, ...]:
    """What the last of these events leads to."""
    return step(after(*events[:-1], state=state), events[-1])[1]


def gate_rows(wanted: tuple[Wanted, ...]) -> list[Mark]:
    entries = [entry for one in wanted if isinstance(one, Note) for entry in one.entries]
    assert all((entry.kind, entry.what) == (Kind.GATE, "code") for entry in entries)
    return [entry.mark for entry in entries]


def shut_down_is_proposed(state: State) -> bool:
    return state.job is not None and state.job.change.subject == OFF and state.place.page is Page.CHANGE


def kept_digits(state: State) -> str:
    return state.access.entry.typed + state.access.new_code.typed


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


# A new code.


def test_the_first_unlock_with_the_factory_code_offers_an_own_one() -> None:
    access = OFFERED.access
    assert (access.open, access.purpose, access.offering, access.offered) == (True, Purpose.NEW, True, True)
    assert (OFFERED.place.page, OFFERED.job, kept_digits(OFFERED)) == (Page.KEYPAD, None, "")


def test_the_offer_is_made_once() -> None:
    state = after(OwnCodeDeclined(), Go(Page.CONTROLS), LockNow(), ShutDown(), state=OFFERED)
    assert shut_down_is_proposed(after(*keys("123456"), RIGHT_BY_FACTORY, state=state))


def test_a_declined_offer_is_in_the_record_and_what_waited_happens() -> None:
    state, wanted = step(OFFERED, OwnCodeDeclined())
    assert wanted == (Note(OFFERED.asks + 1, (Entry(Kind.GATE, "code", Mark.CODE_KEPT),)),)
    assert state.asks == OFFERED.asks + 1
    assert shut_down_is_proposed(state)


@pytest.mark.parametrize("event", [Cancel(), Go(Page.HOME), Go(Page.SLEEP)])
def test_leaving_the_offer_drops_what_waited(event: Event) -> None:
    state, wanted = step(OFFERED, event)
    assert (state.job, wanted) == (None, ())
    assert state.access.open == (state.place.page is not Page.SLEEP)


def test_a_new_code_is_asked_twice_and_then_set() -> None:
    again = after(*keys(OWN), state=OFFERED)
    assert (again.access.purpose, again.access.entry) == (Purpose.AGAIN, Digits())
    assert wanted_by(*keys(OWN), state=again) == (SetCode(Digits(OWN)),)
    setting = after(*keys(OWN), state=again)
    assert (setting.access.judging, setting.access.new_code) == (True, Digits())
    state = after(CODE_IS_SET, state=setting)
    assert (state.access.own_code, state.access.open) == (True, True)
    assert shut_down_is_proposed(state)


def test_while_the_new_code_is_set_it_cannot_be_declined() -> None:
    setting = after(*keys(OWN + OWN), state=OFFERED)
    assert step(setting, OwnCodeDeclined()) == (setting, ())


def test_a_second_time_that_differs_begins_anew_with_nothing_kept() -> None:
    state, wanted = step(after(*keys(OWN + OWN[:5]), state=OFFERED), keys("2")[0])
    assert (state.access.said, state.access.purpose) == (Said.DIFFERENT, Purpose.NEW)
    assert (wanted, kept_digits(state)) == ((), "")


def test_a_new_code_that_could_not_be_kept_is_said_and_asked_for_again() -> None:
    state = after(*keys(OWN + OWN), CODE_NOT_SET, state=OFFERED)
    access = state.access
    assert (access.said, access.detail, access.purpose) == (Said.NOT_KEPT, "disk full", Purpose.NEW)
    assert (access.own_code, access.judging, kept_digits(state)) == (False, False, "")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("123456", Said.WEAK_FACTORY),
        ("012345", Said.WEAK_RUN),
        ("345678", Said.WEAK_RUN),
        ("654321", Said.WEAK_RUN),
        ("987654", Said.WEAK_RUN),
        ("000000", Said.WEAK_EQUAL),
        ("777777", Said.WEAK_EQUAL),
    ],
)
def test_a_weak_code_is_refused_with_the_reason(code: str, why: Said) -> None:
    state = after(*keys(code), state=OFFERED)
    assert (state.access.said, state.access.purpose, kept_digits(state)) == (why, Purpose.NEW, "")


@pytest.mark.parametrize("code", ["890123", "123457", "112233", "121212", "777778"])
def test_other_codes_are_not_called_weak(code: str) -> None:
    assert weakness(Digits(code)) is None


def test_a_new_code_can_be_wished_and_dropped_without_a_word_in_the_record() -> None:
    assert (WISHED.access.purpose, WISHED.access.offering) == (Purpose.NEW, False)
    for event in (OwnCodeDeclined(), Cancel()):
        assert step(WISHED, event) == (OPEN, ())
    assert after(*keys(OWN + OWN), CODE_IS_SET, state=WISHED) == OPEN


def test_who_comes_to_change_the_code_is_asked_for_the_new_one_once() -> None:
    for access in (Access(), Access(compulsory=True), Access(own_code=True)):
        closed = replace(AT_CONTROLS, access=access)
        state = after(ChangeCode(), *keys("123456"), replace(RIGHT, own_code=access.own_code), state=closed)
        assert (state.access.purpose, state.access.offering) == (Purpose.NEW, False)
        state = after(*keys(OWN + OWN), CODE_IS_SET, state=state)
        assert (state.access.open, state.place) == (True, CONTROLS)


def test_only_a_new_code_can_be_declined() -> None:
    for state in (ASKED, OPEN):
        assert step(state, OwnCodeDeclined()) == (state, ())


# An own code compulsory by configuration.


def test_where_an_own_code_is_compulsory_the_factory_code_does_not_open() -> None:
    access = COMPELLED.access
    assert (access.open, access.purpose, access.offering) == (False, Purpose.NEW, False)
    assert step(COMPELLED, OwnCodeDeclined()) == (COMPELLED, ())
    assert not after(*keys(OWN + OWN), CODE_NOT_SET, state=COMPELLED).access.open
    assert shut_down_is_proposed(after(*keys(OWN + OWN), CODE_IS_SET, state=COMPELLED))


def test_a_compulsory_code_is_asked_for_every_time_until_it_is_chosen() -> None:
    state = after(Cancel(), ShutDown(), *keys("123456"), RIGHT_BY_FACTORY, state=COMPELLED)
    assert state == replace(COMPELLED, access=state.access)
    assert (state.access.open, state.access.purpose) == (False, Purpose.NEW)


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


# Digits are never shown.


def test_no_digit_is_printed_of_state_event_or_command() -> None:
    typing, again = after(*keys(OWN[:5]), state=ASKED), after(*keys(OWN), *keys(OWN[:5]), state=OFFERED)
    assert kept_digits(typing) == OWN[:5]
    assert kept_digits(again) == OWN[:5] + OWN
    printed: tuple[Any, ...] = (
        typing.access,
        again.access,
        JUDGING.access,
        FACTORY_CODE,
        *keys(OWN),
        *wanted_by(*keys(OWN), state=ASKED),
        *wanted_by(*keys(OWN), state=again),
        SetCode(Digits(OWN)),
    )
    for one in printed:
        assert not re.search(r"\d", re.sub(r"failures=0|late=0", "", f"{one} {one!r}"))
    for state in (typing, again, JUDGING):
        assert set(re.findall(r"Digits\(.*?\)", repr(state))) == {"Digits()"}


# Whatever fingers, time and a slow gatekeeper do.

CODES = st.sampled_from(("123456", OWN, "000000", OWN[:3], "345678"))
FINGERS: st.SearchStrategy[tuple[Event, ...]] = st.one_of(
    st.builds(keys, CODES),
    st.sampled_from((OWN + OWN, "123456" + OWN + OWN)).map(keys),
    st.sampled_from(
        (
            CodeErased(),
            OwnCodeDeclined(),
            LockNow(),
            ShutDown(),
            ChangeCode(),
            Cancel(),
            Go(Page.HOME),
            Go(Page.KEYPAD),
            Go(Page.SLEEP),
        )
    ).map(lambda event: (event,)),
)
ACTS: st.SearchStrategy[Any] = st.one_of(
    FINGERS, st.just("answer"), st.just("answer"), st.sampled_from((1.0, 59.0, 100.0, 200.0))
)


class Gatekeeper:
    """Answers in the order of the questions, whenever it comes to it; five wrong codes lock for 60 s."""

    def __init__(self) -> None:
        self.code, self.own, self.failures, self.locked_until = FACTORY_CODE, False, 0, 0.0
        self.questions: deque[Wanted] = deque()

    def answer(self, now: float) -> Event | None:
        match self.questions.popleft() if self.questions else None:
            case Judge(code):
                return self._judged(code, now)
            case SetCode(code):
                self.code, self.own = code, True
                return CodeSet("", now)
        return None

    def _judged(self, code: Digits, now: float) -> Judged:
        verdict = Verdict.RIGHT if code == self.code else Verdict.WRONG
        if now < self.locked_until:
            verdict = Verdict.LOCKED
        elif verdict is Verdict.RIGHT:
            self.failures = 0
        else:
            self.failures += 1
            self.locked_until = now + 60.0 if self.failures >= 5 else 0.0
        return Judged(verdict, self.failures, max(0.0, self.locked_until - now), self.own, now)


@given(st.booleans(), st.lists(ACTS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_happens_nothing_passes_a_closed_gate(compulsory: bool, acts: list[Any]) -> None:
    state, keeper = replace(AT_CONTROLS, access=Access(compulsory=compulsory)), Gatekeeper()
    now = NOW
    for act in acts:
        now += act if isinstance(act, float) else 0.1
        if isinstance(act, tuple):
            events = tuple(one for event in act for one in (Touched(now), event))
        else:
            answer = keeper.answer(now) if act == "answer" else None
            events = (answer,) if answer else (Tick(now),)
        for event in events:
            before = state
            state, wanted = step(before, event)
            keeper.questions += [one for one in wanted if isinstance(one, Judge | SetCode)]
            check_passage(before, event, state, wanted)
            check_keypad(state)


def check_passage(before: State, event: Event, state: State, wanted: tuple[Wanted, ...]) -> None:
    if state.access.open and not before.access.open:
        assert isinstance(event, CodeSet) or (isinstance(event, Judged) and event.verdict is Verdict.RIGHT)
        assert before.access.judging
        assert before.place.page is Page.KEYPAD
        assert state.access.own_code or not state.access.compulsory
    if state.job is not None and before.job is None:
        assert before.access.open or state.access.open
        assert isinstance(event, Guarded | Judged | CodeSet | OwnCodeDeclined)
    for one in wanted:
        if isinstance(one, SetCode):
            assert weakness(one.code) is None
        if isinstance(one, Judge | SetCode):
            assert before.access.locked_s(state.now) == 0.0
    assert set(gate_rows(wanted)) <= {Mark.LOCKED, Mark.CODE_KEPT}


def check_keypad(state: State) -> None:
    access = state.access
    assert len(access.entry) <= LENGTH
    assert access.judging == access.entry.complete
    assert set(re.findall(r"Digits\(.*?\)", repr(state))) == {"Digits()"}
    if state.place.page is not Page.KEYPAD:
        assert (kept_digits(state), access.judging, access.then, access.said) == ("", False, None, None)
        assert (access.purpose, access.offering) == (Purpose.UNLOCK, False)
    if access.purpose is not Purpose.UNLOCK:
        assert access.open or (access.compulsory and not access.own_code)
    if access.open:
        assert state.place.page is not Page.SLEEP
        assert state.now - state.touched < SLEEP_S
