"""Where values come from: a port, or the simulated stack in this process when none is configured."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from hmi.facts import load_models
from hmi.links import config
from hmi.links.adapter import Opener
from hmi.links.config import Config, InverterCanKeys, LinkKeys, SimulationKeys
from hmi.links.port import Port
from hmi.links.rules import Notice
from hmi.links.timing import LinkSettings
from hmi.simulator import inverter_bus, simulated_wire
from hmi.simulator.inverter.line import CanLine
from hmi.simulator.port import InProcessPort
from hmi.simulator.scenarios import SCENARIOS

EMBEDDED = "simulated stack"  # in place of the port's name
_embedded_numbers = count(1)  # channels within this process are told apart by name


class Line(Protocol):
    """Something that goes on beside the link while the panel runs."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End, within a second."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """How to open the link, and how to drive it. `embedded`: no battery, the panel's own simulated stack.

    `tap`: where to listen to what BMS and inverter say on CAN, None: nowhere. `lines` have to run beside it.
    """

    open_port: Callable[[], Port]
    settings: LinkSettings
    embedded: bool
    tap: InverterCanKeys | None = None
    lines: tuple[Line, ...] = ()


def load_config(file: Path | None) -> tuple[Config, tuple[Notice, ...]]:
    """Read the configuration, checked against the models and scenarios that there are."""
    models = tuple(model.name for model in load_models())
    return config.load(file, {"model": models, "scenario": tuple(SCENARIOS)})


def source(loaded: Config, url: str | None) -> Source:
    """What to read from: `url`, else the configured one, else the simulated stack with its inverter."""
    name, keys = url or loaded.link.url, loaded.inverter_can
    tap = keys if keys.interface and keys.channel else None
    return _port(loaded.link, name, tap) if name else _embedded(loaded.link, loaded.simulation, tap)


def _port(link: LinkKeys, name: str, tap: InverterCanKeys | None) -> Source:
    return Source(Opener(name, link.baud), config.link_settings(link, name), embedded=False, tap=tap)


def _embedded(link: LinkKeys, stack: SimulationKeys, tap: InverterCanKeys | None) -> Source:
    wire = simulated_wire(stack.model, stack.packs, stack.scenario, stack.seed, stack.speed, link.baud)
    settings = config.link_settings(link, EMBEDDED)
    lines: tuple[Line, ...] = ()
    if tap is None:
        tap = InverterCanKeys("virtual", f"{EMBEDDED} {next(_embedded_numbers)}")
        lines = (CanLine(inverter_bus(wire), str(tap.interface), str(tap.channel)),)
    return Source(lambda: InProcessPort(wire), settings, embedded=True, tap=tap, lines=lines)
