import re
from collections import deque
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.model.access import FACTORY_CODE, Access, Purpose, Verdict, weakness
from hmi.model.digits import LENGTH, Digits
from hmi.model.events import CodeSet, Event, Judged, Tick
from hmi.model.intents import (
    Cancel,
    ChangeCode,
    CodeErased,
    Go,
    Guarded,
    LockNow,
    OwnCodeDeclined,
    ShutDown,
    Touched,
)
from hmi.model.navigation import SLEEP_S, Page
from hmi.model.record import Kind, Mark
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Judge, Note, SetCode, Wanted
from tests.model.keypad import ASKED, AT_CONTROLS, JUDGING, NOW, OFFERED, OWN, kept_digits, keys, wanted_by
from tests.model.known import after


def gate_rows(wanted: tuple[Wanted, ...]) -> list[Mark]:
    entries = [entry for one in wanted if isinstance(one, Note) for entry in one.entries]
    assert all((entry.kind, entry.what) == (Kind.GATE, "code") for entry in entries)
    return [entry.mark for entry in entries]


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
        assert set(re.findall(r"Digits\(.*?\)", repr(vars(state)))) == {"Digits()"}


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
    assert set(re.findall(r"Digits\(.*?\)", repr(vars(state)))) == {"Digits()"}
    if state.place.page is not Page.KEYPAD:
        assert (kept_digits(state), access.judging, access.then, access.said) == ("", False, None, None)
        assert (access.purpose, access.offering) == (Purpose.UNLOCK, False)
    if access.purpose is not Purpose.UNLOCK:
        assert access.open or (access.compulsory and not access.own_code)
    if access.open:
        assert state.place.page is not Page.SLEEP
        assert state.now - state.touched < SLEEP_S
