"""What pages ask of the past, and what comes."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from hmi.model import log_pages, moving, timekeeping
from hmi.model.battery import known_as
from hmi.model.effect import Effect
from hmi.model.events import FromHistory, HistoryOpened, LogRead, StoryRead, TrendRead
from hmi.model.history.box import box
from hmi.model.history.past import Past
from hmi.model.history.trend import Trend
from hmi.model.intents import ChooseQuantity, ChooseSpan, ShowStory, StepBox
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import Log, ReadLog, ReadStory, ReadTrend, Wanted

COLUMN_S = 15.0  # the shortest: each has one sample at least
OFTEN_S = 600.0  # today's energy is read anew so often, also where no trend is shown


def came(state: State, event: FromHistory) -> State:
    """The historian's answer. What was not asked for any more is dropped."""
    past = state.past
    match event:
        case HistoryOpened():
            ledgers = {**past.ledgers, **event.ledgers}  # a disk that takes nothing may still be read
            past = replace(past, ready=not event.detail, trouble=event.detail, ledgers=ledgers)
        case TrendRead():
            past = _read(past, event) if event.trend.battery == battery(state) else past
        case LogRead():
            past = replace(past, first=event.first, rows=event.rows, total=event.total)
        case StoryRead():
            past = replace(past, story=event.story) if event.number == past.asked else past
        case _:
            assert_never(event)
    return replace(state, past=past)


def _read(past: Past, event: TrendRead) -> Past:
    trend = event.trend if event.trend.span is past.span else past.trend
    return replace(past, trend=trend, energy=event.energy)


def chosen(state: State, event: ChooseSpan | ChooseQuantity) -> Effect:
    """Another span or quantity of the trend."""
    if isinstance(event, ChooseSpan):
        return replace(state, past=replace(state.past, span=event.span)), ()
    return replace(state, past=replace(state.past, quantity=event.quantity)), ()


def story(state: State, event: ShowStory) -> Effect:
    """The story of a row of the log."""
    past = replace(state.past, asked=event.number, story=None, frame=0)
    return moving.entered(replace(state, past=past), Page.STORY), (ReadStory(event.number),)


def stepped(state: State, event: StepBox) -> State:
    """Another frame of the black box; its ends stop."""
    last = max(0, len(box(state).frames) - 1)
    frame = max(0, min(last, state.past.frame - event.frames))
    return replace(state, past=replace(state.past, frame=frame))


def battery(state: State) -> str | None:
    """Whose past is shown: of the battery on the wire; while that is not known, of the last one."""
    known = known_as(state)
    return known if known is not None or state.past.trend is None else state.past.trend.battery


def trend(state: State) -> Trend | None:
    """The trend as chosen; None: not read yet."""
    read = state.past.trend
    if read is None or read.span is not state.past.span or read.battery != battery(state):
        return None
    return read


def columns(state: State) -> int:
    """How many values the trend has across."""
    return min(state.room.trend, int(state.past.span / COLUMN_S))


def wanted(before: State, state: State, meanwhile: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
    """What a page that was just entered, or that is shown for long, needs; nothing while it is dark.

    `meanwhile`: what the same event has led to; a row logged by it is to be seen at once.
    """
    if state.place.page is Page.SLEEP:
        return ()
    logged = any(isinstance(one, Log) for one in meanwhile)
    return (*_of_trend(before, state), *_of_log(before, state, logged), *_of_story(state, logged))


def _of_trend(before: State, state: State) -> tuple[Wanted, ...]:
    whose, now, clock = battery(state), timekeeping.moment(state), state.clock
    if whose is None or now.utc is None or clock is None or not _due(before, state):
        return ()
    return (ReadTrend(whose, state.past.span, columns(state), now, _since_midnight(clock)),)


def _due(before: State, state: State) -> bool:
    """The page is entered, what it shows is another, or so much time has passed that it is."""
    shown = state.place.page is Page.TREND
    every = state.past.span / columns(state) if shown else OFTEN_S
    passed = state.now // min(every, OFTEN_S) != before.now // min(every, OFTEN_S)
    return passed or _situation(state) != _situation(before)


def _situation(state: State) -> tuple[object, ...]:
    """What makes a trend another one."""
    page = state.place.page
    day = state.clock.date() if state.clock else None
    known = state.past.ready, battery(state), state.time.utc is None, day
    return (*known, page is Page.SLEEP, *((state.past.span,) if page is Page.TREND else ()))


def _since_midnight(clock: datetime) -> float:
    """Also on a day on which the clock was put forward or back."""
    midnight = clock.replace(hour=0, minute=0, second=0, microsecond=0)
    return (clock.astimezone() - midnight.astimezone()).total_seconds()


def _of_log(before: State, state: State, logged: bool) -> tuple[Wanted, ...]:
    if state.place.page is not Page.EVENTS:
        return ()
    entered = state.place != before.place or state.past.ready != before.past.ready
    return (ReadLog(*log_pages.wanted_rows(state)),) if entered or logged else ()


def _of_story(state: State, logged: bool) -> tuple[Wanted, ...]:
    """A story goes on for ten minutes."""
    shown = state.past.asked if state.place.page is Page.STORY else None
    return (ReadStory(shown),) if logged and shown is not None else ()
