"""What pages ask of the past, and what comes."""

from hmi.model.effect import Effect
from hmi.model.events import FromHistory
from hmi.model.intents import ChooseQuantity, ChooseSpan, ShowStory, StepBox
from hmi.model.state import State
from hmi.model.wanted import Wanted


def came(state: State, event: FromHistory) -> State:
    """The historian's answer."""
    raise NotImplementedError


def chosen(state: State, event: ChooseSpan | ChooseQuantity) -> Effect:
    """Another span or quantity of the trend."""
    raise NotImplementedError


def story(state: State, event: ShowStory) -> Effect:
    """The story of a row of the log."""
    raise NotImplementedError


def stepped(state: State, event: StepBox) -> State:
    """Another frame of the black box."""
    raise NotImplementedError


def wanted(before: State, state: State) -> tuple[Wanted, ...]:
    """What a page that was just entered, or that is shown for long, needs."""
    return ()
