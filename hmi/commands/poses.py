"""What has to happen before a subpage has something to show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from hmi.model.check.finding import Suspect
from hmi.model.events import Event, SnapshotKept
from hmi.model.facts import Interface
from hmi.model.intents import ChooseProtocol, EditField, Go, HandOver, ShowAdvice, ShowBrand, ShowGroup
from hmi.model.job import Trial
from hmi.model.navigation import SUBPAGES, Page, Place
from hmi.model.offers import others
from hmi.model.record import Snapshot
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import KeepSnapshot
from hmi.protocol.inverter_protocol import InverterProtocol

TRIAL_LEFT_S = 271.0
GROUP = "cell_over_voltage"


def subpages(state: State) -> Iterator[State]:
    """Every subpage, each in a state in which it is met."""
    for page in SUBPAGES:
        posed = _posed(replace(state, place=Place(Page.HOME)), page)
        if posed.place.page is page:
            yield from (replace(posed, place=place) for place in posed.places)


def _posed(state: State, page: Page) -> State:
    unlocked = replace(state, access=replace(state.access, open=True))
    match page:
        case Page.INVERTER:
            return _after(state, ShowBrand(state.facts.brands[0].name))
        case Page.GROUP:
            return _after(state, ShowGroup(GROUP))
        case Page.VALUE:
            return _after(unlocked, ShowGroup(GROUP), EditField("protection"))
        case Page.KEYPAD:
            return _after(state, _other_protocol(state))
        case Page.CHANGE:
            return _after(unlocked, _other_protocol(state))
        case Page.TRIAL:
            return _on_trial(state)
        case Page.LINK_ADVICE:
            return _after(state, ShowAdvice(next(iter(state.check.suspects), Suspect.PINS)))
        case Page.LINK_DETAILS | Page.LINK_VALUES | Page.LINK_BUS | Page.LINK_NUMBERS:
            return _after(state, Go(page))
        case _:
            return _handed_over(unlocked)


def _other_protocol(state: State) -> ChooseProtocol:
    return ChooseProtocol(Interface.CAN, others(state, Interface.CAN)[0].code)


def _on_trial(state: State) -> State:
    old = state.identity.inverter_protocol or InverterProtocol(1, 1, 0)
    new = replace(old, can=_other_protocol(state).code)
    trial = Trial(1, state.identity.serial, old, new, state.now + TRIAL_LEFT_S)
    return _after(replace(state, trial=trial), Go(Page.TRIAL))


def _handed_over(state: State) -> State:
    state, wanted = step(state, HandOver())
    at = (state.clock or datetime.min).replace(tzinfo=UTC)
    for one in wanted:
        if isinstance(one, KeepSnapshot):
            state = _after(state, SnapshotKept(Snapshot(one.serial, one.name, at, one.content)))
    return _after(state, Go(Page.CARD))


def _after(state: State, *events: Event) -> State:
    for event in events:
        state, _ = step(state, event)
    return state
