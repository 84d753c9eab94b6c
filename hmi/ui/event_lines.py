"""The page of the panel's own log, the newest first, and the story of one of its rows."""

from dataclasses import dataclass

from hmi.model import log_pages
from hmi.model.alarm import story
from hmi.model.alarm.name import Priority
from hmi.model.alarm.story import Step
from hmi.model.history.past import LogRow
from hmi.model.intents import Cancel, Go, ShowStory
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.ui import event_words, text
from hmi.ui.alarm_lines import BETWEEN
from hmi.ui.language import translator as _


@dataclass(frozen=True, slots=True)
class EventLine:
    """One row; `leads`: a touch leads somewhere."""

    words: str
    detail: str
    intent: ShowStory | Go | Cancel
    leads: bool
    priority: Priority | int = 0  # of an alarm that came; 0: of anything else


def lines(state: State) -> tuple[EventLine, ...]:
    """The way to the BMS's own records, then the rows on this part, as far as they were read."""
    records = EventLine(_("Records of the BMS"), _("its own memory"), Go(Page.BMS_RECORD), leads=True)
    first, count = log_pages.wanted_rows(state)
    behind = first - state.past.first
    rows = state.past.rows[behind : behind + count] if behind >= 0 else ()
    return (*((records,) if not state.place.part else ()), *(_line(state, row) for row in rows))


def _line(state: State, row: LogRow) -> EventLine:
    happening = row.happening
    leads = event_words.leads_to_story(happening)
    return EventLine(
        words=event_words.words(happening),
        detail=BETWEEN.join(filter(None, (time(state, row), event_words.in_short(state, happening)))),
        intent=ShowStory(row.number) if leads else Cancel(),
        leads=leads,
        priority=(happening.priority or 0) if leads else 0,
    )


def time(state: State, row: LogRow, between: str = " ") -> str:
    """When, by the clock of the panel's place."""
    return text.certain(text.when(row.utc.astimezone(), state.clock, between), row.certain)


def told(state: State) -> str:
    """Below the first line, in place of rows: why nothing is kept, or that nothing has happened yet."""
    if state.past.trouble:
        return _("The log cannot be kept.") + f" {state.past.trouble}"
    return _("Nothing yet") if state.past.total == 0 else ""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened, and how long after the first."""

    after: str  # of the first: when it was
    words: str
    detail: str
    priority: Priority | int


def story_lines(state: State) -> tuple[StoryLine, ...]:
    """What happened, in order, on the present part."""
    room = log_pages.story_room(state)
    first = state.place.part * room
    steps = log_pages.steps(state)
    return tuple(_story_line(state, one, one is steps[0]) for one in steps[first : first + room])


def _story_line(state: State, one: Step, first: bool) -> StoryLine:
    happening = one.row.happening
    leads = event_words.leads_to_story(happening)
    return StoryLine(
        after=time(state, one.row, "\n") if one.after_s == 0 and first else _after(one.after_s),
        words=event_words.words(happening),
        detail=event_words.detail(state, happening),
        priority=(happening.priority or 0) if leads else 0,
    )


def _after(seconds: float | None) -> str:
    """Seconds, from one minute on with minutes; where the clock was set in between, nobody knows."""
    if seconds is None:
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    return f"+{minutes}:{rest:02}" if minutes else _("+{seconds} s").format(seconds=rest)


def no_story(state: State) -> str:
    """In place of a story."""
    if state.past.asked is None:
        return _("No event was chosen.")
    if state.past.story is None:
        return _("Reading")
    return "" if story.steps(state.past.story) else _("This is kept no more.")


def boxed(state: State) -> bool:
    """The ten minutes before it were kept."""
    return state.past.story is not None and bool(state.past.story.box)
