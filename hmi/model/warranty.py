"""Since when the warranty runs, for how long, and what is left of it.

It is registered on its page, or by a handover: what was done last counts, but a handover changes nothing of a
warranty that was registered before it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from hmi.model import filing, handed, papers
from hmi.model.days import months_between, months_on
from hmi.model.effect import Effect
from hmi.model.handed import TERM_CYCLES, TERM_YEARS, registration
from hmi.model.intents import AdjustWarranty, RegisterWarranty
from hmi.model.papers import WARRANTY, Registration
from hmi.model.record import Entry, Kind, Mark
from hmi.model.state import State
from hmi.model.timekeeping import EARLIEST, LATEST, plausible

FIRST_DAY = date(2015, 1, 1)  # no pack of the manuals is older
LAST_DAY = LATEST.date() - timedelta(days=1)
YEARS = (1, 30)
CYCLES, CYCLES_STEP = (500, 20_000), 500
PACE_DAYS = 90  # a pace of less than a season says nothing about years
DAYS_A_YEAR = 365.25
STEPS = (-100, 100)  # at once


class Obstacle(StrEnum):
    """Why a warranty cannot be registered so."""

    BATTERY = "battery"  # which one it is, is not known
    RECORD = "record"  # cannot be kept
    TOO_EARLY = "too_early"  # older than any of these packs
    FUTURE = "future"  # a day to come
    TERM = "term"  # years or cycles that no warranty has
    SAME = "same"  # it is registered so


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a warranty. None: not known."""

    ends: date  # the first day that it does not cover
    days: int | None
    months: int | None  # whole ones
    cycles: int | None  # of the pack that was used most
    used: int | None  # by it
    certain: bool  # the day by which the time is reckoned

    @property
    def over(self) -> bool:
        """Its time or its cycles are used up."""
        return self.days == 0 or self.cycles == 0


def proposed(state: State) -> Registration:
    """As adjusted, else as registered, else what its installer most likely means."""
    model = state.pack_model
    today = state.clock.date() if state.clock and plausible(state.clock) else EARLIEST.date()
    likely = Registration(today, TERM_YEARS, model.cycle_life if model else TERM_CYCLES)
    return state.papers.draft or registration(state) or likely


def adjusted(state: State, event: AdjustWarranty) -> State:
    """A field of the draft, more or less by so many steps; not beyond its ends."""
    if not filing.idle(state.papers):
        return state
    now, steps = proposed(state), _within(event.steps, STEPS)
    match event.field:
        case "years":
            now = replace(now, years=_within(now.years + steps, YEARS))
        case "cycles":
            now = replace(now, cycles=_within(now.cycles + steps * CYCLES_STEP, CYCLES))
        case field:
            now = replace(now, since=_moved(now.since, field, steps))
    return replace(state, papers=replace(state.papers, draft=now, outcome=None, detail=""))


def _moved(day: date, field: str, steps: int) -> date:
    months = {"month": 1, "year": 12}.get(field, 0) * steps
    moved = months_on(day, months) if months else day + timedelta(days=steps)
    return min(max(moved, FIRST_DAY), LAST_DAY)


def _within(value: int, ends: tuple[int, int]) -> int:
    return min(max(value, ends[0]), ends[1])


def obstacle(state: State, wished: Registration) -> Obstacle | None:
    """The first one in the way; None: it can be registered.

    A day is to come only by a clock that is right: one that lags would refuse today.
    """
    today = state.clock.date() if state.clock and state.time.certain else LAST_DAY
    standing = {
        Obstacle.BATTERY: not state.link.battery,
        Obstacle.RECORD: not state.record.ready,
        Obstacle.TOO_EARLY: wished.since < FIRST_DAY,
        Obstacle.FUTURE: wished.since > today,
        Obstacle.TERM: wished != _kept_within(wished),
        Obstacle.SAME: wished == registration(state),
    }
    return next((one for one, stands in standing.items() if stands), None)


def _kept_within(one: Registration) -> Registration:
    return replace(one, years=_within(one.years, YEARS), cycles=_within(one.cycles, CYCLES))


def registered(state: State, event: RegisterWarranty) -> Effect:
    """It is put on record, with what was there before; unless something is in the way."""
    wished = Registration(event.since, event.years, event.cycles)
    if not filing.idle(state.papers) or obstacle(state, wished):
        return state, ()
    before = registration(state)
    old = papers.spelled(before) if before else ""
    entry = Entry(
        Kind.WARRANTY, WARRANTY, Mark.REGISTERED, state.identity.serial, old, papers.spelled(wished)
    )
    return filing.filed(replace(state, papers=replace(state.papers, draft=wished)), entry)


def known(state: State) -> bool:
    """Whether what was kept of this battery would be known: which one it is, and what is on record."""
    return state.identity.serials is not None and state.record.ready


def left(state: State) -> Left | None:
    """What is left of this battery's warranty; None: it is not registered.

    Of a stack the pack that was used most counts.
    """
    one = registration(state)
    if one is None:
        return None
    today = state.clock.date() if state.clock and plausible(state.clock) else None
    used = max((pack.cycles for pack in state.packs if pack.cycles is not None), default=None)
    ends = one.ends
    return Left(
        ends=ends,
        days=None if today is None else max(0, (ends - today).days),
        months=None if today is None else max(0, months_between(today, ends)),
        cycles=None if used is None else max(0, one.cycles - used),
        used=used,
        certain=state.time.certain,
    )


def pace(state: State) -> float | None:
    """For how many years its cycles last as the battery was used so far; None: that cannot be said yet."""
    one, now = registration(state), left(state)
    if one is None or now is None or now.used is None or state.clock is None or not now.certain:
        return None
    days = (state.clock.date() - one.since).days
    counted = now.used - _before(state, one)
    if days < PACE_DAYS or counted <= 0:
        return None
    return (one.cycles - now.used + counted) * days / counted / DAYS_A_YEAR


def _before(state: State, one: Registration) -> int:
    """Cycles that the battery already had on the day of its commissioning, as far as its handover told."""
    then = handed.over(state)
    return then.cycles or 0 if then and then.date == one.since else 0
