from dataclasses import replace

import pytest

from hmi.model.access import Access, Purpose, Said, weakness
from hmi.model.digits import Digits
from hmi.model.events import Event
from hmi.model.intents import Cancel, ChangeCode, Go, LockNow, OwnCodeDeclined, ShutDown
from hmi.model.navigation import Page
from hmi.model.record import Entry, Kind, Mark
from hmi.model.step import step
from hmi.model.wanted import Note, SetCode, SetLight, SetPace
from tests.model.keypad import (
    ASKED,
    AT_CONTROLS,
    CODE_IS_SET,
    CODE_NOT_SET,
    COMPELLED,
    CONTROLS,
    OFFERED,
    OPEN,
    OWN,
    RIGHT,
    RIGHT_BY_FACTORY,
    WISHED,
    kept_digits,
    keys,
    shut_down_is_proposed,
    wanted_by,
)
from tests.model.known import after


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
    assert state.job is None
    assert [one for one in wanted if not isinstance(one, SetLight | SetPace)] == []
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
    assert after(*keys(OWN + OWN), CODE_NOT_SET, state=WISHED).access.own_code


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
