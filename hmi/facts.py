"""The fact tables in assets/facts, read. Every value's source stands in its table."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hmi import alarm_facts, task_facts
from hmi.lamp_facts import lamp_table
from hmi.model.check.finding import Finding, Suspect
from hmi.model.check.numbers import Number
from hmi.model.facts import (
    Advice,
    Brand,
    Facts,
    Interface,
    LinkAdvice,
    Parameter,
    ProtocolChoice,
    Settled,
    Wire,
)
from hmi.model.pack_model import InverterSettings, Model
from hmi.protocol.can.language import Language
from hmi.resources import resource
from hmi.soc_facts import soc_rates
from hmi.tables import FactsError, reading

__all__ = [
    "FactsError",
    "Model",
    "Parameter",
    "UnknownModelError",
    "load_facts",
    "load_models",
    "load_parameters",
]

PINS = range(1, 9)  # of an RJ45 plug


class UnknownModelError(ValueError):
    """A model that no manual lists; the message names the known ones."""


def table(name: str) -> dict[str, Any]:
    """The parsed table assets/facts/NAME.toml."""
    with (resource("assets/facts") / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def load_facts() -> Facts:
    """Everything that the panel goes by. Raises FactsError."""
    protocols = {interface: tuple(_choices(interface)) for interface in Interface}
    return Facts(
        models=load_models(),
        parameters=load_parameters(),
        protocols=protocols,
        brands=tuple(_brands(protocols)),
        settled=tuple(_settled()),
        speaks=dict(_speaks(protocols[Interface.CAN])),
        link_check=_link_advice(),
        lamps=lamp_table(table("lamps")),
        explanations=dict(alarm_facts.explanations(table("alarms"), load_parameters())),
        contested=dict(alarm_facts.contested(table("alarms"), load_parameters())),
        topics=tuple(alarm_facts.topics(table("help"))),
        soc=soc_rates(table("soc")),
        tasks=tuple(task_facts.tasks(table("maintenance"), [model.name for model in load_models()])),
    )


def _choices(interface: Interface) -> Iterator[ProtocolChoice]:
    for number, one in enumerate(table("protocols").get(interface, ()), 1):
        with reading("protocols", f"{interface} {number}"):
            yield ProtocolChoice(one["choice"], one["document"], one["code"])


def _speaks(choices: tuple[ProtocolChoice, ...]) -> Iterator[tuple[int, Language]]:
    for choice in choices:
        with reading("protocols", f"{Interface.CAN} {choice.name}"):
            yield choice.code, Language(choice.name)
    for number, one in enumerate(table("protocols").get("kin", ()), 1):
        with reading("protocols", f"kin {number}"):
            yield one["code"], Language(one["language"])


def _link_advice() -> LinkAdvice:
    entries = table("link_check")
    suspects: dict[Finding, tuple[Suspect, ...]] = {}
    of_number: dict[Number, tuple[Suspect, ...]] = {}
    advice: dict[Suspect, Advice] = {}
    for number, one in enumerate(entries.get("finding", ()), 1):
        with reading("link_check", f"finding {number}"):
            suspects[Finding(one["finding"])] = tuple(map(Suspect, one["suspects"]))
    for number, one in enumerate(entries.get("number", ()), 1):
        with reading("link_check", f"number {number}"):
            of_number[Number(one["number"])] = tuple(map(Suspect, one["suspects"]))
    for number, one in enumerate(entries.get("suspect", ()), 1):
        with reading("link_check", f"suspect {number}"):
            advice[Suspect(one["suspect"])] = Advice(one["title"], tuple(one["advice"]), one["source"])
    return LinkAdvice(suspects, of_number, advice)


def _settled() -> Iterator[Settled]:
    for number, one in enumerate(table("settled").get("group", ()), 1):
        with reading("settled", f"group {number}"):
            yield Settled(**one)


def _brands(protocols: Mapping[Interface, tuple[ProtocolChoice, ...]]) -> Iterator[Brand]:
    for number, entry in enumerate(table("inverters").get("brand", ()), 1):
        with reading("inverters", str(entry.get("brand", f"brand {number}"))):
            brand = _brand(entry)
            choices = [choice.name for choice in protocols[brand.interface]]
            if brand.protocol not in choices:
                raise ValueError(f"protocol: {brand.protocol!r} is none of {', '.join(choices)}")
            yield brand


def _brand(entry: dict[str, Any]) -> Brand:
    wires = tuple(_wire(one) for one in entry["wires"])
    rest = {key: value for key, value in entry.items() if key != "brand"}
    typed = {"name": entry["brand"], "interface": Interface(entry["interface"]), "wires": wires}
    return Brand(**(rest | typed))


def _wire(entry: dict[str, Any]) -> Wire:
    wire = Wire(entry["signal"], entry.get("inverter_pin"), tuple(entry["pack_pins"]))
    for name, pins in (("inverter_pin", (wire.inverter_pin,)), ("pack_pins", wire.pack_pins)):
        if any(pin is not None and pin not in PINS for pin in pins):
            raise ValueError(f"{name}: a plug has pins {PINS[0]} to {PINS[-1]}, not {pins}")
    return wire


@cache
def load_models() -> tuple[Model, ...]:
    """All models, in the manuals' order."""
    return tuple(_model(name, entry) for name, entry in table("models").items())


def _model(name: str, entry: dict[str, Any]) -> Model:
    with reading("models", name):
        return Model(name=name, **{key: _of_model(key, value) for key, value in entry.items()})


def _of_model(key: str, value: Any) -> Any:
    """A list as a tuple, a text to be translated as itself."""
    if key == "inverter":
        return InverterSettings(**value)
    if isinstance(value, dict):
        return value["text"]
    return tuple(value) if isinstance(value, list) else value


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
