"""The page "What if?": what is usable, how long it lasts now, and at the load that is tried."""

from dataclasses import dataclass

from hmi.model import outlook, what_if
from hmi.model.stack import Flow
from hmi.model.state import State
from hmi.ui import outlook_words, text
from hmi.ui.language import translator as _


@dataclass(frozen=True, slots=True)
class Line:
    """A name or a load, and what it comes to; `tried`: with the load that is tried."""

    name: str
    value: str
    tried: bool = False


def lines(state: State) -> tuple[Line, ...]:
    """All on the first part of the page; the load on the second where there is little room."""
    known = (Line(usable(state), energy(state)), Line(now(state), lasts_now(state)))
    tried = Line(load(state), lasts(state), tried=True)
    return (*(known if state.place.part == 0 else ()), *((tried,) if slides(state) else ()))


def slides(state: State) -> bool:
    """The load can be chosen on this part."""
    return state.place.part == (1 if what_if.parts(state) > 2 else 0)


def usable(state: State) -> str:
    """Where the discharge ends."""
    if not outlook.above_reserve(state):
        return _("Usable")
    return _("Down to {soc} %").format(soc=text.number(outlook.reserve_pct(state)))


def energy(state: State) -> str:
    """What there is until then."""
    found = what_if.usable_wh(state)
    return f"{text.energy(found)} {text.energy_unit(found)}"


def assumed(state: State) -> str:
    """What is taken for granted, on the last part: what the inverter is set to nobody tells."""
    if state.place.part != what_if.parts(state) - 1:
        return ""
    reserve = outlook.reserve_pct(state)
    if outlook.above_reserve(state):
        return _("By the manual's setting for the inverter, without its losses.")
    if reserve is not None and state.total.soc is not None:
        return _("Below {soc} %: the inverter may have stopped already.").format(soc=text.number(reserve))
    return _("Down to the battery's own protection, without the inverter's losses.")


def now(state: State) -> str:
    """What the battery gives now."""
    if state.total.flow is Flow.DISCHARGING:
        return _("As now, {power}").format(power=_power(state.total.power))
    return _("As now")


def lasts_now(state: State) -> str:
    """How long it lasts so."""
    if state.total.flow is Flow.CHARGING:
        return _("is being charged")
    if state.total.flow is Flow.RESTING:
        return _("nothing is used")
    return outlook_words.lasting(state, what_if.hours_now(state), what_if.LONGEST_H)


def load(state: State) -> str:
    """The load that is tried."""
    return _("With {power}").format(power=_power(what_if.nearest(state, state.load_w)))


def lasts(state: State) -> str:
    """How long it lasts with that."""
    if what_if.usable_wh(state) == 0:
        return _("it is empty")
    return outlook_words.lasting(state, what_if.hours(state), what_if.LONGEST_H)


def _power(watts: float | None) -> str:
    return f"{text.power(watts)} {text.power_unit(watts)}"


def steps(state: State) -> int:
    """How many loads there are to choose from."""
    return len(what_if.loads(state))


def step(state: State) -> int:
    """Which of them is tried, from 0."""
    return what_if.loads(state).index(what_if.nearest(state, state.load_w))


def watts(state: State, number: int) -> float:
    """The load of that number."""
    return what_if.loads(state)[number]
