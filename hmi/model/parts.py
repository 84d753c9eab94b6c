"""Over how many parts a page goes: what it shows, by what a part of it has room for on this panel."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hmi.model import (
    because,
    dip,
    doubt,
    explaining,
    handed,
    lamps,
    log_pages,
    offers,
    paper_pages,
    sheet,
    weak_cell,
    what_if,
)
from hmi.model.alarm import lists
from hmi.model.alarms import PRIORITY_OF
from hmi.model.check import agreeing
from hmi.model.check import lines as link_lines
from hmi.model.facts import Interface
from hmi.model.history import box
from hmi.model.navigation import (
    BRAND_NOTES,
    CONTROL_TILES,
    DISPLAY_LINES,
    FEW_FIELDS,
    INDEX_TILES,
    MOMENT_FACTS,
    OVERVIEW_FIGURES,
    RESTORE_TILES,
    SWITCH_LINES,
    VERSION_LINES,
    Page,
    parts_needed,
)

if TYPE_CHECKING:
    from hmi.model.state import State

Count = Callable[["State"], int]


def parts(state: "State", page: Page) -> int:
    """How many parts the page has, at least one."""
    return COUNTS[page](state) if page in COUNTS else 1


def _in(things: Count, room: Count) -> Count:
    return lambda state: parts_needed(things(state), room(state))


def _sensors(state: "State") -> int:
    return sum(celsius is not None for celsius in state.pack.temperatures)


def _figures(state: "State") -> int:
    """What limits the battery takes the place of some."""
    return OVERVIEW_FIGURES + (state.room.reason if because.because_of_pack(state) else 0)


def _switches(state: "State") -> int:
    status = state.pack.status
    return SWITCH_LINES + (len(status.unsure) if status else 0)


def _versions(state: "State") -> int:
    version = state.identity.version
    return VERSION_LINES + (version is not None and bool(version.bluetooth_name))


def _fields(state: "State") -> int:
    return len({*state.facts.parameters.get(state.group, ())} - {"enable"})


def _groups(state: "State") -> int:
    return len(state.facts.parameters) + RESTORE_TILES


def _group(state: "State") -> int:
    """Where a group does not fit on one part, there is the footer too, and less room.

    A large one guards two things, each on parts of its own.
    """
    fields, room = _fields(state), state.room
    if fields <= room.fields_alone:
        return 1
    halves = 2 if fields > FEW_FIELDS else 1
    return halves * parts_needed(fields // halves, room.fields)


def _brand(state: "State") -> int:
    """The wires, then the notes."""
    room = state.room
    return 1 if room.notes_below else 1 + parts_needed(BRAND_NOTES + (not room.titled), room.notes)


def _moment(state: "State") -> int:
    """What was measured then; where there is little room, the alarms after it."""
    shown = bool(box.box(state).frames)
    return parts_needed(MOMENT_FACTS, state.room.moment) + state.room.small if shown else 1


def _alarms(page: Page) -> Count:
    return lambda state: len(lists.parts(state, PRIORITY_OF[page]))


COUNTS: dict[Page, Count] = {
    Page.OVERVIEW: _in(_figures, lambda state: state.room.figures),
    Page.CELLS: _in(lambda state: len(state.pack.cell_voltages), lambda state: state.room.cells),
    Page.CAPACITY: _in(lambda state: len(state.pack.cell_voltages), lambda state: state.room.cells),
    Page.TEMPERATURES: _in(_sensors, lambda state: state.room.temperatures),
    Page.PACKS: _in(lambda state: state.pack_count, lambda state: state.room.packs),
    **{page: _alarms(page) for page in PRIORITY_OF},
    Page.ALARM: lambda state: len(explaining.of_alarm(state)),
    Page.SWITCHES: _in(_switches, lambda state: state.room.facts),
    Page.LAMPS: lamps.parts,
    Page.BMS_RECORD: lambda state: 1 + (state.room.record_apart and state.bms_records.record is not None),
    Page.LAMP_GUIDE: lambda state: 1 + state.room.guide_apart,
    Page.DIP: dip.parts,
    Page.CAN: lambda state: offers.parts(state, Interface.CAN),
    Page.RS485: lambda state: offers.parts(state, Interface.RS485),
    Page.LINK_CHECK: lambda state: state.room.check_parts,
    Page.LINK_DETAILS: _in(link_lines.details, lambda state: state.room.details),
    Page.LINK_NUMBERS: agreeing.parts,
    Page.LINK_ADVICE: lambda state: len(link_lines.advice(state)),
    Page.LINK_VALUES: link_lines.value_parts,
    Page.LINK_BUS: link_lines.bus_parts,
    Page.INVERTERS: _in(lambda state: len(state.facts.brands), lambda state: state.room.brands),
    Page.INVERTER: _brand,
    Page.SYSTEM: _in(lambda state: INDEX_TILES, lambda state: state.room.index),
    Page.LANGUAGE: _in(lambda state: state.room.spoken, lambda state: state.room.languages),
    Page.VERSIONS: _in(_versions, lambda state: state.room.facts),
    Page.DISPLAY: _in(lambda state: DISPLAY_LINES, lambda state: state.room.choices),
    Page.PARAMETERS: _in(_groups, lambda state: state.room.groups),
    Page.CONTROLS: _in(lambda state: CONTROL_TILES, lambda state: state.room.controls),
    Page.GROUP: _group,
    Page.HANDOVER: handed.parts,
    Page.MODEL: paper_pages.model,
    Page.WARRANTY: paper_pages.warranty,
    Page.REGISTRATION: paper_pages.registration,
    Page.MAINTENANCE: paper_pages.maintenance,
    Page.TASK: lambda state: len(paper_pages.steps(state)),
    Page.RECORD: _in(lambda state: state.record.total or 0, lambda state: state.room.entries),
    Page.EVENTS: log_pages.parts,
    Page.STORY: log_pages.story_parts,
    Page.HELP: _in(lambda state: len(explaining.questions(state)), lambda state: state.room.questions),
    Page.TOPIC: lambda state: len(explaining.of_topic(state)),
    Page.BLACK_BOX: _moment,
    Page.SURE: doubt.parts,
    Page.WEAK_CELL: weak_cell.parts,
    Page.WHAT_IF: what_if.parts,
    Page.NOTICES: lambda state: len(state.notice_parts),
    Page.CHANGE: lambda state: len(sheet.parts_of(state)),
}
