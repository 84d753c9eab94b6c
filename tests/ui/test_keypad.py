"""The keypad of the password gate by real touches: digits, what it says, what it shows and for how long."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from hmi.model.access import Access, Purpose, Verdict
from hmi.model.digits import Digits
from hmi.model.events import CodeSet, Judged
from hmi.model.intents import ChangeCode, LockNow, SetDisplay
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.wanted import Judge, SetCode
from hmi.ui.panel import PANELS, Panel
from tests.ui.states import NOW
from tests.ui.writing_states import base, keypad

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
PASSWORD = replace(base(), place=Place(Page.PASSWORD))


@pytest.fixture
def asked(start: Start) -> "Driver":
    """The keypad, as "Change code" leads to it."""
    driver = start(PANELS["ctp28"], PASSWORD)
    driver.tap("Change code")
    assert driver.sees(Page.KEYPAD)
    return driver


def enter(driver: "Driver", code: str) -> None:
    for digit in code:
        driver.tap(digit)


def judged(
    driver: "Driver", verdict: Verdict, failures: int = 0, lock_s: float = 0.0, own: bool = True
) -> None:
    driver.hear(Judged(verdict, failures, lock_s, own, driver.now))


def test_six_taps_are_six_digits_at_every_size(start: Start, panel: Panel) -> None:
    driver = start(panel, PASSWORD)
    driver.tap("Change code")
    enter(driver, "907715")
    assert driver.wanted[-1:] == [Judge(Digits("907715"))]
    assert "Checking" in driver.texts()


def test_a_key_counts_when_the_finger_is_lifted_and_not_when_it_slides_off(asked: "Driver") -> None:
    from tests.ui.driver import middle

    asked.press(*middle(asked.button("5")))
    assert not asked.state.access.entry
    asked.slide(*middle(asked.button("3")))
    asked.lift()
    assert not asked.state.access.entry
    asked.tap("5")
    assert asked.state.access.entry == Digits("5")


def test_erasing_takes_the_last_digit_back(asked: "Driver") -> None:
    enter(asked, "123")
    asked.tap("←")
    assert asked.state.access.entry == Digits("12")


def test_the_last_digit_can_be_read_for_a_moment_then_none(asked: "Driver") -> None:
    def shown() -> tuple[tuple[str, int], ...]:
        places = asked.shape("Code")
        x, y = places.to_window(*places.pos)
        colours = asked.picture().colours(int(x), int(y), int(x + places.width), int(y + places.height))
        return tuple(sorted(colours.items()))

    def changed(before: object) -> bool:
        return shown() != before

    clear, hidden = [], []
    for digit in "17":
        asked.tap(digit)
        now = shown()
        clear.append(now)
        asked.turn(partial(changed, now))
        hidden.append(shown())
        asked.tap("←")
    assert clear[0] != clear[1]
    assert hidden[0] == hidden[1]


def test_no_digit_stands_in_a_text(asked: "Driver") -> None:
    before = asked.texts()
    enter(asked, "472")
    assert asked.texts() == before


def test_a_wrong_code_says_how_many_tries_are_left(asked: "Driver") -> None:
    enter(asked, "111222")
    judged(asked, Verdict.WRONG, failures=2)
    assert "Wrong code, 3 tries left" in asked.texts()
    assert asked.sees(Page.KEYPAD)
    enter(asked, "111223")
    judged(asked, Verdict.WRONG, failures=4)
    assert "Wrong code, 1 try left" in asked.texts()


def test_a_locked_keypad_counts_down_and_takes_no_key(asked: "Driver") -> None:
    enter(asked, "111222")
    judged(asked, Verdict.WRONG, failures=5, lock_s=60.0)
    assert "Locked, 1:00 left" in asked.texts()
    asked.pass_time(1)
    assert "Locked, 0:59 left" in asked.texts()
    asked.tap("1")
    assert not asked.state.access.entry
    asked.pass_time(60)
    assert not [text for text in asked.texts() if text.startswith("Locked")]
    asked.tap("1")
    assert asked.state.access.entry == Digits("1")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("123456", "Not the factory code"),
        ("345678", "No row of digits"),
        ("777777", "Not six equal digits"),
    ],
)
def test_a_weak_code_is_refused_in_words(start: Start, code: str, words: str) -> None:
    driver = start(PANELS["ctp28"], keypad(purpose=Purpose.NEW, open=True, own_code=True))
    assert "Choose your own code" in driver.texts()
    enter(driver, code)
    assert words in driver.texts()


def test_a_new_code_is_asked_twice_and_then_kept(start: Start) -> None:
    driver = start(PANELS["ctp28"], keypad(purpose=Purpose.NEW, open=True, own_code=True))
    enter(driver, "472913")
    assert "The same code again" in driver.texts()
    enter(driver, "472914")
    assert "Not the same: choose again" in driver.texts()
    enter(driver, "472913")
    enter(driver, "472913")
    assert driver.wanted[-1:] == [SetCode(Digits("472913"))]
    driver.hear(CodeSet("", driver.now))
    assert driver.sees(Page.PASSWORD)


def test_the_first_unlock_offers_an_own_code_which_may_wait(start: Start) -> None:
    driver = start(PANELS["ctp28"], PASSWORD)
    driver.app.do(ChangeCode())
    driver.turn()
    assert "Later" not in driver.texts()
    driver.show(keypad(purpose=Purpose.NEW, open=True, offering=True, offered=True))
    driver.tap("Later")
    assert driver.sees(Page.PASSWORD)
    driver.go(Page.HOME)
    assert "Own code?" in driver.texts()
    driver.tap("Own code?")
    assert driver.sees(Page.SYSTEM)
    driver.tap("Password")
    assert driver.sees(Page.PASSWORD)
    assert "Factory code in use: choose your own" in " ".join(driver.texts())


def test_a_compulsory_own_code_cannot_be_put_off(start: Start) -> None:
    driver = start(PANELS["ctp28"], keypad(purpose=Purpose.NEW, compulsory=True, offered=True))
    assert "Later" not in driver.texts()


def test_the_way_back_leaves_the_keypad(asked: "Driver") -> None:
    enter(asked, "12")
    asked.tap(asked.shape("Back"))
    assert asked.sees(Page.PASSWORD)
    assert not asked.state.access.entry


def test_the_page_of_the_gate_closes_it(start: Start) -> None:
    driver = start(PANELS["ctp28"], replace(PASSWORD, access=Access(open=True, own_code=True)))
    assert "Open, closes in 3:00 – Forgotten? pack-hmi reset-password" in driver.texts()
    driver.pass_time(1)
    assert "Open, closes in 2:59" in " ".join(driver.texts())
    driver.app.do(SetDisplay("sleep_s", 60.0))  # with sleep it closes too
    driver.turn()
    assert "Open, closes in 0:59" in " ".join(driver.texts())
    driver.tap("Lock now")
    assert "Closed" in " ".join(driver.texts())
    assert not driver.state.access.open
    assert driver.button("Lock now").disabled
    driver.app.do(LockNow())
    assert driver.now == NOW + 1
