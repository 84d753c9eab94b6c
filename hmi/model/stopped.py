"""Which packs do not charge or do not discharge by themselves, and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model.alarm.measured import measured, set_to
from hmi.model.alarm.name import Name, Priority
from hmi.model.alarm.standing import Evidence, Key
from hmi.model.alarms import Active
from hmi.model.facts import Explanation, Measure
from hmi.model.freshness import Freshness
from hmi.model.reason import EITHER, STOPS, Reason, Side, Why
from hmi.model.stack import HOST_SLOT, Pack
from hmi.protocol.status import Alarm, PackStatus, Unsure

if TYPE_CHECKING:
    from hmi.model.state import State


def stopped(state: "State", pack: Pack, side: Side) -> Reason | None:
    """Why this pack does not charge, or discharge; None: it does, or does not say."""
    status = pack.status
    if status is None:
        return None
    on = status.charge_mosfet if side is Side.CHARGING else status.discharge_mosfet
    for alarm in state.alarms:
        if alarm.slot == pack.slot and _acts(alarm, side, on):
            return alarmed(state, pack, alarm, side)
    return None if on else Reason((side,), _switched(status, side), slot=pack.slot)


def _acts(alarm: Active, side: Side, on: bool) -> bool:
    if alarm.priority is Priority.FAULT:
        return not on
    acting = alarm.priority is Priority.PROTECTION
    return acting and (alarm.name in STOPS[side] or (not on and alarm.name in EITHER))


def _switched(status: PackStatus, side: Side) -> Why:
    by_hand = {
        Side.CHARGING: Unsure.CHARGE_MOSFET_SWITCHED_OFF,
        Side.DISCHARGING: Unsure.DISCHARGE_MOSFET_SWITCHED_OFF,
    }
    if by_hand[side] in status.unsure:
        return Why.SWITCHED_OFF
    return Why.FULL if side is Side.CHARGING and status.fully_charged else Why.MOSFET_OFF


def alarmed(state: "State", pack: Pack, alarm: Active, side: Side, to_a: float = 0.0) -> Reason:
    """With what is measured of it, and where it is over: known of the pack on the wire alone."""
    known = state.facts.explanations
    told = known.get((alarm.priority, alarm.name))
    evidence = _evidence(state, pack, alarm, told)
    found = Reason((side,), Why.ALARM, to_a, pack.slot, True, alarm.priority, alarm.name)
    found = replace(found, measure=told.measure if told and evidence else None, evidence=evidence)
    ends = _ends(alarm, known)
    ends_at = set_to(state.parameters.groups, ends) if pack.slot == HOST_SLOT else None
    return found if ends_at is None else replace(found, ends=ends, ends_at=ends_at)


def _ends(alarm: Active, known: Mapping[tuple[Priority, Name], Explanation]) -> str:
    """GROUP.FIELD where it is over; for a warning at the latest where the protection of that name is."""
    acting, told = known.get((Priority.PROTECTION, alarm.name)), known.get((alarm.priority, alarm.name))
    if alarm.name is Alarm.LOW_SOC and told is not None:  # which is a warning alone
        return told.limit
    return acting.ends if acting else ""


def _evidence(state: "State", pack: Pack, alarm: Active, told: Explanation | None) -> Evidence | None:
    if told is None or told.measure is None:
        return None
    if told.measure is Measure.CURRENT and alarm.priority is Priority.PROTECTION:  # it flows no more
        standing = state.watch.of(Key(alarm.priority, alarm.name, alarm.slot))
        return standing.evidence if standing and _beyond(standing.evidence) else None
    return measured(pack, told.measure) if pack.analog_fresh is Freshness.LIVE else None


def _beyond(kept: Evidence) -> bool:
    """Whether that current is the one that passed the limit; a BMS may tell of it when it flows no more."""
    return kept.value is not None and kept.limit is not None and abs(kept.value) >= kept.limit


def limiter(pack: Pack) -> Reason | None:
    """The pack's own limiter of the charge current works, as it seems; only what flows then is known."""
    limiting = pack.status is not None and Unsure.CURRENT_LIMITING in pack.status.unsure
    flows = pack.current if pack.analog_fresh is Freshness.LIVE else None
    if not limiting or flows is None or flows <= 0:
        return None
    return Reason((Side.CHARGING,), Why.LIMITER, flows, pack.slot, whole=False)
