"""From lamps that were seen to what they mean."""

from dataclasses import replace

import pytest

from hmi.facts import load_facts
from hmi.model.intents import ForgetLamps, Go, SeeLamp
from hmi.model.lamp_guide import Meanings, can, forgotten, meanings, seen, touched
from hmi.model.lamp_table import Blink, Condition, Doing, Shown, pattern
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from tests.model.known import after

TABLE = load_facts().lamps
ES, ACTIVE = TABLE.boxes
OFF, ON, F1, F2, F3 = Blink.OFF, Blink.ON, Blink.FLASH_1, Blink.FLASH_2, Blink.FLASH_3
GUIDE = State(facts=load_facts(), place=Place(Page.LAMP_GUIDE))


def means(**lamps: Blink) -> Meanings:
    return meanings(TABLE, ES, dict.fromkeys(ES.lamps, OFF) | lamps)


def told(found: Meanings) -> list[tuple[Doing, Condition]]:
    return [(one.row.doing, one.row.condition) for one in found.rows]


@pytest.mark.parametrize("row", ES.shows, ids=lambda row: f"{row.doing} {row.condition}")
def test_the_lamps_of_every_row_lead_back_to_it(row: Shown) -> None:
    for band in TABLE.bands:
        lamps = {name: blink for name, blink in pattern(ES, row, band).items() if blink}
        assert row in [one.row for one in meanings(TABLE, ES, lamps).rows]


def test_all_lamps_dark_is_a_pack_asleep_or_an_empty_one() -> None:
    found = means()
    assert told(found) == [(Doing.SHUTDOWN, Condition.NORMAL), (Doing.DISCHARGE, Condition.UNDERVOLTAGE)]
    assert (found.fits, found.rows[0].band) == (True, None)


def test_the_alarm_lamp_alone_has_three_meanings() -> None:
    assert told(means(ALM=ON)) == [
        (Doing.CHARGE, Condition.PROTECTION),
        (Doing.DISCHARGE, Condition.PROTECTION),
        (Doing.INVALID, Condition.NORMAL),
    ]


def test_a_gauge_that_blinks_tells_charging_and_the_soc() -> None:
    found = means(RUN=ON, L1=ON, L2=ON, L3=F2)
    assert told(found) == [(Doing.CHARGE, Condition.NORMAL), (Doing.CHARGE, Condition.OVERCHARGE_ALERT)]
    assert [(one.band.least, one.band.most) for one in found.rows if one.band] == [(34, 50), (34, 50)]


def test_what_no_row_shows_leads_to_the_nearest() -> None:
    found = means(RUN=F3, L1=ON, L2=ON, L4=ON)
    assert (found.fits, told(found)) == (False, [(Doing.DISCHARGE, Condition.NORMAL)])


def test_a_lamp_taken_for_dark_is_farther_away_than_one_whose_rhythm_was_mistaken() -> None:
    found = means(RUN=ON, L2=ON)
    assert (found.fits, told(found)[0]) == (False, (Doing.CHARGE, Condition.NORMAL))


def test_a_box_without_a_table_means_nothing() -> None:
    assert meanings(TABLE, replace(ES, shows=()), dict.fromkeys(ES.lamps, OFF)) == Meanings()


@pytest.mark.parametrize(
    ("lamp", "ways"),
    [("RUN", (OFF, ON, F1, F3)), ("ALM", (OFF, ON, F3)), ("L1", (OFF, ON, F2)), ("L6", (OFF, ON, F2))],
)
def test_a_lamp_can_do_what_the_table_has_of_it(lamp: str, ways: tuple[Blink, ...]) -> None:
    assert can(TABLE, ES, lamp) == ways


@pytest.mark.parametrize(
    ("lamp", "ways"),
    [
        ("LED1", (OFF, ON, Blink.SLOW_FLASHING)),
        ("LED2", (OFF, ON)),
        ("LED3", (OFF, ON, Blink.FLASHING)),
    ],
)
def test_so_can_those_of_the_second_manual(lamp: str, ways: tuple[Blink, ...]) -> None:
    assert can(TABLE, ACTIVE, lamp) == ways


def test_each_touch_goes_on_to_the_next_and_round_again() -> None:
    state, ways = GUIDE, []
    for _ in range(5):
        state = after(SeeLamp("RUN"), state=state)
        ways.append(seen(state, ES)["RUN"])
    assert ways == [ON, F1, F3, OFF, ON]


def test_a_reset_and_leaving_the_page_make_all_lamps_dark() -> None:
    state = after(SeeLamp("ALM"), state=GUIDE)
    assert forgotten(GUIDE) is GUIDE
    assert after(ForgetLamps(), state=state).seen_lamps == {}
    assert after(Go(Page.HOME), state=state).seen_lamps == {}


@pytest.mark.parametrize("lamp", ["LED1", ""])
def test_a_lamp_that_this_box_does_not_have_changes_nothing(lamp: str) -> None:
    assert touched(GUIDE, SeeLamp(lamp)) is GUIDE
    assert touched(State(), SeeLamp(lamp)) == State()


def test_active16_has_lamps_of_its_own_and_a_screen_that_is_none_to_tap() -> None:
    state = after(SeeLamp("LED2"), SeeLamp("LED4"), state=replace(GUIDE, model="Active16"))
    assert seen(state, ACTIVE) == {"LED1": OFF, "LED2": ON, "LED3": OFF}
