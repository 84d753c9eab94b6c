from dataclasses import replace
from datetime import datetime

import pytest

from hmi.model.events import Tick
from hmi.model.intents import Go, SelectPack, Touched, Turn
from hmi.model.navigation import BOOT_S, PAGES, SLEEP_S, Page, Place, Room, Section
from hmi.model.state import State
from hmi.protocol.identity import PackCount
from tests.model.known import ANALOG, QUIET, WARNED, after, heard

START_S = 1000.0  # the steady clock begins anywhere
STARTED = State(now=START_S, started=START_S)
HOME = replace(STARTED, place=Place(Page.HOME))


def page_after(seconds: float, state: State = STARTED) -> Page:
    return after(Tick(START_S + seconds), state=state).place.page


def test_boot_ends_after_five_seconds_at_min_state() -> None:
    assert page_after(4.9) is Page.BOOT
    assert page_after(5.0) is Page.MIN_STATE
    assert BOOT_S == 5.0


def test_a_panel_that_nobody_ever_touched_sleeps_three_minutes_after_its_start() -> None:
    booted = after(Tick(START_S + 5), state=STARTED)
    assert page_after(179.9, booted) is Page.MIN_STATE
    assert page_after(180.0, booted) is Page.SLEEP
    assert SLEEP_S == 180.0


@pytest.mark.parametrize("page", [page for page in Page if page not in (Page.BOOT, Page.SLEEP)])
def test_three_minutes_without_a_touch_end_in_sleep_from_every_page(page: Page) -> None:
    state = after(Touched(START_S + 100), state=replace(STARTED, place=Place(page)))
    assert page_after(279.9, state) is page
    assert page_after(280.0, state) is Page.SLEEP


def test_every_touch_puts_sleep_off() -> None:
    state = after(Touched(START_S + 100), Touched(START_S + 200), state=HOME)
    assert page_after(379.9, state) is Page.HOME


def test_a_touch_wakes_a_sleeping_panel_to_min_state_and_to_nothing_else() -> None:
    asleep = after(Tick(START_S + 180), state=HOME)
    woken = after(Touched(START_S + 500), state=asleep)
    assert woken == replace(asleep, place=Place(Page.MIN_STATE), now=START_S + 500, touched=START_S + 500)
    assert page_after(679.9, woken) is Page.MIN_STATE


def test_a_touch_on_a_waking_panel_leaves_its_page() -> None:
    assert after(Touched(START_S + 1), state=HOME).place == Place(Page.HOME)


@pytest.mark.parametrize("event", [Go(Page.HOME), Turn(1), SelectPack(1), Tick(START_S + 999)])
def test_nothing_but_a_touch_wakes_a_sleeping_panel(event: Go | Turn | SelectPack | Tick) -> None:
    asleep = replace(STARTED, place=Place(Page.SLEEP))
    assert after(event, state=asleep).place.page is Page.SLEEP


def test_the_panel_can_be_sent_to_sleep() -> None:
    assert after(Go(Page.SLEEP), state=HOME).place == Place(Page.SLEEP)


def test_time_never_runs_back() -> None:
    state = after(Touched(START_S + 50), Tick(START_S + 10), Touched(START_S + 20), state=HOME)
    assert (state.now, state.touched) == (START_S + 50, START_S + 50)


def test_a_tick_brings_the_local_time_and_one_without_keeps_it() -> None:
    noon = datetime(2026, 3, 1, 12, 0)
    state = after(Tick(START_S, noon), Tick(START_S + 1), state=HOME)
    assert (state.clock, state.now) == (noon, START_S + 1)


def test_a_chosen_page_is_shown_from_its_first_part() -> None:
    deep = replace(HOME, place=Place(Page.CELLS, 1), room=Room(cells=8), readings=())
    assert after(Go(Page.CAPACITY), state=deep).place == Place(Page.CAPACITY, 0)


@pytest.mark.parametrize("section", Section)
def test_turning_walks_through_a_section_there_and_back(section: Section) -> None:
    pages = PAGES[section]
    state = after(Go(pages[0]), state=HOME)
    for page in (*pages[1:], pages[-1]):
        state = after(Turn(1), state=state)
        assert state.place.page is page
    for page in (*reversed(pages[:-1]), pages[0]):
        state = after(Turn(-1), state=state)
        assert state.place.page is page


@pytest.mark.parametrize("page", [Page.BOOT, Page.MIN_STATE, Page.HOME, Page.SLEEP])
def test_outside_a_section_there_is_nowhere_to_turn(page: Page) -> None:
    assert after(Turn(1), state=replace(STARTED, place=Place(page))).place == Place(page)


# A page in parts, which change under the finger.


def on_second_part(page: Page, room: Room) -> State:
    state = replace(HOME, room=room)
    state = after(heard(ANALOG, at=START_S), heard(WARNED, at=START_S), Go(page), Turn(1), state=state)
    assert state.place == Place(page, 1)
    return state


def test_a_part_of_cells_that_a_pack_of_fewer_cells_has_not_is_left_at_once() -> None:
    state = on_second_part(Page.CELLS, Room(cells=8))
    fewer = replace(ANALOG, cell_voltages=(3.3,) * 8)
    state = after(heard(fewer, at=START_S), state=state)
    assert state.place == Place(Page.CELLS, 0)
    assert after(Turn(1), state=state).place == Place(Page.TEMPERATURES)


def test_a_part_that_stays_is_not_left() -> None:
    state = on_second_part(Page.CELLS, Room(cells=8))
    fewer = replace(ANALOG, cell_voltages=(3.3,) * 9)
    assert after(heard(fewer, at=START_S), state=state).place == Place(Page.CELLS, 1)


def test_a_part_is_left_when_the_values_are_gone() -> None:
    state = on_second_part(Page.CAPACITY, Room(cells=4))
    assert after(Tick(START_S + 11), state=state).place == Place(Page.CAPACITY, 0)


def test_a_part_of_alarms_is_left_when_they_have_ended() -> None:
    two = replace(WARNED, warn_2=0x80)
    state = after(heard(two, at=START_S), Go(Page.WARNING), Turn(1), state=replace(HOME, room=Room(alarms=1)))
    assert state.place == Place(Page.WARNING, 1)
    assert after(heard(QUIET, at=START_S), state=state).place == Place(Page.WARNING, 0)


# The selected pack.


def test_a_pack_of_the_stack_can_be_selected_also_one_that_was_never_read() -> None:
    state = after(heard(PackCount(3)), heard(ANALOG, 1), SelectPack(3))
    assert (state.selected, state.pack.slot, state.pack.known) == (3, 3, False)


@pytest.mark.parametrize("slot", [-1, 0, 4])
def test_a_pack_that_the_stack_has_not_cannot_be_selected(slot: int) -> None:
    assert after(heard(PackCount(3)), SelectPack(slot)).selected == 1
