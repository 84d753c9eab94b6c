"""What has to happen before a subpage has something to show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from hmi.commands.posing import alarm_poses, battery_poses, lamp_poses, papers_poses, past_poses
from hmi.commands.posing.after import after
from hmi.model.check.finding import Suspect
from hmi.model.events import SnapshotKept
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

# What each topic poses for itself.
POSES = alarm_poses.POSES | past_poses.POSES | battery_poses.POSES | lamp_poses.POSES | papers_poses.POSES
TRIAL_LEFT_S = 271.0
GROUP = "cell_over_voltage"


def furnished(state: State) -> State:
    """With what a panel has read of its own disk by then."""
    for furnish in (
        past_poses.furnished,
        alarm_poses.furnished,
        battery_poses.furnished,
        papers_poses.furnished,
    ):
        state = furnish(state)
    return state


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
            return after(state, ShowBrand(state.facts.brands[0].name))
        case Page.GROUP:
            return after(state, ShowGroup(GROUP))
        case Page.VALUE:
            return after(unlocked, ShowGroup(GROUP), EditField("protection"))
        case Page.KEYPAD:
            return after(state, _other_protocol(state))
        case Page.CHANGE:
            return after(unlocked, _other_protocol(state))
        case Page.TRIAL:
            return _on_trial(state)
        case Page.LINK_ADVICE:
            return after(state, ShowAdvice(next(iter(state.check.suspects), Suspect.PINS)))
        case _ if page in POSES:
            return POSES[page](state)
        case Page.LINK_DETAILS | Page.LINK_VALUES | Page.LINK_BUS | Page.LINK_NUMBERS | Page.TOUCH_CHECK:
            return after(state, Go(page))
        case _:
            return _handed_over(unlocked)


def _other_protocol(state: State) -> ChooseProtocol:
    return ChooseProtocol(Interface.CAN, others(state, Interface.CAN)[0].code)


def _on_trial(state: State) -> State:
    old = state.identity.inverter_protocol or InverterProtocol(1, 1, 0)
    new = replace(old, can=_other_protocol(state).code)
    trial = Trial(1, state.identity.serial, old, new, state.now + TRIAL_LEFT_S)
    return after(replace(state, trial=trial), Go(Page.TRIAL))


def _handed_over(state: State) -> State:
    state, wanted = step(state, HandOver())
    at = (state.clock or datetime.min).replace(tzinfo=UTC)
    for one in wanted:
        if isinstance(one, KeepSnapshot):
            state = after(state, SnapshotKept(Snapshot(one.serial, one.name, at, one.content)))
    return after(state, Go(Page.CARD))
