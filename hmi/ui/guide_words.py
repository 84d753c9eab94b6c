"""The guide that makes the SOC sure, in words: how far it is, what to do, what to expect."""

from dataclasses import dataclass

from hmi.model import calibration, doubt, outlook
from hmi.model.calibration import Stage
from hmi.model.stack import Flow
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.marked import N_
from hmi.ui.portions import portion

STALLED_PCT = 1.0  # above the reserve: an inverter that is set as recommended has stopped
TITLES = {
    Stage.NOT_BEGUN: N_("Make it sure"),
    Stage.DOWN: N_("1 of 2: empty it"),
    Stage.UP: N_("2 of 2: fill it"),
    Stage.DONE: N_("The SOC is sure"),
}


@dataclass(frozen=True, slots=True)
class Guidance:
    """A stage of the guide; `level` % of the stack, below 0: not known."""

    title: str
    said: str
    level: float


def sure_part(state: State) -> doubt.Part:
    """What stands on the present part of the page."""
    parts = doubt.told(state)
    return parts[min(state.place.part, len(parts) - 1)]


def guidance(state: State) -> tuple[Guidance, ...]:
    """The guide, or a portion of what it says."""
    part = sure_part(state)
    if not part.of:
        return ()
    stage = calibration.stage(state)
    said = {Stage.NOT_BEGUN: _before, Stage.DOWN: _down, Stage.UP: _up, Stage.DONE: _done}[stage](state)
    soc = state.total.soc
    begun = stage is not Stage.NOT_BEGUN
    untitled = (part.at or not begun) if state.room.small else (part.at and not begun)
    level = -1.0 if soc is None or part.at or stage not in (Stage.DOWN, Stage.UP) else soc
    return (Guidance("" if untitled else _(TITLES[stage]), portion(said, part.at, part.of), level),)


def _before(state: State) -> str:
    return _(
        "The battery is emptied down to its protection, then filled. Choose a day with sun or grid."
        " Low-voltage alarms will come: they belong to it."
    )


def _down(state: State) -> str:
    """How far it is, and what keeps it."""
    lowest, protection = calibration.lowest_cell(state), calibration.protection(state)
    far = _("Lowest cell {volts} V, end at {limit} V.").format(
        volts=text.cell_volts(lowest), limit=text.volts(protection)
    )
    reserve, soc = outlook.reserve_pct(state), state.total.soc
    if state.total.flow is Flow.CHARGING:
        hint = _("It is being charged now.")
    elif state.total.flow is Flow.RESTING and reserve is not None and (soc or 0.0) <= reserve + STALLED_PCT:
        stopped = _("Stopped at {soc} %? Allow the inverter to go lower.")
        hint = stopped.format(soc=text.number(reserve))
    else:
        hint = _("Let the house use it. Low-voltage alarms belong to it.")
    return f"{far} {hint}"


def _up(state: State) -> str:
    soc = state.total.soc
    left = _("{left} % to go.").format(left=text.number(None if soc is None else 100 - soc))
    return " ".join((left, *_missing(state), _("Charge it until it says that it is full.")))


def _done(state: State) -> str:
    guide = state.ledger.guide
    words = _("Emptied and filled, done on {date}.").format(date=text.dated(guide.ended if guide else None))
    return " ".join((words, *_missing(state)))


def _missing(state: State) -> tuple[str, ...]:
    """The packs that were not emptied, if there are any."""
    packs = calibration.not_low(state)
    return (_("Not emptied: pack {packs}.").format(packs=text.ranges(packs)),) if packs else ()
