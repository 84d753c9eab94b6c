"""What the inverter is told that it may charge and discharge with, where that is less than usual, and why."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model.alarm.measured import measured, set_to
from hmi.model.alarm.name import Priority
from hmi.model.check.allowed import announced, by_manual
from hmi.model.facts import Measure
from hmi.model.freshness import Freshness
from hmi.model.reason import EITHER, STOPS, Reason, Side, Why
from hmi.model.stack import HOST_SLOT, Pack
from hmi.model.stopped import alarmed
from hmi.protocol.status import Alarm

if TYPE_CHECKING:
    from hmi.model.state import State

LIMITED = 0.95  # of what the manual allows these packs: below it, they are limited; the rest is rounding
# Of the same: what is not below it may be how a BMS is set for daily use, and is told only with a reason. The
# ES list recommends 20 A where 100 A are allowed, 46 A where 200 A are.
UNUSUAL = 0.2


def told_a(state: "State", side: Side) -> float | None:
    """A that the inverter is told; None: that is not heard."""
    told = announced(state)
    if told is None:
        return None
    return told.charge_a if side is Side.CHARGING else told.discharge_a


def less_told(state: "State", packs: Sequence[Pack], side: Side) -> Reason | None:
    """That it is told less than the manual allows these packs; None: it is not, or neither is known."""
    told, usual = told_a(state, side), _usual_a(state, side)
    if told is None or (told and (not usual or told >= LIMITED * usual)):
        return None
    reason = _reason(state, packs, side, told)
    if reason is None and (not usual or told < UNUSUAL * usual):
        return Reason((side,), Why.TOLD, told)
    return reason


def _usual_a(state: "State", side: Side) -> float | None:
    usual = by_manual(state)
    return usual.charge_a if side is Side.CHARGING else usual.discharge_a


def _reason(state: "State", packs: Sequence[Pack], side: Side, to_a: float) -> Reason | None:
    """What is likely behind it."""
    charging = side is Side.CHARGING
    if charging and not to_a and any(pack.status and pack.status.fully_charged for pack in packs):
        return Reason((side,), Why.FULL)
    warns = STOPS[side] | EITHER | (frozenset() if charging else {Alarm.LOW_SOC})
    by_slot = {pack.slot: pack for pack in packs}
    for alarm in state.alarms:
        if alarm.priority is Priority.WARNING and alarm.name in warns and alarm.slot in by_slot:
            return alarmed(state, by_slot[alarm.slot], alarm, side, to_a)
    return _high_cell(state, packs, to_a) if charging else None


def _high_cell(state: "State", packs: Sequence[Pack], to_a: float) -> Reason | None:
    """A cell of the pack on the wire at the voltage at which its BMS takes it for full."""
    full = set_to(state.parameters.groups, "full_and_low_charge.full_voltage")
    host = next((pack for pack in packs if pack.slot == HOST_SLOT), None)
    if full is None or host is None or host.analog_fresh is not Freshness.LIVE:
        return None
    highest = measured(host, Measure.HIGHEST_CELL)
    if highest is None or (highest.value or 0.0) < full / len(host.cell_voltages):
        return None
    found = Reason((Side.CHARGING,), Why.HIGH_CELL, to_a, HOST_SLOT, measure=Measure.HIGHEST_CELL)
    return replace(found, evidence=highest)
