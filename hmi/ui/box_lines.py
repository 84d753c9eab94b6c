"""The words of the black box: one moment of the ten minutes before a trip."""

from dataclasses import dataclass
from datetime import timedelta

from hmi.model import alarms
from hmi.model.freshness import Freshness
from hmi.model.history import box
from hmi.model.history.box import Box
from hmi.model.history.frames import Frame
from hmi.model.stack import Pack
from hmi.model.state import State
from hmi.ui import figures, names, text
from hmi.ui.language import translator as _


@dataclass(frozen=True, slots=True)
class BoxFact:
    """A value as it was then; `aged`: it was not live then."""

    name: str
    value: str
    aged: bool = False


def told(state: State) -> str:
    """In place of a box: why there is none."""
    opened = box.box(state)
    if opened.trouble:
        return _("These minutes cannot be read.") + f" {': '.join(opened.trouble.split(': ')[:2])}"
    return "" if opened.frames else _("No minutes were kept before this.")


def when(state: State) -> str:
    """How long before the trip, or after it."""
    frame = box.frame(state)
    if frame is None:
        return ""
    before = round(frame.before_s - box.box(state).tripped_s)
    if before == 0:
        return _("At the trip")
    return (_("{time} before") if before > 0 else _("{time} after")).format(time=text.minutes(abs(before)))


def clock(state: State) -> str:
    """The pack that is shown, and the time by the clock; where there is little room, with the alarms."""
    return "" if state.room.small else _clock(state)


def _clock(state: State) -> str:
    frame, story = box.frame(state), state.past.story
    if frame is None or story is None:
        return ""
    row = next((one for one in story.rows if one.number == story.number), None)
    time = ""
    if row is not None:
        local = (row.utc - timedelta(seconds=frame.before_s)).astimezone()
        time = text.certain(text.time_of_day(local), row.certain)
    of = _("Pack {number}").format(number=box.box(state).slot) if len(frame.readings) > 1 else ""
    return "  ".join(filter(None, (of, time)))


def facts(state: State) -> tuple[BoxFact, ...]:
    """Of the stack, then of the pack that the trip was about."""
    frame = box.frame(state)
    if frame is None:
        return ()
    first, room = state.place.part * state.room.moment, state.room.moment
    return (*_of_stack(frame), *_of_pack(_pack(frame, box.box(state))))[first : first + room]


def besides(state: State) -> str:
    """The alarms: with the facts; or after them, with the clock, where there is little room."""
    if not state.room.small:
        return alarms_then(state)
    last = state.place.part == len(state.places) - 1
    return " – ".join(filter(None, (_clock(state), alarms_then(state)))) if last else ""


def _pack(frame: Frame, opened: Box) -> Pack:
    """That pack as it was then; nothing known of it where it was not there."""
    return next((one for one in box.packs(frame) if one.slot == opened.slot), Pack(opened.slot))


def _of_stack(frame: Frame) -> tuple[BoxFact, ...]:
    total = box.stack(frame)
    aged = total.fresh is Freshness.AGED
    return (
        BoxFact(_("Current"), f"{text.signed_amps(total.current)} A", aged),
        BoxFact(_("Voltage"), f"{text.volts(total.voltage)} V", aged),
        BoxFact(_("SOC"), f"{text.percent(total.soc)} %", aged),
    )


def _of_pack(pack: Pack) -> tuple[BoxFact, ...]:
    aged = pack.analog_fresh is Freshness.AGED
    status, old = pack.status, pack.status_fresh is Freshness.AGED
    charge, discharge = (status.charge_mosfet, status.discharge_mosfet) if status else (None, None)
    return (
        BoxFact(_("Temp."), _temperatures(pack), aged),
        _cell(pack, _("High"), max(pack.cell_voltages, default=None), aged),
        _cell(pack, _("Low"), min(pack.cell_voltages, default=None), aged),
        BoxFact(_("Charge"), figures.switched(charge), old),
        BoxFact(_("Discharge"), figures.switched(discharge), old),
    )


def _cell(pack: Pack, name: str, volts: float | None, aged: bool) -> BoxFact:
    """The cell with its number."""
    number = f" {pack.cell_voltages.index(volts) + 1}" if volts is not None else ""
    return BoxFact(f"{name}{number}", f"{text.cell_volts(volts)} V", aged)


def _temperatures(pack: Pack) -> str:
    known = [one for one in pack.temperatures if one is not None]
    if not known:
        return text.NOTHING
    return f"{text.number(min(known))}–{text.number(max(known))}°"


def alarms_then(state: State) -> str:
    """The worst alarm of all packs, and how many there were besides."""
    frame = box.frame(state)
    if frame is None:
        return ""
    packs = box.packs(frame)
    active = alarms.active(packs)
    if not active:
        return _("No alarm") if all(pack.status is not None for pack in packs) else ""
    more = f" +{len(active) - 1}" if len(active) > 1 else ""
    return names.alarm(active[0].name) + more
