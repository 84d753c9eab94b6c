"""The DIP doctor: where the address switches of the stack should stand, and what speaks against it.

All of it is seen through one wire. The pack on it tells its own address and serial number; a host (address
1) also counts the others (90H) and hands on what they measure (42H, 44H), and nothing else of theirs. So two
packs with one address, a pack that is off and a loose cable look alike from here: as one pack too few, or as
values that cannot be used. Table of positions: manual, 6.2.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from hmi.model.events import Unusable
from hmi.model.record import AS_FOUND
from hmi.model.stack import HOST_SLOT, MASTER, Pack
from hmi.protocol.command import Command
from hmi.protocol.errors import ReturnCodeError

if TYPE_CHECKING:
    from hmi.model.state import State

SWITCHES = 4
ALONE = 0  # the address of a pack without others
LAST = 15  # address
_NO_ANSWER = ("silent", ReturnCodeError.kind)


class Standing(StrEnum):
    """What is known of the pack at an address."""

    FOUND = "found"
    SILENT = "silent"  # counted, and gives no values
    GARBLED = "garbled"  # gives values that cannot be used
    MISSING = "missing"  # not counted by the host
    ELSEWHERE = "elsewhere"  # found, at an address that should not be
    UNKNOWN = "unknown"  # not asked yet


class Problem(StrEnum):
    """What is wrong with the addresses, the worst first."""

    NOT_HOST = "not_host"  # the panel is on a pack that hears of no other one
    OF_MANY = "of_many"  # the wired pack's address says that there are others, and there are none
    ALONE = "alone"  # the wired pack's address says that there are no others
    GAP = "gap"  # packs beyond the addresses that the stack should have
    GARBLED = "garbled"
    SILENT = "silent"
    SAME_VALUES = "same_values"  # of two addresses: one pack seems to answer twice
    FEWER = "fewer"  # than the installer counts
    MORE = "more"
    SAME_SERIAL = "same_serial"  # this serial number was met with another BMS


@dataclass(frozen=True, slots=True)
class Seat:
    """An address and how its pack stands."""

    address: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, the addresses that it concerns, and those that they should have instead."""

    problem: Problem
    addresses: tuple[int, ...] = ()
    instead: tuple[int, ...] = ()


def positions(address: int) -> tuple[bool, ...]:
    """Switch 1 to 4 of an address, True: on; switch 1 is the low bit."""
    return tuple(bool(address >> bit & 1) for bit in range(SWITCHES))


def count(state: "State") -> int:
    """How many packs there should be: as the installer or the host counts them, whoever has more."""
    return max(state.expected_packs, state.pack_count)


def seats(state: "State") -> tuple[Seat, ...]:
    """Every address that should be there, then those that should not."""
    wired, found = _wired(state), _found(state)
    alone = ALONE if wired is None or wired.address != MASTER else MASTER
    due = range(MASTER, count(state) + 1) if count(state) > 1 else (alone,) * count(state)
    others = sorted(found - set(due))
    return (
        *(Seat(address, _standing(state, address, found)) for address in due),
        *(Seat(address, Standing.ELSEWHERE) for address in others),
    )


def findings(state: "State") -> tuple[Finding, ...]:
    """Everything that is wrong, the worst first; nothing while nothing is heard."""
    wired = _wired(state)
    if wired is None or wired.address is None:
        return ()
    return (*_of_addresses(state, wired.address), *_of_serial(state))


def _of_addresses(state: "State", wired: int) -> Iterator[Finding]:
    if wired > MASTER and state.expected_packs == 1:
        yield Finding(Problem.OF_MANY, (wired,), (ALONE,))
    elif wired > MASTER:
        yield Finding(Problem.NOT_HOST, (wired,), (MASTER,))
    elif wired == ALONE and state.expected_packs > 1:
        yield Finding(Problem.ALONE, (wired,), (MASTER,))
    elif wired == MASTER:
        yield from _of_stack(state)


def _of_stack(state: "State") -> Iterator[Finding]:
    by_standing = defaultdict(list)
    for seat in seats(state):
        by_standing[seat.standing].append(seat.address)
    beyond = by_standing[Standing.ELSEWHERE]
    silent, garbled = by_standing[Standing.SILENT], by_standing[Standing.GARBLED]
    if beyond:
        yield Finding(Problem.GAP, tuple(beyond), tuple(silent[: len(beyond)]))
    if garbled:
        yield Finding(Problem.GARBLED, tuple(garbled))
    if silent[len(beyond) :]:
        yield Finding(Problem.SILENT, tuple(silent[len(beyond) :]))
    yield from _same_values(state)
    if by_standing[Standing.MISSING]:
        yield Finding(Problem.FEWER, tuple(by_standing[Standing.MISSING]))
    if 0 < state.expected_packs < state.pack_count:
        yield Finding(Problem.MORE, tuple(range(state.expected_packs + 1, state.pack_count + 1)))


def _same_values(state: "State") -> Iterator[Finding]:
    """Two packs never have every cell, temperature, current, capacity and count the same."""
    having = defaultdict(list)
    for pack in state.packs:
        if pack.analog is not None and pack.address is not None:
            having[pack.analog].append(pack.address)
    same = sorted(addresses for addresses in having.values() if len(addresses) > 1)
    yield from (Finding(Problem.SAME_VALUES, tuple(addresses)) for addresses in same)


def _of_serial(state: "State") -> Iterator[Finding]:
    serials, snapshot = state.identity.serials, state.record.snapshot(state.identity.serial, AS_FOUND)
    if serials is None or not serials.pack or snapshot is None:
        return
    if _bms_then(snapshot.content) not in (None, serials.bms):
        yield Finding(Problem.SAME_SERIAL)


@lru_cache(4)
def _bms_then(content: str) -> str | None:
    """As kept; None: not known then, or the text is damaged."""
    try:
        serial = json.loads(content)["bms_serial"]
    except (ValueError, KeyError, TypeError):
        return None
    return None if serial is None else str(serial)


def _wired(state: "State") -> Pack | None:
    """The pack on the wire; None: nothing is heard of it now."""
    return next((pack for pack in state.packs if pack.slot == HOST_SLOT and pack.known), None)


def _found(state: "State") -> set[int]:
    return {pack.address for pack in state.packs if pack.known and pack.address is not None}


def _standing(state: "State", address: int, found: set[int]) -> Standing:
    wired = _wired(state)
    if address in found:
        return Standing.FOUND
    if wired is None:
        return Standing.UNKNOWN
    if wired.address != MASTER or address > state.pack_count:
        return Standing.MISSING
    trouble = _trouble(state, address)
    if trouble is not None and trouble.kind not in _NO_ANSWER:
        return Standing.GARBLED
    asked = any(pack.slot == address for pack in state.packs)
    return Standing.SILENT if asked or trouble is not None else Standing.UNKNOWN


def _trouble(state: "State", slot: int) -> Unusable | None:
    return next(
        (one for one in state.link.unusable if (one.command, one.slot) == (Command.ANALOG, slot)), None
    )


def parts(state: "State") -> int:
    """How many parts the page has: what is found, then the stack."""
    return state.room.dip_told + -(-len(seats(state)) // state.room.dips)
