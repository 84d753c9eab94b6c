"""What the panel has learned about a battery over days and weeks: charge, use, cells.

One ledger a battery, kept as JSON in the history. What cannot come again is kept within a minute; the counts
alone every half hour, as a panel that was off makes up for them by what the BMS has counted meanwhile.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hmi.model import timekeeping
from hmi.model.battery import known_as
from hmi.model.events import Received, Tick
from hmi.model.learned import spelled
from hmi.model.learned.guide import Guide, followed
from hmi.model.learned.pack import LearnedPack, heard, told
from hmi.model.stack import shown
from hmi.model.wanted import KeepLedger, Log, Wanted
from hmi.protocol.analog import PackAnalog

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.events import Event
    from hmi.model.state import State

SOON_S, COUNTS_S = 60.0, 1800.0


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of it, for the battery on the wire, or for the last one that was; nothing before the first."""

    battery: str | None = None
    packs: tuple[LearnedPack, ...] = ()  # by slot
    guide: Guide | None = None
    read: bool = False  # what was kept of this battery before is in it
    kept_at: float = 0.0  # s
    kept_signs: tuple[object, ...] = ()

    def of(self, slot: int) -> LearnedPack | None:
        """What was learned of the pack in this slot."""
        return next((pack for pack in self.packs if pack.slot == slot), None)

    @property
    def signs(self) -> tuple[object, ...]:
        """Another one of these must be kept soon."""
        return (self.guide, *(pack.signs for pack in self.packs))


def observed(before: "State", state: "State", event: "Event") -> "Effect":
    """After every word of the link and every second; the ledger is kept once a minute where it changed."""
    state, wanted = _of_battery(state)
    if isinstance(event, Received) and isinstance(event.message, PackAnalog):
        state, rows = _learned(state, event)
        return state, (*wanted, *rows)
    if isinstance(event, Tick) and _due(state):
        state, more = _kept(state)
        return state, (*wanted, *more)
    return state, wanted


def _of_battery(state: "State") -> "Effect":
    """Another battery on the wire has a ledger of its own. While none is known the last one stays."""
    battery = known_as(state)
    if battery is None or battery == state.ledger.battery:
        return state, ()
    wanted: tuple[Wanted, ...] = ()
    if state.ledger.packs and state.ledger.read:
        state, wanted = _kept(state)
    state = replace(state, ledger=Ledger(battery, kept_at=state.now))
    return _read(state), wanted


def remembered(state: "State") -> "State":
    """The ledgers as kept were read."""
    return state if state.ledger.read or state.ledger.battery is None else _read(state)


def _read(state: "State") -> "State":
    """With what was kept of this battery; what cannot be read is begun anew, and that is said."""
    ledger, kept = state.ledger, state.past.ledgers.get(state.ledger.battery or "")
    if kept is None:
        return replace(state, ledger=replace(ledger, read=state.past.ready))
    try:
        packs, guide = spelled.read(kept)
    except ValueError as error:
        notice = f"ledger of {ledger.battery}: {error}; begun anew"
        others = tuple(one for one in state.notices if one != notice)
        return replace(state, ledger=replace(ledger, read=True), notices=(*others, notice))
    ledger = replace(ledger, packs=packs, guide=guide, read=True)
    return replace(state, ledger=replace(ledger, kept_at=state.now, kept_signs=ledger.signs))


def _learned(state: "State", event: Received) -> "Effect":
    """With one more reading of a pack of the ledger's own battery, which knows its capacity."""
    ledger = state.ledger
    pack = next((shown(one, state.now) for one in state.readings if one.slot == event.slot), None)
    if pack is None or pack.soc is None or ledger.battery is None or known_as(state) != ledger.battery:
        return state, ()
    moment, known = timekeeping.moment(state), ledger.of(pack.slot)
    now, rows = told(known, heard(known, pack, event.at, moment))
    guide = followed(ledger.guide, known, now, moment) if ledger.guide else None
    others = (one for one in ledger.packs if one.slot != pack.slot)
    packs = tuple(sorted((*others, now), key=lambda one: one.slot))
    state = replace(state, ledger=replace(ledger, packs=packs, guide=guide))
    return state, tuple(Log(ledger.battery, moment, row) for row in rows)


def _due(state: "State") -> bool:
    ledger = state.ledger
    if not (ledger.read and ledger.packs):
        return False
    passed_s = state.now - ledger.kept_at
    return passed_s >= COUNTS_S or (passed_s >= SOON_S and ledger.signs != ledger.kept_signs)


def _kept(state: "State") -> "Effect":
    """As it is now, also for the time when this battery comes back."""
    ledger = state.ledger
    battery, content = ledger.battery or "", spelled.content(ledger.packs, ledger.guide)
    state = replace(
        state,
        ledger=replace(ledger, kept_at=state.now, kept_signs=ledger.signs),
        past=replace(state.past, ledgers={**state.past.ledgers, battery: content}),
    )
    return state, (KeepLedger(battery, content),)
