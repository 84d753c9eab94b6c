"""Listening to a simulated CAN bus with a driven clock."""

from collections.abc import Iterable
from typing import Any

from hmi.protocol.can import tables
from hmi.protocol.can.answers import of_inverter
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told, told
from hmi.protocol.control import Code
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from hmi.protocol.messages import Command
from hmi.simulator import inverter_bus, simulated_wire
from hmi.simulator.inverter.bus import InverterBus
from hmi.simulator.inverter.on_bus import OnBus
from hmi.simulator.wire import Wire
from tests.simulator.talk import ask

STANDSTILL = 1e-9  # speed: whoever asks, and whenever, finds the same instant
CODES = {
    Language.PYLON: 0x01,
    Language.SMA: 0x07,
    Language.SOFAR: 0x0A,
    Language.GOODWE: 0x08,
    Language.GROWATT: 0x02,
    Language.VICTRON: 0x03,
}
NO_CAN_LANGUAGE = 0x0B  # Must: the panel does not know it


def select(wire: Wire, code: int, at: float = 0.0) -> None:
    """As the panel does it, on the UART."""
    ask(wire, Command.WRITE_INVERTER_PROTOCOL, InverterProtocol(code, 0xFF, Choice.MANUAL), at)


def still(language: Language = Language.PYLON, **stack: Any) -> tuple[Wire, InverterBus]:
    """A stack at a standstill that speaks this, and its bus."""
    wire = simulated_wire(speed=STANDSTILL, baud=0, **stack)
    select(wire, CODES[language])
    return wire, inverter_bus(wire)


def living(scenario: str, **stack: Any) -> tuple[Wire, InverterBus]:
    """A stack in this scenario, and its bus."""
    wire = simulated_wire(scenario=scenario, baud=0, **stack)
    return wire, inverter_bus(wire)


def listened(bus: InverterBus, start: float, end: float, every: float = 0.02) -> list[OnBus]:
    """Everything on the bus between two times, looked at so often."""
    sent = []
    for look in range(round((end - start) / every) + 1):
        sent += bus.due(start + look * every)
    return sent


def frames(said: Iterable[OnBus]) -> list[CanFrame]:
    """The data frames among them."""
    return [one.frame for one in said if one.frame is not None]


def of_battery(said: Iterable[OnBus]) -> list[CanFrame]:
    """Those that no inverter sends."""
    return [frame for frame in frames(said) if not of_inverter(frame)]


def understood(language: Language, heard: Iterable[CanFrame]) -> Told:
    """What they tell, in this language."""
    return told([tables.decode(language, frame) for frame in heard])


def current(wire: Wire, at: float) -> float:
    """A of the whole stack, as the UART says it."""
    packs = ask(wire, Command.ANALOG, Code(0xFF), at).packs
    return float(sum(pack.current for pack in packs))
