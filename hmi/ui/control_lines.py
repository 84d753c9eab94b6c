"""What can be switched on the wired pack, its clock, and its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_datetime

from hmi.model import change
from hmi.model.groups import settled
from hmi.model.intents import Intent, SetClock, ShutDown, SwitchTo
from hmi.model.navigation import CONTROL_TILES, spread
from hmi.model.state import Phase, State
from hmi.model.timekeeping import plausible
from hmi.ui import text
from hmi.ui import write_words as words
from hmi.ui.figures import switched
from hmi.ui.language import translator as _

SUBJECTS = (
    change.CHARGE_MOSFET,
    change.DISCHARGE_MOSFET,
    change.BUZZER,
    change.LED_ALARM,
    change.CHARGE_LIMITER,
    change.LOW_GEAR,
)
LONGEST_DAYS = 365  # beyond, years are told
SAME_S = 5  # clocks that differ less are the same to people


@dataclass(frozen=True, slots=True)
class ControlTile:
    """One thing to press. `ring`: it is on, it is off; nothing for what is not switched, or not known."""

    name: str
    value: str
    note: str
    ring: bool
    on: bool
    intent: Intent
    disabled: bool


def tiles(state: State) -> tuple[ControlTile, ...]:
    """What is on this part of the page."""
    things = (*(_switch(state, one) for one in SUBJECTS), _clock(state), _end(state))
    each = spread(CONTROL_TILES, state.room.controls)
    first = state.place.part * each
    return things[first : first + each]


def tile_rows(state: State) -> int:
    """How many rows of them a full part has."""
    return -(-spread(CONTROL_TILES, state.room.controls) // state.room.control_columns)


def _switch(state: State, subject: str) -> ControlTile:
    status = state.host_status
    on = None if status is None else bool(change.value_of(subject, status))
    known = settled(state, subject)
    return ControlTile(
        name=_("Limiter's gear") if subject == change.LOW_GEAR else words.subject(subject),
        value=_gear(on) if subject == change.LOW_GEAR else switched(on),
        note="" if known else _("sources disagree"),
        ring=on is not None,
        on=bool(on),
        intent=SwitchTo(subject, not on),
        disabled=on is None or not known,
    )


def _gear(low: bool | None) -> str:
    if low is None:
        return text.NOTHING
    return _("low") if low else _("high")


def _clock(state: State) -> ControlTile:
    now = state.clock
    unset = not plausible(now)
    shows = clock_shown(state)
    value, note = text.NOTHING, ""
    if unset:
        note = _("panel has no time")
    elif shows is not None and now is not None:
        value, note = difference(shows, now), text.certain(_both(shows, now), state.time.certain)
    return ControlTile(
        name=words.subject(change.CLOCK),
        value=value,
        note=note,
        ring=False,
        on=False,
        intent=SetClock(),
        disabled=unset or state.link.phase is not Phase.LIVE,
    )


def clock_shown(state: State) -> datetime | None:
    """What the BMS's clock shows now, as it runs on since it was read; None: not known, or no date."""
    told = state.parameters.clock
    if told is None or told.time is None:
        return None
    return told.time + timedelta(seconds=max(0.0, state.now - state.parameters.clock_at))


def difference(shows: datetime, now: datetime) -> str:
    """How far the BMS's clock is off, in words."""
    off_s = (shows - now).total_seconds()
    if abs(off_s) < SAME_S:
        return _("same time")
    return (_("{time} ahead") if off_s > 0 else _("{time} behind")).format(time=_long(abs(off_s)))


def _long(seconds: float) -> str:
    for unit_s, below_s in ((1, text.MINUTE_S), (text.MINUTE_S, text.HOUR_S), (text.HOUR_S, 2 * text.DAY_S)):
        if seconds < below_s:
            return text.units(seconds / unit_s, unit_s)
    days = round(seconds / text.DAY_S)
    if days >= LONGEST_DAYS:
        years = round(days / 365)
        return _.plural("{years} year", "{years} years", years).format(years=years)
    return _.plural("{days} day", "{days} days", days).format(days=days)


def _both(shows: datetime, now: datetime) -> str:
    """The two times; where the days differ, the BMS's date."""
    pattern = "HH:mm" if shows.date() == now.date() else "yyyy-MM-dd"
    there, here = (format_datetime(one, pattern, locale=_.locale) for one in (shows, now))
    return there if shows.date() != now.date() else _("{there}, here {here}").format(there=there, here=here)


def _end(state: State) -> ControlTile:
    gone = state.link.phase is not Phase.LIVE
    return ControlTile(_("The whole BMS"), _("Shut down"), "", False, False, ShutDown(), gone)
