"""The link check's verdict as a sentence of the command line."""

from collections.abc import Iterable

from hmi.model.check.finding import Check, Finding, Holds
from hmi.model.check.obeying import Side
from hmi.model.state import State
from hmi.protocol.inverter_protocol import CAN, RS485
from hmi.ui import link_sentences as sentences

NOTHING = "--"


def sentence(state: State) -> str:
    """The one sentence that matters."""
    check, tap = state.check, state.inverter.tap
    if check.finding is Finding.TAP_LOST and tap.trouble:
        return sentences.TROUBLES[tap.trouble]
    if check.finding is Finding.UNDERSTOOD and len(check.recognised.fits) > 1:
        return sentences.SAME_ON_THE_WIRE.format(heard=" and ".join(check.recognised.fits))
    exceeded = _exceeded(state)
    if exceeded and check.finding is Finding.DISOBEYED and exceeded.over_since is None:
        return sentences.KEPT_AGAIN.format(time=f"{exceeded.back_s:.0f} s")
    codes = state.identity.codes if check.finding is Finding.NOT_CHECKABLE else None
    return sentences.SENTENCES[check.finding].format(
        heard=heard(check),
        selected=(RS485.get(codes[1]) if codes else selected(check)) or NOTHING,
        inverter=" or ".join(check.answers[0].languages if check.answers else ()) or NOTHING,
        rate=round(tap.traffic.rate),
        now_a=_amperes(exceeded.now_a if exceeded else None),
        limit_a=_amperes(exceeded.limit_a if exceeded else None),
        time=f"{_lasted_s(state, exceeded):.0f} s",
    )


def heard(check: Check) -> str:
    """What is spoken on the bus: what is selected where that fits, else all that it can be."""
    recognised = check.recognised
    if check.selected in recognised.fits and not recognised.mixed:
        return str(check.selected)
    return " and ".join(recognised.mixed) or " or ".join(recognised.fits) or NOTHING


def selected(check: Check) -> str | None:
    """What the BMS says that it speaks; None: not known."""
    if check.selected is not None or check.selected_code is None:
        return check.selected
    return CAN.get(check.selected_code, f"{check.selected_code:02X}H")


def _exceeded(state: State) -> Side | None:
    return next((side for side in _sides(state) if side.holds is Holds.NO), None)


def _lasted_s(state: State, exceeded: Side | None) -> float:
    """For how long a limit has been exceeded, or both have been kept."""
    sides = [exceeded] if exceeded else [side for side in _sides(state) if side.holds is Holds.YES]
    return min((state.now - side.since for side in sides), default=0.0)


def _sides(state: State) -> Iterable[Side]:
    return state.inverter.obedience.charge, state.inverter.obedience.discharge


def _amperes(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1f}"
