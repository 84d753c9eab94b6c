from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hmi.model import dip
from hmi.model.dip import Finding, Problem, Seat, Standing
from hmi.model.events import Event, Lost, SnapshotKept, Trouble
from hmi.model.intents import ExpectPacks
from hmi.model.navigation import Page, Place
from hmi.model.record import AS_FOUND, Snapshot
from hmi.model.state import State
from hmi.protocol.command import Command
from hmi.protocol.identity import PackCount, Serials
from tests.model.known import ANALOG, EMPTY, after, complaint, heard, reading

AT = datetime(2025, 6, 21, 11, 0, tzinfo=UTC)
FOUND, SILENT, GARBLED = Standing.FOUND, Standing.SILENT, Standing.GARBLED
MISSING, ELSEWHERE, UNKNOWN = Standing.MISSING, Standing.ELSEWHERE, Standing.UNKNOWN


def stack(*addresses: int, counted: int | None = None, expected: int = 0) -> State:
    """Packs at these addresses, the first on the wire; the slots fill up in order."""
    count = heard(PackCount(counted or len(addresses)), address=addresses[0])
    packs = [
        heard(replace(ANALOG, remaining=50.0 + slot), slot, address=address)
        for slot, address in enumerate(addresses, 1)
    ]
    return after(count, *packs, ExpectPacks(expected))


def standings(state: State) -> dict[int, Standing]:
    return {seat.address: seat.standing for seat in dip.seats(state)}


@pytest.mark.parametrize(
    ("address", "switches"),
    [
        (0, "0000"),
        (1, "1000"),
        (2, "0100"),
        (3, "1100"),
        (4, "0010"),
        (8, "0001"),
        (10, "0101"),
        (15, "1111"),
    ],
)
def test_switch_1_is_the_low_bit(address: int, switches: str) -> None:
    assert dip.positions(address) == tuple(one == "1" for one in switches)


def test_nothing_is_found_while_nothing_is_heard() -> None:
    assert dip.seats(State()) == ()
    assert dip.findings(State()) == ()
    assert standings(State(expected_packs=2)) == {1: UNKNOWN, 2: UNKNOWN}
    assert standings(State(expected_packs=1)) == {0: UNKNOWN}


@pytest.mark.parametrize(
    "state", [stack(0), stack(1), stack(0, expected=1), stack(1, 2, 3), stack(1, 2, expected=2)]
)
def test_a_stack_whose_addresses_are_in_order_has_no_finding(state: State) -> None:
    assert dip.findings(state) == ()
    assert set(standings(state).values()) == {FOUND}


def test_a_lost_link_says_nothing_of_addresses() -> None:
    state = after(Lost(Trouble.SILENT, "", 1.0), state=stack(1, 2, expected=3))
    gone = replace(state, now=1000.0)
    assert dip.findings(gone) == ()
    assert set(standings(gone).values()) == {UNKNOWN}


def test_the_panel_may_be_on_a_pack_that_is_not_the_host() -> None:
    state = stack(3)
    assert dip.findings(state) == (Finding(Problem.NOT_HOST, (3,), (1,)),)
    assert standings(state) == {0: MISSING, 3: ELSEWHERE}


def test_a_pack_alone_may_be_set_as_one_of_several() -> None:
    assert dip.findings(stack(3, expected=1)) == (Finding(Problem.OF_MANY, (3,), (0,)),)


def test_a_pack_may_be_set_as_alone_though_there_are_others() -> None:
    state = stack(0, expected=3)
    assert dip.findings(state) == (Finding(Problem.ALONE, (0,), (1,)),)
    assert standings(state) == {1: MISSING, 2: MISSING, 3: MISSING, 0: ELSEWHERE}


def test_a_pack_beyond_a_gap_is_told_where_it_belongs() -> None:
    state = stack(1, 2, 5)
    assert standings(state) == {1: FOUND, 2: FOUND, 3: SILENT, 5: ELSEWHERE}
    assert dip.findings(state) == (Finding(Problem.GAP, (5,), (3,)),)


def test_two_holes_and_one_pack_beyond_are_a_gap_and_a_silent_pack() -> None:
    state = stack(1, 7, counted=3)
    state = after(complaint(Command.ANALOG, 3, "silent"), state=state)
    assert dip.findings(state) == (Finding(Problem.GAP, (7,), (2,)), Finding(Problem.SILENT, (3,)))


@pytest.mark.parametrize(
    ("event", "problem", "standing"),
    [
        (complaint(Command.ANALOG, 3, "silent"), Problem.SILENT, SILENT),
        (complaint(Command.ANALOG, 3, "return_code"), Problem.SILENT, SILENT),
        (heard(EMPTY, 3), Problem.SILENT, SILENT),
        (complaint(Command.ANALOG, 3, "checksum"), Problem.GARBLED, GARBLED),
    ],
    ids=["silent", "refused", "empty", "garbled"],
)
def test_a_pack_that_tells_nothing_is_named(event: Event, problem: Problem, standing: Standing) -> None:
    state = after(event, state=stack(1, 2, counted=3))
    assert dip.findings(state) == (Finding(problem, (3,)),)
    assert standings(state)[3] is standing


def test_a_pack_that_fell_silent_is_named() -> None:
    state = stack(1, 2)
    old = reading(2, replace(ANALOG, remaining=52.0), at=-1000.0)
    assert dip.findings(replace(state, readings=(state.readings[0], old))) == (Finding(Problem.SILENT, (2,)),)


def test_a_pack_that_was_not_asked_yet_is_no_finding() -> None:
    state = stack(1, 2, counted=3)
    assert dip.findings(state) == ()
    assert standings(state)[3] is UNKNOWN


def test_fewer_packs_than_expected_are_missing() -> None:
    state = stack(1, 2, expected=4)
    assert standings(state) == {1: FOUND, 2: FOUND, 3: MISSING, 4: MISSING}
    assert dip.findings(state) == (Finding(Problem.FEWER, (3, 4)),)


def test_more_packs_than_expected_are_said() -> None:
    state = stack(1, 2, 3, expected=2)
    assert dip.findings(state) == (Finding(Problem.MORE, (3,)),)
    assert standings(state)[3] is FOUND


def test_two_addresses_with_the_same_values_are_one_pack() -> None:
    state = after(heard(replace(ANALOG, remaining=52.0), 3), state=stack(1, 2, 3))
    assert dip.findings(state) == (Finding(Problem.SAME_VALUES, (2, 3)),)


@pytest.mark.parametrize(
    ("serials", "content", "found"),
    [
        (Serials("BMS2", "PACK"), '{"bms_serial": "BMS1"}', True),
        (Serials("BMS1", "PACK"), '{"bms_serial": "BMS1"}', False),
        (Serials("BMS2", "PACK"), "{}", False),
        (Serials("BMS2", None), '{"bms_serial": "BMS1"}', False),
        (Serials("BMS2", "PACK"), '{"bms_serial": null}', False),
        (Serials("BMS2", "PACK"), '{"bms_ser', False),
        (Serials("BMS2", "PACK"), "[]", False),
    ],
    ids=["another BMS", "the same", "not told", "no number of the pack", "not known then", "cut", "a list"],
)
def test_a_serial_number_met_with_another_bms_is_said(serials: Serials, content: str, found: bool) -> None:
    known = Snapshot(serials.pack or serials.bms, AS_FOUND, AT, content)
    state = after(heard(serials), *stack_events(), SnapshotKept(known))
    assert dip.findings(state) == ((Finding(Problem.SAME_SERIAL),) if found else ())


def stack_events() -> tuple[Event, ...]:
    return heard(PackCount(1), address=0), heard(ANALOG, address=0)


def test_a_serial_number_that_was_never_met_is_no_finding() -> None:
    assert dip.findings(after(heard(Serials("BMS1", "PACK")), *stack_events())) == ()


def test_the_page_has_a_part_for_words_and_then_room_for_the_stack() -> None:
    state = replace(stack(*range(1, 16)), place=Place(Page.DIP))
    small = replace(state, room=replace(state.room, dips=6))
    assert [sum(one.page is Page.DIP for one in of.places) for of in (state, small)] == [2, 4]
    assert dip.seats(state)[0] == Seat(1, FOUND)
