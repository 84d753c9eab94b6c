"""The link check's verdict as a sentence of the command line."""

from hmi.model.check.finding import Check, Finding
from hmi.model.state import State
from hmi.protocol.inverter_protocol import CAN, RS485
from hmi.ui import link_sentences as sentences

NOTHING = "--"


def sentence(state: State) -> str:
    """The one sentence that matters."""
    check, exceeded = state.check, state.inverter.obedience.exceeded
    chosen = sentences.chosen(state)
    codes = state.identity.codes if check.finding is Finding.NOT_CHECKABLE else None
    same = chosen is sentences.SAME_ON_THE_WIRE
    return chosen.format(
        heard=" and ".join(sentences.shared(check)) if same else heard(check),
        selected=(RS485.get(codes[1]) if codes else selected(check)) or NOTHING,
        inverter=" or ".join(check.answers[0].languages if check.answers else ()) or NOTHING,
        rate=round(state.inverter.tap.traffic.rate),
        now_a=_figure(exceeded.now_a if exceeded else None, 1),
        limit_a=_figure(exceeded.limit_a if exceeded else None, 1),
        time=f"{sentences.lasted_s(state):.0f} s",
        seconds=_figure(check.stops_in_s, 0),
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


def _figure(value: float | None, decimals: int) -> str:
    return NOTHING if value is None else f"{value:.{decimals}f}"
