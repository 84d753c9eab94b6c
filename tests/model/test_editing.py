from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.facts import load_facts
from hmi.model import editing
from hmi.model.access import Access
from hmi.model.change import Change
from hmi.model.draft import Draft, Fault, Problem
from hmi.model.events import Received
from hmi.model.facts import Settled
from hmi.model.intents import Cancel, EditField, ShowGroup, ValueDone, ValueKey, WriteGroup
from hmi.model.job import Stage
from hmi.model.navigation import Page, Place
from hmi.model.parameters import Parameters
from hmi.model.state import Identity, State
from hmi.protocol.command import Command
from hmi.protocol.identity import Serials, Version
from hmi.protocol.parameters import (
    CurrentLimits,
    CurrentLimitsWithRelease,
    FullAndLowCharge,
    VoltageLimits,
)
from tests.model.known import ANALOG, after, complaint, reading
from tests.model.test_limits import CAPTURED

FACTS = load_facts()
CELL = CAPTURED["cell_over_voltage"]
OVERVIEW = Place(Page.PARAMETERS)
FIRMWARE = "P16S100A-1812-1.00"


def on_page(group: str = "cell_over_voltage", **groups: Any) -> State:
    """The page of a group, everything read, the gate open."""
    state = State(
        facts=FACTS,
        place=OVERVIEW,
        access=Access(open=True),
        identity=Identity(version=Version(FIRMWARE), serials=Serials("BMS", "PACK")),
        parameters=Parameters(groups=CAPTURED | groups),
        readings=(reading(analog=ANALOG),),
    )
    return after(ShowGroup(group), state=state)


def keyed(text: str, state: State) -> State:
    return after(*map(ValueKey, text), state=state)


def typing(field: str, text: str = "", state: State | None = None) -> State:
    """The keypad of a field, with these keys touched."""
    return keyed(text, after(EditField(field), state=state or on_page()))


def entered(field: str, text: str, state: State | None = None) -> State:
    return after(ValueDone(), state=typing(field, text, state))


def draft(state: State) -> Draft:
    assert state.draft is not None
    return state.draft


def heard(group: str, message: Any, state: State) -> State:
    """The group read anew."""
    event = Received(Command[f"READ_{group.upper()}"], message, 1, 1, 0.0, 1.0)
    return after(event, state=state)


# Choosing a value.


def test_a_value_that_is_chosen_is_typed_on_a_page_of_its_own() -> None:
    state = typing("alarm")
    assert (state.place.page, state.trail) == (Page.VALUE, (OVERVIEW, Place(Page.GROUP)))
    assert state.draft == Draft("cell_over_voltage", CELL, CELL, field="alarm")


@pytest.mark.parametrize("field", ["no_such_field", "start_voltage"])
def test_a_field_that_the_group_has_not_cannot_be_chosen(field: str) -> None:
    assert typing(field) == on_page()


def test_a_value_that_the_bms_does_not_tell_cannot_be_chosen() -> None:
    state = on_page("full_and_low_charge", full_and_low_charge=FullAndLowCharge(56.0, 2.0))
    assert typing("low_soc", state=state) == state
    assert typing("full_voltage", state=state).place.page is Page.VALUE


def test_a_group_that_was_not_read_cannot_be_edited() -> None:
    state = replace(on_page(), parameters=Parameters())
    assert typing("alarm", state=state) == state


def test_a_contested_group_is_edited_only_for_a_firmware_for_which_it_is_settled() -> None:
    state = on_page("fast_over_current")
    assert typing("charge", state=state) == state
    settled = (Settled("fast_over_current", FIRMWARE, "seen on the wire"),)
    state = replace(state, facts=replace(FACTS, settled=settled))
    assert typing("charge", state=state).place.page is Page.VALUE


def test_a_value_cannot_be_chosen_from_another_page() -> None:
    state = replace(on_page(), place=OVERVIEW, trail=())
    assert typing("alarm", state=state) == state


def test_an_enable_is_turned_over_at_once_and_back_again() -> None:
    state = after(EditField("enable"), state=on_page())
    assert (state.place.page, draft(state).new, draft(state).changed) == (
        Page.GROUP,
        replace(CELL, enable=0),
        True,
    )
    state = after(EditField("enable"), state=state)
    assert (draft(state).new, draft(state).changed) == (CELL, False)


def test_another_group_begins_a_draft_of_its_own() -> None:
    state = entered("alarm", "3.55")
    state = replace(state, group="cell_under_voltage")
    state = after(EditField("enable"), state=state)
    under = CAPTURED["cell_under_voltage"]
    assert (draft(state).old, draft(state).new) == (under, replace(under, enable=0))


# Typing.


@pytest.mark.parametrize(
    ("group", "field", "keys", "text"),
    [
        ("cell_over_voltage", "alarm", "3.65", "3.65"),
        ("cell_over_voltage", "alarm", "3.655", "3.65"),  # no more decimals than the step has
        ("cell_over_voltage", "alarm", "36", "3"),  # nor more digits than the range
        ("cell_over_voltage", "alarm", ".5", "0.5"),
        ("cell_over_voltage", "alarm", "3.6.5", "3.65"),
        ("cell_over_voltage", "alarm", "03.6", "3.6"),
        ("cell_over_voltage", "alarm", "3.65<<9", "3.9"),
        ("cell_over_voltage", "alarm", "<", ""),
        ("cell_over_voltage", "alarm", "-3", "3"),  # none of its values is negative
        ("cell_over_voltage", "delay", "12.55", "12.5"),
        ("balancing", "start_difference", "0.0355", "0.035"),
        ("charge_over_current", "alarm", "10.5", "105"),  # whole amperes
        ("charge_over_current", "alarm", "1055", "105"),
        ("cell_under_temperature", "charge_alarm", "5-", "-5"),
        ("cell_under_temperature", "charge_alarm", "-5-", "5"),
        ("cell_under_temperature", "charge_alarm", "-15<<<", ""),
        ("cell_under_temperature", "charge_alarm", "-0150", "-15"),
        ("short_circuit_delay", "delay", "3500", "350"),  # in microseconds
        ("short_circuit_delay", "delay", "3.5", "35"),
        ("sleep", "delay_min", "1200", "120"),
    ],
)
def test_keys_make_a_number_that_the_field_can_have(group: str, field: str, keys: str, text: str) -> None:
    assert draft(typing(field, keys, on_page(group))).typed == text


def test_a_point_may_follow_a_sign_at_once() -> None:
    ranges = FACTS.parameters["cell_under_temperature"]
    halves = {**ranges, "charge_alarm": replace(ranges["charge_alarm"], step=0.5)}
    facts = replace(FACTS, parameters={**FACTS.parameters, "cell_under_temperature": halves})
    state = replace(on_page("cell_under_temperature"), facts=facts)
    assert draft(typing("charge_alarm", "-.5", state)).typed == "-0.5"


@pytest.mark.parametrize("state", [on_page(), after(EditField("enable"), state=on_page())])
def test_without_a_field_in_hand_keys_do_nothing(state: State) -> None:
    assert keyed("3", state) == state
    assert after(ValueDone(), state=state) == state


# Done typing.


@pytest.mark.parametrize(
    ("group", "field", "keys", "value"),
    [
        ("cell_over_voltage", "alarm", "3.65", 3.65),
        ("cell_over_voltage", "alarm", "3.", 3.0),
        ("charge_over_current", "alarm", "106", 106),
        ("cell_under_temperature", "charge_alarm", "-3", -3.0),
        ("short_circuit_delay", "delay", "350", 0.00035),
        ("full_and_low_charge", "low_soc", "10", 10),
        ("sleep", "delay_min", "15", 15),
    ],
)
def test_a_value_is_taken_in_the_units_and_the_kind_of_its_message(
    group: str, field: str, keys: str, value: float
) -> None:
    state = entered(field, keys, on_page(group))
    assert (state.place.page, state.trail) == (Page.GROUP, (OVERVIEW,))
    assert draft(state).new == replace(CAPTURED[group], **{field: value})
    assert type(getattr(draft(state).new, field)) is type(value)
    assert (draft(state).field, draft(state).typed, draft(state).old) == (None, "", CAPTURED[group])


def test_nothing_typed_changes_nothing() -> None:
    state = entered("alarm", "")
    assert (state.place.page, draft(state).changed) == (Page.GROUP, False)


@pytest.mark.parametrize(
    ("group", "field", "keys", "problem"),
    [
        (
            "cell_under_temperature",
            "charge_alarm",
            "-",
            Problem(Fault.NOT_A_NUMBER, ("charge_alarm",), -35, 30, 1),
        ),
        ("cell_over_voltage", "alarm", "4.51", Problem(Fault.OUT_OF_RANGE, ("alarm",), 2.5, 4.5, 0.01)),
        ("cell_over_voltage", "delay", "1.3", Problem(Fault.OFF_STEP, ("delay",), step=0.5)),
        ("short_circuit_delay", "delay", "310", Problem(Fault.OFF_STEP, ("delay",), step=0.00005)),
        (
            "short_circuit_delay",
            "delay",
            "550",
            Problem(Fault.OUT_OF_RANGE, ("delay",), 0.0001, 0.0005, 0.00005),
        ),
    ],
)
def test_a_value_that_cannot_be_stays_on_the_keypad_with_what_is_wrong(
    group: str, field: str, keys: str, problem: Problem
) -> None:
    state = entered(field, keys, on_page(group))
    assert (state.place.page, draft(state).typed, draft(state).problems) == (Page.VALUE, keys, (problem,))
    assert not draft(state).changed
    assert draft(keyed("<", state)).problems == ()


def test_the_value_that_the_bms_has_may_be_typed_again_even_off_its_range() -> None:
    odd = replace(CELL, alarm=2.4, delay=0.3)
    state = entered("delay", "0.3", on_page(cell_over_voltage=odd))
    assert (state.place.page, draft(state).problems) == (Page.GROUP, ())
    assert entered("delay", "0.4", on_page(cell_over_voltage=odd)).place.page is Page.VALUE


def test_a_value_out_of_order_is_told_at_once_and_can_be_mended_by_the_next() -> None:
    state = entered("alarm", "3.75")
    assert state.place.page is Page.GROUP
    assert [one.fault for one in draft(state).problems] == [
        Fault.PROTECTION_NOT_BEYOND_WARNING,
        Fault.CELLS_AND_PACK,
    ]
    state = entered("alarm", "3.65", state)
    assert draft(state).problems == ()


def test_what_is_typed_is_dropped_by_going_back() -> None:
    state = after(Cancel(), state=typing("alarm", "3.6"))
    assert (state.place.page, draft(state).field, draft(state).typed) == (Page.GROUP, None, "")


# Writing.


def test_an_edited_group_is_proposed_as_one_change() -> None:
    state = after(WriteGroup(), state=entered("delay", "2", entered("alarm", "3.65")))
    assert state.place.page is Page.CHANGE
    assert state.job is not None
    assert state.job.changes == (Change("cell_over_voltage", CELL, replace(CELL, alarm=3.65, delay=2.0)),)
    assert state.job.stage is Stage.PROPOSED
    assert state.job.serial == "PACK"


def test_a_group_out_of_order_is_not_proposed() -> None:
    state = after(WriteGroup(), state=entered("alarm", "3.75"))
    assert (state.place.page, state.job) == (Page.GROUP, None)
    assert Fault.PROTECTION_NOT_BEYOND_WARNING in [one.fault for one in draft(state).problems]


def test_switching_a_protection_off_is_proposed_as_what_it_takes_away() -> None:
    state = after(EditField("enable"), WriteGroup(), state=on_page())
    assert state.job is not None
    assert state.job.unguarding == state.job.changes


def test_without_a_change_nothing_is_proposed() -> None:
    assert after(WriteGroup(), state=on_page()).job is None
    assert after(EditField("enable"), EditField("enable"), WriteGroup(), state=on_page()).job is None


def test_a_group_that_is_not_known_any_more_is_not_proposed() -> None:
    lost = replace(entered("alarm", "3.65"), parameters=Parameters())
    assert after(WriteGroup(), state=lost).job is None


def test_the_cells_are_those_measured_else_those_of_the_model() -> None:
    pack = {"pack_over_voltage": replace(CAPTURED["pack_over_voltage"], alarm=27.0, release=26.0)}
    pack["pack_under_voltage"] = replace(CAPTURED["pack_under_voltage"], alarm=22.4, release=23.2)
    small = on_page("pack_over_voltage", **pack)
    eight = replace(ANALOG, cell_voltages=(3.3,) * 8)
    measured = replace(small, readings=(reading(analog=eight),))
    by_model = replace(small, readings=(reading(analog=None),), model="ES25.6-100LP")
    for state in (measured, by_model):
        assert draft(entered("protection", "29.6", state)).problems == ()
    unknown = replace(small, readings=())
    assert draft(entered("protection", "29.6", unknown)).problems == ()
    problems = draft(entered("protection", "29.6", small)).problems
    assert [one.fault for one in problems] == [Fault.CELLS_AND_PACK]


def test_a_contested_group_is_no_measure_for_another_one() -> None:
    state = on_page("charge_over_current")
    assert draft(entered("protection", "160", state)).problems == ()
    settled = (Settled("fast_over_current", FIRMWARE, "seen on the wire"),)
    state = replace(state, facts=replace(FACTS, settled=settled))
    assert [one.fault for one in draft(entered("protection", "160", state)).problems] == [
        Fault.FAST_NOT_BEYOND
    ]


# The BMS has other values meanwhile.


def test_what_was_edited_stands_on_the_group_as_it_was_read_last() -> None:
    now = replace(CELL, delay=2.0, alarm=3.5)
    state = heard("cell_over_voltage", now, entered("alarm", "3.65"))
    assert (draft(state).old, draft(state).new) == (now, replace(now, alarm=3.65))


def test_the_same_group_read_again_leaves_the_draft_as_it_is() -> None:
    state = entered("alarm", "3.65")
    assert heard("cell_over_voltage", CELL, state).draft == state.draft
    assert heard("cell_under_voltage", CAPTURED["cell_under_voltage"], state).draft == state.draft


def test_what_is_being_typed_survives_a_reading() -> None:
    state = heard("cell_over_voltage", replace(CELL, delay=2.0), typing("alarm", "3.6"))
    assert (state.place.page, draft(state).typed, draft(state).new.delay) == (Page.VALUE, "3.6", 2.0)


def test_a_reading_may_put_the_draft_out_of_order() -> None:
    state = heard("cell_over_voltage", replace(CELL, protection=3.62), entered("alarm", "3.65"))
    assert Fault.PROTECTION_NOT_BEYOND_WARNING in [one.fault for one in draft(state).problems]


@pytest.mark.parametrize("field", ["alarm", None])
def test_a_group_that_comes_in_another_form_ends_the_draft(field: str | None) -> None:
    state = on_page("charge_over_current")
    state = typing(field, "1", state) if field else after(EditField("enable"), state=state)
    longer = CurrentLimitsWithRelease(1, 104, 110, 100, 1.0)
    state = heard("charge_over_current", longer, state)
    assert (state.draft, state.place.page) == (None, Page.GROUP)


def test_a_draft_without_its_group_waits_for_a_reading() -> None:
    state = replace(entered("alarm", "3.65"), parameters=Parameters())
    assert editing.rebased(state) == state
    assert editing.rebased(on_page()) == on_page()


@pytest.mark.parametrize("field", ["alarm", None])
@pytest.mark.parametrize("serials", [Serials("BMS", "OTHER"), None], ids=["another one", "not told"])
def test_what_was_edited_for_one_battery_is_not_shown_for_another(
    field: str | None, serials: Serials | None
) -> None:
    state = typing(field, "1") if field else entered("alarm", "3.65")
    event = complaint(Command.SERIALS) if serials is None else heard_serials(serials)
    state = after(event, state=state)
    assert (state.draft, state.place.page) == (None, Page.GROUP)


def heard_serials(serials: Serials) -> Received:
    return Received(Command.SERIALS, serials, 1, 1, 0.0)


# Any keys whatever.


@given(st.text("0123456789.-<", max_size=12))
def test_whatever_is_typed_ends_in_a_value_within_its_range_or_in_what_is_wrong_with_it(keys: str) -> None:
    state = entered("alarm", keys)
    new: VoltageLimits = draft(state).new
    assert FACTS.parameters["cell_over_voltage"]["alarm"].admits(new.alarm)
    assert (state.place.page is Page.VALUE) == (draft(state).field == "alarm")
    assert draft(state).problems or state.place.page is Page.GROUP


@given(st.text("0123456789.-<", max_size=6))
def test_amperes_stay_whole(keys: str) -> None:
    new: CurrentLimits = draft(entered("alarm", keys, on_page("charge_over_current"))).new
    assert isinstance(new.alarm, int)
