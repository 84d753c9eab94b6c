"""Every figure of the models and the maintenance against the manuals' tables, by name."""

import re
import shutil
from pathlib import Path

import pytest

from hmi import facts
from hmi.facts import FactsError, load_facts, load_models
from hmi.model.pack_model import InverterSettings, Model
from hmi.resources import resource

MODELS = {model.name: model for model in load_models()}
ES = ("ES25.6-100LP", "ES25.6-230LP", "ES51.2-100LP", "ES51.2-230LP")

# The first manual: field -> its row, model by model in the order of ES. Chapter 8, then 3.3, 3.2, 1.2.
ROWS = {
    "cells": (8, 8, 16, 16),
    "energy_kwh": (2.56, 5.88, 5.12, 11.77),
    "nominal_v": (25.6, 25.6, 51.2, 51.2),
    "charge_v": (29.2, 29.2, 58.4, 58.4),
    "discharge_cut_off_v": (21, 21, 42, 42),
    "standard_charge_a": (20, 46, 20, 46),
    "max_charge_a": (100, 100, 100, 200),
    "max_discharge_a": (100, 100, 100, 200),
    "communication": (("RS232", "RS485", "CAN"),) * 4,
    "cycle_life": (6000,) * 4,
    "cycle_life_conditions": ("80 % DOD, 25 °C",) * 4,
    "charge_c": ((0, 60),) * 4,
    "discharge_c": ((-10, 60),) * 4,
    "size_mm": ((440, 170, 350), (440, 170, 560), (440, 170, 560), (450, 245, 670)),
    "size_order": ("L × W × H",) * 4,
    "weight_kg": (23, 49, 41, 93),
    "package_mm": ((512, 425, 252), (635, 512, 252), (635, 512, 252), (750, 520, 425)),
    "gross_kg": (25, 54, 54, 111),
    "weight_rounded": (True,) * 4,
    "wire_mm2": (25, 25, 25, 50),
    "breaker": ("2P-125A", "2P-125A", "2P-125A", "2P-250A"),
    "most_inverter_kw": (2.5, 5, 5, None),
    "clearance_mm": (200,) * 4,
    "most_parallel": (15,) * 4,
    "capacity_ah": (100, 230, 100, 230),
}
# Chapter 4.
SETTINGS = {
    "discharge_cut_off_v": (25, 25, 50, 50),
    "over_discharge_recovery_v": (26, 26, 51, 51),
    "charging_v": (29.2, 29.2, 58.4, 58.4),
    "over_voltage_protection_v": (29.2, 29.2, 58.4, 58.4),
    "over_voltage_recovery_v": (28, 28, 56, 56),
    "discharge_cut_off_soc_pct": (10,) * 4,
}
# The second manual: Technical Parameters; wires and the gap to the wall from its installation.
ACTIVE16 = {
    "energy_kwh": 16.08,
    "usable_kwh": 14.47,
    "nominal_v": 51.2,
    "discharge_cut_off_v": 44.8,
    "charge_v": 57.6,
    "max_charge_a": 200,
    "max_discharge_a": 200,
    "most_discharge_pct": 90,
    "cycle_life": 8000,
    "cycle_life_conditions": "0.5 C, 25 °C; 80 % are left then",
    "communication": ("RS485", "CAN 2.0"),
    "charge_c": (0, 50),
    "discharge_c": (-10, 55),
    "storage_c": (-20, 60),
    "cooling": "Natural convection",
    "highest_m": 3000,
    "humidity_pct": (20, 95),
    "noise_dba": 25,
    "protection": "IP54",
    "size_mm": (855, 470, 250),
    "size_order": "H × W × D",
    "weight_kg": 118.5,
    "weight_rounded": False,
    "installation": "Floor standing",
    "most_parallel": 16,
    "wire_mm2": 42.4,
    "wire_awg": 1,
    "wall_gap_mm": (10, 30),
    "inverter": None,
}


def test_there_are_the_five_models_of_the_manuals() -> None:
    assert tuple(MODELS) == (*ES, "Active16")


@pytest.mark.parametrize("field", ROWS)
def test_a_row_of_the_first_manual(field: str) -> None:
    assert tuple(getattr(MODELS[name], field) for name in ES) == ROWS[field]


@pytest.mark.parametrize("field", SETTINGS)
def test_a_recommended_setting_of_the_inverter(field: str) -> None:
    recommended = [MODELS[name].inverter for name in ES]
    assert tuple(getattr(one, field) for one in recommended) == SETTINGS[field]
    assert set(SETTINGS) == set(InverterSettings.__dataclass_fields__)


@pytest.mark.parametrize("field", ACTIVE16)
def test_a_row_of_the_second_manual(field: str) -> None:
    assert getattr(MODELS["Active16"], field) == ACTIVE16[field]


def test_a_capacity_that_no_manual_tells_is_energy_over_voltage_and_marked() -> None:
    active16 = MODELS["Active16"]
    assert round(1000 * active16.energy_kwh / active16.nominal_v) == active16.capacity_ah
    assert [name for name, model in MODELS.items() if model.capacity_computed] == ["Active16"]


@pytest.mark.parametrize("name", ES)
def test_the_capacity_of_a_name_is_that_of_its_energy(name: str) -> None:
    model = MODELS[name]
    assert name == f"ES{model.nominal_v}-{model.capacity_ah:.0f}LP"
    assert 1000 * model.energy_kwh / model.nominal_v == pytest.approx(model.capacity_ah, rel=0.002)


def test_what_is_told_of_a_model_is_all_in_these_tables() -> None:
    told = {
        "name", "sources", "notes", "inverter", "capacity_computed", "installation",
        "usable_kwh", "most_discharge_pct", "storage_c", "humidity_pct", "highest_m", "noise_dba",
        "protection", "wire_awg", "wall_gap_mm", "cooling", *ROWS,
    }  # fmt: skip
    assert told == set(Model.__dataclass_fields__)
    only_later = set(ACTIVE16) - set(ROWS) - {"installation", "inverter"}
    for name in ES:
        assert not [field for field in only_later if getattr(MODELS[name], field)]


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_every_model_names_its_sources_and_its_notes_are_short(model: Model) -> None:
    assert model.sources
    assert all(len(note) <= 66 for note in model.notes)


# Maintenance.

TASKS = {
    "air": (6, False, ES),
    "cables": (6, False, ES),
    "storage_charge": (3, True, ES),
    "storage_cycle": (3, True, ("Active16",)),
}


def test_the_tasks_are_those_of_both_manuals_with_their_intervals() -> None:
    assert {one.name: (one.every_months, one.in_storage, one.models) for one in load_facts().tasks} == TASKS


@pytest.mark.parametrize("name", TASKS)
def test_a_task_is_short_sentences_with_a_source(name: str) -> None:
    task = next(one for one in load_facts().tasks if one.name == name)
    assert task.sources
    assert len(task.title) <= 24
    assert all(step.endswith(".") and len(step) <= 66 for step in task.steps)
    assert 1 <= len(task.steps) <= 3


@pytest.mark.parametrize("name", ["air", "cables"])
def test_who_inspects_is_first_told_to_disconnect_the_supply(name: str) -> None:
    task = next(one for one in load_facts().tasks if one.name == name)
    assert re.match("Disconnect the supply first: danger", task.steps[0])


@pytest.mark.parametrize(
    ("file", "good", "bad", "complaint"),
    [
        ("models", "cells = 8", "cell = 8", "ES25.6-100LP: .*unexpected keyword argument 'cell'"),
        ("models", "charging_v = 29.2", "", "ES25.6-100LP: .*missing 1 required .* 'charging_v'"),
        ("models", '{ text = "Wall bracket" }', '{ txt = "Wall bracket" }', "ES25.6-100LP: text is missing"),
        ("maintenance", 'task = "air"', 'tusk = "air"', "task 1: task is missing"),
        (
            "maintenance",
            "every_months = 6",
            "every_months = 0",
            "air: every_months: expected 1 or more, came 0",
        ),
        ("maintenance", '"ES25.6-100LP"', '"ES25"', "air: models: 'ES25' is none of ES25.6-100LP, "),
    ],
)
def test_a_wrong_table_is_named_with_file_entry_and_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, good: str, bad: str, complaint: str
) -> None:
    shutil.copytree(resource("assets/facts"), tmp_path / "facts")
    path = tmp_path / "facts" / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    monkeypatch.setattr(facts, "resource", lambda _path: tmp_path / "facts")
    monkeypatch.setattr(facts, "load_models", load_models.__wrapped__)
    with pytest.raises(FactsError, match=rf"{file}\.toml, {complaint}"):
        load_facts.__wrapped__()
