"""The PROTOCOL pages: the eight choices of the original panel, and the one that the BMS reports."""

from dataclasses import dataclass
from functools import cache

from hmi.facts import table
from hmi.model.state import Phase, State
from hmi.protocol.inverter_protocol import CAN, NONE, RS485
from hmi.ui.language import translator as _


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One protocol: its name, the document that it follows, and whether the BMS speaks it."""

    name: str
    document: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class _Fact:
    name: str
    document: str
    codes: tuple[int, ...]


def choices(state: State, interface: str) -> tuple[ChoiceLine, ...]:
    """The choices of an interface, "can" or "rs485"; more than fit on the part are on the next."""
    code = _reported(state, interface)
    lines = [ChoiceLine(fact.name, fact.document, code in fact.codes) for fact in _facts(interface)]
    first = state.place.part * state.room.protocols
    return tuple(lines[first : first + state.room.protocols])


def count(interface: str) -> int:
    """How many choices an interface has."""
    return len(_facts(interface))


def reported(state: State, interface: str) -> str:
    """What the BMS says that it speaks there, in words."""
    code = _reported(state, interface)
    if code is None:
        return _("The BMS has not told its protocol")
    heard = _("BMS last said: {name}") if state.link.phase is Phase.LOST else _("BMS reports: {name}")
    return heard.format(name=_name(interface, code))


def _name(interface: str, code: int) -> str:
    if code == NONE:
        return _("none set")
    chosen = next((fact.name for fact in _facts(interface) if code in fact.codes), None)
    if chosen:
        return chosen
    known = (CAN if interface == "can" else RS485).get(code)
    if known is None:
        return _("unknown code {code}").format(code=f"{code:02X}H")
    return _("{name}, not listed").format(name=known.split(" / ")[0])


def _reported(state: State, interface: str) -> int | None:
    protocol = state.identity.inverter_protocol
    if protocol is None:
        return None
    return protocol.can if interface == "can" else protocol.rs485


@cache
def _facts(interface: str) -> tuple[_Fact, ...]:
    return tuple(
        _Fact(line["choice"], line["document"], tuple(line["codes"]))
        for line in table("protocols")[interface]
    )
