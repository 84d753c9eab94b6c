"""What the BMS can speak to the inverter: the original panel's choices, then what else its firmware lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hmi.model import change
from hmi.model.change import INVERTER_PROTOCOL
from hmi.model.facts import Interface
from hmi.protocol.errors import LayoutError
from hmi.protocol.inverter_protocol import CAN, NONE, RS485, InverterProtocol

if TYPE_CHECKING:
    from hmi.model.state import State

CODES: Mapping[Interface, Mapping[int, str]] = {Interface.CAN: CAN, Interface.RS485: RS485}


@dataclass(frozen=True, slots=True)
class Offer:
    """One protocol. `document` is empty for what the manual does not list, `name` for a code of no table."""

    code: int
    name: str
    document: str
    chosen: bool  # the BMS says that it speaks this
    previous: bool  # it spoke this before the last change at this panel


def listed(state: "State", interface: Interface) -> tuple[Offer, ...]:
    """The choices of the original panel. The previous one is first where the first part would not have it."""
    choices = state.facts.protocols.get(interface, ())
    manual = [_offer(state, interface, one.code, one.name, one.document) for one in choices]
    code = previous(state, interface)
    if code is None or any(one.previous for one in manual[: state.room.protocols]):
        return tuple(manual)
    here = next((one for one in manual if one.previous), None)
    first = here or _offer(state, interface, code, CODES[interface].get(code, ""))
    return (first, *(one for one in manual if one is not here))


def others(state: "State", interface: Interface) -> tuple[Offer, ...]:
    """What else the code table has, and the reported code if even that does not have it."""
    now, known = reported(state, interface), {one.code for one in listed(state, interface)}
    codes = [code for code in CODES[interface] if code not in known]
    if now is not None and now != NONE and now not in (*codes, *known):
        codes.append(now)
    return tuple(_offer(state, interface, code, CODES[interface].get(code, "")) for code in codes)


def _offer(state: "State", interface: Interface, code: int, name: str, document: str = "") -> Offer:
    chosen, before = reported(state, interface), previous(state, interface)
    return Offer(code, name, document, code == chosen, code == before)


def previous(state: "State", interface: Interface) -> int | None:
    """The code before the last change of this battery's protocol; None: there was none, or it is set now."""
    text = state.record.previous.get(state.identity.serial, "")
    try:
        before = change.read_spelled(INVERTER_PROTOCOL, text)
    except LayoutError:
        return None
    code = code_of(before, interface) if isinstance(before, InverterProtocol) else NONE
    return None if code in (NONE, reported(state, interface)) else code


def reported(state: "State", interface: Interface) -> int | None:
    """The code that the BMS reports; None: not known."""
    protocol = state.identity.inverter_protocol
    return None if protocol is None else code_of(protocol, interface)


def code_of(protocol: InverterProtocol, interface: Interface) -> int:
    """The code of that interface."""
    return protocol.can if interface is Interface.CAN else protocol.rs485


def name(state: "State", interface: Interface, code: int) -> str:
    """The original panel's name of a code, else the table's; empty: no table has it, or none is set."""
    everything = (*listed(state, interface), *others(state, interface))
    return next((one.name for one in everything if one.code == code), CODES[interface].get(code, ""))


def page(state: "State", interface: Interface) -> tuple[tuple[Offer, ...], bool]:
    """The offers on the present part of the page, and whether the manual lists them.

    What the manual does not list has parts of its own.
    """
    room, part = state.room.protocols, state.place.part
    first = listed(state, interface)
    of_manual = _parts(len(first), room)
    if part < of_manual:
        return first[part * room : (part + 1) * room], True
    room, part = state.room.others, part - of_manual
    return others(state, interface)[part * room : (part + 1) * room], False


def parts(state: "State", interface: Interface) -> int:
    """Over how many parts the page goes."""
    room = state.room
    return _parts(len(listed(state, interface)), room.protocols) + _parts(
        len(others(state, interface)), room.others
    )


def _parts(things: int, room: int) -> int:
    return -(-things // room)
