"""Whether the measured current keeps to the limits that the pack announces, and since when."""

from dataclasses import dataclass

from hmi.model.check.finding import Holds


@dataclass(frozen=True, slots=True)
class Side:
    """Charging or discharging. Currents are magnitudes, A; times s of the steady clock."""

    limit_a: float | None = None  # in force; None: not known
    now_a: float = 0.0
    worst_a: float = 0.0  # since the watch began
    kept_s: float = 0.0  # for which current flowed and the limit was kept, since the watch began
    over_since: float | None = None  # above the limit without a pause
    holds: Holds = Holds.UNKNOWN
    since: float = 0.0  # when `holds` became what it is


_SIDE = Side()


@dataclass(frozen=True, slots=True)
class Obedience:
    """Both sides. `estimated`: the limits are the manual's for these packs, as no tap hears them."""

    charge: Side = _SIDE
    discharge: Side = _SIDE
    estimated: bool = False
