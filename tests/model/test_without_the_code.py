"""What anybody may do who stands before the panel, and what needs the code."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from hmi.model import intents as meant
from hmi.model.alarm.standing import Condition
from hmi.model.intents import Free, Guarded
from hmi.model.navigation import SUBPAGES, Page, Place
from hmi.model.state import State
from hmi.model.step import step
from tests.model.known import FAULTY, heard

AT_HOME = replace(step(State(), heard(FAULTY))[0], place=Place(Page.HOME))


@pytest.mark.parametrize("page", [page for page in Page if page not in (*SUBPAGES, Page.BOOT)])
def test_every_page_may_be_looked_at_without_the_code(page: Page) -> None:
    assert step(AT_HOME, meant.Go(page))[0].place == Place(page)


def test_language_look_brightness_and_sleep_time_are_chosen_without_the_code() -> None:
    state = AT_HOME
    for choice in (
        meant.ChooseLanguage("zh"),
        meant.ChooseTheme("light"),
        meant.SetDisplay("brightness_pct", 50),
        meant.SetDisplay("sleep_s", 600.0),
    ):
        state, wanted = step(state, choice)
        assert wanted
    assert (state.language, state.theme) == ("zh", "light")
    assert (state.display.brightness_pct, state.display.sleep_s) == (50, 600.0)
    assert state.place.page is Page.HOME


def test_an_alarm_is_silenced_and_acknowledged_without_the_code() -> None:
    silenced, _ = step(AT_HOME, meant.Silence())
    seen, _ = step(AT_HOME, meant.Acknowledge())
    assert [one.silenced for one in silenced.watch.standing] == [True]
    assert [one.condition for one in seen.watch.standing] == [Condition.SEEN]


def test_warranty_password_protocol_parameters_switches_and_clock_need_the_code() -> None:
    wish = meant.RegisterWarranty(date(2025, 6, 21), 10, 6000)
    for one in (wish, meant.ChangeCode(), meant.SetClock(), meant.ShutDown(), meant.WriteGroup()):
        state, _ = step(AT_HOME, one)
        assert state.place.page is Page.KEYPAD
    guarded = {one.__name__ for one in get_args(Guarded)}
    assert guarded >= {
        "RegisterWarranty",
        "ChangeCode",
        "ChooseProtocol",
        "EditField",
        "SwitchTo",
        "SetClock",
    }
    assert not guarded & {one.__name__ for one in get_args(Free)}
