"""The page tree of the CTP28/35 panel: pages, sections, and how one moves between them."""

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
MOMENT_FACTS = 8  # of the black box
BOOT_S = 5.0
SLEEP_S = 180.0  # without a touch, unless another time was chosen; the gate never waits longer


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


def turned(now: Place, section: tuple[Place, ...], pages: int) -> Place:
    """The place so many pages on; the ends of a section stop."""
    at = section.index(now) + pages
    return section[max(0, min(len(section) - 1, at))]
