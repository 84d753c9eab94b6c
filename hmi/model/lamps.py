"""What the lamps on the box should be doing now, by what the BMS says of itself.

The manual does not tell which row of its table holds where several might. Taken here: what failed before what
protects, what protects before what warns; a protection of charging not while the pack supplies power, and the
other way round, as its row stands under the other state.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model.check.allowed import STOPS_CHARGING, STOPS_DISCHARGING
from hmi.model.freshness import Freshness
from hmi.model.lamp_table import Blink, Box, Condition, Doing, Shown, pattern
from hmi.model.navigation import parts_needed
from hmi.model.stack import Flow, Pack
from hmi.protocol.bits import CHARGER_BIT, is_set
from hmi.protocol.status import Alarm, PackStatus, Unsure

if TYPE_CHECKING:
    from hmi.model.state import State

OVER_VOLTAGE = frozenset((Alarm.CELL_OVER_VOLTAGE, Alarm.PACK_OVER_VOLTAGE))
UNDER_VOLTAGE = frozenset((Alarm.CELL_UNDER_VOLTAGE, Alarm.PACK_UNDER_VOLTAGE))
_FAILED = (Doing.INVALID, Condition.NORMAL)
_EMPTY = (Doing.DISCHARGE, Condition.UNDERVOLTAGE)
_FULL = (Doing.CHARGE, Condition.OVERCHARGE)

Rows = tuple[tuple[Doing, Condition], ...]


class Doubt(StrEnum):
    """Why the real lamps may do something else."""

    NO_STATUS = "no_status"  # what the BMS says of itself is not known
    NOT_TOLD = "not_told"  # the manual has nothing on this state
    SEVERAL = "several"  # more than one row of the table might hold
    LED_ALARM_OFF = "led_alarm_off"  # the lamps' alarm seems to be switched off


@dataclass(frozen=True, slots=True)
class Lamps:
    """What they should be doing. No rows: it is not known."""

    box: Box
    rows: tuple[Shown, ...] = ()  # that hold; all with the same lamps
    lamps: Mapping[str, Blink | None] = field(default_factory=dict)  # None: not known of this one
    doubts: tuple[Doubt, ...] = ()
    fresh: Freshness = Freshness.GONE

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the table says of those rows, and what is odd about it."""
        said = (*(row.text for row in self.rows), *(row.note for row in self.rows))
        return tuple(filter(None, (*said, self.box.note if self.rows else "")))


def remarks(state: "State") -> int:
    """How many sentences there are to be said of them."""
    shown = expected(state)
    return len(shown.sentences) + len(shown.doubts) if shown else 0


def parts(state: "State") -> int:
    """How many parts these take, with the lamps on each of them or before them."""
    said = remarks(state)
    apart = state.room.lamps_apart and said > 0
    return int(apart) + parts_needed(said, state.room.remarks)


def expected(state: "State") -> Lamps | None:
    """Of the selected pack; None: there is no table."""
    table, pack, model = state.facts.lamps, state.pack, state.pack_model
    box = table.box(model.name if model else None)
    if box is None:
        return None
    if pack.status is None:
        return Lamps(box, lamps=_dark(box), doubts=(Doubt.NO_STATUS,))
    holds, left = _holds(pack, pack.status)
    rows = tuple(row for key in holds if (row := _row(box, key)) is not None)
    doubts = _doubts(pack.status, bool(rows), left)
    band = None if pack.soc is None else table.band(pack.soc)
    lamps = pattern(box, rows[0], band) if rows else _dark(box)
    return Lamps(box, rows, lamps, doubts, pack.status_fresh)


def _dark(box: Box) -> dict[str, Blink | None]:
    return {name: None for name in box.lamps if name != box.screen}


def _row(box: Box, key: tuple[Doing, Condition]) -> Shown | None:
    """A box whose manual tells nothing of warnings does with one what it does without."""
    doing, condition = key
    row = box.row(doing, condition)
    if row is None and condition in (Condition.ALERT, Condition.OVERCHARGE_ALERT):
        row = box.row(doing, Condition.NORMAL)
    return row


def _holds(pack: Pack, status: PackStatus) -> tuple[Rows, bool]:
    """Which rows of the table hold, and whether the BMS says more than they tell."""
    doing, acting = _doing(pack, status), {*status.protections}
    if status.faults:
        return (_FAILED,), bool(acting)
    rows, told = _protected(doing, acting, is_set(status.system, CHARGER_BIT))
    return rows or ((doing, _condition(doing, status)),), bool(acting - told)


def _doing(pack: Pack, status: PackStatus) -> Doing:
    """By the current; while none flows, or it is not known, by the BMS's own word."""
    if pack.flow is Flow.DISCHARGING or (pack.flow is not Flow.CHARGING and status.discharging):
        return Doing.DISCHARGE
    return Doing.CHARGE if pack.flow is Flow.CHARGING or status.charging else Doing.STANDBY


def _protected(doing: Doing, acting: set[Alarm], charger: bool) -> tuple[Rows, set[Alarm]]:
    """The rows of the protections that act, and which of them they tell; of both sides where both stop."""
    hard = acting - OVER_VOLTAGE - UNDER_VOLTAGE
    both = hard - STOPS_CHARGING - STOPS_DISCHARGING
    charge = hard & STOPS_CHARGING if doing is not Doing.DISCHARGE else set()
    discharge = hard & STOPS_DISCHARGING if doing is not Doing.CHARGE else set()
    if both or charge or discharge:
        sides = {Doing.CHARGE: charge | both, Doing.DISCHARGE: discharge | both}
        rows = tuple((side, Condition.PROTECTION) for side, stopped in sides.items() if stopped)
        return rows, both | charge | discharge
    if acting & UNDER_VOLTAGE and doing is not Doing.CHARGE:
        return (_EMPTY,), acting & UNDER_VOLTAGE
    if acting & OVER_VOLTAGE and doing is not Doing.DISCHARGE and charger:
        return (_FULL,), acting & OVER_VOLTAGE
    # Without a charger a full pack shows standby, as its row says.
    return (), acting & OVER_VOLTAGE if doing is Doing.STANDBY else set()


def _condition(doing: Doing, status: PackStatus) -> Condition:
    warnings = {*status.warnings}
    if not warnings and not status.other_alarm:
        return Condition.NORMAL
    if doing is Doing.CHARGE and warnings <= OVER_VOLTAGE and not status.other_alarm:
        return Condition.OVERCHARGE_ALERT
    return Condition.ALERT


def _doubts(status: PackStatus, told: bool, left: bool) -> tuple[Doubt, ...]:
    if not told:
        return (Doubt.NOT_TOLD,)
    holds = {
        Doubt.SEVERAL: left,
        Doubt.LED_ALARM_OFF: Unsure.LED_ALARM_DISABLED in status.unsure,
    }
    return tuple(doubt for doubt, so in holds.items() if so)
