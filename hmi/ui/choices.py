"""The PROTOCOL pages as tiles to press: the original panel's choices, and what else the BMS offers."""

from dataclasses import dataclass

from hmi.model import offers
from hmi.model.check import beforehand
from hmi.model.facts import Interface
from hmi.model.intents import ChooseProtocol
from hmi.model.offers import Offer
from hmi.model.state import Phase, State
from hmi.protocol.inverter_protocol import NONE
from hmi.ui import text
from hmi.ui.language import translator as _

NOMINAL_V = 3.2  # of a LiFePO4 cell
REST = 10  # characters of a firmware's further names for one protocol


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One protocol: its name, its document or code, and what a press means; None: it cannot be chosen now."""

    name: str
    document: str
    intent: ChooseProtocol | None
    chosen: bool = False
    mark: str = ""

    @property
    def told(self) -> str:
        """What is known of it, the mark first."""
        return " · ".join(filter(None, (self.mark, self.document)))


def choices(state: State, interface: Interface) -> tuple[ChoiceLine, ...]:
    """The manual's choices on the present part of the page."""
    shown, in_manual = offers.page(state, interface)
    return tuple(_line(state, interface, one) for one in shown) if in_manual else ()


def others(state: State, interface: Interface) -> tuple[ChoiceLine, ...]:
    """What else the BMS offers on the present part: by the first of its names, so that this one is whole."""
    shown, in_manual = offers.page(state, interface)
    return () if in_manual else tuple(_line(state, interface, one) for one in shown)


def said(state: State, interface: Interface) -> tuple[str, ...]:
    """What the BMS says that it speaks there, or why nothing can be chosen; then the same in short."""
    code = offers.reported(state, interface)
    if code is None:
        return _("The BMS has not told its protocol"), _("Protocol not told")
    name = _name(state, interface, code)
    short = _("BMS: {name}").format(name=name)
    if state.link.phase is not Phase.LIVE:
        return _("No link. BMS last said: {name}").format(name=name), _("Last: {name}").format(name=name)
    if blocked(state):
        return blocked(state), _("Writing")
    if not offers.page(state, interface)[1]:
        return _("Not in manual. BMS: {name}").format(name=name), short
    in_manual = any(one.code == code for one in state.facts.protocols.get(interface, ()))
    known = offers.name(state, interface, code) and not in_manual
    return _("BMS reports: {name}").format(name=f"{name} {code:02X}H" if known else name), short


def blocked(state: State) -> str:
    """Why no protocol can be chosen now; empty: one can."""
    if state.link.phase is not Phase.LIVE:
        return _("No link to the BMS")
    if state.identity.inverter_protocol is None:
        return _("The BMS told no protocol")
    return _("Another change is being written") if state.job and state.job.under_way else ""


def _line(state: State, interface: Interface, offer: Offer) -> ChoiceLine:
    free = not offer.chosen and not blocked(state)
    intent = ChooseProtocol(interface, offer.code) if free else None
    name, document = _titles(offer)
    return ChoiceLine(name, document, intent, offer.chosen, _mark(state, interface, offer))


def _mark(state: State, interface: Interface, offer: Offer) -> str:
    """What to know before it is tried, or that the BMS spoke it before."""
    cells = beforehand.cells(state)
    if cells is not None and beforehand.cannot_work(state, interface, offer.code):
        return _("not for {voltage} V").format(voltage=text.number(NOMINAL_V * cells, 1))
    return _("before") if offer.previous else ""


def _titles(offer: Offer) -> tuple[str, str]:
    """Name and document; where the manual has none, the code, which tells look-alikes apart."""
    if offer.document:
        return offer.name, offer.document
    code = f"{offer.code:02X}H"
    if not offer.name:
        return _("unknown {code}").format(code=code), ""
    first, *rest = offer.name.split(" / ")
    return first, " ".join((code, _short(rest))).strip()


def _short(names: list[str]) -> str:
    """All of the names, or the first and how many more; only how many where that is too long."""
    if len(" / ".join(names)) <= REST:
        return " / ".join(names)
    first = f"{names[0]} +{len(names) - 1}"
    return first if len(first) <= REST else f"+{len(names)}"


def _name(state: State, interface: Interface, code: int) -> str:
    if code == NONE:
        return _("none set")
    name = offers.name(state, interface, code).split(" / ")[0]
    return name or _("unknown {code}").format(code=f"{code:02X}H")
