"""What is read of the past: trends at their fullest and emptiest, and minutes before a trip."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from hmi.model.events import HistoryOpened, StoryRead, Tick, TrendRead
from hmi.model.happening import Happened, Happening
from hmi.model.history import blackbox, looking
from hmi.model.history.past import LogRow, Story
from hmi.model.history.trend import Band, Energy, Quantity, Span, Trend
from hmi.model.intents import ChooseQuantity, ChooseSpan, Go, ShowStory, StepBox
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from tests.ui import states
from tests.ui.states import ANALOG, NOW, STATUS, after, pack

UNTIL = datetime(2025, 6, 21, 10, 52, tzinfo=UTC)
DETAIL = "[Errno 28] No space left on device: '/var/lib/pack-hmi/history.sqlite'"
WIDEST = {
    Quantity.SOC: (0.0, 100.0),
    Quantity.CURRENT: (-2999.9, 1999.9),
    Quantity.POWER: (-170_000.0, 99_000.0),
    Quantity.SPREAD: (0.004, 1.999),
    Quantity.COLDEST: (-35.5, 21.0),
    Quantity.HOTTEST: (-12.0, 110.5),
}

Columns = tuple[Band | None, ...]


def trend(columns: dict[Quantity, Columns], span: Span = Span.DAY, certain: bool = True) -> State:
    """The battery of a sunny day with this past."""
    state = replace(states.day(), place=Place(Page.HOME))
    state = after(
        state, Tick(NOW + 1, states.LOCAL, UNTIL, True), HistoryOpened({}, "", NOW), ChooseSpan(span)
    )
    battery = looking.battery(state) or ""
    read = TrendRead(Trend(battery, span, UNTIL, columns, certain), Energy(battery, 123_456.0, 98_765.0))
    return after(state, read, Go(Page.TREND))


def widest(quantity: Quantity, span: Span, certain: bool = True) -> State:
    """The largest values there are, half of the time, with a gap in it."""
    band = {one: Band(low, (low + high) / 2, high) for one, (low, high) in WIDEST.items()}
    shown: dict[Quantity, Columns] = {
        one: (None,) * 120 + (here,) * 60 + (None,) * 60 + (here,) * 240 for one, here in band.items()
    }
    return after(trend(shown, span, certain), ChooseQuantity(quantity))


def empty() -> State:
    """Nothing was kept yet."""
    return trend(dict.fromkeys(Quantity, (None,) * 480))


def tripped(count: int = 3) -> State:
    """Half a minute of all packs, the last four seconds with a protection of the second one."""
    state = replace(states.day(), embedded=False, place=Place(Page.HOME))
    for second in range(30):
        for slot in range(1, count + 1):
            protected = slot == 2 and second > 25
            analog = replace(ANALOG, current=-199.99 if protected else -12.0 * slot)
            status = replace(STATUS, protect_1=0x20, system=0x04) if protected else STATUS
            state = after(state, *pack(slot, analog, status, NOW + second))
    return told(after(state, Tick(NOW + 29.0, states.LOCAL, UNTIL, True)))


def told(state: State) -> State:
    """The page of the minutes before the trip."""
    what = Happening(Happened.ALARM, slot=2, name="discharge_over_current")
    row = LogRow(7, UNTIL, False, "", what, box=True)
    story = StoryRead(Story(7, (row,), blackbox.packed(state)))
    return after(state, ShowStory(7), story, Go(Page.BLACK_BOX))


def damaged() -> State:
    """A box that cannot be read."""
    return after(tripped(), StoryRead(Story(7, (), b"\x78\x9c damaged")))


PAST: dict[str, Callable[[], State]] = {
    **{
        f"{quantity}, {span.name}": partial(widest, quantity, span)
        for quantity, span in (
            (Quantity.SOC, Span.MONTH),
            (Quantity.CURRENT, Span.HOUR),
            (Quantity.POWER, Span.DAY),
            (Quantity.SPREAD, Span.WEEK),
            (Quantity.HOTTEST, Span.DAY),
        )
    },
    "not certain": partial(widest, Quantity.SOC, Span.MONTH, False),
    "not kept now": lambda: after(widest(Quantity.SOC, Span.DAY), HistoryOpened({}, DETAIL, NOW)),
    "nothing yet": empty,
    "unknown quantity": lambda: trend(
        {**dict.fromkeys(Quantity, (None,) * 4), Quantity.POWER: (Band(1, 2, 3),) * 4}
    ),
    "no history": lambda: after(states.day(), HistoryOpened({}, DETAIL, NOW), Go(Page.TREND)),
    "no battery": lambda: after(states.start(), Go(Page.TREND)),
    "tripped": tripped,
    "before the trip": lambda: after(tripped(), StepBox(-25)),
    "longest box": lambda: told(after(states.longest(), Tick(NOW, states.LOCAL, UNTIL, True))),
    "no box": lambda: after(states.day(), Go(Page.BLACK_BOX)),
    "damaged box": damaged,
}
