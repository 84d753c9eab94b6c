"""The fact tables in assets/facts: pack models, BMS parameters. Every value's source stands in its table."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from hmi.resources import resource


class UnknownModelError(ValueError):
    """A model that no manual lists; the message names the known ones."""


@dataclass(frozen=True, slots=True)
class InverterSettings:
    """What a manual recommends to set on the inverter for one pack or a stack of them."""

    discharge_cut_off_v: float
    over_discharge_recovery_v: float
    charging_v: float
    over_voltage_protection_v: float
    over_voltage_recovery_v: float
    discharge_cut_off_soc_pct: int


@dataclass(frozen=True, slots=True)
class Model:
    """One pack model as its manual describes it."""

    name: str
    cells: int  # in series
    nominal_v: float
    capacity_ah: float
    energy_kwh: float
    charge_v: float
    discharge_cut_off_v: float
    max_charge_a: float  # continuous
    max_discharge_a: float  # continuous
    cycle_life: int
    cycle_life_conditions: str
    charge_c: tuple[float, float]  # operating temperature, lowest and highest
    discharge_c: tuple[float, float]
    most_parallel: int
    standard_charge_a: float | None = None
    inverter: InverterSettings | None = None  # None: the manual recommends none


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a BMS parameter group: the editor's range, and its factory value by model."""

    least: float
    most: float
    step: float
    factory: float | None = None
    per_cell: float | None = None
    above_continuous: float | None = None  # A
    of_continuous: float | None = None

    def factory_for(self, model: Model, charging: bool) -> float:
        """The factory value; `charging` says which of the model's continuous currents counts."""
        continuous = model.max_charge_a if charging else model.max_discharge_a
        if self.per_cell is not None:
            return round(self.per_cell * model.cells, 3)
        if self.above_continuous is not None:
            return continuous + self.above_continuous
        if self.of_continuous is not None:
            return min(self.most, self.of_continuous * continuous)
        return self.factory or 0.0

    def admits(self, value: float) -> bool:
        """True if the value lies in the range; the rounding of the wire is forgiven."""
        return self.least - 1e-6 <= value <= self.most + 1e-6


def table(name: str) -> dict[str, Any]:
    """The parsed table assets/facts/NAME.toml."""
    with (resource("assets/facts") / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def load_models() -> tuple[Model, ...]:
    """All models, in the manuals' order."""
    return tuple(_model(name, entry) for name, entry in table("models").items())


def _model(name: str, entry: dict[str, Any]) -> Model:
    recommended = entry.get("inverter")
    typed = {
        "charge_c": tuple(entry["charge_c"]),
        "discharge_c": tuple(entry["discharge_c"]),
        "inverter": InverterSettings(**recommended) if recommended else None,
    }
    return Model(name=name, **(entry | typed))


def model_named(name: str) -> Model:
    """The model of this name, whatever its case. Raises UnknownModelError."""
    for model in load_models():
        if model.name.casefold() == name.casefold():
            return model
    known = ", ".join(model.name for model in load_models())
    raise UnknownModelError(f"no model is called {name!r}; known: {known}")


@cache
def load_parameters() -> dict[str, dict[str, Parameter]]:
    """Group -> field -> parameter. A group is named as in READ_group and WRITE_group of the protocol."""
    return {
        group: {field: Parameter(**entry) for field, entry in fields.items()}
        for group, fields in table("parameters").items()
    }
