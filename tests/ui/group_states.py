"""States of the parameter pages: groups read, edited, contested, refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from hmi.facts import load_facts, model_named
from hmi.model.access import Access
from hmi.model.events import Event, Tick, Unusable
from hmi.model.intents import EditField, ShowGroup, ValueDone, ValueKey
from hmi.model.state import State
from hmi.protocol.command import Command
from hmi.protocol.identity import Clock
from hmi.simulator.settings import Settings
from tests.ui.states import LOCAL, NOW, after, day, heard

SURE = Tick(NOW, LOCAL, LOCAL.replace(tzinfo=UTC), True)  # of its time


def parameters(group: str = "cell_over_voltage", **changed: Any) -> State:
    """Every group read, as the factory makes them; this one is shown, with some values of its own."""
    factory = Settings(model_named("ES51.2-100LP"))
    reads = {name: Command[f"READ_{name.upper()}"] for name in load_facts().parameters}
    groups = {name: factory.read(read) for name, read in reads.items()}
    groups[group] = replace(groups[group], **changed)
    state = after(day(), *(heard(reads[name], value) for name, value in groups.items()), SURE)
    state = after(state, heard(Command.READ_CLOCK, Clock.of(LOCAL - timedelta(minutes=3))))
    return after(replace(state, access=Access(open=True)), ShowGroup(group))


def edited(group: str, field: str, typed: str, done: bool = True) -> State:
    """A value of the group was typed."""
    keys: list[Event] = [
        EditField(field),
        *(ValueKey(key) for key in typed),
        *([ValueDone()] if done else []),
    ]
    return after(parameters(group), *keys)


def unclear() -> State:
    """No group read; one of them the BMS refuses."""
    refused = Unusable(Command.READ_CELL_OVER_VOLTAGE, 1, "return_code", "return code 04", NOW)
    return after(day(), refused, Tick(NOW, LOCAL), ShowGroup("cell_over_voltage"))


GROUP_STATES: dict[str, Callable[[], State]] = {
    "group": parameters,
    "group of six": partial(parameters, "cell_under_temperature", charge_alarm=-5.0, discharge_release=-10.0),
    "group, off": partial(parameters, "pack_over_voltage", enable=0),
    "group, contested": partial(parameters, "limiter_start", current=150),
    "group, small": partial(parameters, "short_circuit_delay"),
    "group, edited": partial(edited, "pack_over_voltage", "protection", "59.1"),
    "group, out of order": partial(edited, "cell_over_voltage", "protection", "3.4"),
    "group, six out of order": partial(edited, "cell_over_temperature", "discharge_protection", "40"),
    "group, typed": partial(edited, "pack_over_voltage", "protection", "59.15", done=False),
    "group, typed below zero": partial(
        edited, "environment_temperature", "low_protection", "-15", done=False
    ),
    "group, out of range": partial(edited, "pack_over_voltage", "protection", "99"),
    "group, untold": unclear,
    "clock never set": lambda: replace(parameters(), clock=datetime(1970, 1, 1)),
    "clock far off": lambda: replace(parameters(), clock=datetime(2031, 12, 28)),
}
