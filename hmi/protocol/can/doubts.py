"""Values on the bus that cannot be true of a battery: shown as received, and marked."""

from hmi.protocol.can.told import Told

SOC_PCT = (0.0, 100.0)
SOH_PCT = (0.0, 110.0)
TEMPERATURE_C = (-40.0, 100.0)
CVL_V = (3.0, 3.75)  # a cell
VOLTAGE_V = (2.0, 4.0)  # a cell
CELLS = (8, 16)  # in series, where their number is not known


def doubts(told: Told, cells: int | None) -> tuple[str, ...]:
    """Names of the fields of Told that are out of range; `cells` in series, None: not known.

    SOC 0..100 %, SOH 0..110 %, CVL 3.0..3.75 V a cell, DVL below CVL, voltage 2.0..4.0 V a cell,
    temperature -40..100 degC. Of a pack of unknown cells: what neither 8 nor 16 of them can have, nor any
    number between.
    """
    fewest, most = CELLS if cells is None else (cells, cells)
    ranges = {
        "charge_voltage_limit_v": (CVL_V[0] * fewest, CVL_V[1] * most),
        "soc_pct": SOC_PCT,
        "soh_pct": SOH_PCT,
        "voltage_v": (VOLTAGE_V[0] * fewest, VOLTAGE_V[1] * most),
        "temperature_c": TEMPERATURE_C,
    }
    doubted = [name for name, (least, greatest) in ranges.items() if _outside(told, name, least, greatest)]
    cvl, dvl = told.charge_voltage_limit_v, told.discharge_voltage_limit_v
    if cvl is not None and dvl is not None and dvl >= cvl:
        doubted.append("discharge_voltage_limit_v")
    return tuple(doubted)


def _outside(told: Told, name: str, least: float, greatest: float) -> bool:
    value: float | None = getattr(told, name)
    return value is not None and not least <= value <= greatest
