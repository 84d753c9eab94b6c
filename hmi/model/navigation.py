"""The page tree of the CTP28/35 panel: pages, sections, and how one moves between them."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Page(StrEnum):
    """Every page; the value names its kv file."""

    BOOT = "boot"
    MIN_STATE = "min_state"
    HOME = "home"
    OVERVIEW = "overview"
    CELLS = "cells"
    TEMPERATURES = "temperatures"
    CAPACITY = "capacity"
    TREND = "trend"
    PACKS = "packs"
    PROTECT = "protect"
    WARNING = "warning"
    FAULT = "fault"
    LAMPS = "lamps"
    EVENTS = "events"
    SWITCHES = "switches"
    DIP = "dip"
    CAN = "can"
    RS485 = "rs485"
    LINK_CHECK = "link_check"
    INVERTERS = "inverters"
    SYSTEM = "system"
    SERIAL_NUMBER = "serial_number"
    VERSIONS = "versions"
    MODEL = "model"
    LANGUAGE = "language"
    DISPLAY = "display"
    PASSWORD = "password"
    PARAMETERS = "parameters"
    CONTROLS = "controls"
    WARRANTY = "warranty"
    MAINTENANCE = "maintenance"
    HANDOVER = "handover"
    RECORD = "record"
    HELP = "help"
    NOTICES = "notices"
    INVERTER = "inverter"
    GROUP = "group"
    VALUE = "value"
    KEYPAD = "keypad"
    CHANGE = "change"
    TRIAL = "trial"
    CARD = "card"
    LINK_DETAILS = "link_details"
    LINK_VALUES = "link_values"
    LINK_BUS = "link_bus"
    LINK_NUMBERS = "link_numbers"
    LINK_ADVICE = "link_advice"
    ALARM = "alarm"
    STORY = "story"
    BLACK_BOX = "black_box"
    BMS_RECORD = "bms_record"
    LAMP_GUIDE = "lamp_guide"
    SURE = "sure"
    WHAT_IF = "what_if"
    WEAK_CELL = "weak_cell"
    PAIR = "pair"
    REGISTRATION = "registration"
    TASK = "task"
    TOPIC = "topic"
    TOUCH_CHECK = "touch_check"
    SLEEP = "sleep"


class Section(StrEnum):
    """The four doors of HOME."""

    PACK_INFO = "pack_info"
    STATUS = "status"
    PROTOCOL = "protocol"
    SYSTEM = "system"


PAGES: dict[Section, tuple[Page, ...]] = {
    Section.PACK_INFO: (Page.OVERVIEW, Page.CELLS, Page.TEMPERATURES, Page.CAPACITY, Page.TREND),
    Section.STATUS: (
        Page.PACKS,
        Page.PROTECT,
        Page.WARNING,
        Page.FAULT,
        Page.LAMPS,
        Page.EVENTS,
        Page.SWITCHES,
        Page.DIP,
    ),
    Section.PROTOCOL: (Page.CAN, Page.RS485, Page.LINK_CHECK, Page.INVERTERS),
    Section.SYSTEM: (
        Page.SYSTEM,  # the index of the others
        Page.SERIAL_NUMBER,
        Page.VERSIONS,
        Page.MODEL,
        Page.LANGUAGE,
        Page.DISPLAY,
        Page.PASSWORD,
        Page.PARAMETERS,
        Page.CONTROLS,
        Page.WARRANTY,
        Page.MAINTENANCE,
        Page.HANDOVER,
        Page.RECORD,
        Page.HELP,
        Page.NOTICES,
    ),
}
# Entered from another page, and left to it again.
SUBPAGES = (
    Page.INVERTER,
    Page.GROUP,
    Page.VALUE,
    Page.KEYPAD,
    Page.CHANGE,
    Page.TRIAL,
    Page.CARD,
    Page.LINK_DETAILS,
    Page.LINK_VALUES,
    Page.LINK_BUS,
    Page.LINK_NUMBERS,
    Page.LINK_ADVICE,
    Page.ALARM,
    Page.STORY,
    Page.BLACK_BOX,
    Page.BMS_RECORD,
    Page.LAMP_GUIDE,
    Page.SURE,
    Page.WHAT_IF,
    Page.WEAK_CELL,
    Page.PAIR,
    Page.REGISTRATION,
    Page.TASK,
    Page.TOPIC,
    Page.TOUCH_CHECK,
)
TABBED = (Section.PROTOCOL,)  # their pages are chosen by name, below each of them
SECTION_OF = {page: section for section, pages in PAGES.items() for page in pages}

OVERVIEW_FIGURES = 6  # voltage, current, power, SOC, SOH, cycles
SWITCH_LINES = 4  # charge and discharge MOSFET, buzzer, raw bytes; each contested state is one more
VERSION_LINES = 4  # model, BMS, its serial number, panel; the name of a Bluetooth module is one more
INDEX_TILES = len(PAGES[Section.SYSTEM]) - 1  # one a page
FEW_FIELDS = 4  # of a parameter group that guards one thing
RESTORE_TILES = 2  # after the parameter groups: as found, factory values
DISPLAY_LINES = 11  # theme, brightness, text, rotation, touch; sleep, how dark; three of the night; the light
CONTROL_TILES = 8  # six switches, the clock, and the end
BRAND_NOTES = 2  # of a brand's page: what to set, and what is odd
ROOMY_LINES, ROOMY_COLUMNS = 8, 27
SMALL_LETTERS = 130
LETTERS = 1.8  # of small running text, where a wide one of larger text stands
MOMENT_FACTS = 8  # of the black box
BOOT_S = 5.0
SLEEP_S = 180.0  # without a touch, unless another time was chosen; the gate never waits longer


LinesOf = Callable[[str, float], int]


def lines_in_letters(sentence: str, across: float = 1.0) -> int:
    """How many lines a sentence takes in English on such a share of a large page, by its letters."""
    return len(textwrap.wrap(sentence, round(58 * across)))


@dataclass(frozen=True, slots=True)
class Room:
    """How many things a page of this panel has room for; what does not fit continues on a further part."""

    figures: int = 6
    figure_columns: int = 3
    reason: int = 0  # figures that give way to what limits or stops the battery
    reason_ends: bool = True  # which is told with what will end that
    cells: int = 16
    temperatures: int = 8
    packs: int = 15
    pack_columns: int = 5
    alarms: int = 5
    protocols: int = 6  # of the original panel
    protocol_columns: int = 2
    others: int = 16  # protocols that the manual does not list
    other_columns: int = 4
    lines: int = 8  # of running text
    facts: int = 8  # each a name and what it is
    entries: int = 8  # of three short lines: rows of the record, what differs from the handover
    moment: int = 8  # facts of a moment of the black box
    columns: int = 60  # characters in such a line, wide ones
    tiles: int = 16  # to press, on a page of a section
    brands: int = 24
    brand_columns: int = 4
    titled: bool = True  # the wires of a brand have its name above them, and its terms below
    notes: int = 3  # of a brand, where they do not stand below its wires
    notes_below: bool = True
    check_parts: int = 1  # over which the link check goes: its sentence, then the steps and what leads on
    next_columns: int = 6  # of what leads on from it
    next_rows: int = 1
    details: int = 16  # of all that does
    groups: int = 20  # of parameters, and the ways back to known ones
    group_columns: int = 4
    fields: int = 6  # of a parameter group that goes on over parts
    fields_alone: int = 8  # of one that does not
    field_columns: int = 3
    long_columns: int = 3  # of fields with long names
    controls: int = 8  # switches, clock, end
    control_columns: int = 2
    changes: int = 18  # half lines of old -> new
    change_halves: int = 2  # that a value takes of them, with its name
    rows: int = 8  # of the record
    values: int = 8  # beside one another, as told to the inverter and as the BMS says
    frames: int = 8  # of the bus
    asked: int = 3  # values to compare with the inverter's
    dips: int = 15  # packs with their address switches
    dip_columns: int = 5
    dip_told: int = 1  # parts that tell what is found of these, before them
    tasks: int = 5  # of the maintenance
    steppers: int = 5  # fields with more and less
    warranty: int = 3  # of what is left, its term, its pace
    index: int = 16  # pages of a section, on its first
    index_columns: int = 4
    languages: int = 12
    language_columns: int = 4
    spoken: int = 8  # how many there are
    events: int = 10  # rows of the panel's log, to press
    questions: int = 12  # of the help
    question_columns: int = 3
    told: int = 10  # lines of an explanation, its headings among them
    halves: bool = True  # what is known of an alarm, and its explanation beside it
    beside: int = 10  # lines of an explanation that stand with what is known; 0: none
    apart: bool = False  # what is known of an alarm besides its value stands before the explanation
    # That a sentence takes of an explanation, in the language in use, on such a share of the page's width.
    lines_of: LinesOf = lines_in_letters
    choices: int = 12  # lines of what can be chosen of the display
    choice_columns: int = 2
    remarks: int = 4  # sentences under the lamps of the box
    lamps_apart: bool = False  # these sentences stand on parts of their own
    record_apart: bool = False  # the values of a record of the BMS stand behind what was wrong
    guide_apart: bool = False  # what lamps that were touched mean does
    trend: int = 480  # values that a trend has across

    @property
    def roomy(self) -> bool:
        """What was found, and what to say about it, stand together."""
        return self.lines >= ROOMY_LINES and self.columns >= ROOMY_COLUMNS

    @property
    def small(self) -> bool:
        """What else stands together goes over parts."""
        return self.letters < SMALL_LETTERS

    @property
    def letters(self) -> int:
        """How many letters of small running text fill a part."""
        return round(self.columns * self.lines * LETTERS)


WHOLE = Room()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the panel is: a page, and which part of it, from 0, where it does not fit into one."""

    page: Page
    part: int = 0


START = Place(Page.BOOT)


def places(pages: tuple[Page, ...], parts: dict[Page, int]) -> tuple[Place, ...]:
    """All places of a section, in order; `parts` says how many a page has where it is not one."""
    return tuple(Place(page, part) for page in pages for part in range(parts.get(page, 1)))


def parts_needed(things: int, room: int) -> int:
    """How many parts that many things take, at least one."""
    return max(1, -(-things // room))


def spread(things: int, room: int) -> int:
    """How many of them stand on each part, where all parts are as full as they can be."""
    return -(-things // parts_needed(things, room))


def nearest(wanted: Place, section: tuple[Place, ...]) -> Place:
    """The place wanted; the last part of its page where the page has fewer parts by now."""
    return wanted if wanted in section else [place for place in section if place.page is wanted.page][-1]


def turned(now: Place, section: tuple[Place, ...], pages: int) -> Place:
    """The place so many pages on; the ends of a section stop."""
    at = section.index(nearest(now, section)) + pages
    return section[max(0, min(len(section) - 1, at))]
