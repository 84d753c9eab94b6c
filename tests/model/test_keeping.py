import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hmi.facts import load_facts
from hmi.model.events import (
    Event,
    Lost,
    Received,
    RecordRead,
    Remembered,
    SnapshotKept,
    Tick,
    Trouble,
    Unusable,
)
from hmi.model.proposing import as_found
from hmi.model.record import AS_FOUND, HANDOVER, Entry, Kind, Logbook, Mark, Memory, Row, Snapshot
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import KeepSnapshot, Wanted
from hmi.protocol.command import Command
from hmi.protocol.identity import Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import Balancing, Sleep

AT = datetime(2025, 6, 21, 11, 0, tzinfo=UTC)
SERIAL = "ES512100LP2411000123"
BALANCING, SLEEP = Balancing(3.4, 0.03), Sleep(3.1, 5)
FACTS = (
    Received(Command.VERSION, Version("P16S100A-1812-1.00"), 1, 1, 0.0),
    Received(Command.SERIALS, Serials("BMS1", SERIAL), 1, 1, 0.0),
    Received(Command.READ_INVERTER_PROTOCOL, InverterProtocol(1, 3, 1), 1, 1, 0.0),
)
GROUPS = (
    Received(Command.READ_BALANCING, BALANCING, 1, 1, 0.0),
    Received(Command.READ_SLEEP, SLEEP, 1, 1, 0.0),
)
LOST = Lost(Trouble.SILENT, "nothing came", 1.0)


def refused(command: Command) -> Unusable:
    return Unusable(command, 1, "return_code", "return code 04", 0.0)


def panel(*snapshots: Snapshot) -> State:
    facts = load_facts()
    two = {group: facts.parameters[group] for group in ("balancing", "sleep")}
    return State(facts=replace(facts, parameters=two), record=Logbook(ready=True, snapshots=snapshots))


def run(state: State, *events: Event) -> tuple[State, list[Wanted]]:
    wanted: list[Wanted] = []
    for event in events:
        state, more = step(state, event)
        wanted += more
    return state, wanted


def test_a_battery_never_met_is_kept_as_it_was_found_once() -> None:
    state, wanted = run(panel(), *FACTS, *GROUPS, *GROUPS, LOST, *FACTS, *GROUPS)
    (kept,) = (one for one in wanted if isinstance(one, KeepSnapshot))
    assert (kept.serial, kept.name) == (SERIAL, AS_FOUND)
    told = json.loads(kept.content)
    assert told["groups"] == {"balancing": "0D48001E", "sleep": "0C1C0005"}
    assert told["inverter_protocol"] == "010301"
    assert (told["firmware"], told["bms_serial"]) == ("P16S100A-1812-1.00", "BMS1")
    assert state.record.asked_for == SERIAL


def test_what_was_found_can_be_restored() -> None:
    state, wanted = run(panel(), *FACTS, *GROUPS)
    (kept,) = (one for one in wanted if isinstance(one, KeepSnapshot))
    state, _ = step(state, SnapshotKept(Snapshot(kept.serial, kept.name, AT, kept.content)))
    assert dict(as_found(state)) == {"balancing": BALANCING, "sleep": SLEEP}


def test_it_is_what_was_read_first_that_is_kept() -> None:
    changed = Received(Command.READ_BALANCING, Balancing(3.5, 0.05), 1, 1, 0.0)
    _, wanted = run(panel(), *FACTS, GROUPS[0], changed, GROUPS[1])
    assert [json.loads(one.content)["groups"]["balancing"] for one in wanted] == ["0D48001E"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "events",
    [
        (FACTS[0], FACTS[2], *GROUPS),
        (*FACTS[:2], *GROUPS),
        (*FACTS[1:], *GROUPS),
        (*FACTS, GROUPS[0]),
        (*FACTS, refused(Command.READ_BALANCING), refused(Command.READ_SLEEP)),
    ],
    ids=["no serial number", "no protocol", "no version", "a group is missing", "no group is told"],
)
def test_nothing_is_kept_before_everything_was_asked_for(events: tuple[Event, ...]) -> None:
    assert run(panel(), *events)[1] == []


def test_what_the_firmware_does_not_tell_is_not_waited_for() -> None:
    untold = (Command.READ_SLEEP, Command.READ_INVERTER_PROTOCOL, Command.VERSION)
    _, wanted = run(panel(), FACTS[1], *map(refused, untold), GROUPS[0])
    (kept,) = (json.loads(one.content) for one in wanted if isinstance(one, KeepSnapshot))
    assert kept == {
        "groups": {"balancing": "0D48001E"},
        "inverter_protocol": None,
        "firmware": None,
        "bms_serial": "BMS1",
    }


def test_a_battery_that_is_known_is_not_kept_again() -> None:
    known = Snapshot(SERIAL, AS_FOUND, AT, "{}")
    assert run(panel(known), *FACTS, *GROUPS)[1] == []


def test_nothing_is_kept_without_a_record() -> None:
    state = panel()
    state = replace(state, record=replace(state.record, ready=False))
    assert run(state, *FACTS, *GROUPS)[1] == []


def test_another_battery_is_kept_for_itself() -> None:
    other = Received(Command.SERIALS, Serials("BMS2", "OTHER"), 1, 1, 0.0)
    _, wanted = run(panel(), *FACTS, *GROUPS, LOST, FACTS[0], other, FACTS[2], *GROUPS)
    assert [one.serial for one in wanted if isinstance(one, KeepSnapshot)] == [SERIAL, "OTHER"]


def test_memory_becomes_the_logbook() -> None:
    write = Row(1, AT, Entry(Kind.WRITE, "buzzer", Mark.BEGUN, SERIAL, "on", "off"))
    trial = Row(2, AT, Entry(Kind.TRIAL, "inverter_protocol", Mark.BEGUN, SERIAL, "010301", "020301"))
    snapshot = Snapshot(SERIAL, AS_FOUND, AT, "{}")
    check = Row(3, AT, Entry(Kind.CHECK, "inverter_link", Mark.GOOD, SERIAL, new="{}"))
    memory = Memory(
        unfinished=(write, trial),
        previous={SERIAL: "010301"},
        checks={SERIAL: check},
        snapshots=(snapshot,),
    )
    record = step(State(), Remembered(memory, 0.0, AT))[0].record
    assert (record.ready, record.trouble, record.unfinished) == (True, "", (write,))
    assert (record.previous, record.snapshots) == ({SERIAL: "010301"}, (snapshot,))
    assert record.checks == {SERIAL: check}


def test_a_memory_that_cannot_be_used_says_why() -> None:
    record = step(State(), Remembered(Memory(detail="disk I/O error"), 0.0, AT))[0].record
    assert (record.ready, record.trouble) == (False, "disk I/O error")


def test_rows_are_shown_as_they_were_read() -> None:
    rows = (Row(7, AT, Entry(Kind.GATE, "code", Mark.RIGHT)),)
    record = step(State(), RecordRead(3, rows, 10))[0].record
    assert (record.first, record.rows, record.total) == (3, rows, 10)


def test_the_last_snapshot_of_a_name_replaces_the_one_before() -> None:
    first, last, other = (
        Snapshot(SERIAL, name, AT, content)
        for name, content in ((HANDOVER, "1"), (HANDOVER, "2"), (AS_FOUND, "3"))
    )
    state = State()
    for one in (first, other, last):
        state, _ = step(state, SnapshotKept(one))
    assert set(state.record.snapshots) == {other, last}


def test_what_could_not_be_kept_is_tried_again_after_a_minute() -> None:
    state, first = run(panel(), *FACTS, *GROUPS)
    state, soon = run(state, Tick(50.0), *GROUPS)
    state, later = run(state, Tick(61.0), *GROUPS)
    assert (len(first), len(soon), len(later)) == (1, 0, 1)
    assert first[0] == later[0]
