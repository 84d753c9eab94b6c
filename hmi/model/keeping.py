"""What is kept beyond a restart: the rows of the record, and every battery as it was found."""

import json
from dataclasses import replace

from hmi.model import change
from hmi.model.effect import Effect
from hmi.model.events import RecordRead, Remembered, SnapshotKept
from hmi.model.record import AS_FOUND, Kind
from hmi.model.state import Phase, State
from hmi.model.wanted import KeepSnapshot
from hmi.protocol.command import Command

AGAIN_S = 60.0  # between two attempts to keep what was found, while the disk takes nothing


def remembered(state: State, event: Remembered) -> State:
    """What the panel knew when it was stopped; trial and gate take what is theirs."""
    memory = event.memory
    record = replace(
        state.record,
        ready=not memory.detail,
        trouble=memory.detail,
        unfinished=tuple(row for row in memory.unfinished if row.entry.kind is Kind.WRITE),
        previous=memory.previous,
        checks=memory.checks,
        warranties=memory.warranties,
        ticks=memory.ticks,
        snapshots=memory.snapshots,
    )
    return replace(state, record=record)


def found(state: State) -> Effect:
    """A battery that was never met before is kept as it was found, once everything was asked for."""
    serial, record = state.identity.serial, state.record
    asked = record.asked_for == serial and state.now - record.asked_at < AGAIN_S
    if not record.ready or not _everything_asked(state) or asked or record.snapshot(serial, AS_FOUND):
        return state, ()
    state = replace(state, record=replace(record, asked_for=serial, asked_at=state.now))
    return state, (KeepSnapshot(serial, AS_FOUND, _as_found(state)),)


def _everything_asked(state: State) -> bool:
    """Every group, the protocol and the version were read of a known battery, or it does not tell them."""
    known, identity = state.parameters, state.identity
    refused = {one.command for one in state.link.unusable}
    facts = {Command.READ_INVERTER_PROTOCOL: identity.inverter_protocol, Command.VERSION: identity.version}
    return (
        state.link.phase is Phase.LIVE
        and bool(identity.serial and known.found)
        and set(state.facts.parameters) <= known.found.keys() | known.untold
        and all(fact is not None or command in refused for command, fact in facts.items())
    )


def _as_found(state: State) -> str:
    identity = state.identity
    return json.dumps(
        {
            "groups": {group: change.spelled(value) for group, value in state.parameters.found.items()},
            "inverter_protocol": change.spelled(identity.inverter_protocol) or None,
            "firmware": identity.version.software if identity.version else None,
            "bms_serial": identity.serials.bms if identity.serials else None,
        },
        sort_keys=True,
    )


def rows_read(state: State, event: RecordRead) -> State:
    """The rows that the page of the record shows."""
    record = replace(state.record, first=event.first, rows=event.rows, total=event.total)
    return replace(state, record=record)


def kept(state: State, event: SnapshotKept) -> State:
    """The snapshot that counts from now on."""
    one = event.snapshot
    others = (old for old in state.record.snapshots if (old.serial, old.name) != (one.serial, one.name))
    return replace(state, record=replace(state.record, snapshots=(*others, one)))
