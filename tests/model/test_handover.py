import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hmi.facts import load_facts
from hmi.model import handed, handover
from hmi.model.access import Access
from hmi.model.events import Event, Received, SnapshotKept
from hmi.model.handed import Deviation, Difference
from hmi.model.handover import Obstacle
from hmi.model.intents import HandOver
from hmi.model.job import Trial
from hmi.model.navigation import Page, Place
from hmi.model.record import HANDOVER, Entry, Kind, Logbook, Mark, Snapshot
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import KeepSnapshot, Note, Wanted
from hmi.protocol.command import Command
from hmi.protocol.identity import PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import CellTemperatureLimits, LimiterStart, Sleep, VoltageLimits
from tests.model.known import ANALOG, EMPTY, after, heard

AT = datetime(2025, 6, 21, 11, 0, tzinfo=UTC)
SERIAL = "ES512100LP2411000123"
LIMITS = VoltageLimits(1, 3.6, 3.7, 3.38, 1.0)  # as the factory makes them


def told(command: Command, message: object) -> Received:
    return Received(command, message, 1, 1, 0.0)


def over_voltage(**other: Any) -> Received:
    return told(Command.READ_CELL_OVER_VOLTAGE, replace(LIMITS, **other))


def ready(*events: Event) -> State:
    """Two packs of three answer; three groups of parameters are known, one of them contested, one untold."""
    facts = load_facts()
    groups = ("cell_over_voltage", "limiter_start", "sleep", "balancing")
    known = State(
        clock=datetime(2025, 6, 21, 13, 0),
        access=Access(open=True),
        record=Logbook(ready=True),
        facts=replace(facts, parameters={group: facts.parameters[group] for group in groups}),
    )
    return after(
        heard(PackCount(3)),
        heard(ANALOG),
        heard(EMPTY, 2),
        heard(ANALOG, 3),
        told(Command.VERSION, Version("P16S100A-1812-1.00")),
        told(Command.SERIALS, Serials("BMS1", SERIAL)),
        heard(ANALOG),
        heard(ANALOG, 3),
        told(Command.READ_INVERTER_PROTOCOL, InverterProtocol(1, 0xFF, 1)),
        over_voltage(),
        told(Command.READ_LIMITER_START, LimiterStart(77)),
        told(Command.READ_SLEEP, Sleep(3.1, 5)),
        *events,
        state=known,
    )


def given(state: State) -> tuple[State, tuple[Wanted, ...]]:
    state, wanted = step(state, HandOver())
    for one in wanted:
        if isinstance(one, KeepSnapshot):
            state, _ = step(state, SnapshotKept(Snapshot(one.serial, one.name, AT, one.content)))
    return state, wanted


def test_a_handover_keeps_the_facts_and_says_so_in_the_record() -> None:
    _, (kept, note) = given(ready())
    assert isinstance(kept, KeepSnapshot)
    assert (kept.serial, kept.name) == (SERIAL, HANDOVER)
    assert isinstance(note, Note)
    assert note.entries == (Entry(Kind.HANDOVER, "handover", Mark.GIVEN, SERIAL),)
    facts = json.loads(kept.content)
    groups = facts.pop("groups")
    assert groups["limiter_start"] == "004D"
    assert facts == {
        "date": "2025-06-21",
        "pack_serial": SERIAL,
        "bms_serial": "BMS1",
        "firmware": "P16S100A-1812-1.00",
        "model": "ES51.2-100LP",
        "model_configured": False,
        "addresses": [1, 3],
        "can": 1,
        "can_name": "PYLON",
        "rs485": 255,
        "rs485_name": "",
        "cycles": 140,
        "soh_pct": 100.0,
        "warranty_years": 10,
        "warranty_cycles": 6000,
        "off_factory": [],
        "unjudged": ["limiter_start", "balancing"],
        "link_finding": "",
        "link_protocol": "",
        "link_checked": "",
        "warranty_since": None,
    }


def test_what_is_kept_reads_back_as_it_was() -> None:
    state = ready(over_voltage(alarm=3.55, enable=0))
    then = handed.of(state)
    assert then is not None
    assert handed.read(handed.content(then)) == then
    assert handed.over(given(state)[0]) == then
    assert then.serial == SERIAL
    assert then.date == date(2025, 6, 21)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"date": "yesterday"}', '{"date": "2025-06-21", "addresses": [1]}']
)
def test_what_cannot_be_read_is_no_handover(content: str) -> None:
    state = after(SnapshotKept(Snapshot(SERIAL, HANDOVER, AT, content)), state=ready())
    assert handed.over(state) is None


def test_parameters_off_factory_are_told_a_disabled_protection_too() -> None:
    now = handed.of(ready(over_voltage(alarm=3.55, enable=0)))
    assert now is not None
    assert now.off_factory == (
        Deviation("cell_over_voltage", "enable", 0, 1),
        Deviation("cell_over_voltage", "alarm", 3.55, 3.6),
    )


def test_without_a_model_nothing_is_judged_and_the_configured_one_is_told_as_such() -> None:
    unknown = handed.of(ready(heard(replace(ANALOG, design=150.0)), heard(replace(ANALOG, design=150.0), 3)))
    assert unknown is not None
    assert (unknown.model, unknown.off_factory, len(unknown.unjudged)) == ("", (), 4)
    configured = handed.of(replace(ready(), model="active16"))
    assert configured is not None
    assert (configured.model, configured.model_configured) == ("Active16", True)
    assert configured.warranty_cycles == load_facts().models[-1].cycle_life


def test_what_is_not_known_is_told_as_nothing() -> None:
    bare = State(clock=datetime(2025, 6, 21), facts=load_facts())
    now = handed.of(after(told(Command.SERIALS, Serials("BMS1")), state=bare))
    assert now is not None
    assert (now.pack_serial, now.serial, now.firmware, now.addresses) == ("", "BMS1", "", ())
    assert (now.can, now.can_name, now.rs485, now.cycles, now.soh_pct) == (None, "", None, None, None)
    assert handed.of(bare) is None


@pytest.mark.parametrize(
    ("state", "obstacle"),
    [
        (State(), Obstacle.BATTERY),
        (replace(ready(), now=1000.0), Obstacle.BATTERY),
        (replace(ready(), clock=None), Obstacle.CLOCK),
        (replace(ready(), clock=datetime(2024, 12, 31)), Obstacle.CLOCK),
        (
            replace(
                ready(), trial=Trial(1, SERIAL, InverterProtocol(1, 1, 1), InverterProtocol(2, 1, 1), 300.0)
            ),
            Obstacle.TRIAL,
        ),
        (replace(ready(), record=Logbook(trouble="disk full")), Obstacle.RECORD),
    ],
    ids=["no battery", "old values", "no clock", "clock not set", "on trial", "no record"],
)
def test_what_is_in_the_way_of_a_handover(state: State, obstacle: Obstacle) -> None:
    assert handover.obstacle(state) is obstacle
    assert handover.given(state) == (state, ())


def test_nothing_is_in_the_way_of_a_battery_that_is_ready() -> None:
    assert handover.obstacle(ready()) is None


def test_a_trial_of_another_battery_is_not_in_the_way() -> None:
    trial = Trial(1, "OTHER", InverterProtocol(1, 1, 1), InverterProtocol(2, 1, 1), 300.0)
    assert handover.obstacle(replace(ready(), trial=trial)) is None


def test_nothing_differs_on_the_day_itself_or_without_a_handover() -> None:
    assert handed.differing(ready()) == ()
    assert handed.differing(given(ready())[0]) == ()


def test_what_differs_since_is_told_value_by_value() -> None:
    state = after(
        told(Command.VERSION, Version("P16S100A-1812-2.00")),
        told(Command.READ_INVERTER_PROTOCOL, InverterProtocol(2, 0xFF, 0)),
        heard(ANALOG, 2),
        over_voltage(release=3.4),
        state=given(ready())[0],
    )
    assert handed.differing(state) == (
        Difference("firmware", "", "P16S100A-1812-1.00", "P16S100A-1812-2.00"),
        Difference("addresses", "", (1, 3), (1, 2, 3)),
        Difference("can", "", 1, 2),
        Difference("cell_over_voltage", "release", 3.38, 3.4),
    )


def test_what_is_not_known_today_is_no_difference() -> None:
    state = given(ready())[0]
    identity = replace(state.identity, version=None, inverter_protocol=None)
    parameters = replace(state.parameters, groups={})
    assert handed.differing(replace(state, identity=identity, parameters=parameters, now=1000.0)) == ()


def test_a_group_that_cannot_be_read_any_more_is_left_out() -> None:
    now = handed.of(ready())
    assert now is not None
    then = replace(now, groups={"cell_over_voltage": "what is this"})
    assert handed.differences(then, now) == ()


def test_a_field_that_the_firmware_does_not_tell_is_not_off_factory() -> None:
    facts = load_facts()
    groups = ("cell_over_temperature", "full_and_low_charge")
    some = replace(facts, parameters={group: facts.parameters[group] for group in groups})
    state = replace(ready(), facts=some)
    now = handed.of(state)
    assert now is not None
    assert now.off_factory == ()
    hot = CellTemperatureLimits(1, 55.0, 60.0, 55.0, 60.0, 65.0, 60.0)
    now = handed.of(after(told(Command.READ_CELL_OVER_TEMPERATURE, hot), state=state))
    assert now is not None
    assert {one.group for one in now.off_factory} == {"cell_over_temperature"}


def test_its_page_has_parts_for_what_there_is() -> None:
    def parts(state: State) -> int:
        here = replace(state, place=Place(Page.HANDOVER), room=replace(state.room, facts=4, entries=3))
        return sum(place.page is Page.HANDOVER for place in here.places)

    assert parts(ready()) == 1
    state = given(ready(over_voltage(alarm=3.55)))[0]
    assert parts(state) == 1 + 4 + 1
    assert parts(after(over_voltage(alarm=3.5), state=state)) == 1 + 1 + 4 + 1
