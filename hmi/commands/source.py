"""Where values come from: a port, or the simulated stack in this process when none is configured."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hmi.facts import load_models
from hmi.links import config
from hmi.links.adapter import Opener
from hmi.links.config import Config, LinkKeys, SimulationKeys
from hmi.links.port import Port
from hmi.links.rules import Notice
from hmi.links.timing import LinkSettings
from hmi.simulator import simulated_wire
from hmi.simulator.port import InProcessPort
from hmi.simulator.scenarios import SCENARIOS

EMBEDDED = "simulated stack"  # in place of the port's name


@dataclass(frozen=True, slots=True)
class Source:
    """How to open the link, and how to drive it. `embedded`: no battery, the panel's own simulated stack."""

    open_port: Callable[[], Port]
    settings: LinkSettings
    embedded: bool


def load_config(file: Path | None) -> tuple[Config, tuple[Notice, ...]]:
    """Read the configuration, checked against the models and scenarios that there are."""
    models = tuple(model.name for model in load_models())
    return config.load(file, {"model": models, "scenario": tuple(SCENARIOS)})


def source(loaded: Config, url: str | None) -> Source:
    """What to read from: `url`, else the configured one, else the simulated stack."""
    name = url or loaded.link.url
    return _port(loaded.link, name) if name else _embedded(loaded.link, loaded.simulation)


def _port(link: LinkKeys, name: str) -> Source:
    return Source(Opener(name, link.baud), config.link_settings(link, name), embedded=False)


def _embedded(link: LinkKeys, stack: SimulationKeys) -> Source:
    wire = simulated_wire(stack.model, stack.packs, stack.scenario, stack.seed, stack.speed, link.baud)
    settings = config.link_settings(link, EMBEDDED)
    return Source(lambda: InProcessPort(wire), settings, embedded=True)
