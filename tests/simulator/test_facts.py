import pytest

from hmi.facts import Model, UnknownModelError, load_models, load_parameters, model_named
from hmi.protocol.messages import MESSAGES, Command
from hmi.simulator.settings import WRITES, Settings


def test_the_models_of_the_manuals() -> None:
    facts = {model.name: (model.cells, model.capacity_ah, model.max_discharge_a) for model in load_models()}
    assert facts == {
        "ES25.6-100LP": (8, 100, 100),
        "ES25.6-230LP": (8, 230, 100),
        "ES51.2-100LP": (16, 100, 100),
        "ES51.2-230LP": (16, 230, 200),
        "Active16": (16, 314, 200),
    }


@pytest.mark.parametrize("model", load_models(), ids=lambda model: model.name)
def test_the_numbers_of_a_model_fit_each_other(model: Model) -> None:
    assert model.nominal_v == pytest.approx(3.2 * model.cells)
    assert model.energy_kwh == pytest.approx(model.nominal_v * model.capacity_ah / 1000, rel=0.01)
    assert model.discharge_cut_off_v < model.nominal_v < model.charge_v
    if model.inverter:
        assert model.inverter.discharge_cut_off_v < model.inverter.over_discharge_recovery_v
        assert model.inverter.over_voltage_recovery_v < model.inverter.over_voltage_protection_v


def test_a_model_is_found_whatever_the_case_and_an_unknown_one_is_answered_with_the_known() -> None:
    assert model_named("active16").name == "Active16"
    with pytest.raises(UnknownModelError, match=r"'ES1'.*ES25.6-100LP, .*Active16"):
        model_named("ES1")


@pytest.mark.parametrize("model", load_models(), ids=lambda model: model.name)
def test_every_factory_value_lies_in_its_range(model: Model) -> None:
    for fields in load_parameters().values():
        for parameter in fields.values():
            assert parameter.admits(parameter.factory_for(model, charging=True))


def test_every_field_of_every_group_is_described() -> None:
    for read in WRITES.values():
        described = load_parameters()[read.name.removeprefix("READ_").lower()]
        assert list(described) == list(MESSAGES[read].reply[0].__dataclass_fields__)


def test_the_factory_values_of_a_16_cell_100_a_board_are_the_captured_ones() -> None:
    settings = Settings(model_named("ES51.2-100LP"))
    over = settings.read(Command.READ_PACK_OVER_VOLTAGE)
    assert (over.alarm, over.protection, over.release) == (57.6, 59.2, 54.0)
    charge = settings.read(Command.READ_CHARGE_OVER_CURRENT)
    assert (charge.alarm, charge.protection) == (104, 110)
    assert settings.read(Command.READ_FAST_OVER_CURRENT).charge == 150
