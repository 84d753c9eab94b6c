"""What is kept: a handover and what differs since, the record. And stacks with wrong addresses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hmi.facts import load_facts
from hmi.model import change, papers
from hmi.model.check import spelled
from hmi.model.check.finding import Finding
from hmi.model.events import NotNoted, RecordRead, Remembered, SnapshotKept, Tick, Unusable
from hmi.model.intents import ExpectPacks, HandOver
from hmi.model.job import Reason
from hmi.model.navigation import Page
from hmi.model.papers import Registration
from hmi.model.record import Entry, Kind, Mark, Memory, Row, Snapshot
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import KeepSnapshot
from hmi.protocol.can.language import Language
from hmi.protocol.identity import PackCount, Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from tests.ui import group_states, states
from tests.ui.states import ANALOG, NOW, after, heard

AT = datetime(2025, 6, 21, 11, 0, tzinfo=UTC)
SERIAL = "ES512100LP2411000123"
WARRANTY = Registration(date(2025, 6, 21), 10, 6000)


def handed(state: State) -> State:
    """The battery was handed over in this state."""
    open_ = replace(state, access=replace(state.access, open=True))
    state, wanted = step(open_, HandOver())
    kept = [one for one in wanted if isinstance(one, KeepSnapshot)]
    return after(state, *(SnapshotKept(Snapshot(one.serial, one.name, AT, one.content)) for one in kept))


def registered(state: State, one: Registration = WARRANTY) -> State:
    """With this warranty."""
    serial = state.identity.serial
    entry = Entry(Kind.WARRANTY, "warranty", Mark.REGISTERED, serial, new=papers.spelled(one))
    return replace(state, record=replace(state.record, warranties={serial: entry}))


def handed_over() -> State:
    """With parameters off factory, and nothing else since."""
    return handed(
        group_states.parameters(
            "cell_under_temperature", charge_alarm=-5.0, discharge_protection=-12.0, enable=0
        )
    )


def changed_since() -> State:
    """After the handover other firmware, another protocol, and values that nobody wrote down."""
    state = handed_over()
    groups = state.parameters.groups
    return after(
        state,
        heard(Command.VERSION, Version("P16S100A-21316-1.40W")),
        heard(Command.READ_INVERTER_PROTOCOL, InverterProtocol(0x0E, 0x7E, 1)),
        heard(
            Command.READ_CELL_OVER_TEMPERATURE,
            replace(groups["cell_over_temperature"], discharge_protection=-12.5, enable=0),
        ),
        heard(Command.READ_SHORT_CIRCUIT_DELAY, replace(groups["short_circuit_delay"], delay=0.0005)),
    )


def handed_over_at_its_longest() -> State:
    """Every value off factory, in a stack of fifteen."""
    state = after(states.longest(), Tick(NOW, states.LOCAL))
    for group, value in group_states.parameters().parameters.groups.items():
        read = Command[f"READ_{group.upper()}"]
        names = [name for name in state.facts.parameters[group] if name != "enable"]
        off = {
            name: getattr(value, name) + (1 if isinstance(getattr(value, name), int) else 0.5)
            for name in names
        }
        state = after(state, heard(read, replace(value, **off) if "delay" not in names[0] else value))
    checked = Row(1, AT, found(Finding.INVERTER_SPEAKS_OTHER))
    return handed(replace(state, record=replace(state.record, checks={state.identity.serial: checked})))


def found(finding: Finding, mark: Mark = Mark.BAD) -> Entry:
    """A row of the link check."""
    verdict = spelled.spell(spelled.Verdict(finding, Language.GROWATT, (Language.PYLON,)))
    return Entry(Kind.CHECK, "inverter_link", mark, SERIAL, new=verdict)


def recorded() -> State:
    """Everything that a row can be."""
    groups = group_states.parameters().parameters.groups
    limits = groups["pack_under_voltage"]
    spelled = change.spelled(limits), change.spelled(replace(limits, protection=41.0))
    both = change.spelled(replace(limits, protection=41.0, delay=9.5))
    entries = [
        *(Entry(Kind.GATE, "code", mark) for mark in Mark),
        Entry(Kind.WRITE, "discharge_mosfet", Mark.BEGUN, SERIAL, "on", "off"),
        Entry(Kind.WRITE, "pack_under_voltage", Mark.BEGUN, SERIAL, *spelled),
        Entry(Kind.WRITE, "pack_under_voltage", Mark.BEGUN, SERIAL, spelled[0], both),
        Entry(Kind.WRITE, "inverter_protocol", Mark.BEGUN, SERIAL, "010301", "0E7E01"),
        Entry(Kind.WRITE, "inverter_protocol", Mark.BEGUN, SERIAL, "what", "is this"),
        *(
            Entry(Kind.WRITE, "discharge_mosfet", mark, SERIAL, reason=reason)
            for mark in (Mark.DONE, Mark.REFUSED, Mark.UNCONFIRMED)
            for reason in Reason
        ),
        Entry(Kind.WARRANTY, "warranty", Mark.REGISTERED, SERIAL, new=papers.spelled(WARRANTY)),
        Entry(Kind.WARRANTY, "warranty", Mark.REGISTERED, SERIAL, new="{"),
        *(
            Entry(Kind.MAINTENANCE, task, mark, SERIAL)
            for task in (*(one.name for one in load_facts().tasks), "of old times")
            for mark in (Mark.TICKED, Mark.TAKEN_BACK)
        ),
        Entry(Kind.TRIAL, "inverter_protocol", Mark.BEGUN, SERIAL, "010301", "0E7E01"),
        Entry(Kind.TRIAL, "inverter_protocol", Mark.WENT_BACK, SERIAL),
        *(found(finding) for finding in Finding),
        found(Finding.NO_ANSWER_KNOWN, Mark.NEUTRAL),
        found(Finding.OBEYED, Mark.GOOD),
        replace(found(Finding.SILENT), new="{"),
        Entry(Kind.HANDOVER, "handover", Mark.GIVEN, SERIAL),
    ]
    rows = [Row(at, AT + timedelta(minutes=7 * at), entry) for at, entry in enumerate(entries, 1)]
    return after(states.day(), RecordRead(0, tuple(rows[::-1]), len(rows)))


def at_part(state: State, part: int) -> State:
    """The rows of the record that this part asks for."""
    rows, room = state.record.rows, state.room.entries
    first = part * room
    return after(state, RecordRead(first, rows[first : first + room], len(rows)))


def stack(addresses: tuple[int, ...], counted: int | None = None, expected: int = 0) -> State:
    """Packs at these addresses, the first of them on the wire; the slots fill up in order."""
    state = states.after(states.start(), heard(Command.SERIALS, Serials("2019DS110155", SERIAL)))
    count = replace(heard(Command.PACK_COUNT, PackCount(counted or len(addresses))), address=addresses[0])
    state = after(state, count)
    for slot, address in enumerate(addresses, 1):
        analog = replace(ANALOG, remaining=60.0 + slot)
        state = after(state, replace(heard(Command.ANALOG, analog, slot), address=address))
    return after(state, ExpectPacks(expected))


def silent_pack(kind: str = "silent") -> State:
    """The third of three packs tells nothing, or nothing that can be used."""
    trouble = Unusable(Command.ANALOG, 3, kind, "nothing came within 0.5 s", NOW)
    return after(stack((1, 2), counted=3), trouble)


def other_bms() -> State:
    """The serial number was met with another BMS."""
    found = Snapshot(SERIAL, "as_found", AT, '{"groups": {}, "bms_serial": "2018DS000001"}')
    return after(stack((1, 2)), SnapshotKept(found))


def no_record() -> State:
    """The record cannot be kept."""
    detail = "[Errno 28] No space left on device: '/var/lib/pack-hmi/record.sqlite'"
    return after(handed_over(), Remembered(Memory(detail=detail), NOW, AT), NotNoted(99, detail, NOW))


KEPT: dict[str, Callable[[], State]] = {
    "ready to hand over": lambda: after(states.day(), Tick(NOW, states.LOCAL)),
    "handed over": handed_over,
    "changed since": changed_since,
    "handed over, longest": handed_over_at_its_longest,
    "recorded": recorded,
    "no record": no_record,
    "not the host": lambda: stack((3,)),
    "of many": lambda: stack((3,), expected=1),
    "alone of three": lambda: stack((0,), expected=3),
    "gap": lambda: stack((1, 2, 15), expected=3),
    "silent pack": silent_pack,
    "garbled pack": lambda: silent_pack("checksum"),
    "fewer packs": lambda: stack((1, 2), expected=15),
    "more packs": lambda: stack((1, 2, 3), expected=2),
    "other BMS": other_bms,
}
STACKS = (
    "not the host",
    "of many",
    "alone of three",
    "gap",
    "silent pack",
    "garbled pack",
    "fewer packs",
    "more packs",
    "other BMS",
)
# What a page is looked at in.
SHOWN: dict[Page, tuple[str, ...]] = {
    Page.DIP: STACKS,
    Page.HANDOVER: (
        "ready to hand over",
        "handed over",
        "changed since",
        "handed over, longest",
        "no record",
        "never",
    ),
    Page.CARD: ("handed over, longest",),
    Page.RECORD: ("recorded", "no record", "never"),
    Page.MIN_STATE: ("handed over", "gap"),
}
