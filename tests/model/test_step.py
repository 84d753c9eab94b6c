from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.facts import load_facts
from hmi.model.capacity import cell_charges
from hmi.model.events import Event, Lost, Noticed, Opened, Received, Tick, Trouble, Unusable
from hmi.model.freshness import Freshness
from hmi.model.intents import ChooseLanguage, ChooseTheme, Go, SelectPack, Touched, Turn
from hmi.model.navigation import Page, Room
from hmi.model.state import Phase, State
from hmi.model.step import step
from hmi.model.wanted import SaveSettings
from hmi.protocol.identity import Capacities, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from tests.model.known import ANALOG, EMPTY, FAULTY, PROTECTED, QUIET, WARNED, after

TIMES = st.floats(0, 500)
SLOTS = st.integers(1, 5)
KINDS = st.sampled_from(("return_code", "layout", "implausible", "checksum", "framing", "silent"))
MESSAGES = st.sampled_from(
    (
        (Command.ANALOG, ANALOG),
        (Command.ANALOG, EMPTY),
        (Command.ANALOG, replace(ANALOG, full=0.0, design=0.0, current=0.0, tail=b"\x01")),
        (Command.ANALOG, replace(ANALOG, cell_voltages=(3.2,) * 8, temperatures=(None, 20.0))),
        (Command.STATUS, QUIET),
        (Command.STATUS, WARNED),
        (Command.STATUS, PROTECTED),
        (Command.STATUS, FAULTY),
        (Command.PACK_COUNT, PackCount(1)),
        (Command.PACK_COUNT, PackCount(3)),
        (Command.PACK_COUNT, PackCount(15)),
        (Command.VERSION, Version("P16S100A-SIM-1.00", "PACE")),
        (Command.SERIALS, Serials("BMS-1", "PACK-1")),
        (Command.SERIALS, Serials("BMS-2")),
        (Command.READ_INVERTER_PROTOCOL, InverterProtocol(2, 1, 0)),
        (Command.CAPACITIES, Capacities(60.0, 100.0, 100.0)),
    )
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        lambda told, slot, address, at, period: Received(told[0], told[1], slot, address, at, period),
        MESSAGES, SLOTS, SLOTS, TIMES, st.sampled_from((1.0, 7.0, 30.0)),
    ),
    st.builds(Unusable, st.sampled_from(Command), SLOTS, KINDS, st.text(), TIMES),
    st.builds(Opened, st.just("/dev/serial0"), TIMES),
    st.builds(Lost, st.sampled_from(Trouble), st.text(), TIMES),
    st.builds(Tick, TIMES),
    st.builds(Touched, TIMES),
    st.builds(Go, st.sampled_from(Page)),
    st.builds(Turn, st.integers(-3, 3)),
    st.builds(SelectPack, st.integers(-1, 16)),
    st.builds(ChooseLanguage, st.sampled_from(("en", "zh_Hans"))),
    st.builds(ChooseTheme, st.sampled_from(("dark", "light"))),
    st.builds(Noticed, st.text()),
)  # fmt: skip
ROOMS = st.builds(
    Room,
    figures=st.integers(1, 6),
    cells=st.integers(1, 16),
    temperatures=st.integers(1, 8),
    packs=st.integers(1, 15),
    alarms=st.integers(1, 5),
    protocols=st.integers(1, 6),
    lines=st.integers(1, 8),
    columns=st.integers(2, 60),
)


@given(ROOMS, st.lists(EVENTS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_happens_the_state_stays_one_that_can_be_shown(room: Room, events: list[Event]) -> None:
    state = State(room=room, facts=load_facts())
    for event in events:
        before, (state, _) = state, step(state, event)
        check_place_and_time(before, state)
        check_link(state)
        check_packs(state)


def check_place_and_time(before: State, state: State) -> None:
    assert state.place in state.places
    assert 1 <= state.selected <= max(1, state.pack_count)
    assert 1 <= state.next_pack <= max(1, state.pack_count)
    assert state.now >= before.now
    assert state.touched >= before.touched


def check_link(state: State) -> None:
    link = state.link
    assert (link.trouble is not None) == (link.phase is Phase.LOST)
    about = [(one.command, one.slot) for one in link.unusable]
    assert len(about) == len(set(about))
    assert len(state.notice_parts) >= 1


def check_packs(state: State) -> None:
    slots = [pack.slot for pack in state.packs]
    assert slots == sorted(set(slots))
    total = state.total
    assert total.counted == sum(pack.known for pack in state.packs) <= state.pack_count == total.expected
    assert total.soc is None or 0.0 <= total.soc <= 100.0
    assert total.hours is None or total.hours >= 0.0
    assert list(state.alarms) == sorted(state.alarms, key=lambda alarm: -alarm.priority)
    for pack in state.packs:
        assert pack.known == (pack.analog_fresh is not Freshness.GONE)
        assert (pack.status is not None) == (pack.status_fresh is not Freshness.GONE)
        assert not (pack.absent and (pack.known or pack.status))
        assert pack.analog is None or len(cell_charges(pack.analog)) == len(pack.cell_voltages)


@given(st.lists(EVENTS, max_size=10), EVENTS)
@settings(max_examples=50)
def test_an_event_changes_nothing_of_the_state_before_it(events: list[Event], event: Event) -> None:
    state = after(*events)
    before = repr(state)
    step(state, event)
    assert repr(state) == before


def test_a_chosen_language_is_shown_at_once_and_kept() -> None:
    state, wanted = step(State(theme="light"), ChooseLanguage("zh_Hans"))
    assert state.language == "zh_Hans"
    assert wanted == (SaveSettings("zh_Hans", "light"),)


def test_a_chosen_theme_is_shown_at_once_and_kept() -> None:
    state, wanted = step(State(language="zh_Hans"), ChooseTheme("light"))
    assert state.theme == "light"
    assert wanted == (SaveSettings("zh_Hans", "light"),)


@pytest.mark.parametrize(
    "event", [Tick(1.0), Touched(1.0), Go(Page.HOME), Turn(1), SelectPack(1), Opened("x", 0.0)]
)
def test_looking_at_things_wants_nothing_of_the_world(event: Event) -> None:
    assert step(State(), event)[1] == ()


def test_a_notice_is_kept_once_however_often_it_is_told() -> None:
    full = Noticed("settings.json: no space left on device")
    assert after(full, Noticed("other"), full).notices == ("other", full.words)
