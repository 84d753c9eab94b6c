"""Values that pass the checksum and yet cannot be true: a plain sum lets some damage through."""

from hmi.protocol.analog import PackAnalog
from hmi.protocol.errors import ImplausibleError
from hmi.protocol.identity import PackCount

MOST_CELL_V = 5.0  # no lithium cell survives it
COLDEST_C, HOTTEST_C = -60.0, 200.0
MOST_OVERFULL = 1.10  # remaining over full: full is learned late, but not by more than that


def check(message: object) -> None:
    """Raise ImplausibleError for the first value of a reply that no battery has."""
    match message:
        case PackAnalog() if not message.no_data:
            _check_pack(message)
        case PackCount() if not 1 <= message.count <= 32:
            raise ImplausibleError("1 to 32 packs", f"{message.count}")


def _check_pack(pack: PackAnalog) -> None:
    for number, volts in enumerate(pack.cell_voltages, 1):
        if volts > MOST_CELL_V:
            raise ImplausibleError(f"at most {MOST_CELL_V:.3f} V on cell {number}", f"{volts:.3f} V")
    for number, celsius in enumerate(pack.temperatures, 1):
        if celsius is not None and not COLDEST_C <= celsius <= HOTTEST_C:
            raise ImplausibleError(f"{COLDEST_C} to {HOTTEST_C} degC on sensor {number}", f"{celsius} degC")
    if pack.voltage > MOST_CELL_V * len(pack.cell_voltages):
        raise ImplausibleError(f"at most {MOST_CELL_V:.3f} V a cell", f"{pack.voltage:.3f} V in all")
    if pack.full and pack.remaining > MOST_OVERFULL * pack.full:
        raise ImplausibleError(f"at most {pack.full} Ah remaining", f"{pack.remaining} Ah")
    extras = pack.extras
    if extras and extras.soc is not None and extras.soc > 100:
        raise ImplausibleError("SOC from 0 to 100 %", f"{extras.soc} %")
