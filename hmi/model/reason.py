"""What can limit or stop charging or discharging, and what is known of it."""

from dataclasses import dataclass
from enum import StrEnum

from hmi.model.alarm.name import Name, Priority
from hmi.model.alarm.standing import Evidence
from hmi.model.check.allowed import STOPS_CHARGING, STOPS_DISCHARGING
from hmi.model.facts import Measure
from hmi.protocol.status import Alarm


class Side(StrEnum):
    """Charging or discharging."""

    CHARGING = "charging"
    DISCHARGING = "discharging"


class Why(StrEnum):
    """What is behind it."""

    ALARM = "alarm"
    HIGH_CELL = "high_cell"  # at which a pack counts as full
    SWITCHED_OFF = "switched_off"  # by a command, as it seems
    FULL = "full"
    MOSFET_OFF = "mosfet_off"  # and the BMS does not say why
    LIMITER = "limiter"  # the pack's own, as it seems
    TOLD = "told"  # to the inverter, and nothing says why


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stops (`to_a` is 0) or limits."""

    sides: tuple[Side, ...]
    why: Why
    to_a: float = 0.0  # A, a magnitude
    slot: int | None = None  # the pack that is the reason; None: the stack
    whole: bool = True  # of the whole stack
    priority: Priority | None = None  # of the alarm
    name: Name | None = None
    measure: Measure | None = None
    evidence: Evidence | None = None  # as measured now; of a current: when the alarm came
    ends: str = ""  # GROUP.FIELD of the parameter at which it is over; empty: not known
    ends_at: float = 0.0

    @property
    def stops(self) -> bool:
        """It does not only limit."""
        return not self.to_a

    @property
    def from_below(self) -> bool:
        """It is over above that value, not below."""
        return self.name in _TOO_LOW


STOPS = {Side.CHARGING: STOPS_CHARGING, Side.DISCHARGING: STOPS_DISCHARGING}
_TOO_LOW = frozenset(
    (
        Alarm.CELL_UNDER_VOLTAGE,
        Alarm.PACK_UNDER_VOLTAGE,
        Alarm.CHARGE_UNDER_TEMPERATURE,
        Alarm.DISCHARGE_UNDER_TEMPERATURE,
        Alarm.ENVIRONMENT_UNDER_TEMPERATURE,
        Alarm.LOW_SOC,
    )
)
# What may stop either side; only its MOSFET tells whether it does.
EITHER = frozenset(
    (
        Alarm.MOSFET_OVER_TEMPERATURE,
        Alarm.ENVIRONMENT_OVER_TEMPERATURE,
        Alarm.ENVIRONMENT_UNDER_TEMPERATURE,
        Alarm.REVERSE_POLARITY,
    )
)
