"""Every page in every state that changes it: what is looked at, at every size and in every language."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from hmi.model.navigation import PAGES, Page, Place, Section
from hmi.model.room import Room
from hmi.model.state import State
from tests.ui import kept, link_states, paper_states
from tests.ui.alarm_states import ALARM_STATES, explained
from tests.ui.battery_states import BATTERY_STATES
from tests.ui.group_states import GROUP_STATES
from tests.ui.past_states import PAST
from tests.ui.protocol_states import PROTOCOL_STATES
from tests.ui.states import STATES
from tests.ui.touch_states import TOUCH_STATES
from tests.ui.writing_states import PICTURES

Make = Callable[[], State]

# States in which every page is looked at; the others change what they are named for.
WHOLE = ("never", "day", "single", "longest")
# What a state of the link alone changes.
OF_THE_LINK = (Page.BOOT, Page.MIN_STATE, Page.HOME, Page.RS485, Page.NOTICES)
# States that change no more than that.
OF_LITTLE = ("searching", "aged simulated", "notices", "discharging")
OF_THE_VALUES = (
    *OF_THE_LINK,
    *PAGES[Section.PACK_INFO],
    *PAGES[Section.STATUS],
    Page.VERSIONS,
    Page.CONTROLS,
)
OF_A_GROUP = (Page.PARAMETERS, Page.GROUP, Page.VALUE, Page.CONTROLS)
OF_A_PROTOCOL = (Page.CAN, Page.RS485)
# With states of their own.
OF_THE_LINK_CHECK = (
    Page.LINK_DETAILS,
    Page.LINK_VALUES,
    Page.LINK_BUS,
    Page.LINK_NUMBERS,
    Page.LINK_ADVICE,
)
MOST_PARTS = 2  # of a page in its fullest state; further ones are laid out alike
# Where a page has the most to hold; of the others that is a stack of fifteen with every alarm.
FULLEST = {
    Page.ALARM: ("over", "new"),
    Page.BLACK_BOX: ("longest box",),
    Page.BMS_RECORD: ("record",),
    Page.BOOT: ("lost simulated",),
    Page.CAN: ("single", "protocol, being written"),
    Page.CHANGE: ("under way, checking",),
    Page.CONTROLS: ("group, typed",),
    Page.DIP: ("not the host", "more packs"),
    Page.EVENTS: ("events",),
    Page.GROUP: ("group, untold",),
    Page.HANDOVER: ("handed over, longest",),
    Page.HOME: ("longest", "aged simulated"),
    Page.INVERTER: ("brand, Voltronic power", "brand, Luxpower"),
    Page.KEYPAD: ("keypad own code", "keypad locked"),
    Page.LINK_ADVICE: ("advice, pins",),
    Page.LINK_BUS: ("lost, bad_settings", "misfit"),
    Page.LINK_CHECK: ("selected_unknown", "no_answer"),
    Page.LINK_DETAILS: ("not_acknowledged",),
    Page.LINK_NUMBERS: ("answered, obeyed",),
    Page.LINK_VALUES: ("alarms of SMA", "growatt"),
    Page.MAINTENANCE: ("tick refused",),
    Page.MIN_STATE: ("lost simulated", "longest"),
    Page.NOTICES: ("lost simulated",),
    Page.PARAMETERS: ("group, typed",),
    Page.PASSWORD: ("password open",),
    Page.RECORD: ("recorded",),
    Page.REGISTRATION: ("drafted, refused",),
    Page.RS485: ("lost simulated",),
    Page.STORY: ("story",),
    Page.SURE: ("single",),
    Page.SYSTEM: ("days left",),
    Page.TASK: ("task air",),
    Page.TOUCH_CHECK: ("touch, on trial",),
    Page.TREND: ("longest",),
    Page.TRIAL: ("trial",),
    Page.VALUE: ("group, typed",),
    Page.WARRANTY: ("registered, not sure",),
    Page.WEAK_CELL: ("single", "longest"),
    Page.WHAT_IF: ("emptying",),
}


def gallery(room: Room) -> Iterator[tuple[str, State]]:
    """Each by its name, on each part of each page, for a panel that has this room."""
    for name, make, pages in _hung():
        for page in pages or (make().place.page,):
            yield from _parts(name, replace(make(), room=room), page)
    for state in explained(room):
        yield state.topic or str(state.watch.shown), state


def fullest(room: Room) -> Iterator[tuple[str, State]]:
    """As `gallery`, but of each page only where it has the most to hold."""
    named = dict(reversed([(name, make) for name, make, _ in _hung()]))
    for page in Page:
        for name in FULLEST.get(page, ("longest",)):
            yield from islice(_parts(name, replace(_made(named[name]), room=room), page), MOST_PARTS)
    yield from ((str(state.place.page), state) for state in explained(room))


def _parts(name: str, state: State, page: Page) -> Iterator[tuple[str, State]]:
    for part in range(replace(state, place=Place(page)).part_count):
        here = replace(state, place=Place(page, part))
        yield name, kept.at_part(here, part) if page is Page.RECORD else here


@cache
def _made(make: Make) -> State:
    return make()


def _hung() -> Iterator[tuple[str, Make, tuple[Page, ...]]]:
    """Name, state, and the pages to look at; none: the one that it is on."""
    yield from ((name, make, _of_a_day(name)) for name, make in STATES.items())
    yield from ((name, make, OF_A_GROUP) for name, make in GROUP_STATES.items())
    for name, make in PROTOCOL_STATES.items():
        yield name, make, (Page.INVERTER,) if name.startswith("brand") else OF_A_PROTOCOL
    yield from ((name, make, link_states.pages_of(name)) for name, make in link_states.LINK_STATES.items())
    yield from ((name, make, pages) for name, (make, pages) in BATTERY_STATES.items())
    for page, names in (*kept.SHOWN.items(), *paper_states.SHOWN.items()):
        yield from ((name, (STATES | kept.KEPT | paper_states.PAPERS)[name], (page,)) for name in names)
    yield from ((name, make, ()) for name, make in (ALARM_STATES | PAST | PICTURES | TOUCH_STATES).items())


def _of_a_day(name: str) -> tuple[Page, ...]:
    if name.startswith(("lost", "fading")) or name in OF_LITTLE:
        return OF_THE_LINK
    if name not in WHOLE:
        return OF_THE_VALUES
    return tuple(page for page in Page if page not in OF_THE_LINK_CHECK)
