from dataclasses import replace

import pytest

from hmi.facts import load_facts
from hmi.model import groups
from hmi.model.change import CHARGE_LIMITER, GROUPS
from hmi.model.parameters import Parameters
from hmi.model.state import Identity, State
from hmi.protocol.identity import Version
from hmi.protocol.parameters import Balancing, FullAndLowCharge
from tests.model.known import ANALOG, reading

FACTS = load_facts()


def of_firmware(software: str | None) -> State:
    version = None if software is None else Version(software)
    return State(facts=FACTS, identity=Identity(version=version))


@pytest.mark.parametrize(
    ("firmware", "settled"), [("P16S100A-SIM-1.00", True), ("P16S100A-1812-1.00", False), (None, False)]
)
def test_a_contested_group_is_settled_for_the_firmwares_that_have_evidence(
    firmware: str | None, settled: bool
) -> None:
    assert groups.settled(of_firmware(firmware), "fast_over_current") is settled
    assert not groups.settled(of_firmware(firmware), CHARGE_LIMITER)


def test_what_all_sources_agree_on_needs_no_evidence() -> None:
    open_to_all = [group for group in GROUPS if groups.settled(of_firmware(None), group)]
    assert len(open_to_all) == 14


def test_a_group_is_writable_once_it_was_read() -> None:
    state = of_firmware(None)
    assert not groups.writable(state, "balancing")
    read = replace(state, parameters=Parameters(groups={"balancing": Balancing(3.4, 0.03)}))
    assert groups.writable(read, "balancing")


def test_factory_values_are_those_of_the_model_without_the_enable() -> None:
    state = State(facts=FACTS, model="ES51.2-100LP")
    values = groups.factory_values(state, "pack_over_voltage", FACTS.parameters["pack_over_voltage"])
    assert values == {"alarm": 57.6, "protection": 59.2, "release": 54.0, "delay": 1}


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_factory_values(group: str) -> None:
    state = State(facts=FACTS, readings=(reading(analog=ANALOG),))
    ranges = FACTS.parameters[group]
    values = groups.factory_values(state, group, ranges)
    assert values.keys() == ranges.keys() - {"enable"}
    assert all(ranges[field].admits(value) for field, value in values.items())


def test_a_configured_model_with_another_number_of_cells_has_no_factory_values_here() -> None:
    state = State(facts=FACTS, model="ES51.2-100LP", readings=(reading(analog=ANALOG),))
    assert groups.factory_model(state) == FACTS.model("ES51.2-100LP")
    eight = replace(ANALOG, cell_voltages=ANALOG.cell_voltages[:8])
    state = replace(state, readings=(reading(analog=eight),))
    assert groups.factory_model(state) is None
    assert groups.factory_values(state, "sleep", FACTS.parameters["sleep"]) == {}


def test_of_an_unknown_model_there_are_none() -> None:
    assert groups.factory_values(State(facts=FACTS), "sleep", FACTS.parameters["sleep"]) == {}


def test_a_field_that_the_firmware_does_not_tell_has_none() -> None:
    parameters = Parameters(groups={"full_and_low_charge": FullAndLowCharge(56.0, 2.0)})
    state = State(facts=FACTS, model="ES51.2-100LP", parameters=parameters)
    ranges = FACTS.parameters["full_and_low_charge"]
    assert groups.factory_values(state, "full_and_low_charge", ranges).keys() == {
        "full_voltage",
        "full_current",
    }
