"""The staged panel: link and tap in driven time."""

import pytest

from hmi.commands.staging import staged
from hmi.facts import load_facts
from hmi.links.timing import LinkSettings
from hmi.model.check.finding import Finding, Holds
from hmi.model.state import State
from hmi.protocol.can.language import Language
from hmi.simulator import simulated_wire
from hmi.simulator.scenarios import InverterFault

FINDINGS = {
    "day": Finding.UNDERSTOOD,
    InverterFault.DEAF: Finding.NO_ANSWER,
    InverterFault.WRONG_PROTOCOL: Finding.INVERTER_SPEAKS_OTHER,
    InverterFault.BMS_OTHER: Finding.MISMATCH,
    InverterFault.SWAPPED_WIRES: Finding.SILENT,
    InverterFault.TWO_MASTERS: Finding.TWO_BATTERIES,
    InverterFault.WRONG_BITRATE: Finding.ONLY_ERRORS,
    InverterFault.UNHEARD: Finding.NOT_ACKNOWLEDGED,
    InverterFault.BUS_OFF: Finding.BUS_OFF,
    InverterFault.FLOOD: Finding.FLOODED,
    InverterFault.DISOBEYS: Finding.DISOBEYED,
}


def panel(scenario: str, seconds: float) -> State:
    state = State(embedded=True, facts=load_facts())
    wire = simulated_wire(packs=3, scenario=scenario)
    return staged(state, wire, seconds, LinkSettings("simulated"))


@pytest.mark.parametrize(("scenario", "finding"), FINDINGS.items())
def test_each_scenario_of_the_inverter_is_found_out(scenario: str, finding: Finding) -> None:
    assert panel(scenario, 20.0).check.finding is finding


def test_every_failure_has_its_finding() -> None:
    assert FINDINGS.keys() == {"day", *InverterFault}


def test_after_a_minute_within_the_limits_it_is_obeyed() -> None:
    check = panel("day", 90.0).check
    assert (check.heard, check.understood, check.obeyed) == (Holds.YES,) * 3
    assert check.selected is Language.PYLON
    assert not [one for one in check.comparisons if one.differs]


def test_the_same_at_every_run() -> None:
    assert panel("two-masters", 12.0) == panel("two-masters", 12.0)
