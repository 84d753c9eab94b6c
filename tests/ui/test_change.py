"""Old -> new, confirm, what goes on and what came of it, by real touches."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hmi.model import change
from hmi.model.access import Access
from hmi.model.change import Change
from hmi.model.events import Noted, Received
from hmi.model.facts import Interface
from hmi.model.intents import ChooseProtocol
from hmi.model.job import Cause, Reason, Stage
from hmi.model.navigation import Page, Place
from hmi.model.record import Mark
from hmi.model.state import State
from hmi.model.wanted import Note, Send
from hmi.protocol.command import Command
from hmi.protocol.control import Empty
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.ui.panel import PANELS, Panel
from tests.ui.states import heard
from tests.ui.writing_states import CHANGES, base, ended, proposed

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
OPEN = Access(open=True, own_code=True)
CTP28 = PANELS["ctp28"]


def opened(state: State) -> State:
    return replace(state, access=OPEN)


@pytest.fixture
def off(start: Start) -> "Driver":
    """The BMS is to be shut down."""
    return start(CTP28, opened(proposed(Change(change.OFF, None, None))))


def test_a_protocol_from_old_to_new_confirmed_written_and_read_back(start: Start, panel: Panel) -> None:
    driver = start(panel, replace(opened(base()), place=Place(Page.CAN)))
    driver.app.do(ChooseProtocol(Interface.CAN, 0x07))
    driver.turn()
    assert {"CAN", "PYLON → SMA", "Goes back by itself after 5 min, unless you keep it."} <= {*driver.texts()}
    assert not driver.wanted
    driver.tap("Write")
    note = driver.wanted[-1]
    assert isinstance(note, Note)
    assert "Into the record" in driver.texts()
    driver.hear(Noted(note.ask, (1,), driver.now))
    assert "Checking first" in driver.texts()
    driver.hear(replace(read_protocol(1), ask=ask_of(driver)))
    assert "Writing" in driver.texts()
    driver.hear(replace(heard(Command.WRITE_INVERTER_PROTOCOL, Empty()), ask=ask_of(driver)))
    assert "Reading back" in driver.texts()
    driver.hear(replace(read_protocol(7), ask=ask_of(driver)))
    note = driver.wanted[-1]
    assert isinstance(note, Note)
    driver.hear(Noted(note.ask, (2, 3), driver.now))
    assert {"Inverter protocol", "Done. The BMS has it: read back", "now SMA"} <= {*driver.texts()}
    assert driver.shape("Outcome", mark="done")
    driver.tap("OK")
    assert driver.sees(Page.CAN)
    assert driver.state.job is None


def read_protocol(can: int) -> Received:
    return heard(Command.READ_INVERTER_PROTOCOL, InverterProtocol(can, 3, 1))


def ask_of(driver: "Driver") -> int:
    sent = driver.wanted[-1]
    assert isinstance(sent, Send)
    return sent.ask


@pytest.mark.parametrize("leave", ["Cancel", None])
def test_cancel_and_the_way_back_write_nothing(start: Start, leave: str | None) -> None:
    driver = start(CTP28, opened(proposed(CHANGES[2])))
    driver.tap(leave or driver.shape("Back"))
    assert driver.sees(Page.PASSWORD)
    assert driver.state.job is None
    assert not driver.wanted


def test_many_changes_go_on_over_parts(start: Start) -> None:
    driver = start(CTP28, opened(proposed(*CHANGES, cause=Cause.FACTORY)))
    assert {"Factory values", "Pack under-voltage", "On → Off"} <= {*driver.texts()}
    seen = 1
    while driver.state.place != driver.state.places[-1]:
        driver.tap(driver.shape("Chevrons", forth=1))
        seen += 1
    assert seen == len(driver.state.places) > 2
    assert "300 → 250 µs" in driver.texts()
    driver.tap(driver.shape("Chevrons", forth=-1))
    assert driver.state.place == driver.state.places[-2]


def test_nothing_to_change_offers_no_write(start: Start) -> None:
    driver = start(CTP28, opened(proposed()))
    assert "Write" not in driver.texts()
    driver.tap("OK")
    assert driver.sees(Page.PASSWORD)


def test_a_protection_is_switched_off_by_a_second_confirm_only(start: Start) -> None:
    driver = start(CTP28, opened(proposed(CHANGES[0])))
    driver.tap("Write")
    assert driver.state.job
    assert driver.state.job.stage is Stage.WARNED
    assert {"Really? The BMS will not guard any more against:", "Pack under-voltage"} <= {*driver.texts()}
    assert not driver.wanted
    driver.tap("Switch off")
    assert isinstance(driver.wanted[-1], Note)


def test_a_second_tap_by_mistake_switches_no_protection_off(start: Start) -> None:
    from tests.ui.driver import middle

    driver = start(CTP28, opened(proposed(CHANGES[0])))
    spot = middle(driver.button("Write"))
    for _ in range(2):
        driver.press(*spot)
        driver.lift()
    assert driver.state.job is None
    assert not driver.wanted


def test_a_shut_down_is_held_for_three_seconds(off: "Driver") -> None:
    from tests.ui.driver import middle

    hold = off.button("Hold 3 s")
    off.press(*middle(hold))
    off.now += 2.9
    off.turn(lambda: hold.share > 0.9)
    assert not off.wanted
    off.now += 0.2
    off.turn(lambda: off.wanted)
    assert isinstance(off.wanted[-1], Note)
    off.lift()
    assert len(off.wanted) == 1


def test_a_hold_let_go_early_begins_anew(off: "Driver") -> None:
    from tests.ui.driver import middle

    hold = off.button("Hold 3 s")
    for _ in range(2):
        off.press(*middle(hold))
        off.now += 2.0
        off.turn(lambda: hold.share > 0.6)
        off.lift()
        off.turn(lambda: hold.share == 0)
    assert not off.wanted


def test_a_hold_that_slides_off_counts_no_more(off: "Driver") -> None:
    from tests.ui.driver import middle

    hold = off.button("Hold 3 s")
    x, y = middle(hold)
    off.press(x, y)
    off.slide(x, y + hold.height * 2)
    assert hold.share == 0
    off.slide(x, y)
    off.now += 10
    off.turn()
    off.lift()
    assert not off.wanted


def test_a_tap_does_not_shut_down(off: "Driver") -> None:
    off.tap("Hold 3 s")
    off.turn()
    assert not off.wanted


def test_a_page_that_was_left_takes_its_hold_along(off: "Driver") -> None:
    from tests.ui.driver import middle

    off.press(*middle(off.button("Hold 3 s")))
    off.go(Page.HOME)
    off.now += 4
    off.turn()
    off.lift()
    assert not off.wanted


@pytest.mark.parametrize(
    ("reason", "mark", "words"),
    [
        (Reason.BMS_REFUSED, Mark.REFUSED, "Refused. The BMS refused, the old value stays"),
        (Reason.OTHER_VALUE, Mark.UNCONFIRMED, "Unconfirmed. The BMS has another value"),
    ],
)
def test_what_came_of_it_stands_in_a_sign_and_in_words(
    start: Start, reason: Reason, mark: Mark, words: str
) -> None:
    driver = start(CTP28, ended(reason, mark, Change(change.BUZZER, True, False)))
    assert {words, "Buzzer", "now On"} <= {*driver.texts()}
    assert driver.shape("Outcome", mark=mark)


def test_a_result_that_nobody_saw_waits_behind_system(start: Start) -> None:
    state = replace(
        ended(Reason.READ_BACK, Mark.DONE, CHANGES[1]),
        place=Place(Page.HOME),
        trail=(),
        notices=("a notice",),
    )
    driver = start(CTP28, state)
    driver.tap("Result")
    assert driver.sees(Page.CHANGE)
    driver.tap("OK")
    driver.go(Page.HOME)
    assert "Notice" in driver.texts()
