"""How much current the pack allows the inverter: as the tap hears it told, or as the manual says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hmi.model.check.finding import Finding, Holds
from hmi.model.check.numbers import agreed
from hmi.model.check.traffic import TapPhase
from hmi.model.stack import Pack
from hmi.protocol.status import Alarm

if TYPE_CHECKING:
    from hmi.model.state import State

# What stops charging and what stops discharging, at the BMS.
STOPS_CHARGING = frozenset(
    (
        Alarm.CELL_OVER_VOLTAGE,
        Alarm.PACK_OVER_VOLTAGE,
        Alarm.CHARGE_OVER_CURRENT,
        Alarm.CHARGE_OVER_TEMPERATURE,
        Alarm.CHARGE_UNDER_TEMPERATURE,
    )
)
STOPS_DISCHARGING = frozenset(
    (
        Alarm.CELL_UNDER_VOLTAGE,
        Alarm.PACK_UNDER_VOLTAGE,
        Alarm.DISCHARGE_OVER_CURRENT,
        Alarm.SHORT_CIRCUIT,
        Alarm.DISCHARGE_OVER_TEMPERATURE,
        Alarm.DISCHARGE_UNDER_TEMPERATURE,
    )
)

_OF_TWO = (Finding.MIXTURE, Finding.TWO_BATTERIES)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Limits of the stack, magnitudes in A; None: not known. `estimated`: by the manual."""

    charge_a: float | None
    discharge_a: float | None
    estimated: bool = False


def in_force(state: "State") -> Allowed | None:
    """The limits to watch; None: none is known, or without a tap nobody has compared the numbers yet."""
    told = announced(state)
    if told is not None:
        return told
    return by_manual(state) if agreed(state) is Holds.YES else None


def announced(state: "State") -> Allowed | None:
    """As the inverter is told, on the bus; None: that is not heard, or it is not this pack's alone.

    What is not allowed counts as 0 A.
    """
    if state.inverter.tap.phase is not TapPhase.OPEN or state.check.finding in _OF_TWO:
        return None
    told = state.check.told
    charge, discharge = told.charge_current_limit_a, told.discharge_current_limit_a
    if charge is None or discharge is None:
        return None
    requests = told.requests
    stopped = [
        requests is not None and one not in requests for one in ("charge_enabled", "discharge_enabled")
    ]
    return Allowed(0.0 if stopped[0] else abs(charge), 0.0 if stopped[1] else abs(discharge))


def by_manual(state: "State") -> Allowed:
    """What the manual allows the packs that give values, without those whose BMS stops that direction."""
    model, packs = state.pack_model, [pack for pack in state.packs if pack.known]
    if model is None or not packs:
        return Allowed(None, None, estimated=True)
    charging = sum(_charges(pack) for pack in packs)
    discharging = sum(_discharges(pack) for pack in packs)
    return Allowed(model.max_charge_a * charging, model.max_discharge_a * discharging, estimated=True)


def _charges(pack: Pack) -> bool:
    status = pack.status
    return status is None or (status.charge_mosfet and STOPS_CHARGING.isdisjoint(status.protections))


def _discharges(pack: Pack) -> bool:
    status = pack.status
    return status is None or (status.discharge_mosfet and STOPS_DISCHARGING.isdisjoint(status.protections))
