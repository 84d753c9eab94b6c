"""States of the protocol pages: what the BMS reports, what it spoke before, and brands wired in every way."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from hmi.model import change
from hmi.model.change import Change
from hmi.model.facts import Brand, Interface, Wire
from hmi.model.job import Cause, Job, Stage
from hmi.model.navigation import Page, Place
from hmi.model.record import Logbook
from hmi.model.state import Identity, State
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from tests.ui.states import after, day, heard, start

PYLON = InverterProtocol(0x01, 0xFF, 1)


def speaking(protocol: InverterProtocol = PYLON, before: InverterProtocol | None = None) -> State:
    """The BMS speaks this; before the last change it spoke another."""
    state = after(day(), heard(Command.READ_INVERTER_PROTOCOL, protocol))
    if before is None:
        return state
    return replace(state, record=Logbook(previous={state.identity.serial: change.spelled(before)}))


def writing() -> State:
    """A change of the protocol is under way."""
    state = speaking()
    wished = Change(change.INVERTER_PROTOCOL, PYLON, replace(PYLON, can=0x07))
    job = Job((wished,), Cause.CHOSEN, state.identity.serial, Stage.WRITING)
    return replace(state, job=job, place=Place(Page.CHANGE))


def made_up(*wires: tuple[str, int | None, tuple[int, ...]], note: str = "") -> Brand:
    """A brand as no manual has it, with these wires."""
    interface = Interface.RS485 if wires[0][0].startswith("RS485") else Interface.CAN
    return Brand("Made up", interface, "PYLON", tuple(Wire(*wire) for wire in wires), "a test", note=note)


STRAIGHT = made_up(("CAN-H", 4, (4,)), ("CAN-L", 5, (5,)))
CROSSED = made_up(("CAN-H", 8, (1,)), ("CAN-L", 1, (8,)))
DOUBLED = made_up(("RS485-B", 8, (1, 8)), ("RS485-A", 7, (2, 7)))
TWISTED = made_up(("RS485-B", 2, (1, 8)), ("RS485-A", 1, (2, 7)))
HALF_TOLD = made_up(("CAN-H", None, (4,)), ("CAN-L", 5, (5,)))
UNTOLD = made_up(("RS485-B", None, (1, 8)), ("RS485-A", None, (2, 7)), note="Pins not told.")


def inverter(brand: Brand, state: State | None = None) -> State:
    """The page of this brand, the only one."""
    state = state or speaking()
    facts = replace(state.facts, brands=(brand,))
    return replace(state, facts=facts, brand=brand.name, place=Place(Page.INVERTER))


def of_the_manual(name: str) -> State:
    """The page of a brand of the manuals."""
    return replace(speaking(), brand=name, place=Place(Page.INVERTER))


LISTS: dict[str, Callable[[], State]] = {
    "protocol, unknown": partial(speaking, InverterProtocol(0x7E, 0x7F, 1)),
    "protocol, not listed": partial(speaking, InverterProtocol(0x10, 0x0C, 1)),
    "protocol, before": partial(speaking, PYLON, InverterProtocol(0x0A, 0x0C, 1)),
    "protocol, before that none lists": partial(speaking, PYLON, InverterProtocol(0x7E, 0x03, 1)),
    "protocol, being written": writing,
}
WIRINGS: dict[str, Callable[[], State]] = {
    "brand, straight": partial(inverter, STRAIGHT),
    "brand, crossed": partial(inverter, CROSSED),
    "brand, doubled": partial(inverter, DOUBLED),
    "brand, twisted": partial(inverter, TWISTED),
    "brand, half told": partial(inverter, HALF_TOLD),
    "brand, untold": partial(inverter, UNTOLD),
    "brand, not connected": lambda: inverter(STRAIGHT, start()),
    "brand, protocol not told": lambda: inverter(STRAIGHT, replace(day(), identity=Identity())),
    **{f"brand, {one.name}": partial(of_the_manual, one.name) for one in start().facts.brands},
}
PROTOCOL_STATES = LISTS | WIRINGS
