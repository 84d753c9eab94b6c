"""What the pack tells the inverter beside what the BMS says on the UART."""

from typing import Any

from hmi.model.check.finding import Comparison
from hmi.model.check.reading import BusReading
from hmi.model.check.said import Said
from hmi.model.check.traffic import EXPECTED_PERIOD_S
from hmi.model.freshness import LIVE_PERIODS
from hmi.protocol.can.doubts import doubts
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told

CVL = "charge_voltage_limit_v"
ORDER = (
    CVL,
    "discharge_voltage_limit_v",
    "charge_current_limit_a",
    "discharge_current_limit_a",
    "soc_pct",
    "soh_pct",
    "voltage_v",
    "current_a",
    "temperature_c",
    "protections",
    "warnings",
    "requests",
    "packs",
)
# Of these a difference makes the link wrong. Alarms are only marked: no captured frame has one that acts, so
# their bits are known from papers alone; limits and SOH have nothing on the UART that they must be.
DECISIVE = frozenset(("soc_pct", "voltage_v", "current_a", "packs"))

SOC_PCT = 1.0 + 0.5  # the bus rounds to whole percents
VOLTAGE_V = 0.5
LIVE_S = LIVE_PERIODS * EXPECTED_PERIOD_S  # what is told that is older is not what is so now
FLOWS_A = 2.0  # below it a current has no sign that could be trusted
# What SMA takes over; what is outside it drops without a word (D-SMA10).
SMA_CVL_V, SMA_DVL_V, SMA_LIMIT_A = (41.0, 63.0), (41.0, 48.0), (0.0, 1200.0)


def comparisons(bus: BusReading, said: Said, language: Language, cells: int | None) -> tuple[Comparison, ...]:
    """Every value that BMS and inverter share, in the order in which they are shown."""
    doubtful = {*doubts(bus.told, cells), *(dropped(bus.told) if language is Language.SMA else ())}
    return tuple(_compared(what, bus, said, what in doubtful) for what in ORDER)


def dropped(told: Told) -> tuple[str, ...]:
    """Names of the limits that an SMA inverter does not take over."""
    dcl = told.discharge_current_limit_a
    ranges = (
        (CVL, told.charge_voltage_limit_v, SMA_CVL_V),
        ("discharge_voltage_limit_v", told.discharge_voltage_limit_v, SMA_DVL_V),
        ("charge_current_limit_a", told.charge_current_limit_a, SMA_LIMIT_A),
        # Some makers send it negative: its magnitude counts.
        ("discharge_current_limit_a", None if dcl is None else abs(dcl), SMA_LIMIT_A),
    )
    return tuple(
        name for name, value, (least, most) in ranges if value is not None and not least <= value <= most
    )


def _compared(what: str, bus: BusReading, said: Said, doubtful: bool) -> Comparison:
    told, by_uart = getattr(bus.told, what), getattr(said, what, None)
    age_s = bus.age_s.get(what)
    both = age_s is not None and age_s <= LIVE_S and by_uart is not None and said.live
    return Comparison(what, told, by_uart, both and _differs(what, told, by_uart), doubtful, age_s)


def _differs(what: str, told: Any, said: Any) -> bool:
    """Whether what the inverter is told cannot be what the BMS says."""
    match what:
        case "soc_pct":
            return bool(abs(told - said) > SOC_PCT)
        case "voltage_v":
            return bool(abs(told - said) > VOLTAGE_V)
        case "current_a":
            return bool(min(abs(told), abs(said)) > FLOWS_A and (told > 0) != (said > 0))
        case "protections" | "warnings":
            return bool(told) != bool(said)  # papers and UART have not the same names for them
        case "requests":
            # A BMS that still could may ask to stop; one that cannot must not let the inverter believe it.
            return any(one in told and one not in said for one in ("charge_enabled", "discharge_enabled"))
        case "packs":
            return bool(told != 0 and told != said)  # 0: not used
        case _:
            return False
