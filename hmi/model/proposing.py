"""What is wished, as a proposal: old -> new for every value that would change."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from hmi.model import change, moving
from hmi.model.change import CLOCK, INVERTER_PROTOCOL, OFF, Change
from hmi.model.effect import Effect
from hmi.model.facts import Interface
from hmi.model.groups import factory_model, factory_values, settled, writable
from hmi.model.intents import ChooseProtocol, Restore, SwitchTo
from hmi.model.job import Cause, Job
from hmi.model.navigation import Page
from hmi.model.record import AS_FOUND
from hmi.model.state import State
from hmi.model.timekeeping import plausible
from hmi.protocol import fields
from hmi.protocol.identity import Clock


def protocol(state: State, event: ChooseProtocol) -> Effect:
    """Another protocol for CAN or for RS485; the other one and how it was chosen stay as they are."""
    old = state.identity.inverter_protocol
    if old is None:
        return state, ()
    codes = {"can": event.code} if event.interface is Interface.CAN else {"rs485": event.code}
    return proposed(state, (Change(INVERTER_PROTOCOL, old, replace(old, **codes)),))


def switched(state: State, event: SwitchTo) -> Effect:
    """Something on or off. A MOSFET or switch whose position is not known is not touched."""
    status = state.host_status
    if status is None or not settled(state, event.subject):
        return state, ()
    old = change.value_of(event.subject, status)
    return proposed(state, (Change(event.subject, old, event.on),))


def clock(state: State) -> Effect:
    """The BMS's clock shows the panel's time; not that of a panel whose own clock was never set."""
    if state.clock is None or not plausible(state.clock):
        return state, ()
    return proposed(state, (Change(CLOCK, state.parameters.clock, Clock.of(state.clock)),))


def shut_down(state: State) -> Effect:
    """The BMS shuts down."""
    return proposed(state, (Change(OFF, None, None),))


def restored(state: State, event: Restore) -> Effect:
    """Every group as it was found, or as the factory makes it; what is contested stays as it is."""
    wished = as_found(state) if event.cause is Cause.AS_FOUND else factory(state)
    changes = (Change(group, state.parameters.groups[group], value) for group, value in wished)
    return proposed(state, changes, event.cause)


def as_found(state: State) -> Iterator[tuple[str, Any]]:
    """Groups that may be written, as the first connection to this battery found them."""
    snapshot = state.record.snapshot(state.identity.serial, AS_FOUND)
    if snapshot is None:
        return
    kept = _groups_in(snapshot.content)
    for group in state.facts.parameters:
        one = change.of_entry(group, kept.get(group, ""), kept.get(group, ""))
        if one is not None and writable(state, group) and _alike(one.new, state.parameters.groups[group]):
            yield group, one.new


def _alike(one: Any, other: Any) -> bool:
    """Whether both have the same form, optional fields included."""
    return type(one) is type(other) and len(fields.encode(one)) == len(fields.encode(other))


def _groups_in(content: str) -> dict[str, str]:
    """Group -> value as spelled; nothing of a text that is damaged."""
    try:
        groups = json.loads(content)["groups"].items()
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {group: text for group, text in groups if isinstance(text, str)}


def factory(state: State) -> Iterator[tuple[str, Any]]:
    """Groups that may be written, with the factory values of the packs' model."""
    if factory_model(state) is None:
        return
    for group, ranges in state.facts.parameters.items():
        if writable(state, group):
            now = state.parameters.groups[group]
            yield group, replace(now, **factory_values(state, group, ranges))


def proposed(state: State, changes: Iterable[Change], cause: Cause = Cause.CHOSEN) -> Effect:
    """Show the changes as old -> new; those that would change nothing are left out.

    While something is being written that is shown instead.
    """
    if state.job is not None and state.job.under_way:
        return moving.entered(state, Page.CHANGE), ()
    real = tuple(one for one in changes if one.subject == OFF or not change.same(one.old, one.new))
    job = Job(real, cause, state.identity.serial)
    return moving.entered(replace(state, job=job), Page.CHANGE), ()
