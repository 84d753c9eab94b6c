"""Values that pass the checksum and yet cannot be true: a plain sum lets some damage through.

The bounds are wide: they catch what no battery has, and much of what another command's late answer would
say, but never judge how a battery is set up.
"""

from hmi.protocol import parameters
from hmi.protocol.analog import AnalogTail, PackAnalog
from hmi.protocol.errors import ImplausibleError
from hmi.protocol.history import Record
from hmi.protocol.identity import Capacities, Clock, PackCount

MOST_CELL_V = 5.0  # no lithium cell survives it
COLDEST_C, HOTTEST_C = -60.0, 200.0
MOST_OVERFULL = 1.10  # remaining over full: full is learned late, but not by more than that
MOST_SOH = 150  # %; new packs were seen at 110 %
MOST_PACKS = 32
MOST_LIMIT_A = 1000  # the maker's own program ends at 300


def check(message: object) -> None:
    """Raise ImplausibleError for the first value of a reply that no battery has."""
    match message:
        case PackAnalog() if not message.no_data:
            _check_measured(message)
            _check_capacities(message)
            _check_tail(message.extras)
        case Record():
            _check_measured(message)
        case Capacities():
            _check_capacities(message)
        case PackCount() if not 1 <= message.count <= MOST_PACKS:
            raise ImplausibleError(f"1 to {MOST_PACKS} packs", f"{message.count}")
        case Clock() if message.time is None:
            raise ImplausibleError("a date and time", f"{message}")
        case parameters.CurrentLimits() | parameters.DischargeCurrentLimits():
            _check_amperes(message.alarm, message.protection)
        case parameters.CurrentLimitsWithRelease() | parameters.DischargeCurrentLimitsWithRelease():
            _check_amperes(message.alarm, message.protection, message.release)
        case parameters.FullAndLowCharge() if (message.low_soc or 0) > 100:
            raise ImplausibleError("SOC from 0 to 100 %", f"{message.low_soc} %")


def is_plausible(message: object) -> bool:
    """True when `check` finds nothing."""
    try:
        check(message)
    except ImplausibleError:
        return False
    return True


def check_cell_limits(limits: parameters.VoltageLimits) -> None:
    """Raise ImplausibleError for a limit that no cell may have: a pack's, answered late."""
    for name in ("alarm", "protection", "release"):
        if getattr(limits, name) > MOST_CELL_V:
            raise ImplausibleError(f"at most {MOST_CELL_V:.3f} V as a cell's {name}", f"{limits}")


def _check_measured(pack: PackAnalog | Record) -> None:
    for number, volts in enumerate(pack.cell_voltages, 1):
        if volts > MOST_CELL_V:
            raise ImplausibleError(f"at most {MOST_CELL_V:.3f} V on cell {number}", f"{volts:.3f} V")
    for number, celsius in enumerate(pack.temperatures, 1):
        if celsius is not None and not COLDEST_C <= celsius <= HOTTEST_C:
            raise ImplausibleError(f"{COLDEST_C} to {HOTTEST_C} degC on sensor {number}", f"{celsius} degC")
    if pack.voltage > MOST_CELL_V * len(pack.cell_voltages):
        raise ImplausibleError(f"at most {MOST_CELL_V:.3f} V a cell", f"{pack.voltage:.3f} V in all")


def _check_capacities(pack: PackAnalog | Capacities) -> None:
    if pack.full and pack.remaining > MOST_OVERFULL * pack.full:
        raise ImplausibleError(f"at most {pack.full} Ah remaining", f"{pack.remaining} Ah")


def _check_amperes(*limits: int) -> None:
    for amperes in limits:
        if not 0 <= amperes <= MOST_LIMIT_A:
            raise ImplausibleError(f"a limit of 0 to {MOST_LIMIT_A} A", f"{amperes} A")


def _check_tail(tail: AnalogTail | None) -> None:
    if tail is None:
        return
    for name, percent, most in (("SOC", tail.soc, 100), ("SOH", tail.soh, MOST_SOH)):
        if percent is not None and percent > most:
            raise ImplausibleError(f"{name} from 0 to {most} %", f"{percent} %")
