"""Where one can go from here: the tabs of a section's pages, and the tiles of a section's first page."""

from dataclasses import dataclass

from hmi import __version__
from hmi.model import handed, model_choice, notices
from hmi.model.intents import Go, SelectPack, ShowModel, Turn
from hmi.model.navigation import PAGES, Page, Section
from hmi.model.state import State
from hmi.ui import connection, maintenance_lines, model_lines, names, says, text, warranty_lines
from hmi.ui.language import own_name
from hmi.ui.language import translator as _

NARROW = 20  # letters on a line of a page; with fewer there is room for short tabs only
LONGEST = 8  # characters that the live line of the smallest tile holds


@dataclass(frozen=True, slots=True)
class PageTab:
    """A page of the section; of the one that is shown, which part of how many."""

    name: str
    intent: Go | Turn
    here: bool
    part: int = 0
    parts: int = 1


@dataclass(frozen=True, slots=True)
class PageTile:
    """A page and, where it can be told in a word, how it stands there."""

    name: str
    line: str
    intent: Go


@dataclass(frozen=True, slots=True)
class Other:
    """What a touch between `<<` and `>>` shows instead."""

    words: str  # what is shown now; empty: there is no choice
    intent: SelectPack | ShowModel
    short: str = ""  # the same where there is little room


def other(state: State) -> Other:
    """Another pack on the pages of one, another model on that of the models; without words: nothing else."""
    if state.place.page is Page.MODEL:
        return Other(model_lines.name(state), ShowModel(model_choice.following(state)))
    return Other(says.pack(state), SelectPack(state.next_pack), says.pack(state, short=True))


def tabs(state: State) -> tuple[PageTab, ...]:
    """One for each page of the present section."""
    return tuple(_tab(state, page) for page in PAGES[state.section]) if state.section else ()


def _tab(state: State, page: Page) -> PageTab:
    name, part = names.tab(page, short=state.room.columns < NARROW), state.place.part
    if page is not state.place.page:
        return PageTab(name, Go(page), here=False)
    parts = state.part_count
    return PageTab(name, Turn(1) if part + 1 < parts else Go(page), True, part, parts)


def tiles(state: State) -> tuple[PageTile, ...]:
    """The other pages of SYSTEM, those on the present part."""
    first, room = state.place.part * state.room.index, state.room.index
    pages = PAGES[Section.SYSTEM][1:][first : first + room]
    return tuple(PageTile(names.tile(page), _line(state, page), Go(page)) for page in pages)


def _line(state: State, page: Page) -> str:
    match page:
        case Page.SERIAL_NUMBER:
            return _serial(state)
        case Page.VERSIONS:
            return __version__.partition("+")[0]
        case Page.MODEL:
            return model_lines.tile(state)
        case Page.LANGUAGE:
            return own_name(state.language)
        case Page.DISPLAY:
            return names.theme(state.theme)
        case Page.PASSWORD:
            return _gate(state)
        case Page.PARAMETERS:
            return _groups(state)
        case Page.CONTROLS:
            return _clock(state)
        case Page.WARRANTY:
            return warranty_lines.tile(state)
        case Page.MAINTENANCE:
            return maintenance_lines.tile(state)
        case Page.HANDOVER:
            then = handed.over(state)
            return text.short_day(then.date) if then else _("Not yet")
        case Page.RECORD:
            return _record(state)
        case Page.HELP:
            return _topics(state)
        case Page.NOTICES:
            return _("Notice") if notices.of_panel(state) else connection.short(state)
    return ""


def _serial(state: State) -> str:
    """Its end, which tells one pack from another."""
    serial = state.identity.serial
    return f"…{serial[1 - LONGEST :]}" if len(serial) > LONGEST else text.words(serial)


def _gate(state: State) -> str:
    access = state.access
    if access.open:
        return _("Open")
    if access.locked_s(state.now) > 0:
        return _("Locked")
    return _("Own code?") if state.record.ready and not access.own_code else _("Closed")


def _clock(state: State) -> str:
    """Which time it is."""
    if state.clock is None:
        return text.NOTHING
    return text.certain(text.time_of_day(state.clock), state.time.certain)


def _topics(state: State) -> str:
    """How much can be asked."""
    count = len(state.facts.topics)
    return _.plural("{count} topic", "{count} topics", count).format(count=count) if count else text.NOTHING


def _groups(state: State) -> str:
    """How many of the parameter groups were read."""
    known, groups = len(state.parameters.groups), len(state.facts.parameters)
    if not groups:
        return text.NOTHING
    if known < groups:
        return _("{known} of {count}").format(known=known, count=groups)
    return _.plural("{count} group", "{count} groups", known).format(count=known)


def _record(state: State) -> str:
    if state.record.trouble:
        return _("Not kept")
    count = state.record.total
    if count is None:
        return text.NOTHING
    return _.plural("{count} row", "{count} rows", count).format(count=text.count(count))
