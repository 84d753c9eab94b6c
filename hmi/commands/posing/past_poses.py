"""The history: trend, story, black box."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import cos, pi, sin

from hmi.commands.posing.after import after
from hmi.model.events import HistoryOpened, StoryRead, TrendRead
from hmi.model.happening import Happened, Happening
from hmi.model.history import blackbox, looking
from hmi.model.history.past import LogRow, Story
from hmi.model.history.trend import Band, Energy, Quantity, Trend
from hmi.model.intents import Go, ShowStory
from hmi.model.navigation import Page
from hmi.model.state import State

MIDDLE_SOC, SWING_SOC = 55.0, 33.0  # %, over a day, the lowest at six in the morning
MOST_W = 1290.0  # the power of such a day
PACK_V = 52.0
LOST = (0.41, 0.47)  # share of the span in which the link was lost
CHARGED_WH, DISCHARGED_WH = 6240.0, 4910.0  # today, until one o'clock
ROW = 41  # the number of the row whose story is told


def furnished(state: State) -> State:
    """What was read of the disk by then: days of sun and house, and some hours without the link."""
    state = after(state, HistoryOpened({}, "", state.now))
    battery = looking.battery(state)
    if battery is None:
        return state
    return after(state, TrendRead(_trend(state, battery), Energy(battery, CHARGED_WH, DISCHARGED_WH)))


def _trend(state: State, battery: str) -> Trend:
    span, count = state.past.span, looking.columns(state)
    local = _local(state)
    columns = [
        None
        if LOST[0] < at / count < LOST[1]
        else _values(local - timedelta(seconds=span * (1 - at / count)))
        for at in range(count)
    ]
    bands = {one: tuple(None if here is None else here[one] for here in columns) for one in Quantity}
    return Trend(battery, span, _utc(state), bands, certain=state.time.certain)


def _values(at: datetime) -> dict[Quantity, Band]:
    """A day's wave, other on each day, with the house switching things on and off."""
    hour = at.hour + at.minute / 60 + at.second / 3600
    turn, sunny = 2 * pi * (hour - 6) / 24, 0.75 + 0.25 * sin(at.toordinal() * 1.7)
    house = 180 * (sin(hour * 9.1) + sin(hour * 23.7 + 1))
    watts = MOST_W * sunny * sin(turn) + house
    celsius = 23 - 3 * cos(turn - pi / 6)
    soc = MIDDLE_SOC - SWING_SOC * sunny * cos(turn)
    return {
        Quantity.SOC: _band(soc, 0.2),
        Quantity.POWER: _band(watts, 220),
        Quantity.CURRENT: _band(watts / PACK_V, 220 / PACK_V),
        Quantity.SPREAD: _band(0.012 + 0.0001 * max(0.0, soc - 50), 0.002),
        Quantity.COLDEST: _band(celsius, 0.2),
        Quantity.HOTTEST: _band(celsius + 2 + abs(watts) / 600, 0.4),
    }


def _band(mean: float, around: float) -> Band:
    return Band(mean - around, mean, mean + around)


def _local(state: State) -> datetime:
    return state.clock or datetime.min


def _utc(state: State) -> datetime:
    return state.time.utc or _local(state).replace(tzinfo=UTC)


def _story(state: State) -> State:
    """The worst alarm, the others after it, and the minutes before it as they were."""
    told = [
        Happening(Happened.ALARM, one.slot, one.priority, one.name, first_out=number == 0)
        for number, one in enumerate(state.alarms[:3])
    ] or [Happening(Happened.FULL)]
    rows = tuple(
        LogRow(ROW + number, _utc(state) + timedelta(seconds=2 * number), state.time.certain,
               looking.battery(state) or "", one, box=number == 0)
        for number, one in enumerate(told)
    )  # fmt: skip
    return after(state, ShowStory(ROW), StoryRead(Story(ROW, rows, blackbox.packed(state))))


POSES: dict[Page, Callable[[State], State]] = {
    Page.STORY: _story,
    Page.BLACK_BOX: lambda state: after(_story(state), Go(Page.BLACK_BOX)),
}
