"""Without a tap: three values to compare with the inverter's display, and whether it keeps the limits."""

from dataclasses import dataclass

from hmi.model.check import agreeing, allowed, numbers
from hmi.model.check.finding import Finding, Holds
from hmi.model.check.numbers import Number
from hmi.model.check.obeying import Side
from hmi.model.intents import AnswerNumber
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.language import translator as _
from hmi.ui.link_lines import SHAPES
from hmi.ui.link_sentences import SENTENCES
from hmi.ui.marked import N_

NAMES = {Number.SOC: "SOC", Number.VOLTAGE: N_("Voltage"), Number.CHARGE_LIMIT: N_("Charge limit")}
UNITS = {Number.SOC: "%", Number.VOLTAGE: "V", Number.CHARGE_LIMIT: "A"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that the inverter shows too; `same` 1: it shows the same, -1: another one, 0: not answered."""

    name: str
    value: str
    unit: str
    known: bool
    same: int
    yes: AnswerNumber
    no: AnswerNumber


@dataclass(frozen=True, slots=True)
class Watched:
    """Charging or discharging: the current beside its limit, and how long that has been kept."""

    name: str
    mark: str
    now: str
    limit: str
    kept: str


def asked(state: State) -> tuple[Asked, ...]:
    """What is to be compared; nothing once all of it is answered. Where room is scarce, only what is not."""
    answers, most = _answers(state), state.room.asked
    values = () if agreeing.done(state) else tuple(agreeing.values(state))
    if most < len(values):
        values = tuple(sorted(values, key=lambda one: (one[1] is None, one[0] in answers)))[:most]
    return tuple(_asked(state, number, value, answers.get(number)) for number, value in values)


def _answers(state: State) -> dict[Number, bool]:
    return dict(state.inverter.numbers.same) if numbers.of_now(state) else {}


def _asked(state: State, number: Number, value: float | None, same: bool | None) -> Asked:
    figures = {Number.SOC: text.percent, Number.VOLTAGE: text.volts, Number.CHARGE_LIMIT: amps}
    estimated = number is Number.CHARGE_LIMIT and allowed.announced(state) is None and value is not None
    return Asked(
        _("Limit by manual") if estimated else _(NAMES[number]),
        figures[number](value),
        UNITS[number],
        value is not None,
        0 if same is None else 1 if same else -1,
        AnswerNumber(number, same=True),
        AnswerNumber(number, same=False),
    )


def amps(value: float | None) -> str:
    """A current, whole where it is."""
    return text.number(value, 0 if value is None or value == round(value) else 1)


def question(state: State) -> str:
    """Above what is to be compared."""
    return "" if agreeing.done(state) else _("Does the inverter show the same?")


def result(state: State) -> str:
    """What came of it."""
    if not agreeing.done(state) or state.place.part:
        return ""
    other = [_(NAMES[number]) for number, same in state.inverter.numbers.same if not same]
    match numbers.agreed(state):
        case Holds.YES:
            return _("The inverter shows the same.")
        case Holds.NO:
            return _("The inverter shows another value: {names}.").format(names=", ".join(other))
        case _ if numbers.limit_differs(state):
            return _(SENTENCES[Finding.LIMIT_DIFFERS])
    return _("The same, as far as known.")


def watched(state: State) -> tuple[Watched, ...]:
    """Both directions, once the values are answered and none is another one."""
    if not agreeing.done(state) or numbers.agreed(state) is Holds.NO:
        return ()
    watch = state.inverter.obedience
    sides = [(_("Charge"), watch.charge), (_("Discharge"), watch.discharge)]
    shown = (
        slice(None) if agreeing.parts(state) == 1 else slice(max(0, state.place.part - 1), state.place.part)
    )
    return tuple(_watched(state, name, side) for name, side in sides[shown])


def _watched(state: State, name: str, side: Side) -> Watched:
    limit = _("manual: {limit} A") if state.inverter.obedience.estimated else _("at most {limit} A")
    return Watched(
        name,
        SHAPES[side.holds],
        text.number(side.now_a, 1),
        _("manual: {limit} A").format(limit=amps(side.limit_a))
        if state.inverter.obedience.estimated
        else limit,
        _kept(state, side),
    )


def _kept(state: State, side: Side) -> str:
    match side.holds:
        case Holds.YES:
            return _("kept for {time}").format(time=text.duration(state.now - side.since))
        case Holds.NO if side.over_since is not None:
            return _("over for {time}").format(time=text.duration(state.now - side.over_since))
        case Holds.NO:
            return _("over {time} ago").format(time=text.duration(side.back_s))
    return _("kept {seconds} of {all} s").format(
        seconds=text.number(side.kept_s), all=text.number(state.inverter.watch_s)
    )
