"""The simulated battery stack: real bytes at the other end of the wire, by the panel's own protocol module.

wire, port          bytes in and out, paced as a UART; a port in this process
listeners           the same on a pty or TCP
peer, answers       a stack that answers requests; readings puts its state into messages
stack, sharing, household, storm, scenarios     packs, house and what happens to them
pack, cells, warmth                             one pack's physics
bms, limits, settings                           one pack's BMS
harm, replay        wire faults; answers from recorded frames
inverter            what the stack tells an inverter, and the inverter

Imports hmi.protocol, hmi.facts and hmi.resources, nothing else of ours.
"""

from datetime import datetime

from hmi.facts import model_named
from hmi.simulator.inverter.bus import InverterBus
from hmi.simulator.peer import StackPeer
from hmi.simulator.scenarios import scenario_named
from hmi.simulator.stack import Stack
from hmi.simulator.wire import Wire

DEFAULT_MODEL = "ES51.2-100LP"
MIDSUMMER = datetime(2025, 6, 21, 13, 0)  # a fixed day, so that the same arguments give the same bytes


def simulated_wire(
    model: str = DEFAULT_MODEL,
    packs: int = 1,
    scenario: str = "day",
    seed: int = 1,
    speed: float = 1.0,
    baud: int = 9600,
    started: datetime = MIDSUMMER,
    tail: int = 14,
) -> Wire:
    """A wire with a simulated stack at its end.

    `speed`: simulated seconds in a real one; `baud` 0: not paced; `started`: the stack's local time at first;
    `tail`: bytes behind the 42H block, 0, 1, 10 or 14.

    Raises:
        ValueError: an unknown model or scenario, or a number of packs outside 1 to 15; it says which.
    """
    chosen = scenario_named(scenario)
    stack = Stack(model_named(model), packs, chosen, seed, speed, started)
    return Wire(StackPeer(stack, speed, tail), baud, fault=chosen.fault)


def inverter_bus(wire: Wire) -> InverterBus:
    """The CAN bus between the stack at the end of this wire and its inverter. Raises ValueError.

    From when it is first asked on, that inverter decides about the current.
    """
    if not isinstance(wire.peer, StackPeer):
        raise ValueError("expected a simulated stack, not a recording: that has nothing to tell an inverter")
    return InverterBus(wire.peer)
