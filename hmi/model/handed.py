"""What a battery is when it is handed over, as values: taken from the state, kept as JSON, compared later."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hmi.model import change, groups, offers, papers
from hmi.model.check import spelled
from hmi.model.facts import Interface
from hmi.model.papers import Registration
from hmi.model.record import HANDOVER

if TYPE_CHECKING:
    from hmi.model.state import State

# Of the manuals: the factory's term, and the cycles of a pack whose model is not known.
TERM_YEARS, TERM_CYCLES = 10, 6000
LINES = 14  # facts that a page shows of it, one a line
Day = date  # of which a handover has one by that name
_COMPARED = ("bms_serial", "firmware", "model", "addresses", "can", "rs485")


@dataclass(frozen=True, slots=True)
class Deviation:
    """A parameter that is not as the factory makes it. Units as in the group's message."""

    group: str
    field: str
    value: float
    factory: float


@dataclass(frozen=True, slots=True)
class Handover:
    """The facts of that day; None or empty: not known. The names are the keys of the JSON."""

    date: Day  # local
    pack_serial: str
    bms_serial: str
    firmware: str
    model: str
    model_configured: bool  # else proposed from cells and capacity
    addresses: tuple[int, ...]  # of the packs that gave values
    can: int | None  # code in EBH
    can_name: str
    rs485: int | None
    rs485_name: str
    cycles: int | None  # of the wired pack
    soh_pct: float | None
    warranty_years: int = TERM_YEARS
    warranty_cycles: int = TERM_CYCLES
    off_factory: tuple[Deviation, ...] = ()
    unjudged: tuple[str, ...] = ()  # groups not told, contested, or of a model that is not known
    groups: Mapping[str, str] = field(default_factory=dict)  # all that were read, spelled
    # The check of the link to the inverter: a Finding, the protocol, and when; empty: it was never checked.
    link_finding: str = ""
    link_protocol: str = ""
    link_checked: str = ""  # ISO, local
    warranty_since: Day | None = None  # None: it starts on that day

    @property
    def warranty(self) -> Registration:
        """As it stands since that day."""
        return Registration(self.warranty_since or self.date, self.warranty_years, self.warranty_cycles)

    @property
    def serial(self) -> str:
        """What the battery is known by."""
        return self.pack_serial or self.bms_serial


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was: a fact by its name in Handover, or a field of a parameter group."""

    subject: str
    field: str
    then: Any
    now: Any


def of(state: "State") -> Handover | None:
    """The facts as they are now; None while neither the battery nor the day is known."""
    identity, model = state.identity, state.pack_model
    if identity.serials is None or state.clock is None:
        return None
    wired = next((reading.analog for reading in state.readings if reading.analog), None)
    protocol = identity.inverter_protocol
    can, rs485 = (protocol.can, protocol.rs485) if protocol else (None, None)
    finding, spoken, checked = _link(state)
    terms = registration(state)
    return Handover(
        date=state.clock.date(),
        pack_serial=identity.serials.pack or "",
        bms_serial=identity.serials.bms,
        firmware=identity.version.software if identity.version else "",
        model=model.name if model else "",
        model_configured=state.facts.model(state.model) is not None,
        addresses=tuple(
            sorted(pack.address for pack in state.packs if pack.known and pack.address is not None)
        ),
        can=can,
        can_name="" if can is None else offers.name(state, Interface.CAN, can),
        rs485=rs485,
        rs485_name="" if rs485 is None else offers.name(state, Interface.RS485, rs485),
        cycles=wired.cycles if wired else None,
        soh_pct=round(wired.soh, 1) if wired and wired.soh is not None else None,
        warranty_years=terms.years if terms else TERM_YEARS,
        warranty_cycles=terms.cycles if terms else model.cycle_life if model else TERM_CYCLES,
        off_factory=tuple(_off_factory(state)),
        unjudged=tuple(
            one
            for one in state.facts.parameters
            if groups.factory_model(state) is None or not groups.writable(state, one)
        ),
        groups={group: change.spelled(value) for group, value in state.parameters.groups.items()},
        link_finding=finding,
        link_protocol=spoken,
        link_checked=checked,
        warranty_since=terms.since if terms else None,
    )


def registration(state: "State") -> Registration | None:
    """The warranty of this battery: as registered on its page, else by its handover; None: it is not.

    A handover changes nothing of a warranty that was registered before.
    """
    entry = state.record.warranties.get(state.identity.serial)
    then = over(state)
    return papers.read(entry.new) if entry else then.warranty if then else None


def _link(state: "State") -> tuple[str, str, str]:
    """What the last check of the link to the inverter said, of which protocol, and when."""
    last = spelled.last(state)
    if last is None:
        return "", "", ""
    verdict, at = last
    spoken = next(iter(filter(None, (verdict.protocol, *verdict.recognised))), "")
    return str(verdict.finding), str(spoken), at.isoformat(timespec="minutes")


def _off_factory(state: "State") -> Iterator[Deviation]:
    for group, ranges in state.facts.parameters.items():
        if groups.factory_model(state) is None or not groups.writable(state, group):
            continue
        now = state.parameters.groups[group]
        if "enable" in ranges and bool(now.enable) != bool(ranges["enable"].factory):
            yield Deviation(group, "enable", now.enable, int(not now.enable))
        for name, factory in groups.factory_values(state, group, ranges).items():
            if not change.same(now, replace(now, **{name: factory})):
                yield Deviation(group, name, getattr(now, name), factory)


def content(one: Handover) -> str:
    """As JSON."""
    since = one.warranty_since.isoformat() if one.warranty_since else None
    return json.dumps(dataclasses.asdict(one) | {"date": one.date.isoformat(), "warranty_since": since})


@lru_cache(4)
def read(text: str) -> Handover | None:
    """What `content` has written; None: it cannot be read."""
    try:
        told = json.loads(text)
        typed = {
            "date": date.fromisoformat(told["date"]),
            "addresses": tuple(told["addresses"]),
            "off_factory": tuple(Deviation(**one) for one in told["off_factory"]),
            "unjudged": tuple(told["unjudged"]),
        }
        since = told.get("warranty_since")
        return Handover(**(told | typed | {"warranty_since": date.fromisoformat(since) if since else None}))
    except (ValueError, KeyError, TypeError):
        return None


def over(state: "State") -> Handover | None:
    """The last handover of this battery; None: there was none."""
    snapshot = state.record.snapshot(state.identity.serial, HANDOVER)
    return read(snapshot.content) if snapshot else None


def differences(then: Handover, now: Handover) -> tuple[Difference, ...]:
    """What is not as it was, as far as both sides are known; cycles and SOH go on anyway."""
    facts = ((name, getattr(then, name), getattr(now, name)) for name in _COMPARED)
    told = (
        Difference(name, "", *both) for name, *both in facts if both[0] != both[1] and all(map(_known, both))
    )
    return (*told, *_changed_parameters(then, now))


def _changed_parameters(then: Handover, now: Handover) -> Iterator[Difference]:
    for group in (one for one in then.groups if one in now.groups):
        both = change.of_entry(group, then.groups[group], now.groups[group])
        if both is None:
            continue
        for name in (one.name for one in dataclasses.fields(both.new)):
            was, has = getattr(both.old, name, None), getattr(both.new, name)
            if was != has:
                yield Difference(group, name, was, has)


def _known(value: Any) -> bool:
    return value not in (None, "", ())


def differing(state: "State") -> tuple[Difference, ...]:
    """What differs today from the handover of this battery; nothing while there was none."""
    then, now = over(state), of(state)
    return differences(then, now) if then and now else ()


def parts(state: "State") -> int:
    """How many parts its page has: what is to be said and done, then differences, facts, parameters."""
    then, room = over(state), state.room
    if then is None:
        return 1
    pairs = (len(differing(state)), len(then.off_factory))
    return 1 + -(-LINES // room.facts) + sum(-(-count // room.entries) for count in pairs)
