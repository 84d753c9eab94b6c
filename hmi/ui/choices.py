"""The PROTOCOL pages: the eight choices of the original panel, and the one that the BMS reports."""

from dataclasses import dataclass
from functools import cache

from hmi.facts import table
from hmi.model.state import State
from hmi.protocol.inverter_protocol import NONE
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
    protocol = state.identity.inverter_protocol
    if protocol is None:
        return _("The BMS has not told its protocol")
    name = protocol.can_name if interface == "can" else protocol.rs485_name
    if name is None:
        return _("The BMS reports: none set")
    return _("The BMS reports: {name}").format(name=name)


def _reported(state: State, interface: str) -> int:
    protocol = state.identity.inverter_protocol
    if protocol is None:
        return NONE
    return protocol.can if interface == "can" else protocol.rs485


@cache
def _facts(interface: str) -> tuple[_Fact, ...]:
    return tuple(
        _Fact(line["name"], line["document"], tuple(line["codes"])) for line in table("protocols")[interface]
    )
