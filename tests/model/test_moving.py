from dataclasses import replace
from datetime import datetime

import pytest

from hmi.model.access import Access
from hmi.model.alarm.watch import Watch
from hmi.model.change import BUZZER, Change
from hmi.model.digits import Digits
from hmi.model.display import NEVER_S, Display
from hmi.model.draft import Draft
from hmi.model.events import Event, Tick
from hmi.model.intents import Acknowledge, Cancel, Go, GoDark, SelectPack, ShowBrand, Touched, Turn
from hmi.model.job import Cause, Job, Stage
from hmi.model.navigation import BOOT_S, PAGES, SLEEP_S, Page, Place, Section
from hmi.model.room import Room
from hmi.model.state import State
from hmi.protocol.identity import PackCount
from hmi.protocol.parameters import Sleep
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


@pytest.mark.parametrize("sleep_s", [30.0, 1800.0])
def test_the_panel_sleeps_after_the_time_that_was_chosen(sleep_s: float) -> None:
    state = replace(HOME, touched=START_S, display=Display(sleep_s=sleep_s))
    assert page_after(sleep_s - 0.1, state) is Page.HOME
    assert page_after(sleep_s, state) is Page.SLEEP


def test_a_panel_may_never_sleep() -> None:
    assert page_after(1e6, replace(HOME, display=Display(sleep_s=NEVER_S))) is Page.HOME


def test_a_panel_that_an_alarm_woke_sleeps_as_long_after_that() -> None:
    state = replace(HOME, touched=START_S, watch=Watch(woken_at=START_S + 100))
    assert page_after(279.9, state) is Page.HOME
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


@pytest.mark.parametrize(
    "event",
    [Go(Page.HOME), Go(Page.CARD), Turn(1), SelectPack(1), ShowBrand("Deye"), GoDark(), Tick(START_S + 999)],
)
def test_nothing_but_a_touch_wakes_a_sleeping_panel(event: Event) -> None:
    asleep = replace(STARTED, place=Place(Page.SLEEP))
    assert after(event, state=asleep).place.page is Page.SLEEP


def test_the_panel_can_be_sent_to_sleep() -> None:
    assert after(Go(Page.SLEEP), state=HOME).place == Place(Page.SLEEP)


@pytest.mark.parametrize("page", [page for page in Page if page is not Page.BOOT])
def test_the_corner_puts_out_every_page(page: Page) -> None:
    assert after(GoDark(), state=replace(STARTED, place=Place(page))).place == Place(Page.SLEEP)


def test_a_panel_that_starts_cannot_be_put_out_yet() -> None:
    assert after(GoDark(), state=STARTED).place == Place(Page.BOOT)


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
    state = after(Go(PAGES[section][0]), state=HOME)
    places = state.places
    assert tuple(dict.fromkeys(place.page for place in places)) == PAGES[section]
    for place in (*places[1:], places[-1]):
        state = after(Turn(1), state=state)
        assert state.place == place
    for place in (*reversed(places[:-1]), places[0]):
        state = after(Turn(-1), state=state)
        assert state.place == place


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


def test_turning_from_a_part_that_is_there_no_more_goes_on_from_its_page() -> None:
    state = replace(on_second_part(Page.CELLS, Room(cells=8)), room=Room(cells=16))
    assert after(Turn(1), state=state).place == Place(Page.TEMPERATURES)
    assert after(Turn(-1), state=state).place == Place(Page.OVERVIEW)


def test_a_part_of_alarms_is_left_when_they_have_ended() -> None:
    two = replace(WARNED, warn_2=0x80)
    state = after(heard(two, at=START_S), Go(Page.WARNING), Turn(1), state=replace(HOME, room=Room(alarms=1)))
    assert state.place == Place(Page.WARNING, 1)
    ended = [heard(QUIET, at=START_S + seconds) for seconds in (0, 5, 10)]
    assert after(Acknowledge(), *ended, state=state).place == Place(Page.WARNING, 0)


# The selected pack.


def test_a_pack_of_the_stack_can_be_selected_also_one_that_was_never_read() -> None:
    state = after(heard(PackCount(3)), heard(ANALOG, 1), SelectPack(3))
    assert (state.selected, state.pack.slot, state.pack.known) == (3, 3, False)


@pytest.mark.parametrize("slot", [-1, 0, 4])
def test_a_pack_that_the_stack_has_not_cannot_be_selected(slot: int) -> None:
    assert after(heard(PackCount(3)), SelectPack(slot)).selected == 1


# Subpages.

PROPOSED = Job((Change(BUZZER, True, False),), Cause.CHOSEN, "A")
UNDER_WAY, ENDED = replace(PROPOSED, stage=Stage.NOTING), replace(PROPOSED, stage=Stage.ENDED)
DRAFT = Draft("sleep", Sleep(3.1, 5), Sleep(3.1, 6), field="delay_min", typed="6")


def on_change(job: Job | None, draft: Draft | None = None) -> State:
    return replace(HOME, place=Place(Page.CHANGE), trail=(Place(Page.GROUP),), job=job, draft=draft)


def test_a_subpage_leads_back_to_where_it_was_entered() -> None:
    state = after(Go(Page.CELLS), Go(Page.TRIAL), state=HOME)
    assert (state.place.page, state.trail) == (Page.TRIAL, (Place(Page.CELLS),))
    state = after(Cancel(), state=state)
    assert (state.place.page, state.trail) == (Page.CELLS, ())


def test_a_subpage_that_is_already_on_the_way_leads_back_as_it_did() -> None:
    state = after(ShowBrand("Deye"), Go(Page.TRIAL), Go(Page.CARD), Go(Page.TRIAL), state=HOME)
    assert (state.place.page, state.trail) == (Page.TRIAL, (Place(Page.HOME), Place(Page.INVERTER)))
    assert after(Go(Page.TRIAL), state=state).trail == state.trail


def test_outside_subpages_there_is_nothing_to_cancel() -> None:
    state = after(Go(Page.CELLS), state=HOME)
    assert after(Cancel(), state=state) == state


def test_a_subpage_that_was_entered_from_nowhere_leads_home() -> None:
    assert after(Cancel(), state=replace(HOME, place=Place(Page.CARD))).place.page is Page.HOME


def test_a_chosen_page_forgets_the_way_back() -> None:
    assert after(ShowBrand("Deye"), Go(Page.HOME), state=HOME).trail == ()


def test_a_proposal_is_dropped_by_cancel_and_the_draft_behind_it_stays() -> None:
    state = after(Cancel(), state=on_change(PROPOSED, DRAFT))
    assert (state.place.page, state.job, state.draft) == (Page.GROUP, None, DRAFT)


def test_a_result_that_was_seen_is_dropped_with_its_draft() -> None:
    state = after(Cancel(), state=on_change(ENDED, DRAFT))
    assert (state.place.page, state.job, state.draft) == (Page.GROUP, None, None)


def test_what_is_being_written_goes_on_when_its_page_is_left() -> None:
    state = after(Cancel(), Go(Page.HOME), state=on_change(UNDER_WAY))
    assert (state.place.page, state.job) == (Page.HOME, UNDER_WAY)
    assert after(Go(Page.CHANGE), state=state).place.page is Page.CHANGE


def test_half_a_value_is_dropped_with_its_keypad() -> None:
    state = replace(HOME, place=Place(Page.VALUE), trail=(Place(Page.GROUP),), draft=DRAFT)
    assert after(Cancel(), state=state).draft == replace(DRAFT, field=None, typed="")


@pytest.mark.parametrize("page", [Page.HOME, Page.SLEEP, Page.TRIAL])
def test_a_proposal_does_not_outlive_its_page(page: Page) -> None:
    state = after(Go(page), state=on_change(PROPOSED, DRAFT))
    assert (state.job, state.draft) == (None, None)


@pytest.mark.parametrize("page", [Page.CHANGE, Page.KEYPAD, Page.VALUE])
def test_going_dark_closes_the_dialog_and_drops_the_half_made_change(page: Page) -> None:
    half = replace(
        on_change(PROPOSED, DRAFT), place=Place(page), access=Access(open=True, entry=Digits("12"))
    )
    for event in (GoDark(), Tick(START_S + 181)):
        dark = after(event, state=half)
        assert (dark.place.page, dark.trail, dark.job, dark.draft) == (Page.SLEEP, (), None, None)
        assert (dark.access.open, dark.access.entry) == (False, Digits())
        assert after(Touched(START_S + 200), state=dark).place == Place(Page.MIN_STATE)


def test_a_proposal_waits_for_the_keypad() -> None:
    state = after(Go(Page.KEYPAD), state=on_change(PROPOSED, DRAFT))
    assert (state.job, state.draft) == (PROPOSED, DRAFT)


def test_a_result_that_nobody_has_seen_stays() -> None:
    state = replace(HOME, job=ENDED)
    assert after(Go(Page.CELLS), Tick(START_S + 1), state=state).job == ENDED
    seen = after(Go(Page.CHANGE), Go(Page.HOME), state=state)
    assert seen.job is None


def test_a_result_over_which_the_panel_went_to_sleep_is_there_when_it_wakes() -> None:
    asleep = after(Tick(START_S + 181), state=on_change(ENDED))
    assert (asleep.place.page, asleep.job) == (Page.SLEEP, ENDED)
    assert after(Touched(START_S + 200), state=asleep).job == ENDED


def test_what_is_being_written_goes_on_while_the_panel_sleeps() -> None:
    assert after(Tick(START_S + 181), state=on_change(UNDER_WAY)).job == UNDER_WAY


def test_the_page_of_a_change_is_not_entered_without_one() -> None:
    state = after(Go(Page.CHANGE), state=HOME)
    assert (state.place.page, state.trail) == (Page.HOME, ())
    back = after(Go(Page.TRIAL), Cancel(), state=on_change(PROPOSED))
    assert back.place.page is Page.GROUP
