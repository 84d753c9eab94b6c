"""What is measured of that which an alarm is about, and the limits that the BMS is set to."""

from collections.abc import Mapping, Sequence
from typing import Any

from hmi.model.alarm.standing import Evidence
from hmi.model.facts import Measure
from hmi.model.stack import Pack

# With six sensors the last two are the MOSFETs' and the environment's (D18, D85); else no role is known.
_WITH_ROLES, _CELL_SENSORS, _MOSFET, _ENVIRONMENT = 6, 4, 4, 5

Numbered = Sequence[tuple[int, float]]


def measured(pack: Pack, measure: Measure | None) -> Evidence | None:
    """The value now, with the number of its cell or sensor; None: it is not known, or nothing is measured."""
    if pack.analog is None:
        return None
    cells: Numbered = tuple(enumerate(pack.cell_voltages, 1))
    match measure:
        case Measure.HIGHEST_CELL if cells:
            return _numbered(max(cells, key=_value), "V")
        case Measure.LOWEST_CELL if cells:
            return _numbered(min(cells, key=_value), "V")
        case Measure.PACK_VOLTAGE:
            return Evidence(value=pack.analog.voltage, unit="V")
        case Measure.CURRENT:
            return Evidence(value=pack.analog.current, unit="A")
        case Measure.SOC if pack.soc is not None:
            return Evidence(value=pack.soc, unit="%")
        case _:
            return _temperature(pack.temperatures, measure)


def cell_temperatures(temperatures: Sequence[float | None]) -> Numbered:
    """Number and degC of each sensor on the cells that is fitted."""
    on_cells = temperatures[: _CELL_SENSORS if len(temperatures) == _WITH_ROLES else None]
    return tuple((number, celsius) for number, celsius in enumerate(on_cells, 1) if celsius is not None)


def _temperature(temperatures: Sequence[float | None], measure: Measure | None) -> Evidence | None:
    cells, others = cell_temperatures(temperatures), len(temperatures) == _WITH_ROLES
    match measure:
        case Measure.HOTTEST_CELL_SENSOR if cells:
            return _numbered(max(cells, key=_value), "°C")
        case Measure.COLDEST_CELL_SENSOR if cells:
            return _numbered(min(cells, key=_value), "°C")
        case Measure.MOSFET_SENSOR if others and temperatures[_MOSFET] is not None:
            return Evidence(value=temperatures[_MOSFET], unit="°C")
        case Measure.ENVIRONMENT_SENSOR if others and temperatures[_ENVIRONMENT] is not None:
            return Evidence(value=temperatures[_ENVIRONMENT], unit="°C")
    return None


def set_to(groups: Mapping[str, Any], name: str) -> float | None:
    """The value of GROUP.FIELD among the groups as read; None: it was not read, or the name is empty."""
    group, _, field = name.partition(".")
    value = getattr(groups.get(group), field, None) if field else None
    return None if value is None else float(value)


def _value(one: tuple[int, float]) -> float:
    return one[1]


def _numbered(one: tuple[int, float], unit: str) -> Evidence:
    return Evidence(number=one[0], value=one[1], unit=unit)
