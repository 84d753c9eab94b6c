"""Highest and lowest of the stack, and where: cells and sensors are counted through all packs, from 1."""

from collections.abc import Iterable

from hmi.simulator import readings
from hmi.simulator.inverter.announced import Announced
from hmi.simulator.warmth import SENSORS_ON_CELLS

Extreme = tuple[float, int]  # value, number


def cells_mv(values: Announced) -> tuple[Extreme, Extreme]:
    """Lowest and highest cell, mV."""
    return _apart(round(1000 * volts) for bms in values.packs for volts in bms.sensed.cells)


def temperatures_c(values: Announced) -> tuple[Extreme, Extreme]:
    """Coldest and warmest sensor on the cells, degC. A broken one is neither."""
    sensors = [celsius for bms in values.packs for celsius in readings.sensors(bms)[:SENSORS_ON_CELLS]]
    return _apart(None if celsius is None else round(celsius, 1) for celsius in sensors)


def _apart(found: Iterable[float | None]) -> tuple[Extreme, Extreme]:
    numbered = [(value, number) for number, value in enumerate(found, 1) if value is not None]
    return min(numbered), max(numbered, key=lambda one: one[0])
