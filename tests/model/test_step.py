from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.facts import load_facts
from hmi.model import intents as meant
from hmi.model import light, outlook
from hmi.model.access import Access
from hmi.model.capacity import cell_charges
from hmi.model.change import BUZZER, CHARGE_MOSFET, GROUPS
from hmi.model.display import Display, Means
from hmi.model.events import (
    NOT_SENT,
    Event,
    LightFound,
    Lost,
    Noted,
    Noticed,
    NotNoted,
    Opened,
    Received,
    Remembered,
    Tick,
    Trouble,
    Unusable,
)
from hmi.model.facts import Interface
from hmi.model.freshness import Freshness
from hmi.model.intents import (
    ChooseLanguage,
    ChooseTheme,
    Go,
    GoDark,
    SelectPack,
    SetDisplay,
    Touched,
    Turn,
)
from hmi.model.job import Cause, Stage
from hmi.model.navigation import Page, Place
from hmi.model.record import Entry, Kind, Logbook, Mark, Memory, Row
from hmi.model.room import Room
from hmi.model.state import Phase, State
from hmi.model.step import step
from hmi.model.wanted import SaveSettings, Send
from hmi.protocol.control import Empty
from hmi.protocol.identity import Capacities, PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from hmi.protocol.parameters import Sleep
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
    st.builds(ChooseTheme, st.sampled_from(("dark", "light", "clock"))),
    st.builds(SetDisplay, st.sampled_from([field.name for field in fields(Display)]), st.floats()),
    st.builds(LightFound, st.sampled_from(Means), st.text()),
    st.just(GoDark()),
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
        check_light(state)
        check_link(state)
        check_packs(state)


def check_place_and_time(before: State, state: State) -> None:
    assert state.place in state.places
    assert 1 <= state.selected <= max(1, state.pack_count)
    assert 1 <= state.next_pack <= max(1, state.pack_count)
    assert state.now >= before.now
    assert state.touched >= before.touched


def check_light(state: State) -> None:
    assert 5 <= light.level(state) <= 100
    assert state.theme in ("dark", "light")
    assert all(reading.period > 0 for reading in state.readings)


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
    assert (outlook.hours(state) or 0.0) >= 0.0
    assert list(state.alarms) == sorted(state.alarms, key=lambda alarm: -alarm.priority)
    for pack in state.packs:
        assert pack.known == (pack.analog_fresh is not Freshness.GONE)
        assert (pack.status is not None) == (pack.status_fresh is not Freshness.GONE)
        assert not (pack.absent and (pack.known or pack.status))
        assert pack.analog is None or len(cell_charges(pack.analog)) == len(pack.cell_voltages)


ROWS = st.builds(
    Row,
    st.integers(1, 9),
    st.just(datetime(2026, 3, 1, tzinfo=UTC)),
    st.builds(
        Entry,
        st.sampled_from((Kind.WRITE, Kind.TRIAL)),
        st.sampled_from(("inverter_protocol", BUZZER, "clock", "shut_down", "sleep", "nonsense")),
        st.just(Mark.BEGUN),
        st.sampled_from(("PACK-1", "BMS-2", "")),
        st.sampled_from(("", "on", "020100", "xx")),
        st.sampled_from(("", "off", "050100")),
    ),
)
ASKS = st.integers(0, 6)
ANSWERS = st.sampled_from(
    (
        (Command.READ_INVERTER_PROTOCOL, InverterProtocol(2, 1, 0)),
        (Command.READ_INVERTER_PROTOCOL, InverterProtocol(5, 1, 0)),
        (Command.WRITE_INVERTER_PROTOCOL, Empty()),
        (Command.STATUS, QUIET),
        (Command.SERIALS, Serials("BMS-1", "PACK-1")),
        (Command.SERIALS, Serials("BMS-2")),
        (Command.READ_SLEEP, Sleep(3.1, 9)),
    )
)
OF_WRITES: st.SearchStrategy[Event] = st.one_of(
    EVENTS,
    st.builds(lambda told, ask, at: Received(told[0], told[1], 1, 0, at, ask=ask), ANSWERS, ASKS, TIMES),
    st.builds(
        lambda told, kind, ask: Unusable(told[0], 1, kind[0], "", 1.0, kind[1], ask),
        ANSWERS, st.sampled_from((("return_code", 9), ("silent", None), (NOT_SENT, None))), ASKS,
    ),
    st.builds(Noted, ASKS, st.sampled_from(((1,), (1, 2), (3, 4, 5))), TIMES),
    st.builds(NotNoted, ASKS, st.just("full"), TIMES),
    st.builds(
        lambda rows, at: Remembered(Memory(unfinished=tuple(rows)), at, datetime(2026, 3, 1, tzinfo=UTC)),
        st.lists(ROWS, max_size=3), TIMES,
    ),
    st.builds(meant.ChooseProtocol, st.sampled_from(Interface), st.sampled_from((1, 2, 5))),
    st.builds(meant.SwitchTo, st.sampled_from((BUZZER, CHARGE_MOSFET)), st.booleans()),
    st.builds(meant.Restore, st.sampled_from((Cause.AS_FOUND, Cause.FACTORY))),
    st.builds(meant.ShowGroup, st.sampled_from(GROUPS)),
    st.sampled_from(
        (
            meant.Confirm(), meant.Confirm(), meant.Confirm(), meant.Cancel(), meant.ShutDown(),
            meant.SetClock(), meant.KeepTrial(), meant.EndTrial(),
        )
    ),
)  # fmt: skip


@given(st.lists(OF_WRITES, max_size=60))
@settings(max_examples=200, deadline=None)
def test_whatever_happens_a_write_is_the_one_that_was_confirmed_for_the_battery_that_is_there(
    events: list[Event],
) -> None:
    state = replace(
        State(facts=load_facts(), record=Logbook(ready=True), model="ES51.2-100LP", access=Access(open=True)),
        place=Place(Page.HOME),
    )
    for event in (Received(Command.SERIALS, Serials("BMS-1", "PACK-1"), 1, 0, 0.0), *events):
        state, wanted = step(replace(state, access=Access(open=True)), event)
        assert state.place in state.places
        for one in wanted:
            if isinstance(one, Send) and one.command is not Command.STATUS and "READ" not in one.command.name:
                job = state.job
                assert job is not None
                assert (job.stage, job.ask) == (Stage.WRITING, one.ask)
                assert job.serial == state.link.battery
                assert len(job.acts) > 0
                assert (one.command, one.message) == job.change.write


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
