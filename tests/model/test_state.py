from dataclasses import replace

import pytest

from hmi.facts import load_facts
from hmi.model import navigation
from hmi.model.alarm.name import Priority
from hmi.model.events import Trouble
from hmi.model.intents import Go, SelectPack
from hmi.model.navigation import Page, Place, Section
from hmi.model.room import Room
from hmi.model.state import Identity, Link, Phase, State
from hmi.protocol.identity import PackCount, Version
from hmi.protocol.messages import Command
from tests.model.known import (
    ANALOG,
    EMPTY,
    FAULTY,
    PROTECTED,
    QUIET,
    WARNED,
    after,
    complaint,
    heard,
    reading,
)


def stack_of(count: int) -> State:
    return State(
        readings=tuple(reading(slot) for slot in range(1, count + 1)), identity=Identity(pack_count=count)
    )


def parts(state: State, page: Page) -> int:
    there = replace(state, place=Place(page))
    return sum(place.page is page for place in there.places)


def test_before_anything_is_heard_nothing_is_claimed() -> None:
    state = State()
    assert (state.packs, state.pack_count, state.alarms, state.worst) == ((), 0, (), None)
    assert not state.status_known
    assert not state.simulated
    assert not state.pack.known
    assert state.total.soc is None
    assert (state.link.phase, state.section, state.places) == (Phase.OPENING, None, (Place(Page.BOOT),))


@pytest.mark.parametrize(
    ("embedded", "software", "simulated"),
    [
        (True, None, True),
        (False, "P16S100A-SIM-1.00", True),
        (False, "P16S100A-1812-1.00", False),
        (False, None, False),
    ],
)
def test_a_simulated_battery_is_known_as_one(embedded: bool, software: str | None, simulated: bool) -> None:
    version = None if software is None else Version(software)
    assert State(embedded=embedded, identity=Identity(version=version)).simulated is simulated


def test_what_follows_from_a_state_is_worked_out_once_and_anew_for_the_next_state() -> None:
    state = stack_of(2)
    assert state.packs is state.packs
    assert state.alarms is state.alarms
    later = replace(state, now=11.0)
    assert (state.total.soc, later.total.soc) == (60.0, None)
    assert later == replace(state, now=11.0)


def test_the_selected_pack_is_the_one_shown() -> None:
    other = reading(2, replace(ANALOG, remaining=30.0))
    state = State(readings=(reading(1), other), selected=2)
    assert state.pack.soc == 30.0


def test_of_a_selected_pack_that_was_never_read_only_the_slot_is_known() -> None:
    pack = State(readings=(reading(1),), identity=Identity(pack_count=2), selected=2).pack
    assert (pack.slot, pack.known) == (2, False)


def test_the_next_pack_goes_round_the_whole_stack_also_through_silent_packs() -> None:
    state = State(readings=(reading(1), reading(3)), identity=Identity(pack_count=4))
    seen = [state.selected]
    for _ in range(4):
        state = after(SelectPack(state.next_pack), state=state)
        seen.append(state.selected)
    assert seen == [1, 2, 3, 4, 1]
    assert State().next_pack == 1


def test_packs_that_answer_count_though_the_master_counts_fewer_or_does_not_tell() -> None:
    assert State(readings=(reading(1), reading(5))).pack_count == 5
    assert State(readings=(reading(1),), identity=Identity(pack_count=3)).pack_count == 3


def test_no_alarm_is_known_only_when_every_pack_says_so() -> None:
    assert stack_of(1).status_known
    assert stack_of(3).status_known
    unread = after(heard(PackCount(3)), heard(QUIET, 1), heard(QUIET, 2))
    assert not unread.status_known
    empty = replace(stack_of(2), readings=(reading(1), reading(2, EMPTY)))
    assert not empty.status_known


def test_an_alarm_is_known_though_other_packs_are_silent() -> None:
    state = after(heard(PackCount(3)), heard(FAULTY, 2))
    assert state.status_known
    assert state.worst is Priority.FAULT


def test_the_worst_alarm_of_the_stack_stands_for_all() -> None:
    state = State(readings=(reading(1, status=WARNED), reading(2, status=PROTECTED)))
    assert state.worst is Priority.PROTECTION
    assert [alarm.slot for alarm in state.alarms] == [2, 1]


def test_a_page_belongs_to_its_section_and_its_places_are_the_section() -> None:
    state = State(place=Place(Page.RS485))
    assert state.section is Section.PROTOCOL
    assert tuple(dict.fromkeys(place.page for place in state.places)) == navigation.PAGES[Section.PROTOCOL]


@pytest.mark.parametrize(
    ("page", "room", "expected"),
    [
        (Page.OVERVIEW, Room(figures=4), 2),
        (Page.CELLS, Room(cells=8), 2),
        (Page.CAPACITY, Room(cells=5), 4),
        (Page.TEMPERATURES, Room(temperatures=4), 2),
        (Page.PACKS, Room(packs=1), 2),
        (Page.CAN, Room(protocols=2, others=4), 3 + 5),  # the manual's, then the others
        (Page.RS485, Room(protocols=3, others=22), 1 + 1),
        (Page.INVERTERS, Room(brands=6), 4),
        (Page.WARNING, Room(alarms=1), 1),
        (Page.SYSTEM, Room(index=6), 3),
        (Page.SERIAL_NUMBER, Room(), 1),
        (Page.PARAMETERS, Room(groups=4), 5),
        (Page.CONTROLS, Room(controls=3), 3),
    ],
)
def test_a_page_has_the_parts_that_its_things_need(page: Page, room: Room, expected: int) -> None:
    state = replace(stack_of(2), room=room, facts=load_facts())
    assert parts(state, page) == expected


@pytest.mark.parametrize(
    ("group", "room", "expected"),
    [
        ("cell_over_voltage", Room(fields=3, fields_alone=4), 1),
        ("cell_over_voltage", Room(fields=2, fields_alone=2), 2),
        ("cell_over_temperature", Room(fields=6, fields_alone=6), 1),
        ("cell_over_temperature", Room(fields=4, fields_alone=4), 2),
        ("cell_over_temperature", Room(fields=2, fields_alone=2), 4),  # each half on parts of its own
    ],
)
def test_a_group_of_parameters_has_less_room_on_several_parts(group: str, room: Room, expected: int) -> None:
    assert parts(State(group=group, room=room, facts=load_facts()), Page.GROUP) == expected


def test_sensors_that_are_not_fitted_take_no_room() -> None:
    few = replace(ANALOG, temperatures=(21.0, 22.0, None, None, None, None))
    state = State(readings=(reading(1, few),), room=Room(temperatures=2))
    assert parts(state, Page.TEMPERATURES) == 1


@pytest.mark.parametrize("page", [page for page in Page if page in navigation.SECTION_OF])
def test_every_page_has_a_first_part_while_nothing_is_known(page: Page) -> None:
    assert parts(State(), page) >= 1


def test_an_alarm_that_several_packs_have_takes_one_line() -> None:
    many = tuple(reading(slot, status=WARNED) for slot in range(1, 5))
    assert parts(State(readings=many, room=Room(alarms=1)), Page.WARNING) == 1


def test_contested_states_take_their_lines_among_the_switches() -> None:
    contested = reading(1, status=replace(QUIET, system=0xCF, control=0xF6))
    room = Room(facts=navigation.SWITCH_LINES)
    assert parts(State(room=room), Page.SWITCHES) == 1
    assert parts(State(readings=(reading(1),), room=room), Page.SWITCHES) == 1
    assert parts(State(readings=(contested,), room=room), Page.SWITCHES) > 1


def test_the_name_of_a_bluetooth_module_takes_a_line_among_the_versions() -> None:
    room = Room(facts=navigation.VERSION_LINES)
    with_name = Identity(version=Version("P16S100A-1812-1.00", "PACE"))
    assert parts(State(room=room), Page.VERSIONS) == 1
    assert parts(State(room=room, identity=with_name), Page.VERSIONS) == 2


def test_the_connection_page_tells_notices_trouble_complaints_and_the_port() -> None:
    bad = complaint(Command.ANALOG, 2)
    link = Link(Phase.LOST, "/dev/serial0", Trouble.NO_PORT, "no such file", unusable=(bad,))
    (told,) = State(link=link, notices=("config.toml: wrong",)).notice_parts
    assert told.splitlines() == [
        "config.toml: wrong",
        "no such file",
        f"42H, 2: {bad.detail}",
        "/dev/serial0",
    ]


def test_what_does_not_fit_on_the_connection_page_continues_on_a_further_part() -> None:
    state = State(notices=tuple(f"notice {number}" for number in range(8)), room=Room(lines=4))
    assert parts(state, Page.NOTICES) == 2
    assert after(Go(Page.NOTICES), state=state).place == Place(Page.NOTICES, 0)
