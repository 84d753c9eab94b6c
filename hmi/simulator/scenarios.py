"""The scenarios by name: where a stack starts, what happens to it, how its wire misbehaves."""

from dataclasses import dataclass
from enum import StrEnum


class WireFault(StrEnum):
    """How an answer comes to harm on its way."""

    SILENT = "silent"
    GARBAGE = "garbage"
    REFUSING = "refusing"
    ABSURD = "absurd"
    LATE = "late"
    TRUNCATED = "truncated"
    DOUBLED = "doubled"
    WRONG_ADDRESS = "wrong-address"
    WRONG_COMMAND = "wrong-command"


class InverterFault(StrEnum):
    """What is wrong between the BMS and the inverter, on their CAN bus."""

    DEAF = "deaf-inverter"
    WRONG_PROTOCOL = "wrong-protocol"
    BMS_OTHER = "bms-other"
    SWAPPED_WIRES = "swapped-wires"
    TWO_MASTERS = "two-masters"
    WRONG_BITRATE = "wrong-bitrate"
    UNHEARD = "unheard"
    BUS_OFF = "bus-off"
    FLOOD = "flood"
    DISOBEYS = "disobeys"


@dataclass(frozen=True, slots=True)
class Scenario:
    """Starting conditions and what goes on. Shares are 0..1, temperatures degC."""

    about: str
    soc: float = 0.62
    sun: float = 1.0  # factor on the usual sun
    load: float = 1.0  # factor on the usual load
    spread: float = 0.01  # standard deviation of SOC between packs
    of_limit: float | None = None  # current forced on the stack as a share of the packs' continuous current
    ambient: float = 21.0  # mean of the day
    swing: float = 3.0  # K, between mean and warmest hour
    cells: float | None = None  # temperature of the cells at the start; None: near ambient
    weak: float = 0.0  # share of its charge that one cell of the first pack has lost
    shorted: bool = False
    empty_slot: bool = False  # one pack of the stack does not answer
    storm: bool = False
    fault: WireFault | None = None
    inverter: InverterFault | None = None
    # Share of the packs' continuous current that the BMS allows the inverter, as worn cells would have it.
    allowed: float = 1.0


ALLOWED = 0.12  # of `disobeys`: what sun and house want is more than that


class UnknownScenarioError(ValueError):
    """No scenario has this name; the message names the known ones."""


SCENARIOS = {
    "day": Scenario("a sunny day: charged by noon's sun, supplying the house in the evening"),
    "idle": Scenario("neither sun nor load", soc=0.45, spread=0, sun=0, load=0),
    "full": Scenario("fully charged, the sun goes on", soc=1.0),
    "empty": Scenario("discharged to the under-voltage protection, at night", soc=0.0, of_limit=-0.1),
    "cell-drift": Scenario("one cell of the first pack is some 80 mV behind", soc=0.25, weak=0.15, sun=0.6),
    "hot": Scenario("a boiler room: charging stopped", cells=57.0, ambient=64.0, swing=0, sun=0.1),
    "frozen": Scenario("hard frost: charging stopped", cells=-16.0, ambient=-23.0, swing=0, sun=0.1),
    "overcurrent": Scenario("more is drawn than the packs may give", of_limit=-1.25),
    "short-circuit": Scenario("the terminals are shorted", shorted=True),
    "dead-pack": Scenario("one pack of the stack does not answer", empty_slot=True),
    "storm": Scenario("many alarms at once on many packs, changing", storm=True),
} | {
    fault.value: Scenario(about, fault=fault)
    for fault, about in {
        WireFault.SILENT: "no answer at all",
        WireFault.GARBAGE: "noise instead of answers",
        WireFault.REFUSING: "every request is refused",
        WireFault.ABSURD: "a cell of 65.535 V and SOC 255 %, with a valid checksum",
        WireFault.LATE: "answers come after more than 500 ms",
        WireFault.TRUNCATED: "answers are cut short",
        WireFault.DOUBLED: "answers come twice",
        WireFault.WRONG_ADDRESS: "answers carry another pack's address",
        WireFault.WRONG_COMMAND: "answers belong to another command",
    }.items()
}
SCENARIOS |= {
    fault.value: Scenario(about, inverter=fault, allowed=ALLOWED if fault is InverterFault.DISOBEYS else 1.0)
    for fault, about in {
        InverterFault.DEAF: "the inverter never answers and keeps to its own limits",
        InverterFault.WRONG_PROTOCOL: "the inverter is set to another protocol, so nothing flows",
        InverterFault.BMS_OTHER: "the BMS speaks another protocol than the selected one",
        InverterFault.SWAPPED_WIRES: "nothing is heard on the inverter's CAN bus",
        InverterFault.TWO_MASTERS: "a second battery speaks on the inverter's CAN bus",
        InverterFault.WRONG_BITRATE: "nothing but errors on the inverter's CAN bus",
        InverterFault.UNHEARD: "nobody acknowledges what the BMS says: it repeats one frame",
        InverterFault.BUS_OFF: "the CAN bus to the inverter has failed",
        InverterFault.FLOOD: "the inverter's CAN bus is full of foreign frames",
        InverterFault.DISOBEYS: "the inverter takes more than the BMS allows",
    }.items()
}


def scenario_named(name: str) -> Scenario:
    """The scenario of this name. Raises UnknownScenarioError."""
    try:
        return SCENARIOS[name]
    except KeyError:
        raise UnknownScenarioError(f"no scenario is called {name!r}; known: {', '.join(SCENARIOS)}") from None
