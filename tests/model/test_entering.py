from dataclasses import replace

import pytest

from hmi.model.change import GROUPS
from hmi.model.events import Tick
from hmi.model.intents import Cancel, Go, SelectPack, ShowGroup, Turn
from hmi.model.navigation import Page, Place
from hmi.model.room import Room
from hmi.model.state import Link, Phase, State
from hmi.model.step import step
from hmi.model.wanted import ReadRecord, Send
from hmi.protocol.command import Command
from hmi.protocol.control import Empty
from tests.model.known import after

LIVE = State(place=Place(Page.HOME), link=Link(Phase.LIVE), room=Room(entries=8))


@pytest.mark.parametrize(
    ("page", "command"),
    [
        (Page.CAN, Command.READ_INVERTER_PROTOCOL),
        (Page.RS485, Command.READ_INVERTER_PROTOCOL),
        (Page.LINK_CHECK, Command.READ_INVERTER_PROTOCOL),
        (Page.CONTROLS, Command.READ_CLOCK),
    ],
)
def test_a_page_shows_what_the_bms_has_when_it_is_entered(page: Page, command: Command) -> None:
    state, wanted = step(LIVE, Go(page))
    assert wanted == (Send(command, Empty()),)
    assert step(state, Tick(1.0))[1] == ()
    assert step(replace(LIVE, link=Link(Phase.LOST)), Go(page))[1] == ()


@pytest.mark.parametrize(
    ("page", "subjects"), [(Page.PARAMETERS, GROUPS), (Page.HANDOVER, ("inverter_protocol", *GROUPS))]
)
def test_a_page_about_every_group_reads_them_all_as_others_may_have_changed_them(
    page: Page, subjects: tuple[str, ...]
) -> None:
    reads = tuple(Send(Command[f"READ_{subject.upper()}"], Empty()) for subject in subjects)
    state, wanted = step(LIVE, Go(page))
    assert wanted == reads
    state = after(ShowGroup("balancing"), state=state)
    assert step(state, Cancel())[1] == ()


def test_a_group_is_read_when_its_page_is_entered_and_when_it_is_left_for_another() -> None:
    state, wanted = step(LIVE, ShowGroup("balancing"))
    assert wanted == (Send(Command.READ_BALANCING, Empty()),)
    state, wanted = step(state, ShowGroup("sleep"))
    assert wanted == (Send(Command.READ_SLEEP, Empty()),)
    assert step(state, ShowGroup("sleep"))[1] == ()
    assert step(state, Cancel())[1] == ()


def test_a_group_is_read_again_on_the_way_back_to_it() -> None:
    state = after(ShowGroup("balancing"), Go(Page.VALUE), state=LIVE)
    assert step(state, Cancel())[1] == (Send(Command.READ_BALANCING, Empty()),)


def test_the_record_is_read_part_by_part_also_without_a_link() -> None:
    logbook = replace(LIVE.record, total=20)
    state, wanted = step(replace(LIVE, link=Link(), record=logbook), Go(Page.RECORD))
    assert wanted == (ReadRecord(0, 8),)
    assert step(state, Turn(1))[1] == (ReadRecord(8, 8),)
    assert step(state, SelectPack(1))[1] == ()
    assert step(state, Go(Page.SYSTEM))[1] == (ReadRecord(0, 8),)


def test_other_pages_want_nothing() -> None:
    assert step(LIVE, Go(Page.OVERVIEW))[1] == ()
