"""What the BMS says on the UART, of the whole stack, in the words of the buses that inverters listen to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from hmi.model.freshness import Freshness
from hmi.model.stack import HOST_SLOT, MASTER, Pack
from hmi.protocol.can.language import Language
from hmi.protocol.status import Alarm, Fault

if TYPE_CHECKING:
    from hmi.model.state import State

# The UART's names in the buses' vocabulary. A SOC that is low, and a charger the wrong way round, have none.
CODES: Mapping[Alarm | Fault, str] = {
    **{
        alarm: alarm.value
        for alarm in (
            Alarm.CELL_OVER_VOLTAGE,
            Alarm.CELL_UNDER_VOLTAGE,
            Alarm.CHARGE_OVER_CURRENT,
            Alarm.DISCHARGE_OVER_CURRENT,
            Alarm.SHORT_CIRCUIT,
            Alarm.CHARGE_OVER_TEMPERATURE,
            Alarm.DISCHARGE_OVER_TEMPERATURE,
            Alarm.CHARGE_UNDER_TEMPERATURE,
            Alarm.DISCHARGE_UNDER_TEMPERATURE,
        )
    },
    Alarm.PACK_OVER_VOLTAGE: "module_over_voltage",
    Alarm.PACK_UNDER_VOLTAGE: "module_under_voltage",
    Alarm.MOSFET_OVER_TEMPERATURE: "over_temperature",
    Alarm.ENVIRONMENT_OVER_TEMPERATURE: "over_temperature",
    Alarm.ENVIRONMENT_UNDER_TEMPERATURE: "under_temperature",
    **dict.fromkeys(Fault, "bms_internal"),
}
_CELL_SENSORS = {6: 4}  # with six sensors the last two are the MOSFETs' and the environment's (D18, D85)


@dataclass(frozen=True, slots=True)
class Said:
    """The fields of Told that the UART has as well; None: not known. Limits and requests it has not."""

    soc_pct: float | None = None
    soh_pct: float | None = None
    voltage_v: float | None = None
    current_a: float | None = None
    temperature_c: float | None = None
    protections: tuple[str, ...] | None = None
    warnings: tuple[str, ...] | None = None
    requests: tuple[str, ...] | None = None  # that the packs are able to follow: by their MOSFETs
    packs: int | None = None  # that the stack should have
    live: bool = False  # it speaks for the stack: every pack is read, by its master, and no value is old


def said(state: "State", language: Language | None) -> Said:
    """What it says now. `language`: GROWATT tells the highest temperature of a cell, the others the mean."""
    total, packs = state.total, state.packs
    known = [pack for pack in packs if pack.known]
    statuses = [pack.status for pack in known if pack.status is not None]
    told = bool(known) and len(statuses) == len(known)
    return Said(
        soc_pct=total.soc,
        soh_pct=total.soh,
        voltage_v=total.voltage,
        current_a=total.current,
        temperature_c=_temperature(known, highest=language is Language.GROWATT),
        protections=_codes((one.protections, one.faults) for one in statuses) if told else None,
        warnings=_codes((one.warnings,) for one in statuses) if told else None,
        requests=_followed(known) if told else None,
        packs=state.identity.pack_count and state.pack_count,
        live=total.complete and total.fresh is Freshness.LIVE and _by_master(packs),
    )


def _by_master(packs: tuple[Pack, ...]) -> bool:
    """Whether the pack on the wire is not one of others' stack, which tells of itself alone."""
    return all(pack.address is None or pack.address <= MASTER for pack in packs if pack.slot == HOST_SLOT)


def _temperature(packs: Iterable[Pack], highest: bool) -> float | None:
    cells = [
        celsius
        for pack in packs
        for celsius in pack.temperatures[: _CELL_SENSORS.get(len(pack.temperatures))]
        if celsius is not None
    ]
    if not cells:
        return None
    return max(cells) if highest else fmean(cells)


def _codes(told: Iterable[tuple[Iterable[Alarm | Fault], ...]]) -> tuple[str, ...]:
    alarms = (alarm for each in told for names in each for alarm in names)
    return tuple(dict.fromkeys(CODES[alarm] for alarm in alarms if alarm in CODES))


def _followed(packs: list[Pack]) -> tuple[str, ...]:
    """One pack that does not charge is enough to stop charging; one that discharges, to go on discharging."""
    statuses = [pack.status for pack in packs if pack.status is not None]
    able = {
        "charge_enabled": all(status.charge_mosfet for status in statuses),
        "discharge_enabled": any(status.discharge_mosfet for status in statuses),
    }
    return tuple(name for name, holds in able.items() if holds)
