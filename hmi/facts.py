"""The fact tables in assets/facts, read. Every value's source stands in its table."""

import tomllib
from functools import cache
from typing import Any

from hmi.model.facts import (
    Brand,
    Facts,
    Interface,
    InverterSettings,
    Model,
    Parameter,
    ProtocolChoice,
    Settled,
    Wire,
)
from hmi.resources import resource

__all__ = ["Model", "Parameter", "UnknownModelError", "load_facts", "load_models", "load_parameters"]


class UnknownModelError(ValueError):
    """A model that no manual lists; the message names the known ones."""


def table(name: str) -> dict[str, Any]:
    """The parsed table assets/facts/NAME.toml."""
    with (resource("assets/facts") / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def load_facts() -> Facts:
    """Everything that the panel goes by."""
    return Facts(
        models=load_models(),
        parameters=load_parameters(),
        protocols={
            interface: tuple(
                ProtocolChoice(one["choice"], one["document"], one["code"])
                for one in table("protocols")[interface]
            )
            for interface in Interface
        },
        brands=tuple(_brand(one) for one in table("inverters")["brand"]),
        settled=tuple(Settled(**one) for one in table("settled").get("group", ())),
    )


def _brand(entry: dict[str, Any]) -> Brand:
    wires = tuple(
        Wire(one["signal"], one.get("inverter_pin"), tuple(one["pack_pins"])) for one in entry["wires"]
    )
    entry = {key: value for key, value in entry.items() if key != "brand"} | {"name": entry["brand"]}
    return Brand(**(entry | {"interface": Interface(entry["interface"]), "wires": wires}))


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
